"""Limits that live in memory only: the whole server's budgets for nameless requests, and pauses between posts."""

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum, auto

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import ServerLimits

_MAX_PAUSES = 100_000
_NEVER = 86_400.0
"""Seconds until a budget of nothing is asked again."""


class Purpose(Enum):
    """What a request without a known name is for; each has a budget of its own, so that none uses up another's."""

    READING = auto()
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
        self._rate = rate
        self._burst = burst
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


class Limiter:
    """The server's budgets of nameless requests (limit 8 of protocol section 19), and each name's last post.

    The moment of a post is kept here and never stored: the store knows hours only.
    """

    def __init__(self, limits: ServerLimits, clock: Callable[[], float]) -> None:
        second, burst = limits.anonymous_second, limits.anonymous_burst
        self._anonymous = {purpose: Bucket(second, burst, clock) for purpose in Purpose}
        codes = limits.entry_codes_minute
        self._anonymous[Purpose.ENTRY_CODE] = Bucket(codes / 60, codes, clock)
        self._clock = clock
        self._posted: dict[bytes, float] = {}

    def require_anonymous(self, purpose: Purpose) -> None:
        """Count a nameless request; raises Refusal with BUSY."""
        wait = self._anonymous[purpose].take()
        if wait:
            raise Refusal(Code.BUSY, "too many nameless requests", retry_after=max(1, math.ceil(wait)))

    @contextmanager
    def pause(self, pauses: Mapping[bytes, int]) -> Iterator[None]:
        """Let each name (a key, or a key with a thread) post where it did not do so within its number of seconds.

        The post counts from the beginning, so that a second one cannot slip in while the first is written; where it
        ends in an exception, it never was. The oldest are forgotten when there are very many.
        Raises Refusal with SLOW_MODE.
        """
        now = self._clock()
        before = {name: self._posted.get(name) for name in pauses}
        left = max((last + pauses[name] - now for name, last in before.items() if last is not None), default=0.0)
        if left > 0:
            raise Refusal(Code.SLOW_MODE, "a pause between posts", retry_after=math.ceil(left))
        for name in pauses:
            self._set(name, now)
        try:
            yield
        except BaseException:
            for name, last in before.items():
                self._set(name, last)
            raise

    def _set(self, name: bytes, at: float | None) -> None:
        self._posted.pop(name, None)
        if at is not None:
            self._posted[name] = at
        while len(self._posted) > _MAX_PAUSES:
            del self._posted[next(iter(self._posted))]
