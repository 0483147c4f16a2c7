"""Somebody asks for contact: who, from where, in which words, and the four answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static

from heimo_tui.core.conversations import RequestView
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line, post_lines
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.widgets.messages.layout import WIDEST
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.pressing import BackSign
from heimo_tui.ui.widgets.thread_list import fold_words
from heimo_tui.ui.widgets.way import Way


class RequestPane(Vertical):
    """Shows one request; Answered says what the reader chose."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.REQUEST)
    DEFAULT_CSS = """
    RequestPane { height: 1fr; }
    RequestPane > #request-head { height: 1; margin: 1 0 1 0; }
    RequestPane #request-who { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    RequestPane VerticalScroll { height: 1fr; padding: 0 3; scrollbar-size-vertical: 1; }
    RequestPane VerticalScroll > Static { height: auto; margin: 0 0 1 0; max-width: 76; }
    RequestPane #unverified { color: $warning; }
    RequestPane #words { border-left: outer $rule; padding: 0 2; color: $ink; }
    RequestPane .quiet { color: $quiet; }
    RequestPane #answers { height: 1; padding: 0 3; margin: 0 0 0 0; }
    """

    @dataclass
    class Answered(Message):
        """The reader chose: "accept", "decline", "block" or "report"."""

        request: RequestView
        answer: str

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._request: RequestView | None = None
        self._unfolded = False

    @property
    def request(self) -> RequestView | None:
        """What is shown."""
        return self._request

    def compose(self) -> ComposeResult:
        """Who, the words, what each answer means, the answers."""
        yield Horizontal(BackSign(), Static(id="request-who", markup=False), id="request-head")
        with VerticalScroll(can_focus=False):
            yield Static(id="unverified", markup=False)
            yield Static(id="words", markup=False)
            yield Static(id="means", classes="quiet", markup=False)
        with Horizontal(id="answers"):
            yield Way("a accept", id="accept")
            yield Way("d decline", id="decline")
            yield Way("B decline and block", id="block")
            yield Way("x report", id="report")

    def show(self, request: RequestView) -> None:
        """Show this one."""
        self._unfolded = self._unfolded and self._request is not None and self._request.id == request.id
        self._request = request
        who, them = name_content(request.author), one_line(request.author.name)
        place = f" asks for contact · {one_line(request.circle_name)} · {self._clock.words(request.minutes)}"
        self.query_one("#request-who", Static).update(Content.assemble(who, (place, "$quiet")))
        warning = (
            "You were in contact before; this comes with another safety number. It may be a new computer, or somebody "
            "else: ask something that only they can know."
            if request.again
            else "○ not verified: you know them from the circle only."
        )
        self.query_one("#unverified", Static).update(warning)
        self.query_one("#means", Static).update(
            f"If you accept, you two can write, and only you two can read it. Declining tells {them} nothing, and "
            "neither does waiting; until you answer they cannot write more. A link in these words leads nowhere."
        )
        self._draw()

    def begin(self) -> None:
        """Start on the answer that tells nobody anything."""
        self.query_one("#decline", Way).focus(scroll_visible=False)

    def on_resize(self) -> None:
        """Wrap anew."""
        self._draw()

    def _draw(self) -> None:
        if self._request is not None:
            room = max(20, min(WIDEST, self.size.width - 13))
            fold = self._request.fold
            if fold is not None and not self._unfolded:
                lines = [Content.styled(f"▸ {fold_words(fold)} — z shows it", "$quiet")]
            else:
                lines = post_lines(self._request.text, room)
            self.query_one("#words", Static).update(Content("\n").join(lines))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self._answer(event.button.id or "")

    def _answer(self, answer: str) -> None:
        if self._request is not None:
            self.post_message(self.Answered(self._request, answer))

    def action_fold(self) -> None:
        """Show what the reader's own rule folds, or fold it again."""
        self._unfolded = not self._unfolded
        self._draw()

    def action_accept(self) -> None:
        """Talk with them."""
        self._answer("accept")

    def action_decline(self) -> None:
        """Do not, and tell nobody."""
        self._answer("decline")

    def action_block(self) -> None:
        """Do not, now and later."""
        self._answer("block")

    def action_report(self) -> None:
        """Tell the moderators."""
        self._answer("report")
