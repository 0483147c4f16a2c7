"""Remembers which signed requests were seen, long enough that none can be sent twice."""

import hashlib
from collections import Counter
from collections.abc import Callable

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import CLOCK_SKEW_SECONDS, NONCE_MEMORY_SECONDS

MAX_REMEMBERED = 500_000
"""In one generation; beyond, requests are refused for a while rather than forgotten."""

MAX_FOR_ONE = 12_000
"""In one generation by one key, ten a second: nobody alone fills the memory and so shuts everybody out."""


class ReplayMemory:
    """Two generations of seen (key, nonce): each lives for NONCE_MEMORY_SECONDS after it was filled.

    `clock` gives unix seconds. A restart forgets; so requests signed before this server's start are refused, and a
    client whose clock is behind learns the right time from that refusal.
    """

    def __init__(
        self, clock: Callable[[], float], *, maximum: int = MAX_REMEMBERED, for_one: int = MAX_FOR_ONE
    ) -> None:
        self._clock = clock
        self._maximum = maximum
        self._for_one = for_one
        self._by_key: Counter[bytes] = Counter()
        self._started = int(clock())
        self._turned = clock()
        self._young: set[bytes] = set()
        self._old: set[bytes] = set()

    def require_time(self, time: int) -> None:
        """Check a request's time, in unix seconds; raises Refusal with CLOCK_SKEW."""
        if abs(time - self._clock()) > CLOCK_SKEW_SECONDS or time < self._started:
            raise Refusal(Code.CLOCK_SKEW, "request time")

    def require_new(self, key: bytes, nonce: bytes) -> None:
        """Remember a request; raises Refusal with REPLAY, or BUSY where the memory or the key's part is full."""
        self._turn()
        mark = hashlib.sha256(key + nonce).digest()[:16]
        if mark in self._young or mark in self._old:
            raise Refusal(Code.REPLAY, "nonce seen before")
        if len(self._young) >= self._maximum or self._by_key[key] >= self._for_one:
            wait = int(self._turned + NONCE_MEMORY_SECONDS - self._clock()) + 1
            raise Refusal(Code.BUSY, "too many signed requests", retry_after=wait)
        self._young.add(mark)
        self._by_key[key] += 1

    def _turn(self) -> None:
        age = self._clock() - self._turned
        if age >= NONCE_MEMORY_SECONDS:
            self._old = self._young if age < 2 * NONCE_MEMORY_SECONDS else set()
            self._young = set()
            self._by_key = Counter()
            self._turned = self._clock()
