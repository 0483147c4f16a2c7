"""A calm list whose entries take as many lines as they need; the cursor goes from entry to entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region

from heimo_tui.ui.widgets.lines import LineList


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to enter: its lines, and what stands at the right end of the first. Without an `id`, a heading."""

    id: bytes
    lines: tuple[Content, ...]
    right: Content = Content("")  # noqa: RUF009 - a Content never changes


class EntryList(LineList):
    """Draws entries with an empty line after each. `cursor` is the line on which the entry stood on begins."""

    DEFAULT_CSS = "EntryList { height: 1fr; scrollbar-size-vertical: 1; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.row_lines = 1
        self._heads: list[int] = []
        self._lines: list[tuple[Entry, int]] = []

    @property
    def here(self) -> Entry | None:
        """The entry under the cursor."""
        return self._lines[self.cursor][0] if 0 <= self.cursor < len(self._lines) else None

    def put(self, entries: Sequence[Entry]) -> None:
        """Show these; the cursor stays on the entry it was on, or near where that was."""
        before = self.here.id if self.here else None
        place = self._heads.index(self.cursor) if self.cursor in self._heads else 0
        self._lines, self._heads = [], []
        at = -1
        for entry in entries:
            if entry.id:
                at = len(self._lines) if entry.id == before else at
                self._heads.append(len(self._lines))
            self._lines += [(entry, number) for number in range(len(entry.lines) + 1)]
        if at < 0 and self._heads:
            at = self._heads[min(place, len(self._heads) - 1)]
        with self.prevent(self.Moved):
            self.cursor = at
        self.resized()

    def count(self) -> int:
        """Lines, the empty ones too."""
        return len(self._lines)

    def row(self, index: int, width: int, here: bool) -> list[Content]:
        """One line of an entry, with the mark of the cursor beside all of its lines."""
        entry, number = self._lines[index]
        if number >= len(entry.lines):
            return [Content("")]
        line = entry.lines[number]
        if not entry.id:
            return [Content("  ") + line]
        edge = self.edge(entry is self.here)
        if number or not entry.right.plain:
            return [edge + line]
        room = width - 5 - entry.right.cell_length
        return [Content.assemble(edge, line.truncate(max(8, room), ellipsis=True, pad=True), "  ", entry.right, " ")]

    def show(self, index: int) -> None:
        """See all of the entry, and the heading above the first one."""
        entry = self._lines[index][0]
        top = 0 if self._heads and index == self._heads[0] else index
        region = Region(0, top, 1, index - top + len(entry.lines))
        self.scroll_to_region(region, animate=False, force=True)

    def action_move(self, by: int) -> None:
        """Move by entries."""
        if self.cursor in self._heads:
            place = self._heads.index(self.cursor) + by
            self.cursor = self._heads[min(max(place, 0), len(self._heads) - 1)]

    def action_page(self, by: int) -> None:
        """Move by about as many entries as fit."""
        tall = max(1, len(self._lines) // max(1, len(self._heads)))
        self.action_move(by * max(1, self.size.height // tall - 1))

    def action_edge(self, last: bool) -> None:
        """The first or the last entry."""
        if self._heads:
            self.cursor = self._heads[-1 if last else 0]

    def on_click(self, event: events.Click) -> None:
        """The first click on an entry moves the cursor there, the next one enters."""
        line = event.style.meta.get("row")
        if not isinstance(line, int) or not 0 <= line < len(self._lines) or not self._lines[line][0].id:
            return
        head = max(number for number in self._heads if number <= line)
        if head == self.cursor:
            self.post_message(self.Chosen(self, head))
        self.cursor = head
