"""What was decided in a circle, newest first: one line for what, one for when and why."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from heimo_tui.core.moderating import DecisionView
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line
from heimo_tui.ui.moderating_words import decided
from heimo_tui.ui.reasons import reason_words
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.name import name_content


def decision_line(view: DecisionView) -> Content:
    """What was decided, by whom where one may know."""
    who = name_content(view.by, extra=False) if view.by else Content("a moderator")
    return who + Content.styled(f" {decided(view, yours=False)}", "$foreground")


class DecidedTable(LineList):
    """Any number of decisions."""

    DEFAULT_CSS = "DecidedTable { height: 1fr; }"

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self.views: tuple[DecisionView, ...] = ()

    @property
    def here(self) -> DecisionView | None:
        """The decision under the cursor."""
        return self.views[self.cursor] if 0 <= self.cursor < len(self.views) else None

    def show_views(self, views: Sequence[DecisionView]) -> None:
        """Show these; the cursor stays on what it was on."""
        before = self.here
        self.views = tuple(views)
        at = next((n for n, view in enumerate(views) if before and view.event == before.event), max(self.cursor, 0))
        with self.prevent(LineList.Moved):
            self.cursor = min(at, len(self.views) - 1)
        self.resized()

    def count(self) -> int:
        """How many."""
        return len(self.views)

    def row(self, index: int, width: int, here: bool) -> list[Content]:
        """What; when and why."""
        view, edge = self.views[index], self.edge(here)
        words = [self._clock.words(view.minutes)]
        words += [reason_words(view.reason)] if view.reason else []
        words += [f"“{one_line(view.words)}”"] if view.words else []
        back = Content.styled("taken back · ", "$success") if view.reversed else Content("")
        about = back + Content.styled(" · ".join(words), "$quiet")
        what = decision_line(view).truncate(width - 3, ellipsis=True)
        return [edge + what, Content.assemble(edge, "  ", about)]

    def on_resize(self) -> None:
        """An empty line between them where there is room; what the cursor is on stays in sight."""
        before, self.row_lines = self.row_lines, 3 if self.size.height >= 15 else 2
        super().on_resize()
        if self.row_lines != before and self.cursor >= 0:
            self.show(self.cursor)
