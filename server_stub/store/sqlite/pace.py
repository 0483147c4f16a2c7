"""Whether the database answers so fast that nobody is kept waiting by it.

Python runs one thread at a time, and SQLite lets go of its turn with every row: two busy threads take it from each
other so often that handing a read to a thread costs twice the read. So reads are done in the event loop. A disk that
makes it wait often sends them to the threads for a while, where only those wait who asked.
"""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

SLOW_SECONDS = 0.02
"""A read that takes longer is slow: it keeps everybody else waiting, or the machine did."""

LOST_SECONDS = 0.1
"""What slow reads may take together in REST_SECONDS; one alone may have been the machine that did something else."""

REST_SECONDS = 5.0
"""For so long reads go to the threads then."""


class Pace:
    """Adds up what slow reads cost; `clock` is monotonic, in seconds."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._quick_from = clock()
        self._lost = 0.0
        self._lost_from = clock()

    def is_quick(self) -> bool:
        """Whether reads may be done in the loop."""
        return self._clock() >= self._quick_from

    def run(self, work: Callable[[], T]) -> T:
        """Do a piece of work, and note it where it is slow."""
        begin = self._clock()
        try:
            return work()
        finally:
            end = self._clock()
            if end - begin > SLOW_SECONDS:
                self._lose(end - begin, end)

    def _lose(self, seconds: float, now: float) -> None:
        if now - self._lost_from > REST_SECONDS:
            self._lost, self._lost_from = 0.0, now
        self._lost += seconds
        if self._lost > LOST_SECONDS:
            self._lost, self._quick_from = 0.0, now + REST_SECONDS
