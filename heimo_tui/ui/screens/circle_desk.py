"""What the place of the circles reads and follows: circles, the order of threads, rows, the reading pane."""

from __future__ import annotations

import time

from textual import on, work
from textual.timer import Timer

from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import CircleView, Filter
from heimo_tui.services.forum import Forum
from heimo_tui.ui.following import Changes, Following
from heimo_tui.ui.widgets.bars import Empty
from heimo_tui.ui.widgets.circle_list import CircleTable
from heimo_tui.ui.widgets.thread_column import ThreadColumn
from heimo_tui.ui.widgets.thread_list import ThreadTable
from heimo_tui.ui.widgets.thread_pane import ThreadPane

SETTLING = 3.0
"""Seconds after a circle was opened in which arriving threads still take their places, unless the reader moved."""

DWELL = 2.5
"""Seconds after which a thread in the reading pane counts as read."""


class CircleDesk(Following):
    """Base of the circles' screen: keeps its three panes filled, and never moves what is being read."""

    def __init__(self, forum: Forum) -> None:
        super().__init__(forum)
        self.circle: bytes | None = None
        self._opened = time.monotonic()
        self._resting: Timer | None = None
        self._was_read: tuple[bytes, bytes] | None = None

    @property
    def column(self) -> ThreadColumn:
        """The threads' column."""
        return self.query_one(ThreadColumn)

    @property
    def circles(self) -> CircleTable:
        """The circles' list."""
        return self.query_one(CircleTable)

    @property
    def reading_pane(self) -> ThreadPane | None:
        """The reading pane where it is in sight."""
        raise NotImplementedError

    async def resumed(self) -> None:
        """Read circles and threads again; on the first time, stand on the first circle."""
        await self._read_circles()
        threads = self.column.table.threads
        if threads is None or threads.circle != self.circle:
            await self._read_threads()
        else:
            await self._follow_threads(None)

    async def changed(self, changes: Changes) -> None:
        """Follow, without moving what is read."""
        await self._read_circles()
        if self.circle is not None and changes.concern(self.circle):
            if self.column.table.threads is None:
                await self._read_threads()
            else:
                await self._follow_threads(changes.threads(self.circle))

    def look_at(self, circle: CircleView) -> None:
        """Show another circle's threads."""
        self.circle = circle.id
        self._opened = time.monotonic()
        self.column.which, self.column.words = Filter.ALL, ""
        self._show_circle()
        self.load()

    async def _read_circles(self) -> None:
        circles = await self.forum.circles()
        self.circles.circles = circles
        empty = self.query_one("#no-circles", Empty)
        if circles:
            empty.hush()
        else:
            empty.say("No circles here yet.", "The host makes them. ctrl+r asks again; ctrl+o shows other communities.")
        if self.circle is None and circles:
            self.circle = circles[0].id
        self._show_circle()

    def _show_circle(self) -> None:
        view = next((view for view in self.circles.circles if view.id == self.circle), None)
        self.column.circle = view
        self.who = view.my_name if view else None

    async def _read_threads(self) -> None:
        if self.circle is not None:
            self.column.show(await self.forum.thread_list(self.circle, self.column.which, self.column.words))
            await self._read_pane()

    async def _follow_threads(self, touched: frozenset[bytes] | None) -> None:
        column, table = self.column, self.column.table
        shown = table.threads
        if self.circle is None or shown is None or shown.circle != self.circle:
            return
        fresh = await self.forum.thread_list(self.circle, column.which, column.words)
        before, after = frozenset(shown.ids), frozenset(fresh.ids)
        known = table.known(shown.ids if touched is None else touched & before)
        if known:
            table.accept(await self.forum.rows(self.circle, known))
        arrived = [id for id in fresh.ids if id not in before]
        vanished = column.which is Filter.ALL and bool(before - after)
        if arrived and self._just_opened:
            column.show(fresh)
            table.cursor = 0
        elif not shown.ids or vanished or await self._has_own(arrived):
            column.show(fresh)
        else:
            column.arrived(len(arrived))
        if touched is None or table.here in touched:
            await self._read_pane()

    @property
    def _just_opened(self) -> bool:
        """Nothing is being read yet: what arrives now belongs to the opening."""
        return self.column.table.cursor == 0 and time.monotonic() - self._opened < SETTLING

    async def _has_own(self, arrived: list[bytes]) -> bool:
        if self.circle is None or not arrived:
            return False
        return any(row.mine for row in await self.forum.rows(self.circle, arrived[:50]))

    @work(exclusive=True, group="list")
    async def load(self) -> None:
        """Fill the list anew."""
        try:
            await self._read_threads()
        except HeimoError as problem:
            self.complain(problem)

    @on(ThreadTable.Wanted)
    def _rows_wanted(self, message: ThreadTable.Wanted) -> None:
        message.stop()
        self._fetch(message.ids)

    @work(group="rows")
    async def _fetch(self, ids: tuple[bytes, ...]) -> None:
        try:
            if self.circle is not None:
                self.column.table.accept(await self.forum.rows(self.circle, ids))
        except HeimoError as problem:
            self.complain(problem)

    @work(exclusive=True, group="pane")
    async def load_pane(self) -> None:
        """Show the thread under the cursor beside the list."""
        try:
            await self._read_pane()
        except HeimoError as problem:
            self.complain(problem)

    async def _read_pane(self) -> None:
        here, pane = self.column.table.here, self.reading_pane
        if self._resting is not None:
            self._resting.stop()
        if self.circle is None or pane is None:
            return
        if self._was_read is not None and self._was_read[1] != here:
            await self.settle()
        await pane.show(None if here is None else await self.forum.thread(self.circle, here))
        if self.app.screen is self:
            self._resting = self.set_timer(DWELL, self.mark_seen)

    def mark_seen(self) -> None:
        """The thread under the cursor is being read; it counts as seen once the reader moves on."""
        here = self.column.table.here
        if self.reading_pane is not None and self.circle is not None and here is not None:
            self._was_read = (self.circle, here)

    async def settle(self) -> None:
        """The reader moved on from what was read."""
        read, self._was_read = self._was_read, None
        if read is not None:
            await self.forum.seen(*read)
