"""One thing that waits, to be read; with the keys j and k one reads it to its end, then goes to the next."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from heimo_tui.core.moderating import QueueItem
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.widgets.moderate.item_lines import item_lines
from heimo_tui.ui.widgets.post import WIDEST


class ItemPane(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Shows `item`, folded where it is heavy and was not opened."""

    BINDINGS = bindings(Where.CASE)
    DEFAULT_CSS = """
    ItemPane { padding: 0 1; scrollbar-size-vertical: 1; }
    ItemPane > #item { height: auto; }
    """

    @dataclass
    class Further(Message):
        """The reader has read to the end: on by so many."""

        by: int

    @dataclass
    class Unfold(Message):
        """The mouse asks to open what is folded."""

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self.item: QueueItem | None = None
        self._folded = False

    def compose(self) -> ComposeResult:
        """Its lines."""
        yield Static(id="item", markup=False)

    def show(self, item: QueueItem | None, *, folded: bool = False) -> None:
        """Show it from its start; the same one stays where it was read."""
        same = item is not None and self.item is not None and item.id == self.item.id and folded == self._folded
        self.item, self._folded = item, folded
        self._draw()
        if not same:
            self.scroll_home(animate=False)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew."""
        self._draw()

    def _draw(self) -> None:
        width = max(20, min(WIDEST, self.content_size.width))
        lines = item_lines(self.item, width, self._clock, folded=self._folded) if self.item else []
        self.query_one("#item", Static).update(Content("\n").join(lines))

    def action_step(self, by: int) -> None:
        """On or back through the words; at their end, to the next thing."""
        rest = self.max_scroll_y - self.scroll_y if by > 0 else self.scroll_y
        if rest >= 1:
            self.scroll_relative(y=by * min(rest, max(1, self.size.height // 2)), animate=False)
        else:
            self.post_message(self.Further(by))

    def action_leaf(self, by: int) -> None:
        """A screenful on or back."""
        self.scroll_relative(y=by * max(1, self.size.height - 2), animate=False)

    def action_edge(self, last: bool) -> None:
        """To the first or last line."""
        if last:
            self.scroll_end(animate=False)
        else:
            self.scroll_home(animate=False)

    def on_click(self, event: events.Click) -> None:
        """A click on what is folded opens it."""
        if self._folded:
            self.post_message(self.Unfold())
