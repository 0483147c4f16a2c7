"""Remembers which signed requests were seen, long enough that none can be sent twice."""

import hashlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import CLOCK_AHEAD_SECONDS, CLOCK_SKEW_SECONDS, NONCE_MEMORY_SECONDS
from server_stub import private

FILE = "server.start"
"""Holds the least time that the last start of a server in this folder took."""

MAX_REMEMBERED = 500_000
"""In one generation; beyond, requests are refused for a while rather than forgotten."""

MAX_FOR_ONE = 12_000
"""In one generation by one key, ten a second: nobody alone fills the memory and so shuts everybody out."""


class ReplayMemory:
    """Two generations of seen (key, nonce): each lives for NONCE_MEMORY_SECONDS after it was filled.

    `clock` gives unix seconds, and may be set while the server runs; `monotonic` seconds never are, and without it the
    clock is not either. A restart forgets; so only times from `least` on are taken (see `begin`), now where it
    is None, and a refusal names it: a client can go by it at once, although it is still to come.

    With `forgets` a full memory drops its older generation instead of refusing. That is for keys of queues: one member
    can have very many of them, and what is done to a queue a second time changes nothing.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        least: int | None = None,
        monotonic: Callable[[], float] | None = None,
        maximum: int = MAX_REMEMBERED,
        for_one: int = MAX_FOR_ONE,
        forgets: bool = False,
    ) -> None:
        self._clock = clock
        self._monotonic = monotonic or clock
        self._maximum = maximum
        self._for_one = for_one
        self._forgets = forgets
        self._by_key: Counter[bytes] = Counter()
        self._least = int(clock()) if least is None else least
        self._seen = clock()
        self._turned = self._monotonic()
        self._young: set[bytes] = set()
        self._old: set[bytes] = set()

    def begin(self, least: int) -> None:
        """Take only times from `least` on from now on, where that is more than before."""
        self._least = max(self._least, least)

    def require_time(self, time: int) -> None:
        """Check a request's time, in unix seconds; raises Refusal with CLOCK_SKEW, its value the least time taken."""
        now = self._look()
        latest = max(now + CLOCK_AHEAD_SECONDS, self._least)
        if not max(now - CLOCK_SKEW_SECONDS, self._least) <= time <= latest:
            raise Refusal(Code.CLOCK_SKEW, "request time", value=self._least)

    def require_new(self, key: bytes, nonce: bytes) -> None:
        """Remember a request; raises Refusal with REPLAY, or BUSY where the memory or the key's part is full."""
        self._turn()
        mark = hashlib.sha256(key + nonce).digest()[:16]
        if mark in self._young or mark in self._old:
            raise Refusal(Code.REPLAY, "nonce seen before")
        if self._forgets and len(self._young) >= self._maximum:
            self._begin_generation(self._young)
        if len(self._young) >= self._maximum or self._by_key[key] >= self._for_one:
            wait = int(self._turned + NONCE_MEMORY_SECONDS - self._monotonic()) + 1
            raise Refusal(Code.BUSY, "too many signed requests", retry_after=wait)
        self._young.add(mark)
        self._by_key[key] += 1

    def _look(self) -> float:
        """The time now. Where the clock was put back, earlier requests would be timely again: none of them is taken.

        It is as after a start of the server. Seconds, by which clocks are set all the time, change nothing.
        """
        now = self._clock()
        if now < self._seen - CLOCK_AHEAD_SECONDS:
            self._least = int(now) + CLOCK_AHEAD_SECONDS + 1
        if now > self._seen or now < self._seen - CLOCK_AHEAD_SECONDS:
            self._seen = now
        return now

    def _turn(self) -> None:
        age = self._monotonic() - self._turned
        if age >= NONCE_MEMORY_SECONDS:
            self._begin_generation(self._young if age < 2 * NONCE_MEMORY_SECONDS else set())

    def _begin_generation(self, old: set[bytes]) -> None:
        self._old = old
        self._young = set()
        self._by_key = Counter()
        self._turned = self._monotonic()


def begin(data: Path, now: float) -> int:
    """Note a server's start in its data folder; returns the least time that it may take, in unix seconds.

    It lies beyond every time that an earlier one could have taken, so that nothing sent to it can be sent again: those
    went up to CLOCK_AHEAD_SECONDS ahead of its clock, or to its own least time.
    """
    path = data / FILE
    before = last_begin(data)
    least = int(now) if before is None else max(int(now) + CLOCK_AHEAD_SECONDS + 1, before + 1)
    private.write(path, b"%d\n" % least)
    return least


def last_begin(data: Path) -> int | None:
    """The last start's least time; None before the first, and 0 where nobody can tell."""
    try:
        return int((data / FILE).read_text("ascii"))
    except FileNotFoundError:
        return None
    except ValueError:
        return 0
