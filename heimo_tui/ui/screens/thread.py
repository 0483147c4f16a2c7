"""One thread, to read and answer."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on, work
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import CircleView, ThreadView
from heimo_tui.services.forum import Forum
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.following import Changes, Following
from heimo_tui.ui.format import one_line, title_line
from heimo_tui.ui.widgets.leaves import Scroller
from heimo_tui.ui.widgets.pressing import BackSign
from heimo_tui.ui.widgets.thread_pane import ThreadPane


class ThreadScreen(Following):
    """Shows `thread` of `circle`, standing on the post `at` where it is given."""

    CSS_PATH = "thread.tcss"

    def __init__(
        self, circle: CircleView, thread: bytes, *, forum: Forum, clock: Clock, at: bytes | None = None
    ) -> None:
        super().__init__(forum)
        self._circle = circle
        self.thread = thread
        self._at = at
        self._clock = clock
        self.who = circle.my_name

    def body(self) -> Iterable[Widget]:
        """Where one is, and the thread."""
        yield Horizontal(BackSign(), Static(id="path"), id="where")
        yield ThreadPane(self._clock, id="pane")

    async def resumed(self) -> None:
        """Read the thread; it counts as seen when the reader leaves it, so that the marks stay until then."""
        await self._read()
        self.query_one(Scroller).focus(scroll_visible=False)

    async def changed(self, changes: Changes) -> None:
        """Replies that arrive are put below."""
        touched = changes.threads(self._circle.id) if changes.concern(self._circle.id) else frozenset()
        if touched is None or self.thread in touched:
            await self._read()

    async def _read(self) -> None:
        view = await self.forum.thread(self._circle.id, self.thread)
        self._say_where(view)
        at, self._at = self._at, None
        await self.query_one(ThreadPane).show(view, at)

    async def put_down(self) -> None:
        """The reader leaves the thread: it was read."""
        view = self.query_one(ThreadPane).view
        if view is not None and (view.root.new or view.first_new is not None):
            await self.forum.seen(self._circle.id, view.id)

    def action_back(self) -> None:
        """Mark it read, and back to the list."""
        self._go_back()

    @work(exclusive=True, group="back")
    async def _go_back(self) -> None:
        try:
            await self.put_down()
        except HeimoError as problem:
            self.complain(problem)
        self.dismiss(None)

    async def stand_on(self, event: bytes | None) -> None:
        """Read again, and put the cursor on a post."""
        self._at = event
        await self._read()

    def _say_where(self, view: ThreadView) -> None:
        title = title_line(view.root.text) if view.root.fold is None else "folded"
        path = Content.assemble((f"{one_line(self._circle.name)} · ", "$quiet"), (title, "$quiet"))
        self.query_one("#path", Static).update(path.truncate(max(20, self.size.width - 6), ellipsis=True))

    @on(ThreadPane.NextUnread)
    async def _next_thread(self, message: ThreadPane.NextUnread) -> None:
        try:
            found = await self.forum.next_unread(self._circle.id, self.thread, message.forward)
            if found is None or found == self.thread:
                self.notify("Nothing more is new in this circle.")
                return
            await self.put_down()
            self.thread = found
            await self._read()
        except HeimoError as problem:
            self.complain(problem)
