"""Whether the database answers so fast that nobody is kept waiting by it.

Python runs one thread at a time, and SQLite lets go of its turn with every row: two busy threads take it from each
other so often that handing a read to a thread costs twice the read. So reads are done in the event loop. A disk that
makes it wait sends them to the threads for a while, where only those wait who asked.
"""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

SLOW_SECONDS = 0.02
"""A read that takes longer is slow: it kept everybody else waiting."""

REST_SECONDS = 5.0
"""For so long after it reads go to the threads; so a slow disk keeps the loop once in this time."""


class Pace:
    """Remembers the last time that something was slow; `clock` is monotonic, in seconds."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._quick_from = clock()

    def is_quick(self) -> bool:
        """Whether nothing was slow lately."""
        return self._clock() >= self._quick_from

    def run(self, work: Callable[[], T]) -> T:
        """Do a piece of work, and note it where it is slow."""
        begin = self._clock()
        try:
            return work()
        finally:
            end = self._clock()
            if end - begin > SLOW_SECONDS:
                self._quick_from = end + REST_SECONDS
