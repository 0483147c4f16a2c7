"""A conversation as lines of a screen: what was fetched is measured, what was not is estimated."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from heimo_tui.core.conversations import MessageView
from heimo_tui.ui.widgets.messages.layout import Laid

CHUNK: Final = 32
"""Messages fetched, measured and forgotten together."""
HELD: Final = 48
"""Chunks held at most; of the others only the height is remembered."""
GUESS: Final = 3
"""Lines of a message that nobody has seen yet."""

LayOut = Callable[[int, MessageView, MessageView | None], Laid]
"""Number of a message, the message and the one before it, to its lines."""


@dataclass(slots=True)
class _Chunk:
    before: MessageView | None
    messages: tuple[MessageView, ...]
    laid: list[Laid]
    tops: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tops = [0, *accumulate(len(one.lines) for one in self.laid)]


class Roll:
    """`count` messages, numbered from 0; lines are numbered from the first line of the first message."""

    def __init__(self, lay_out: LayOut) -> None:
        self._lay_out = lay_out
        self._chunks: OrderedDict[int, _Chunk] = OrderedDict()
        self._heights: list[int] = []
        self._tops: list[int] = [0]
        self.count = 0

    @property
    def height(self) -> int:
        """Lines in all."""
        return self._tops[-1]

    def reset(self, count: int) -> None:
        """Another conversation, or another width: nothing is measured."""
        self._chunks.clear()
        self._heights = []
        self.resize(count)

    def resize(self, count: int) -> None:
        """So many messages now; what was fetched is out of date, its heights are the best guess there is."""
        self._chunks.clear()
        self.count = count
        number = (count + CHUNK - 1) // CHUNK
        del self._heights[number:]
        self._heights += [GUESS * CHUNK] * (number - len(self._heights))
        if number:
            last_size = count - (number - 1) * CHUNK
            self._heights[-1] = GUESS * last_size
        self._measure()

    def accept(self, start: int, messages: Sequence[MessageView]) -> None:
        """Take messages from number `start` on; chunks that are not whole are left out, save for the last one.

        The first chunk's first message is laid out after the message before it, where that is given too.
        """
        stop = start + len(messages)
        first = (start + CHUNK - 1) // CHUNK
        for chunk in range(first, len(self._heights)):
            low, high = chunk * CHUNK, min((chunk + 1) * CHUNK, self.count)
            if high > stop:
                break
            mine = tuple(messages[low - start : high - start])
            self._hold(chunk, messages[low - start - 1] if low > start else self.message(low - 1), mine)
        while len(self._chunks) > HELD:
            self._chunks.popitem(last=False)
        self._measure()

    def lay_out_anew(self) -> None:
        """The width is another one: measure again what is held, guess the rest."""
        held = list(self._chunks.items())
        self._heights = []
        self.resize(self.count)
        for number, chunk in held:
            self._hold(number, chunk.before, chunk.messages)
        self._measure()

    def _hold(self, number: int, before: MessageView | None, messages: tuple[MessageView, ...]) -> None:
        pairs = zip(messages, (before, *messages), strict=False)
        laid = [self._lay_out(number * CHUNK + at, one, previous) for at, (one, previous) in enumerate(pairs)]
        self._chunks[number] = _Chunk(before, messages, laid)
        self._chunks.move_to_end(number)
        self._heights[number] = self._chunks[number].tops[-1]

    def _measure(self) -> None:
        self._tops = [0, *accumulate(self._heights)]

    def missing(self, top: int, lines: int) -> tuple[int, int] | None:
        """Numbers [start, stop) of messages to fetch for `lines` lines from `top` on and a chunk around; None for none.

        `start` is one before the first chunk, so that its first message can be laid out.
        """
        if not self.count:
            return None
        first = max(0, self._chunk_at(top) - 1)
        last = min(len(self._heights) - 1, self._chunk_at(top + lines) + 1)
        wanted = [chunk for chunk in range(first, last + 1) if chunk not in self._chunks]
        for chunk in range(first, last + 1):
            if chunk in self._chunks:
                self._chunks.move_to_end(chunk)
        if not wanted:
            return None
        return max(0, wanted[0] * CHUNK - 1), min(self.count, (wanted[-1] + 1) * CHUNK)

    def _chunk_at(self, line: int) -> int:
        return max(0, min(bisect_right(self._tops, line) - 1, len(self._heights) - 1))

    def message(self, number: int) -> MessageView | None:
        """The message of a number, where it is held."""
        chunk = self._chunks.get(number // CHUNK) if 0 <= number < self.count else None
        return chunk.messages[number % CHUNK] if chunk and number % CHUNK < len(chunk.messages) else None

    def laid(self, number: int) -> Laid | None:
        """The lines of a message, where it is held."""
        chunk = self._chunks.get(number // CHUNK) if 0 <= number < self.count else None
        return chunk.laid[number % CHUNK] if chunk and number % CHUNK < len(chunk.laid) else None

    def at(self, line: int) -> tuple[int, int]:
        """Number of the message on a line, and which of its lines that is; estimated where it is not held."""
        if not self.count:
            return -1, 0
        number = self._chunk_at(line)
        within = line - self._tops[number]
        chunk = self._chunks.get(number)
        if chunk is None:
            size = min(CHUNK, self.count - number * CHUNK)
            return number * CHUNK + min(size - 1, within * size // max(1, self._heights[number])), 0
        at = min(bisect_right(chunk.tops, within) - 1, len(chunk.laid) - 1)
        return number * CHUNK + at, within - chunk.tops[at]

    def top(self, number: int) -> int:
        """The first line of a message."""
        where, at = divmod(number, CHUNK)
        if where >= len(self._heights):
            return self.height
        chunk = self._chunks.get(where)
        if chunk is None:
            size = min(CHUNK, self.count - where * CHUNK)
            return self._tops[where] + -(-at * self._heights[where] // size)
        return self._tops[where] + chunk.tops[min(at, len(chunk.tops) - 1)]

    def lines_of(self, number: int) -> int:
        """How many lines a message takes."""
        laid = self.laid(number)
        return len(laid.lines) if laid else GUESS
