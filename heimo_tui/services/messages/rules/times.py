"""How long things wait and are kept: every time that messages know."""

from __future__ import annotations

from random import Random
from typing import Final

DAY: Final = 86_400
HOUR: Final = 3600

SETTLED_HOURS: Final = 7 * 24
"""How long somebody has to be in a circle to ask those who take no requests from newcomers."""

REQUEST_SECONDS: Final = 30 * DAY
"""How long an unanswered or declined request stands in the way of another one."""

FRESH_KEYS_SECONDS: Final = DAY
"""How old the list of bundles may be when a request goes out."""

NO_KEYS_SECONDS: Final = 120.0
"""How long somebody who had published no keys is not asked for again: they may do so any moment."""

OWN_CARD_DAYS: Final = 60
"""How long a card of one's own that was replaced still opens requests: longer than any bundle that goes with it."""

RESET_SECONDS: Final = DAY
OLD_SESSION_SECONDS: Final = 7 * DAY
MOST_SESSIONS: Final = 3
QUARANTINE_SECONDS: Final = 7 * DAY
UNREADABLE_FRAMES: Final = 3
"""So many frames of one day that cannot be read call for a new session."""

QUEUE_ROTATE_SECONDS: Final = 30 * DAY
QUEUE_ROTATE_FRAMES: Final = 1000
OLD_QUEUE_SECONDS: Final = 14 * DAY

RECEIPT_SECONDS: Final = (30.0, 300.0)
HISTORY_SECONDS: Final = 90 * DAY
PROOF_SECONDS: Final = 7 * DAY
"""How long what was taken back can still be reported."""

_FULL_FIRST, _FULL_MOST = 60.0, 6.0 * HOUR
_AWAY_FIRST, _AWAY_MOST = 2.0, 10.0 * 60


def full_wait(attempts: int, rand: Random) -> float:
    """Seconds until what had no room is tried again, after so many attempts (from 1)."""
    return _wait(attempts, _FULL_FIRST, _FULL_MOST, rand)


def away_wait(attempts: int, rand: Random) -> float:
    """Seconds until an unreachable server is tried again, after so many attempts (from 1)."""
    return _wait(attempts, _AWAY_FIRST, _AWAY_MOST, rand)


def _wait(attempts: int, first: float, most: float, rand: Random) -> float:
    doubled = first * 2.0 ** min(max(attempts - 1, 0), 20)
    return min(doubled, most) * rand.uniform(0.8, 1.0)
