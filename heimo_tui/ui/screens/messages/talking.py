"""What a conversation on the screen reads, follows, keeps and sends."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from textual import events, on, work
from textual.timer import Timer

from heimo_tui.core.conversations import ConversationView
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import NameView
from heimo_tui.services.checking import Checking
from heimo_tui.services.forum import Forum
from heimo_tui.services.messages import Messages
from heimo_tui.ui.following import Changes, Following
from heimo_tui.ui.screens.messages.drafts import SOON, DraftKeeper
from heimo_tui.ui.steady import Steady
from heimo_tui.ui.widgets.messages.history import History
from heimo_tui.ui.widgets.messages.talk_pane import TalkPane
from heimo_tui.ui.widgets.messages.write_box import WriteBox

CHECK_AFTER: Final = 0.15
"""Seconds without a key before the check looks."""
REST_AFTER: Final = 1.0
"""Seconds without a key after which a word counts as finished."""


class Talking(Following):
    """Base of the Messages place: keeps its TalkPane filled with `conversation`, and loses nothing that is written."""

    def __init__(self, *, messages: Messages, checking: Checking, forum: Forum) -> None:
        super().__init__(forum)
        self.messages = messages
        self._checking = checking
        self._keeper = DraftKeeper(messages, self.complain)
        self._save_timer: Timer | None = None
        self._check_timers: list[Timer] = []
        self._steady = Steady(DraftKind.REPLY)
        self._sending = False
        self._names: dict[bytes, NameView | None] = {}
        self.conversation: bytes | None = None

    @property
    def pane(self) -> TalkPane:
        """Where the conversation stands."""
        return self.query_one(TalkPane)

    def is_read(self) -> bool:
        """Whether the reader is in the conversation now, so that what comes in sight is read."""
        raise NotImplementedError

    @work(group="careful")
    async def carefully(self, step: Callable[[], Awaitable[None]]) -> None:
        """Do it beside the message loop; an expected error becomes a notice."""
        try:
            await step()
        except HeimoError as problem:
            self.complain(problem)

    # reading

    async def talk(self, conversation: bytes) -> None:
        """Show a conversation and keep it live; where it is shown already, only what changed."""
        if self.conversation == conversation and self.pane.view is not None:
            await self.renew()
        else:
            await self._keeper.flush()
            view = await self.messages.open(conversation)
            self.conversation = conversation
            self._keeper.begin(conversation, view.draft)
            self.pane.open(view)
            self._steady = Steady(DraftKind.REPLY)
            self.who = await self._my_name(view)
            if view.draft.strip():
                self.check_soon()
        await self.messages.focus(conversation)
        await self.mark_seen()

    async def leave_talk(self) -> None:
        """No conversation is in sight any more."""
        await self._keeper.flush()
        self.conversation = None
        await self.messages.focus(None)

    async def _my_name(self, view: ConversationView) -> NameView | None:
        if view.circle not in self._names:
            self._names = {circle.id: circle.my_name for circle in await self.forum.circles()}
        return self._names.get(view.circle)

    async def renew(self) -> None:
        """Show the newer state, without moving what is read."""
        conversation = self.conversation
        if conversation is None:
            return
        view = await self.messages.open(conversation)
        start, stop = self.pane.history.around(view.count)
        lines = await self.messages.lines(conversation, start, stop)
        if conversation == self.conversation:
            self.pane.renew(view, start, lines)

    async def changed(self, changes: Changes) -> None:
        """Follow the conversation in sight."""
        if self.conversation is not None and changes.concern_conversation(self.conversation):
            await self.renew()
            if self.pane.history.at_end:
                await self.mark_seen()

    async def mark_seen(self) -> None:
        """What stands here is read, where the reader is in here."""
        view = self.pane.view
        if self.conversation is not None and view is not None and view.first_new is not None and self.is_read():
            await self.messages.seen(self.conversation)

    @on(History.AtEnd)
    def _at_end(self, message: History.AtEnd) -> None:
        message.stop()
        self.carefully(self.mark_seen)

    @on(History.Wanted)
    def _wanted(self, message: History.Wanted) -> None:
        message.stop()
        if self.conversation is not None:
            self._fetch(self.conversation, message)

    @work(group="lines")
    async def _fetch(self, conversation: bytes, wanted: History.Wanted) -> None:
        try:
            lines = await self.messages.lines(conversation, wanted.first, wanted.end)
        except HeimoError as problem:
            self.complain(problem)
            return
        if conversation == self.conversation:
            self.pane.history.accept(wanted.turn, wanted.first, lines)

    @on(TalkPane.Sought)
    def _sought(self, message: TalkPane.Sought) -> None:
        message.stop()
        self.carefully(partial(self._seek, message.words))

    async def _seek(self, words: str) -> None:
        if self.conversation is not None:
            self.pane.found(await self.messages.search(self.conversation, words))

    # writing

    @on(WriteBox.Written)
    def _written(self, message: WriteBox.Written) -> None:
        message.stop()
        self._keeper.note(message.text)
        if self._save_timer is None:
            self._save_timer = self.set_timer(SOON, self.save_soon)
        self.check_soon()

    def save_soon(self) -> None:
        """Save without waiting for it."""
        self._save_timer = None
        if self._keeper.dirty:
            self.run_worker(self._keeper.flush(), group="save")

    def on_screen_suspend(self, event: events.ScreenSuspend) -> None:
        """Something covers what is read and written."""
        super().on_screen_suspend(event)
        self.save_soon()
        self.carefully(self._look_away)

    async def _look_away(self) -> None:
        if self.app.screen is not self:
            await self.messages.focus(None)

    def on_descendant_blur(self) -> None:
        """The writer looks elsewhere."""
        self.save_soon()

    async def put_down(self) -> None:
        """The program ends or locks: the last words stay."""
        if self.conversation is not None:
            self._keeper.note(self.pane.box.text)
        await self._keeper.flush()

    def check_soon(self) -> None:
        """Look at the text after a short rest, and again when its words are finished."""
        for timer in self._check_timers:
            timer.stop()
        self._check_timers = [
            self.set_timer(CHECK_AFTER, partial(self._check, typing=True)),
            self.set_timer(REST_AFTER, self._check),
        ]

    @work(group="check", exclusive=True)
    async def _check(self, typing: bool = False) -> None:
        box = self.pane.box
        text, revision, dismissed = box.area.text, box.revision, box.dismissed
        at = box.area.cursor_at if typing and box.area.has_focus else None
        try:
            report = await self._checking.check(
                text, DraftKind.REPLY, None, dismissed=dismissed, shown=self._steady.keys
            )
        except HeimoError as problem:
            self.complain(problem)
            return
        if self.is_mounted and box.revision == revision:
            box.show_report(text, self._steady.settle(text, report, at, dismissed))

    @on(WriteBox.Send)
    def _send(self, message: WriteBox.Send) -> None:
        message.stop()
        if self.conversation is not None and not self._sending:
            self._sending = True
            self.carefully(partial(self._send_it, self.conversation, message))

    async def _send_it(self, conversation: bytes, message: WriteBox.Send) -> None:
        try:
            await self._keeper.send(conversation, message.text, message.reply_to)
            if conversation == self.conversation:
                self.pane.box.sent(message.written)
                self._keeper.note(self.pane.box.text)
                await self.renew()
                self.pane.history.to_end()
        finally:
            self._sending = False
