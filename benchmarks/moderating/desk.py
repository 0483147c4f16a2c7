"""A moderator at the keys of the real program: each key, and when what it asks for was painted."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.client.terminal import Screen, running
from benchmarks.moderating.reported import Row

PLACE = "5"
_MARK = "▌ "
"""Stands before what the cursor is on."""

_REST = 0.25
"""Seconds without a paint after which the next key comes: longer than the list waits before what is beside follows."""

_OTHER_PLACE, _ITS_WORDS = "1", b"Night shift"


class Desk:
    """The program in the list; `rows` is what waits, in order, and `at` is what the cursor is on."""

    def __init__(self, screen: Screen, rows: list[Row]) -> None:
        self._screen = screen
        self.rows = rows
        self.at = 0

    @property
    def here(self) -> Row:
        """What the cursor is on."""
        return self.rows[self.at]

    def press(self, key: str, seen: str, *, rest: float = _REST) -> float:
        """Milliseconds from writing a key to reading what it brings; then it may come to rest."""
        pressed = self._screen.press(key)
        took = (self._screen.until(lambda written: seen.encode() in written) - pressed) * 1000
        self._screen.settle(rest)
        return took

    def open(self) -> float:
        """Go to the place; what waits longest is painted."""
        return self.press(PLACE, _MARK + self.here.line)

    def leave(self) -> None:
        """Go to the circles."""
        self._screen.press(_OTHER_PLACE)
        self._screen.until(lambda written: _ITS_WORDS in written)
        self._screen.settle(_REST)

    def move(self, by: int, *, rest: float = _REST) -> float:
        """One down or up."""
        self.at += by
        return self.press("j" if by > 0 else "k", _MARK + self.here.line, rest=rest)

    def keep(self) -> float:
        """Let it stay; the next one comes to stand under the cursor."""
        self.rows.pop(self.at)
        return self.press("s", _MARK + self.here.line)

    def remove(self) -> tuple[float, float, float]:
        """Take it away, for the first reason and with the words that are there: sheet, words, and the next one."""
        sheet = self.press("x", "Why? ")
        words = self.press("1", "In your words")
        self.rows.pop(self.at)
        return sheet, words, self.press("\x13", _MARK + self.here.line)

    def unfold(self) -> float:
        """Open what is heavy; then fold it again and go back to the list."""
        took = self.press("z", self.here.words)
        self.press("z", "when you are ready")
        self.press("h", _MARK + self.here.line)
        return took


@contextmanager
def at_work(folder: Path, rows: list[Row]) -> Iterator[Desk]:
    """The program has opened and shows the circles."""
    with tempfile.TemporaryDirectory(prefix="heimo-bench-") as home:
        command = [sys.executable, "-m", "benchmarks.client.opened_app", str(folder)]
        with running(command, {"HOME": home}) as screen:
            screen.until(lambda written: _ITS_WORDS in written)
            screen.settle(1.0)
            yield Desk(screen, [*rows])
