"""Counts what a server answered, and tells it by the full hour only: by the minute, a count would be a visit.

In a small community a number that grows by one at 03:12 says that somebody was there, and two of them that grow within
a second tie an account to a name. Rows in the database have hours, too, and no more than that is told here. What tells
of the server alone, that it was too busy or could not answer, is told at once.
"""

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable

import msgspec

from heimo_protocol.errors import Code

FINE = "ok"
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds from a request's header to its answer's beginning, upper ends."""

UNABLE = (Code.BUSY, Code.CLOSED)


class Counts(msgspec.Struct):
    """`answers` by (operation, code or FINE); `times` by operation: answers in each bucket, those above the last one,
    and after that all their seconds together.
    """

    answers: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    times: dict[str, list[float]] = msgspec.field(default_factory=dict)

    def copy(self) -> "Counts":
        """A copy that does not change any more."""
        return Counts(Counter(self.answers), {operation: list(row) for operation, row in self.times.items()})


class Tally:
    """One process's counts since its start; `clock` gives unix seconds. Not for use from other threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._hour = self._hour_now()
        self._counts = Counts()
        self._told = Counts()
        self.unable: Counter[Code] = Counter()
        """Answers that the server could not give, by code: as of now."""

    @staticmethod
    def begin() -> float:
        """The moment when a request came, for `answered`."""
        return time.perf_counter()

    def answered(self, operation: str, code: Code | None, begun: float) -> None:
        """Count an answer; `code` is None where it was what the caller wanted."""
        self._turn()
        seconds = time.perf_counter() - begun
        self._counts.answers[operation, FINE if code is None else code] += 1
        row = self._counts.times.get(operation)
        if row is None:
            row = self._counts.times[operation] = [0.0] * (len(BUCKETS) + 2)
        row[bisect_left(BUCKETS, seconds)] += 1
        row[-1] += seconds
        if code in UNABLE:
            self.unable[code] += 1

    def told(self) -> Counts:
        """What was counted up to the last full hour."""
        self._turn()
        return self._told

    def _turn(self) -> None:
        hour = self._hour_now()
        if hour > self._hour:
            self._told = self._counts.copy()
            self._hour = hour

    def _hour_now(self) -> int:
        return int(self._clock() // 3600)
