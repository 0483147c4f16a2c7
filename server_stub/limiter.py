"""The whole server's budgets for nameless requests, in memory only; of several processes, each has its share."""

import math
from collections.abc import Callable
from enum import Enum, auto

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import ServerLimits

_NEVER = 86_400.0
"""Seconds until a budget of nothing is asked again."""


class Purpose(Enum):
    """What a request without a known name is for; each has a budget of its own, so that none uses up another's.

    Every operation that may be called without a name has one.
    """

    CIRCLES = auto()
    """The list of circles."""
    EVENTS = auto()
    """Reading a circle's log."""
    GOVERNANCE = auto()
    """Reading what was decided."""
    LISTENING = auto()
    """New live streams."""
    CHALLENGE = auto()
    """Beginning to join."""
    JOINING = auto()
    REGISTERING = auto()
    ASKING = auto()
    """Requests for contact."""
    QUEUES = auto()
    """New queues."""
    QUEUE_STRANGER = auto()
    """Signed by a key that does not fit the queue, if there is one."""
    STRANGER = auto()
    """Signed by a key that nobody knows."""
    ENTRY_CODE = auto()
    """An entry code tried by nobody in particular."""


class Bucket:
    """A token bucket: `rate` a second on average, `burst` at once. `clock` is monotonic, in seconds."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float]) -> None:
        self._whole_rate = self._rate = rate
        self._whole_burst = self._burst = burst
        self._clock = clock
        self._tokens = burst
        self._at = clock()

    def take(self) -> float:
        """Take one token and return 0, or take nothing and return the seconds until there is one."""
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0.0
        return (1 - self._tokens) / self._rate if self._rate else _NEVER

    def share(self, processes: int) -> None:
        """Be one of so many buckets that have the rate and the burst together; one token fits at least."""
        self._rate = self._whole_rate / processes
        self._burst = max(1.0, self._whole_burst / processes)


class Limiter:
    """The server's budgets of nameless requests (limit 8 of protocol section 19)."""

    def __init__(self, limits: ServerLimits, clock: Callable[[], float]) -> None:
        second, burst = limits.anonymous_second, limits.anonymous_burst
        self._anonymous = {purpose: Bucket(second, burst, clock) for purpose in Purpose}
        codes = limits.entry_codes_minute
        self._anonymous[Purpose.ENTRY_CODE] = Bucket(codes / 60, codes, clock)

    def require_anonymous(self, purpose: Purpose) -> None:
        """Count a nameless request; raises Refusal with BUSY."""
        wait = self._anonymous[purpose].take()
        if wait:
            raise Refusal(Code.BUSY, "too many nameless requests", retry_after=max(1, math.ceil(wait)))

    def share(self, processes: int) -> None:
        """Take the part of one of so many processes, between which a proxy spreads requests evenly."""
        for bucket in self._anonymous.values():
            bucket.share(processes)
