"""What waits for a moderator, oldest first, drawn by the line: urgency as a sign and a word, heavy words folded."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from heimo_tui.core.moderating import QueueItem, Waits
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line, title_line
from heimo_tui.ui.moderating_words import KINDS, about_words
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.name import name_content

FOLDED = "▸ heavy to read; z opens it"
OPENED = "▾ heavy to read; you opened it"


class QueueTable(LineList):
    """Ten thousand things that wait cost what is in sight. `unfolded` are the ids of heavy ones that were opened."""

    DEFAULT_CSS = "QueueTable { height: 1fr; }"

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self.items: tuple[QueueItem, ...] = ()
        self.unfolded: set[bytes] = set()

    @property
    def here(self) -> QueueItem | None:
        """What the cursor is on."""
        return self.items[self.cursor] if 0 <= self.cursor < len(self.items) else None

    def show_items(self, items: Sequence[QueueItem]) -> None:
        """Show these; the cursor stays on what it was on, or else where it was, which is on what came next."""
        before, at = self.here, self.cursor
        self.items = tuple(items)
        if before is not None:
            at = next((n for n, item in enumerate(self.items) if item.id == before.id), at)
        with self.prevent(LineList.Moved):
            self.cursor = min(max(at, 0), len(self.items) - 1)
        self.resized()

    def without(self, item: QueueItem) -> None:
        """Take one out that is decided; the cursor comes to stand on the next."""
        self.show_items([one for one in self.items if one.id != item.id])

    def next_urgent(self) -> bool:
        """Go to the next urgent one, from the end to the first; whether there is another."""
        count = len(self.items)
        for step in range(1, count + 1):
            if self.items[at := (self.cursor + step) % count].urgent:
                moved = at != self.cursor
                self.cursor = at
                return moved
        return False

    def folds(self, item: QueueItem) -> bool:
        """Whether its words are folded."""
        return item.heavy and item.id not in self.unfolded

    def count(self) -> int:
        """How much is listed."""
        return len(self.items)

    def row(self, index: int, width: int, here: bool) -> list[Content]:
        """What it says and why it waits; where, by whom, when, and who says what."""
        item = self.items[index]
        edge = self.edge(here)
        sign = Content.styled("! " if item.urgent else "  ", "$text-warning bold")
        kind = Content.styled(KINDS[item.kind], "$secondary")
        room = max(8, width - 4 - kind.cell_length - 3)
        start = Content.assemble(edge, sign, self._title(item).truncate(room, ellipsis=True, pad=True), "  ", kind, " ")
        return [start, Content.assemble(edge, "  ", self._about(item, width - 5))]

    def _title(self, item: QueueItem) -> Content:
        if item.heavy:  # here it stays folded: who goes through the list need not meet it again
            return Content.styled(FOLDED if self.folds(item) else OPENED, "$quiet")
        if item.kind is Waits.SECOND and item.author is not None:
            return Content.styled(f"Ban {one_line(item.author.name)}?", "$ink")
        return Content.styled(title_line(item.text) or "no words", "$ink")

    def _about(self, item: QueueItem, room: int) -> Content:
        words = [Content.styled("urgent", "$text-warning")] if item.urgent else []
        if item.author is not None:
            words.append(name_content(item.author, extra=False))
        elif item.report is not None:
            words.append(Content.styled("not proven", "$text-warning"))
        words += [Content(self._clock.words(item.hour * 60)), Content(title_line(item.circle_name))]
        words += [Content(about)] if (about := about_words(item)) else []
        dot = Content(" · ")
        while len(words) > 3 and dot.join(words).cell_length > room:
            words.pop(-2)  # which circle it is says less than why it waits
        return dot.join(words).stylize_before("$quiet")

    def on_resize(self) -> None:
        """An empty line between them where there is room; what the cursor is on stays in sight."""
        before, self.row_lines = self.row_lines, 3 if self.size.height >= 15 else 2
        super().on_resize()
        if self.row_lines != before and self.cursor >= 0:
            self.show(self.cursor)
