"""What can be done in a conversation beyond reading and writing, each with the honest words that belong to it."""

from __future__ import annotations

from functools import partial

from textual import on

from heimo_tui.core.conversations import ConversationView, Line, Mark, MessageView, RequestView, Standing
from heimo_tui.core.views import NameView
from heimo_tui.services.checking import Checking
from heimo_tui.services.forum import Forum
from heimo_tui.services.messages import Messages
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line
from heimo_tui.ui.screens.ask import AskScreen
from heimo_tui.ui.screens.messages.reporting import ChooseSheet, TellSheet
from heimo_tui.ui.screens.messages.safety import SafetyScreen
from heimo_tui.ui.screens.messages.sheets import PickSheet, timer_sheet
from heimo_tui.ui.screens.messages.talking import Talking
from heimo_tui.ui.screens.report import ReportScreen
from heimo_tui.ui.widgets.menu import Item
from heimo_tui.ui.widgets.messages.request_pane import RequestPane
from heimo_tui.ui.widgets.messages.talk_pane import TalkPane

FOR_REPORT = 400
"""Newest messages among which one chooses what to report."""


class Deeds(Talking):
    """Does what the TalkPane and the RequestPane ask for."""

    def __init__(self, *, messages: Messages, checking: Checking, forum: Forum, clock: Clock) -> None:
        super().__init__(messages=messages, checking=checking, forum=forum)
        self.clock = clock

    async def gone(self) -> None:
        """What was shown is not there any more."""
        raise NotImplementedError

    async def accepted(self, conversation: bytes) -> None:
        """A request became a conversation."""
        raise NotImplementedError

    @on(TalkPane.Do)
    def _do(self, message: TalkPane.Do) -> None:
        message.stop()
        view = self.pane.view
        if view is not None:
            self.carefully(partial(self.do, message.deed, view, message.message))

    async def do(self, deed: str, view: ConversationView, message: MessageView | None) -> None:
        """Do it, to the message where it is about one."""
        match deed:
            case "more" | "choose":
                await self._choose(deed, view, message)
            case "write":
                self.pane.write()
            case "reply":
                self.pane.reply()
            case "search":
                self.pane.search()
            case "take_back" | "remove" | "retry" if message is not None:
                await self._do_to(deed, view, message)
            case "safety":
                await self.app.push_screen(SafetyScreen(view.id, messages=self.messages))
            case "timer":
                await self._timer(view)
            case "renew" | "block" | "forget":
                await self._end_or_renew(deed, view)
            case "report":
                await self._report(view, message)

    async def _choose(self, deed: str, view: ConversationView, message: MessageView | None) -> None:
        items = _for_message(message, view) if deed == "choose" and message is not None else _for_all(view)
        them = one_line(view.peer.name)
        if not items:
            return
        title = "This message" if deed == "choose" else f"With {them}"
        chosen = await self.app.push_screen_wait(PickSheet(title, items))
        if chosen is not None:
            await self.do(chosen, view, message)

    # one message

    async def _do_to(self, deed: str, view: ConversationView, message: MessageView) -> None:
        them = one_line(view.peer.name)
        if deed == "retry":
            await self.messages.retry(view.id, message.id)
        elif deed == "take_back" and message.mark is Mark.QUEUED:
            self.pane.box.bring_back(await self.messages.cancel(view.id, message.id))
            self.notify("It was not sent. It is back where you write.", timeout=4)
        elif deed == "take_back" and message.mine and message.line is Line.TEXT:
            more = f"It goes from here, and from {them}'s Heimo when that hears of it. They may have read or copied it."
            if await self._sure("Take it back for both?", more, "take it back"):
                await self.messages.take_back(view.id, message.id)
        elif deed == "remove":
            more = f"It goes from this device only. {them} keeps what {them} has."
            if await self._sure("Remove it here?", more, "remove it here"):
                await self.messages.remove(view.id, message.id)

    async def _sure(self, question: str, more: str, yes: str) -> bool:
        sure: bool = await self.app.push_screen_wait(AskScreen(question, more, yes=yes))
        return sure

    # all of it

    async def _timer(self, view: ConversationView) -> None:
        chosen = await self.app.push_screen_wait(timer_sheet(view))
        if chosen is not None:
            await self.messages.set_timer(view.id, int(chosen))

    async def _end_or_renew(self, deed: str, view: ConversationView) -> None:
        them = one_line(view.peer.name)
        if deed == "renew":
            more = "What could not be read stays lost; they can send it again. Everything else stays as it is."
            if await self._sure("Renew the encryption?", more, "renew it"):
                self.notify("Renewing the encryption …", timeout=2)
                await self.messages.renew(view.id)
        elif deed == "block":
            more = (
                "Nothing comes from them any more and they cannot ask again. They are not told. What was said stays "
                "here until you forget it: F."
            )
            if await self._sure(f"End it and block {them}?", more, "end it and block"):
                await self.messages.block(view.id)
                self.notify(f"Ended. {them} is not told.", timeout=5)
        elif deed == "forget":
            more = "All of it goes from this device for good, also what you have not read. They keep their side."
            if await self._sure(f"Forget the conversation with {them}?", more, "forget it"):
                await self.messages.forget(view.id)
                await self.gone()

    # requests and reports

    @on(RequestPane.Answered)
    def _answered(self, message: RequestPane.Answered) -> None:
        message.stop()
        self.carefully(partial(self._answer, message.request, message.answer))

    async def _answer(self, request: RequestView, answer: str) -> None:
        them = one_line(request.author.name)
        match answer:
            case "accept":
                self.notify("Opening a conversation …", timeout=2)
                await self.accepted(await self.messages.accept(request.id))
            case "decline":
                await self.messages.decline(request.id)
                self.notify(f"Declined. {them} is not told.", timeout=4)
                await self.gone()
            case "block":
                await self.messages.block_request(request.id)
                self.notify(f"Declined and blocked. {them} is not told. b takes it back.", timeout=5)
                await self.gone()
            case "report" if await self._tell(request.id, request.circle, request.author, ()):
                await self.gone()

    async def _report(self, view: ConversationView, message: MessageView | None) -> None:
        lines = await self.messages.lines(view.id, max(0, view.count - FOR_REPORT), view.count)
        theirs = [line for line in lines if line.reportable]
        if not theirs:
            self.notify("There is nothing of theirs here that could be reported.")
            return
        at = message.id if message is not None else None
        chosen = await self.app.push_screen_wait(ChooseSheet(theirs, at, view.peer, self.clock))
        if chosen:
            await self._tell(view.id, view.circle, view.peer, chosen)

    async def _tell(self, id: bytes, circle: bytes, peer: NameView, chosen: tuple[bytes, ...]) -> bool:
        reason = await self.app.push_screen_wait(ReportScreen())
        if reason is None:
            return False
        mine = next((one.my_name for one in await self.forum.circles() if one.id == circle), None)
        name = one_line(mine.name) if mine else "your name here"
        told = await self.app.push_screen_wait(TellSheet(peer, reason, len(chosen), name))
        if told is None:
            return False
        self.notify("Telling the moderators …", timeout=2)
        await self.messages.report(id, chosen, reason, told.note)
        if told.block and chosen:
            await self.messages.block(id)
        elif told.block:
            await self.messages.block_request(id)
        self.notify("Told to the moderators. Thank you for looking after this place.")
        return told.block


