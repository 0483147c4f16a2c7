"""A page of a thread's posts, and the place in which pages are turned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message

from heimo_tui.core.views import PostView, ThreadView
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.widgets.bars import Divider
from heimo_tui.ui.widgets.post import PostCard

PAGE = 50
"""Posts of a page."""


class Leaf(Vertical):
    """One page of posts; `number` counts from 0. `lines` are words to stand above the post of an index."""

    DEFAULT_CSS = "Leaf { height: auto; }"

    def __init__(self, number: int, view: ThreadView, clock: Clock, lines: Mapping[int, str]) -> None:
        super().__init__()
        self.number = number
        self._view = view
        self._clock = clock
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Posts of this page, with the lines between them."""
        for index in range(self.number * PAGE, min(count(self._view), (self.number + 1) * PAGE)):
            yield from self._post(index, self._view)

    def _post(self, index: int, view: ThreadView) -> ComposeResult:
        if index in self._lines:
            yield Divider(self._lines[index])
        yield PostCard(post_at(view, index), self._clock)

    async def renew(self, view: ThreadView) -> None:
        """Show the same posts in a newer state, and more below where this page has room for them."""
        cards = self.cards()
        for card, index in zip(cards, range(self.number * PAGE, count(view)), strict=False):
            card.show(post_at(view, index))
        more = range(self.number * PAGE + len(cards), min(count(view), (self.number + 1) * PAGE))
        self._view = view
        await self.mount_all([widget for index in more for widget in self._post(index, view)])

    def cards(self) -> list[PostCard]:
        """Posts of this page, in order."""
        return [child for child in self.children if isinstance(child, PostCard)]


class Scroller(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Where the posts move; the keys are the pane's."""

    DEFAULT_CSS = "Scroller { height: 1fr; padding: 1 1 0 1; }"

    @dataclass
    class Moved(Message):
        """Another part of the thread is in sight."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell, so that pages are turned in time."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Moved())


def count(view: ThreadView | None) -> int:
    """Posts of a thread, the first one included."""
    return 1 + len(view.replies) if view else 0


def post_at(view: ThreadView | None, index: int) -> PostView:
    """The post at `index`, where 0 is the first post; raises IndexError."""
    if view is None:
        raise IndexError(index)
    return view.root if index == 0 else view.replies[index - 1]
