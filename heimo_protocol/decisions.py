"""Who may decide what in a circle, as the server and every client must see it alike (protocol sections 9.1 and 9.6)."""

from typing import Final

import msgspec

from heimo_protocol.bodies import Action
from heimo_protocol.limits import PAUSE_MOST_HOURS, SECOND_DAYS

ON_NAMES: Final = frozenset({Action.BAN, Action.UNBAN, Action.GRANT, Action.REVOKE, Action.ENTRUST})
"""Decisions whose target is a name's key; those of all others are an event's id, or for SLOW the circle's."""

_CHOOSING: Final = frozenset({Action.GRANT, Action.REVOKE})


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """Who decides in a circle at one moment of its log: keys of 32 bytes. Stewards are moderators, too."""

    owner: bytes
    moderators: frozenset[bytes]
    stewards: frozenset[bytes] = frozenset()

    def may_set(self, author: bytes) -> bool:
        """Whether this name may change the circle's settings."""
        return author == self.owner or author in self.stewards

    def may_decide(self, author: bytes, action: Action, target: bytes) -> bool:
        """Whether this name may take this decision about this target."""
        if author == self.owner:
            return target != self.owner or action not in ON_NAMES
        if author not in self.moderators or target == self.owner or action is Action.ENTRUST:
            return False
        if action in ON_NAMES and action is not Action.UNBAN and target in self.moderators:
            return author in self.stewards and target not in self.stewards
        return action not in _CHOOSING or author in self.stewards


class FirstWord(msgspec.Struct, frozen=True, kw_only=True):
    """A ban that waits for a second moderator: who asked for it (32), and in which minute since 1970-01-01."""

    author: bytes
    minutes: int


def needs_second(until: int, minutes: int) -> bool:
    """Whether a ban until this hour (0: for good), decided in this minute, is longer than one moderator may decide."""
    return until == 0 or until * 60 - minutes > (PAUSE_MOST_HOURS + 1) * 60


def is_second(first: FirstWord | None, author: bytes, minutes: int, moderators: frozenset[bytes]) -> bool:
    """Whether a moderator's word for a ban is the second one: of somebody else, in time, and the first still counts."""
    return (
        first is not None
        and first.author != author
        and first.author in moderators
        and minutes - first.minutes <= SECOND_DAYS * 24 * 60
    )
