"""When messages vanish: both have to wish the same, and what is wished already holds is no wish any more."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timer:
    """`seconds` that hold now (0: never), and what each side wishes, None where it wishes nothing else."""

    seconds: int
    mine: int | None = None
    theirs: int | None = None

    @property
    def wished(self) -> int | None:
        """The open wish, the other side's where both have one."""
        return self.mine if self.theirs is None else self.theirs

    def i_say(self, seconds: int) -> Timer:
        """What holds after I said this."""
        if seconds == self.theirs:
            return Timer(seconds)
        return Timer(self.seconds, None if seconds == self.seconds else seconds, self.theirs)

    def they_say(self, seconds: int) -> Timer:
        """What holds after the other side said this."""
        flipped = Timer(self.seconds, self.theirs, self.mine).i_say(seconds)
        return Timer(flipped.seconds, flipped.theirs, flipped.mine)
