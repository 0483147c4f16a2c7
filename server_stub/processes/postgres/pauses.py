"""Pauses between posts that hold whichever process the next post comes to, in memory only.

Whoever wants to post claims its marks over the bus. All processes hear all claims in one order; a claim that comes
while another one on the same mark is in force has lost, and says so. A claim lasts for a minute, and from its beginning
for the whole pause once the post is written, so that a process which is killed in between keeps nobody waiting long.
"""

import hashlib
import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from server_stub.processes.alone import MAX_PAUSES, require_over
from server_stub.processes.postgres.bus import Bus
from server_stub.processes.postgres.notes import Claim, Settled

CLAIM_SECONDS = 60


@dataclass(slots=True)
class _Mark:
    """A claim on a mark: when it was heard (monotonic seconds), for how long, and whether the post was written."""

    at: float
    seconds: int
    kept: bool = False

    def ends(self, seconds: int) -> float:
        """When it ends, where the pause takes so many seconds by now."""
        return self.at + (seconds if self.kept else min(seconds, CLAIM_SECONDS))


class SharedPauses:
    """See server_stub.company.Pauses. `clock` is monotonic, in seconds. Give it what the bus brings."""

    def __init__(self, bus: Bus, clock: Callable[[], float]) -> None:
        self._bus = bus
        self._clock = clock
        self._marks: dict[bytes, dict[bytes, _Mark]] = {}

    @asynccontextmanager
    async def hold(self, pauses: Mapping[bytes, int]) -> AsyncIterator[None]:
        """Let each name post where it paused."""
        if not pauses:
            yield
            return
        marks = [(hashlib.sha256(name).digest()[:16], seconds) for name, seconds in pauses.items()]
        require_over(self._left(marks, None))
        claim = Claim(os.urandom(8), marks)
        kept = False
        try:
            await self._bus.say(claim)
            require_over(self._left(marks, claim.id))
            yield
            kept = True
        finally:
            self._settle(claim.id, [mark for mark, _ in marks], kept=kept)
            self._bus.tell(Settled(claim.id, [mark for mark, _ in marks], kept))

    def claimed(self, claim: Claim) -> None:
        """Somebody claimed, perhaps this process."""
        now = self._clock()
        for mark, seconds in claim.marks:
            claims = self._marks.pop(mark, {})
            self._marks[mark] = {id_: known for id_, known in claims.items() if known.ends(known.seconds) > now}
            self._marks[mark][claim.id] = _Mark(now, seconds)
        while len(self._marks) > MAX_PAUSES:
            del self._marks[next(iter(self._marks))]

    def settled(self, what: Settled) -> None:
        """A claim of another process was kept, or nothing came of it."""
        self._settle(what.id, what.marks, kept=what.kept)

    def _settle(self, claim: bytes, marks: list[bytes], *, kept: bool) -> None:
        for mark in marks:
            claims = self._marks.get(mark, {})
            if kept and claim in claims:
                claims[claim].kept = True
            elif claims.pop(claim, None) is not None and not claims:
                del self._marks[mark]

    def _left(self, marks: list[tuple[bytes, int]], own: bytes | None) -> Iterator[float]:
        """The seconds that other claims on these marks go on; of those that came after our own, none counts."""
        now = self._clock()
        for mark, seconds in marks:
            for claim, known in self._marks.get(mark, {}).items():
                if claim == own:
                    break
                yield known.ends(seconds) - now
