"""What a person set for themselves; it says something about them, so it is kept in the vault."""

from dataclasses import dataclass
from enum import StrEnum

from heimo_tui.core.views import FoldAction


class NetworkProfile(StrEnum):
    """How much the network may be told: `open` listens live where it can, `private` only polls, at random times."""

    OPEN = "open"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class FoldRule:
    """A reader's rule about a content `note` or a `keyword` (exactly one is set)."""

    note: str | None = None
    keyword: str | None = None
    action: FoldAction = FoldAction.FOLD


@dataclass(frozen=True, slots=True)
class Preferences:
    """Settings. `country` is an ISO 3166 code or empty, `language` and `theme` a name or empty for the default.

    `idle_minutes` 0: it never locks by itself. `replies_a_day`: how many a helper wants to give at most;
    0: they set no number.
    """

    hold_seconds: int = 60
    idle_minutes: int = 15
    folds: tuple[FoldRule, ...] = ()
    country: str = ""
    language: str = ""
    theme: str = ""
    network: NetworkProfile = NetworkProfile.OPEN
    replies_a_day: int = 0


HOLD_MOST = 300
"""Seconds that a hold may last at most."""

REPLIES_MOST = 50
"""Replies a day that can be set at most."""
