"""Who waits for a first reply, and whom a helper is shown first.

Those who wait longest stand first. What a post asks for and tells of counts as hours that were waited already, so that
it helps somebody forward and nobody stays behind for good: waiting goes on, and the hours given for a need do not grow.

If everybody met the same one first, that one would get every answer. So each helper draws lots, on their own machine,
once a day: among those who wait about as long, who stands first differs from helper to helper, and on one draw of LUCK
somebody counts as one who waits longest of all. With n who wait, each of them comes first for one helper of LUCK * n or
more, on average. Whom the helper answered lately goes down for this helper, and the second post of one writer for
everybody, until the first is answered.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from heimo_protocol.events import Need
from heimo_tui.core.views import ThreadRow, ThreadView

NEED_HOURS: Final[Mapping[Need, int]] = {Need.LISTEN: 2, Need.ASK: 1, Need.IDEAS: 0}
"""Hours that a need counts for: who wants to be heard is hurt most by silence, who looks for ideas can look on."""

NOTE_HOURS: Final[Mapping[str, int]] = {
    "suicide": 24,
    "self_harm": 18,
    "sexual_violence": 12,
    "abuse": 12,
    "violence": 8,
    "death": 6,
    "pregnancy_loss": 6,
    "eating": 6,
    "hate": 6,
    "substances": 6,
    "illness": 4,
    "birth": 4,
    "debt": 3,
    "body": 3,
}
"""Hours that a content note counts for. Only the heaviest of a post counts, so that more notes bring nobody forward."""

OTHER_NOTE_HOURS: Final = 3
"""Hours of a note that this version does not know."""

LONGEST: Final = 96
"""Hours after which all have waited equally long: what lies there for months does not hide who came yesterday."""

LUCK: Final = 8
"""Of so many draws, one makes somebody count as who waits longest of all."""

LATELY_MINUTES: Final = 7 * 24 * 60
"""How long somebody counts as answered lately."""

_MOST: Final = LONGEST + max(NOTE_HOURS.values()) + max(NEED_HOURS.values())
_STEEP: Final = 3
"""Who waited twice as long stands first in eight draws of nine, but for LUCK."""
_AGAIN: Final = 8
"""How many times less somebody counts whom the helper answered lately, and the second post of one writer."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A post that nobody else has answered. `since` are minutes since 1970: when others could first read it."""

    circle: bytes
    thread: bytes
    author: bytes
    since: int
    need: Need
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingView:
    """A post that waits, as a list over several circles shows it."""

    circle: bytes
    circle_name: str
    row: ThreadRow


@dataclass(frozen=True, slots=True)
class HelpingDay:
    """Replies to others today, and how many the helper wants to give in a day; 0: no number was set."""

    capacity: int
    answered: int

    @property
    def reached(self) -> bool:
        """It is as much as the helper meant to give; never a reason to stop them."""
        return 0 < self.capacity <= self.answered


def since(minutes: int, hour: int) -> int:
    """When a post could first be read, from its writer's clock and the hour its server received it.

    The later of the two: neither a writer nor a server can make somebody wait longer than the other says.
    """
    return max(minutes, hour * 60)


def urgency(one: Waiting, now: int) -> float:
    """Hours waited at minute `now`, at most LONGEST, with those that its need and its heaviest note count for."""
    waited = min(max(0, now - one.since) / 60, LONGEST)
    note = max((NOTE_HOURS.get(note, OTHER_NOTE_HOURS) for note in one.notes), default=0)
    return max(1.0, waited + NEED_HOURS.get(one.need, 0) + note)


def in_order(
    waiting: Iterable[Waiting], *, mine: Collection[bytes], answered: Collection[bytes], draw: bytes, day_end: int
) -> list[Waiting]:
    """Those who wait in the order in which one helper meets them; own posts and "no replies" are left out.

    `mine` are the helper's keys, `answered` keys of those they answered lately. `draw` is 16 to 64 random bytes of the
    helper's that nobody else knows. `day_end` is the last minute of the helper's day: waits are measured to it, so that
    two posts keep their order all day, whoever comes or goes around them.
    """
    others = [one for one in waiting if one.author not in mine and one.need is not Need.NONE]
    first: set[bytes] = set()
    placed = []
    for one in sorted(others, key=lambda one: (one.since, one.thread)):
        again = one.author in answered or one.author in first
        first.add(one.author)
        placed.append((_place(one, draw, day_end, again), one.thread, one))
    return [one for _, _, one in sorted(placed)]


def _place(one: Waiting, draw: bytes, day_end: int, again: bool) -> float:
    lot = hashlib.blake2b(day_end.to_bytes(8, "big") + one.circle + one.thread, key=draw, digest_size=16).digest()
    lucky = not again and int.from_bytes(lot[8:], "big") % LUCK == 0
    weight = (_MOST if lucky else urgency(one, day_end)) ** _STEEP / (_AGAIN if again else 1)
    # the smallest of exponential draws is each one's as often as its weight is of all weights
    return -math.log((int.from_bytes(lot[:8], "big") + 1) / 2**64) / weight


def unanswered(view: ThreadView) -> bool:
    """Whether nobody but its writer has answered in a thread that asks for replies."""
    asks = view.root.need is not Need.NONE and not view.locked
    return asks and all(reply.author.key == view.root.author.key for reply in view.replies)
