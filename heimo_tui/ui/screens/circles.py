"""Circles: what is going on, in one, two or three panes by the width there is."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import CircleView
from heimo_tui.services.digests import Digests
from heimo_tui.services.forum import Forum
from heimo_tui.services.membership import Membership
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.following import Changes
from heimo_tui.ui.intents import OpenThread, ShowSince, ShowWaiting, Write
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.screens.circle_desk import CircleDesk
from heimo_tui.ui.screens.promise import PromiseScreen
from heimo_tui.ui.widgets.bars import Empty, SinceLine
from heimo_tui.ui.widgets.circle_list import CircleTable
from heimo_tui.ui.widgets.leaves import Scroller
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.thread_column import ThreadColumn
from heimo_tui.ui.widgets.thread_list import ThreadTable
from heimo_tui.ui.widgets.thread_pane import ThreadPane

PAUSE = 0.12
"""Seconds the cursor rests before the pane beside follows it."""


class Stage(StrEnum):
    """How deep the reader is: among circles, in one, or reading beside the list."""

    CIRCLES = "circles"
    THREADS = "threads"
    READING = "reading"


def panes(width: int, stage: Stage) -> tuple[str, ...]:
    """Ids of the panes in sight at a width in cells."""
    if width >= 150:
        return "circles", "threads", "reading"
    if width >= 100:
        return ("circles", "threads") if stage is Stage.CIRCLES else ("threads", "reading")
    return ("circles",) if stage is Stage.CIRCLES else ("threads",)


class CirclesScreen(CircleDesk):
    """The first place; `stage` says how deep the reader is."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.CIRCLES)
    CSS_PATH = "circles.tcss"

    stage: reactive[Stage] = reactive(Stage.CIRCLES, init=False)

    def __init__(self, *, forum: Forum, membership: Membership, digests: Digests, clock: Clock) -> None:
        super().__init__(forum)
        self._membership = membership
        self._digests = digests
        self._offers = True
        self._clock = clock
        self._entered: bytes | None = None
        self._rest: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """What came while one was away, then circles, threads, reading pane."""
        yield SinceLine()
        with Horizontal(id="panes"):
            with Vertical(id="circles"):
                yield Empty(id="no-circles")
                yield CircleTable(id="circle-table")
            with Vertical(id="threads"):
                yield ThreadColumn(self._clock, id="column")
            with Vertical(id="reading"):
                yield ThreadPane(self._clock, id="pane")

    async def resumed(self) -> None:
        """As ever; and offer what came since one left, until it was looked at."""
        await super().resumed()
        await self._offer()

    async def changed(self, changes: Changes) -> None:
        """Follow; what came may have to be fetched first."""
        await super().changed(changes)
        await self._offer()

    async def _offer(self) -> None:
        if self._offers or self.query_one(SinceLine).display:
            self.query_one(SinceLine).display = self._offers and bool(await self._digests.news())

    @on(SinceLine.Pressed)
    def action_since(self) -> None:
        """What came since one left; it is not offered again until the next start."""
        self._offers = False
        self.post_message(ShowSince())

    @on(ThreadColumn.Waiting)
    def action_waiting(self) -> None:
        """Who waits, over all circles."""
        self.post_message(ShowWaiting())

    @property
    def reading_pane(self) -> ThreadPane | None:
        """The reading pane where it is in sight."""
        return self.query_one(ThreadPane) if "reading" in panes(self.size.width, self.stage) else None

    def on_resize(self, event: events.Resize) -> None:
        """Lay the panes out for this width."""
        super().on_resize(event)
        self._lay_out(event.size.width)

    def watch_stage(self) -> None:
        """Lay the panes out and put the focus where the reader is."""
        self._lay_out(self.size.width)
        where: dict[Stage, type[Widget]] = {
            Stage.CIRCLES: CircleTable,
            Stage.THREADS: ThreadTable,
            Stage.READING: Scroller,
        }
        self.query_one(where[self.stage]).focus(scroll_visible=False)

    def _lay_out(self, width: int) -> None:
        if self.stage is Stage.READING and "reading" not in panes(width, self.stage):
            self.stage = Stage.THREADS
        visible = panes(width, self.stage)
        appears = "reading" in visible and not self.query_one("#reading").display
        for name in ("circles", "threads", "reading"):
            self.query_one(f"#{name}").display = name in visible
        self.column.set_class("circles" not in visible, "-alone")
        if appears:
            self.load_pane()

    @on(LineList.Moved)
    def _moved(self, message: LineList.Moved) -> None:
        message.stop()
        if self._rest is not None:
            self._rest.stop()
        if isinstance(message.list, CircleTable):
            circle = message.list.here
            if circle is not None and circle.id != self.circle and self.stage is Stage.CIRCLES:
                self._rest = self.set_timer(PAUSE, lambda: self.look_at(circle))
        else:
            self._rest = self.set_timer(PAUSE, self.load_pane)

    @on(LineList.Chosen)
    def _chosen(self, message: LineList.Chosen) -> None:
        message.stop()
        if self.app.screen is not self:
            return  # the second half of a double click comes when the promise already lies in front
        if isinstance(message.list, CircleTable):
            if message.list.here is not None:
                self.enter(message.list.here)
        elif "reading" in panes(self.size.width, Stage.READING):
            self._enter_from_list()
            self.stage = Stage.READING
            self.load_pane()
            self.mark_seen()
        elif self.circle is not None and self.column.table.here is not None:
            self._enter_from_list()
            self.post_message(OpenThread(self.circle, self.column.table.here))

    def _enter_from_list(self) -> None:
        """The mouse may choose a thread of a circle that was only looked at."""
        circle = self.column.circle
        if circle is not None and self._entered != circle.id:
            self.enter(circle, stay=True)

    @on(LineList.Left)
    def _left(self, message: LineList.Left) -> None:
        message.stop()
        self.action_back()

    @work(exclusive=True, group="enter")
    async def enter(self, circle: CircleView, stay: bool = False) -> None:
        """Go into a circle, the first time past its promise; with `stay` the reader's place does not change."""
        try:
            await self._leave(circle.id)
            self.circles.go_to(circle.id)
            if circle.id != self.circle:
                self.look_at(circle)
            if not circle.promise_seen and circle.rules:
                if not await self.app.push_screen_wait(PromiseScreen(circle, first=True)):
                    return
                await self._membership.promise_seen(circle.id)
            self._entered = circle.id
            if not stay:
                self.stage = Stage.THREADS
            await self.forum.focus(circle.id)
        except HeimoError as problem:
            self.complain(problem)

    async def _leave(self, into: bytes | None = None) -> None:
        if self._entered is not None and self._entered != into:
            await self.settle()
            left, self._entered = self._entered, None
            await self.forum.left(left)

    async def put_down(self) -> None:
        """The program ends or locks: mark where the reader left."""
        await self.settle()
        await self._leave()

    def shows(self, thread: bytes) -> bool:
        """Whether the reading pane shows this thread."""
        pane = self.reading_pane
        return pane is not None and pane.view is not None and pane.view.id == thread

    async def stand_on(self, event: bytes | None) -> None:
        """Read the reading pane's thread again, and put the cursor on a post."""
        pane = self.reading_pane
        if pane is not None and pane.view is not None:
            await pane.show(await self.forum.thread(pane.view.circle, pane.view.id), event)
            self.stage = Stage.READING

    @on(ThreadColumn.Wanted)
    def _select(self, message: ThreadColumn.Wanted) -> None:
        self.column.which, self.column.words = message.which, message.words
        self.load()

    @on(ThreadColumn.Bring)
    async def _bring(self) -> None:
        await self._read_threads()
        self.column.table.action_edge(False)

    @on(ThreadColumn.Promise)
    def _promise(self) -> None:
        if self.column.circle is not None:
            self.app.push_screen(PromiseScreen(self.column.circle, first=False))

    @on(ThreadColumn.Writing)
    def _write(self) -> None:
        if self.circle is not None:
            self.post_message(Write(self.circle))

    @on(ThreadColumn.NextUnread)
    @on(ThreadPane.NextUnread)
    async def _next_unread(self, message: ThreadColumn.NextUnread | ThreadPane.NextUnread) -> None:
        table = self.column.table
        if self.circle is None or table.threads is None:
            return
        found = await self.forum.next_unread(self.circle, table.here, message.forward)
        if found is None or found not in table.threads.ids:
            self.notify("Nothing more is new in this circle.")
            return
        table.cursor = table.threads.ids.index(found)
        if self.stage is Stage.READING:
            self.load_pane()
            self.mark_seen()

    def action_back(self) -> None:
        """Out of the search, from reading to the list, from the list to the circles."""
        if self.query_one(Input).has_focus or self.column.words:
            self.column.end_search()
        elif self.stage is Stage.READING:
            self.stage = Stage.THREADS
            self._move_on()
        elif self.stage is Stage.THREADS:
            self.stage = Stage.CIRCLES
            self._go_out()

    @work(exclusive=True, group="seen")
    async def _move_on(self) -> None:
        try:
            await self.settle()
        except HeimoError as problem:
            self.complain(problem)

    @work(exclusive=True, group="enter")
    async def _go_out(self) -> None:
        try:
            await self._leave()
        except HeimoError as problem:
            self.complain(problem)
