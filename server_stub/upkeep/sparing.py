"""Keeps the log small whatever happens: nobody fills a disk with lines, nor does a disk that is full already."""

import logging
import time

BURST = 60
"""Lines at once; one a second on average."""


class Sparing(logging.Filter):
    """Drops lines that are too many; the first line after them has their number in its attribute `dropped`."""

    def __init__(self) -> None:
        super().__init__()
        self._left = float(BURST)
        self._at = time.monotonic()
        self._dropped = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this record is written."""
        now = time.monotonic()
        self._left = min(float(BURST), self._left + now - self._at)
        self._at = now
        if self._left < 1:
            self._dropped += 1
            return False
        self._left -= 1
        record.dropped, self._dropped = self._dropped, 0
        return True
