"""The head of a conversation: with whom, who can read it, and what asks to be looked at."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from heimo_tui.core.conversations import ConversationView, Standing
from heimo_tui.ui.format import one_line
from heimo_tui.ui.message_words import waiting_words
from heimo_tui.ui.widgets.chip import Chip
from heimo_tui.ui.widgets.messages.days import timer_words
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.pressing import BackSign


class Heading(Vertical):
    """Shows a ConversationView's head; Wanted says what of it was pressed."""

    DEFAULT_CSS = """
    Heading { height: auto; margin: 1 0 0 0; border-bottom: solid $rule; }
    Heading > #line { height: 1; }
    Heading #who { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Heading Chip { margin: 0 2 0 1; color: $quiet; }
    Heading > #true { height: auto; padding: 0 3; color: $quiet; }
    Heading > #banner { width: 100%; height: auto; padding: 0 3; margin: 0; color: $warning; display: none; }
    Heading > #banner.-on { display: block; }
    """

    @dataclass
    class Wanted(Message):
        """Something was pressed: "safety", "timer" or "more"."""

        deed: str

    def __init__(self) -> None:
        super().__init__()
        self._banner = ""

    def compose(self) -> ComposeResult:
        """Name and signs, the true line, the banner."""
        with Horizontal(id="line"):
            yield BackSign()
            yield Static(id="who", markup=False)
            yield Chip(id="safety")
            yield Chip(id="timer")
            yield Chip(Content.assemble(("o", "$primary"), " more"), id="more")
        yield Static(id="true", markup=False)
        yield Chip(id="banner")

    def show(self, view: ConversationView) -> None:
        """Show this state."""
        place = Content.styled(f" · {one_line(view.circle_name)}", "$quiet")
        self.query_one("#who", Static).update(name_content(view.peer, extra=False) + place)
        known = ("✓ verified", "$success") if view.verified else ("○ not verified", "$quiet")
        self.query_one("#safety", Chip).update(Content.styled(*known))
        timer = self.query_one("#timer", Chip)
        timer.update(f"goes after {timer_words(view.timer)}" if view.timer else "")
        timer.display = bool(view.timer)
        self.query_one("#true", Static).update(_true(view))
        words, self._banner = _banner(view)
        banner = self.query_one("#banner", Chip)
        banner.update(words)
        banner.set_class(bool(words.plain), "-on")

    @on(Chip.Pressed)
    def _pressed(self, message: Chip.Pressed) -> None:
        message.stop()
        deed = self._banner if message.chip.id == "banner" else message.chip.id or ""
        if deed:
            self.post_message(self.Wanted(deed))

    def on_resize(self, event: events.Resize) -> None:
        """In a narrow pane the name comes before the sign, which the banner and `v` tell too."""
        self.query_one("#safety").display = event.size.width >= 56


def _true(view: ConversationView) -> str:
    them = one_line(view.peer.name)
    match view.standing:
        case Standing.ASKED:
            return f"You asked {them}. Only they can read it. If they accept, you two can write; else nothing comes."
        case Standing.ENDED:
            return f"This has ended. Nothing comes from {them} any more, and nobody told them so."
    return f"Only you and {them} can read this."


def _banner(view: ConversationView) -> tuple[Content, str]:
    them = one_line(view.peer.name)
    if view.standing is Standing.CHANGED:
        words = f"! The safety number with {them} changed. Nothing is sent until you looked at it: "
        return Content.assemble(words, ("v", "$primary bold"), " tells more."), "safety"
    if view.wished is not None and view.standing is Standing.OPEN:
        what = f"go after {timer_words(view.wished)}" if view.wished else "stay"
        if view.wished_mine:
            return Content.styled(f"You asked that messages {what}; {them} has not agreed yet.", "$quiet"), "timer"
        words = f"{them} asks that messages {what}: "
        return Content.assemble(words, ("t", "$primary bold"), " agrees, or not."), "timer"
    if view.waiting_for:
        return Content.styled(f"… {waiting_words(view.waiting_for)}", "$warning"), ""
    return Content(""), ""
