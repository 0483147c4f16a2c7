"""The safety number of two people: to compare by voice or by camera, to mark, and to agree to after a change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Button, Static

from heimo_tui.core.conversations import SafetyView
from heimo_tui.core.errors import HeimoError
from heimo_tui.services.messages import Messages
from heimo_tui.ui.format import one_line
from heimo_tui.ui.frame import Frame
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.message_words import LIMITS
from heimo_tui.ui.screens.ask import AskScreen
from heimo_tui.ui.widgets.messages.qr import qr_lines
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.pressing import BackSign
from heimo_tui.ui.widgets.way import Way

IN_A_ROW = 3
"""Groups of five digits in a row."""
ROOM = (78, 23)
"""Cells and lines that the picture needs beside the words."""


class SafetyScreen(Frame):
    """Shows the number that belongs to `conversation`."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.SAFETY)
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../frame.tcss", "messages.tcss"]

    def __init__(self, conversation: bytes, *, messages: Messages) -> None:
        super().__init__()
        self._conversation = conversation
        self._messages = messages
        self._view: SafetyView | None = None

    def body(self) -> Iterable[Widget]:
        """Where one is; the number and what it is for; its picture."""
        yield Horizontal(BackSign(), Static(id="path", markup=False), id="where")
        with Horizontal(id="sides"):
            with VerticalScroll(id="telling", can_focus=False):
                yield Static(id="state", markup=False)
                yield Static(id="groups", markup=False)
                yield Vertical(Way("go on with them", id="accept"), Way("we compared it", id="verify"), id="ways")
                yield Static(id="how", markup=False)
                yield Static(LIMITS, id="limits", markup=False)
            yield Static(id="picture", markup=False)

    def on_mount(self) -> None:
        """Read it."""
        self.load()

    def on_resize(self, event: events.Resize) -> None:
        """Half a picture is none."""
        self.query_one("#picture").display = event.size.width >= ROOM[0] and event.size.height >= ROOM[1]

    @work(group="load", exclusive=True)
    async def load(self) -> None:
        """Show it as it is now."""
        try:
            self.show(await self._messages.safety(self._conversation))
        except HeimoError as problem:
            self.complain(problem)

    def show(self, view: SafetyView) -> None:
        """Show this number."""
        self._view = view
        them = one_line(view.peer.name)
        self.query_one("#path", Static).update(
            Content.assemble("Safety number with ", name_content(view.peer, extra=False)).stylize_before("$quiet")
        )
        self.query_one("#state", Static).update(_state(view, them))
        rows = [view.groups[at : at + IN_A_ROW] for at in range(0, len(view.groups), IN_A_ROW)]
        self.query_one("#groups", Static).update(
            Content.styled("\n".join("   ".join(row) for row in rows), "$ink bold")
        )
        self.query_one("#how", Static).update(
            f"Read it to each other where you know {them}'s voice or face, or hold the two pictures beside each other. "
            "The same on both sides: nobody stands between you. Do not send it through here."
        )
        self.query_one("#accept", Way).display = view.changed
        verify = self.query_one("#verify", Way)
        verify.label = "take the mark away" if view.verified else "we compared it: the same"
        verify.display = not view.changed
        self.query_one("#picture", Static).update(Content("\n").join(qr_lines(view.code)))
        self.refresh_bindings()
        (self.query_one("#accept", Way) if view.changed else verify).focus(scroll_visible=False)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "accept":
            self.action_accept()
        else:
            self.action_verify()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """After a change one agrees first, and compares then."""
        changed = self._view is not None and self._view.changed
        return {"accept": changed, "verify": not changed}.get(action, True)

    @work(group="decide", exclusive=True)
    async def action_verify(self) -> None:
        """Note that it was compared, or take that back."""
        if self._view is not None:
            try:
                await self._messages.set_verified(self._conversation, not self._view.verified)
                self.show(await self._messages.safety(self._conversation))
            except HeimoError as problem:
                self.complain(problem)

    @work(group="decide", exclusive=True)
    async def action_accept(self) -> None:
        """Go on after a change."""
        if self._view is None or not self._view.changed:
            return
        more = (
            "If you are not sure, ask them first in another way. What was written before stays; the mark that you "
            "compared the number is gone until you compare it again."
        )
        question = f"Go on with {one_line(self._view.peer.name)}?"
        if await self.app.push_screen_wait(AskScreen(question, more, yes="go on")):
            try:
                self.notify("Beginning anew with them …", timeout=2)
                await self._messages.accept_change(self._conversation)
                self.show(await self._messages.safety(self._conversation))
            except HeimoError as problem:
                self.complain(problem)


def _state(view: SafetyView, them: str) -> Content:
    if view.changed:
        words = (
            f"! It changed. That happens when {them} begins anew on another computer; it can also be somebody else in "
            "their place. Nothing is sent until you say so."
        )
        return Content.styled(words, "$warning")
    if view.verified:
        return Content.styled("✓ You compared it.", "$success")
    return Content.styled("○ Not compared yet.", "$quiet")
