"""Messages: who asks for contact, with whom one talks, and beside it, or instead of it, what is said."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.timer import Timer
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Input, Static

from heimo_tui.core.conversations import ConversationRow, RequestView
from heimo_tui.services.checking import Checking
from heimo_tui.services.forum import Forum
from heimo_tui.services.messages import Messages
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.following import Changes
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.message_words import LIMITS
from heimo_tui.ui.screens.messages.choices import Choosing
from heimo_tui.ui.widgets.bars import Empty
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.messages.inbox_list import InboxTable
from heimo_tui.ui.widgets.messages.layout import LEGEND
from heimo_tui.ui.widgets.messages.request_pane import RequestPane
from heimo_tui.ui.widgets.messages.talk_pane import TalkPane

PAUSE = 0.12
"""Seconds the cursor rests before what is beside follows it."""
BESIDE = 100
"""Cells from which list and conversation stand beside each other."""
NOBODY = (
    "Nobody yet.",
    "You can write to somebody you have exchanged a reply with: open their post and press m. They accept or they do "
    "not; until then they get nothing else from you. p chooses who may ask you.",
)


class Stage(StrEnum):
    """How deep the reader is: in the list, or with one person."""

    LIST = "list"
    TALK = "talk"


class MessagesScreen(Choosing):
    """The second place; `stage` says how deep the reader is, `shown` what stands beside the list."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.INBOX)
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../frame.tcss", "messages.tcss"]

    help_words: ClassVar[tuple[str, ...]] = (LEGEND, LIMITS)

    stage: reactive[Stage] = reactive(Stage.LIST, init=False, bindings=True)

    def __init__(self, *, messages: Messages, checking: Checking, forum: Forum, clock: Clock) -> None:
        super().__init__(messages=messages, checking=checking, forum=forum, clock=clock)
        self._rest: Timer | None = None
        self._bound_for: bytes | None = None
        self.shown: bytes | None = None

    def body(self) -> Iterable[Widget]:
        """The list; a request or a conversation."""
        with Horizontal(id="panes"):
            with Vertical(id="inbox"):
                yield Static("Asking for contact", id="asks")
                yield Empty(id="nobody")
                yield InboxTable(self.clock, id="inbox-table")
            with Vertical(id="one"):
                yield RequestPane(self.clock, id="request")
                yield TalkPane(self.clock, id="talk")

    @property
    def table(self) -> InboxTable:
        """The list."""
        return self.query_one(InboxTable)

    def on_mount(self) -> None:
        """Nothing is shown beside yet."""
        self.query_one(RequestPane).display = self.pane.display = False
        self._lay_out(self.size.width)

    def is_read(self) -> bool:
        """In the conversation, and nothing covers it."""
        return self.stage is Stage.TALK and self.app.screen is self

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of the list work in the list."""
        if action in ("next_unread", "write", "policy", "blocked"):
            return self.stage is Stage.LIST
        return True

    # filling

    async def resumed(self) -> None:
        """Read the list again, and what is beside it."""
        await self._read_list()
        wanted, self._bound_for = self._bound_for, None
        if wanted is not None and self.table.stand_on(wanted):
            await self._enter()
        elif self.stage is Stage.TALK and self.conversation is not None:
            await self.talk(self.conversation)
        else:
            await self._show_beside()

    async def changed(self, changes: Changes) -> None:
        """Follow, without moving what is read."""
        if changes.messages:
            await self._read_list()
            await super().changed(changes)
            if self.shown is None or self.shown != self._here_id():
                await self._show_beside()

    async def _read_list(self) -> None:
        requests, rows = await self.messages.requests(), await self.messages.conversations()
        self.table.show_rows(requests, rows)
        self.table.display = bool(requests or rows)
        self.query_one("#asks").display = bool(requests)
        empty = self.query_one("#nobody", Empty)
        if requests or rows:
            empty.hush()
        else:
            empty.say(*NOBODY)
        if self.stage is Stage.LIST and self.table.display and self.focused is None and self.app.screen is self:
            self.table.focus()

    def _here_id(self) -> bytes | None:
        return self.table.here.id if self.table.here else None

    async def _show_beside(self) -> None:
        """Show what the cursor is on, where there is room beside the list or the reader went in."""
        here = self.table.here
        if here is None or (self.stage is Stage.LIST and self.size.width < BESIDE):
            if self.conversation is not None:
                await self.leave_talk()
            self.shown = None
            self.query_one(RequestPane).display = self.pane.display = False
            return
        self.shown = here.id
        asks = isinstance(here, RequestView)
        self.query_one(RequestPane).display, self.pane.display = asks, not asks
        if isinstance(here, RequestView):
            if self.conversation is not None:
                await self.leave_talk()
            self.query_one(RequestPane).show(here)
        else:
            await self.talk(here.id)

    # going in and out

    async def _enter(self, *, write: bool = False) -> None:
        here = self.table.here
        if here is None:
            return
        self.stage = Stage.TALK
        await self._show_beside()
        if isinstance(here, ConversationRow):
            await self.mark_seen()
            self.pane.history.focus()
            if write or self.pane.box.text.strip():
                self.pane.write()
        else:
            self.query_one(RequestPane).begin()

    def go_to(self, id: bytes) -> None:
        """Go into a conversation or a request, now or as soon as the list is read."""
        self._bound_for = id
        self.carefully(self.resumed)

    async def _leave(self) -> None:
        self.stage = Stage.LIST
        await self._keeper.flush()
        await self._show_beside()
        await self._read_list()

    async def gone(self) -> None:
        """It is not there any more: back to the list."""
        self.conversation = self.shown = None
        await self.messages.focus(None)
        await self._read_list()
        await self._leave()

    async def accepted(self, conversation: bytes) -> None:
        """Into the conversation that a request became."""
        await self._read_list()
        if self.table.stand_on(conversation):
            await self._enter(write=True)

    def watch_stage(self) -> None:
        """Lay the panes out."""
        self._lay_out(self.size.width)
        if self.stage is Stage.LIST and self.table.display:
            self.table.focus(scroll_visible=False)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the panes out for this width."""
        self._lay_out(event.size.width)
        self.carefully(self._show_beside)

    def _lay_out(self, width: int) -> None:
        beside = width >= BESIDE
        self.query_one("#inbox").display = beside or self.stage is Stage.LIST
        self.query_one("#one").display = beside or self.stage is Stage.TALK
        self.set_class(beside, "-beside")

    @on(LineList.Moved)
    def _moved(self, message: LineList.Moved) -> None:
        message.stop()
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(PAUSE, self._follow_cursor)

    def _follow_cursor(self) -> None:
        if self.stage is Stage.TALK and self.focused is self.table:
            self.stage = Stage.LIST
        if self.shown != self._here_id():
            self.carefully(self._show_beside)

    @on(LineList.Chosen)
    def _chosen(self, message: LineList.Chosen) -> None:
        message.stop()
        self.carefully(self._enter)

    @on(LineList.Left)
    @on(TalkPane.Out)
    def _out(self) -> None:
        self.action_back()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """By mouse one goes in by touching what stands beside the list."""
        inside = self.query_one("#one") in event.widget.ancestors
        if inside and self.stage is Stage.LIST and self.shown is not None:
            self.stage = Stage.TALK
            self.carefully(self.mark_seen)

    def action_back(self) -> None:
        """Out of the search, from what is written to what was said, from there to the list."""
        if isinstance(self.focused, Input) or self.pane.has_class("-searching"):
            self.pane.end_search()
        elif self.pane.box.has_focus_within:
            self.pane.history.focus()
        elif self.stage is Stage.TALK:
            self.carefully(self._leave)

    def action_next_unread(self) -> None:
        """To the next conversation with something new."""
        if not self.table.count() or not self.table.next_unread():
            self.notify("Nothing is new here.", timeout=4)

    def action_write(self) -> None:
        """Write to whom the cursor is on."""
        self.carefully(partial(self._enter, write=True))