def _for_message(message: MessageView, view: ConversationView) -> list[Item]:
    text, open = message.line is Line.TEXT, view.standing is Standing.OPEN
    failed = message.mark in (Mark.FAILED, Mark.QUEUED)
    offered = (
        (text and open, Item("reply", "reply to it", "r")),
        (failed, Item("retry", "try to send it again", "ctrl+t")),
        (text and message.mine and open, Item("take_back", "take it back for both", "d")),
        (message.line is Line.UNREADABLE and open, Item("renew", "renew the encryption", "R")),
        (message.line is Line.CHANGED, Item("safety", "look at the safety number", "v")),
        (message.line is Line.TIMER_WISHED and open, Item("timer", "agree, or choose another time", "t")),
        (True, Item("remove", "remove it here", "D — only from this device")),
        (message.reportable, Item("report", "tell the moderators", "x")),
    )
    return [item for true, item in offered if true]


def _for_all(view: ConversationView) -> list[Item]:
    open = view.standing is Standing.OPEN
    offered = (
        (open, Item("write", "write", "c")),
        (True, Item("search", "look for words", "/")),
        (True, Item("safety", "safety number", "v — makes sure that nobody stands between you")),
        (open, Item("timer", "how long messages stay", "t")),
        (open, Item("renew", "renew the encryption", "R — when something cannot be read")),
        (True, Item("report", "tell the moderators", "x — you choose which messages they see")),
        (view.standing is not Standing.ENDED, Item("block", "end it and block", "B — they are not told")),
        (True, Item("forget", "forget it", "F — all of it, from this device")),
    )
    return [item for true, item in offered if true]
