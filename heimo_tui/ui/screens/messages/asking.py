"""Ask somebody for contact: a short text, who can read it, and what the check notices in it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.types import CSSPathType
from textual.widgets import Static

from heimo_protocol.limits import REQUEST_TEXT_CHARS
from heimo_protocol.text import clean
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.views import NameView
from heimo_tui.services.checking import Checking
from heimo_tui.ui.format import one_line
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.steady import Steady
from heimo_tui.ui.widgets.draft_area import DraftArea, Underline
from heimo_tui.ui.widgets.findings import Findings
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.pressing import KeyLine
from heimo_tui.ui.widgets.sheet import Above

CHECK_AFTER: Final = 0.15
"""Seconds without a key before the check looks."""
REST_AFTER: Final = 1.0
"""Seconds without a key after which a word counts as finished."""


class AskForSheet(Above[tuple[bool, str]]):
    """Gives whether to send, and the words as they stand; `words` are those of an earlier try."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["../sheet.tcss", "messages.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DIALOG, Where.ASKING)
    AUTO_FOCUS = "DraftArea"

    def __init__(self, author: NameView, circle_name: str, checking: Checking, words: str = "") -> None:
        super().__init__()
        self._author, self._circle_name, self._checking, self._words = author, circle_name, checking, words
        self._check_timers: list[Timer] = []
        self._steady = Steady(DraftKind.REPLY)
        self._dismissed: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Who, what it means, the words, what was noticed."""
        them = one_line(self._author.name)
        with Vertical(classes="sheet", id="asking"):
            yield Static(Content.assemble("Ask ", name_content(self._author, extra=False), " for contact"), id="title")
            yield Static(
                f"Only {them} can read this. They see your name in {one_line(self._circle_name)} and these words, and "
                "accept or not. If they do not, you hear nothing; it says nothing about you.",
                classes="lead",
                markup=False,
            )
            yield DraftArea(self._words, placeholder="Why would you like to write to them?", id="ask")
            yield Static(id="room", markup=False)
            yield Findings(id="found")
            yield KeyLine(
                [
                    ("ctrl+s", "ask", "screen.send"),
                    ("tab", "what was found", "app.focus_next"),
                    ("esc", "not now", "screen.no"),
                ],
                id="keys",
            )

    def on_mount(self) -> None:
        """Begin where the words end."""
        area = self.query_one(DraftArea)
        area.move_cursor(area.document.end)
        self._count()
        self._check()

    @property
    def text(self) -> str:
        """The words so far."""
        return clean(self.query_one(DraftArea).text).strip()

    @on(DraftArea.Written)
    def _written(self) -> None:
        self._count()
        for timer in self._check_timers:
            timer.stop()
        self._check_timers = [
            self.set_timer(CHECK_AFTER, partial(self._check, typing=True)),
            self.set_timer(REST_AFTER, self._check),
        ]

    def _count(self) -> None:
        left = REQUEST_TEXT_CHARS - len(self.text)
        words = f"{left} letters left" if left >= 0 else f"{-left} letters too many"
        words = f"{words} · only {one_line(self._author.name)} can read it"
        self.query_one("#room", Static).update(Content.styled(words, "$quiet" if left >= 0 else "$warning"))

    @work(group="check", exclusive=True)
    async def _check(self, typing: bool = False) -> None:
        area = self.query_one(DraftArea)
        text, revision, dismissed = area.text, area.revision, self._dismissed
        at = area.cursor_at if typing and area.has_focus else None
        report = await self._checking.check(text, DraftKind.REPLY, None, dismissed=dismissed, shown=self._steady.keys)
        if self.is_mounted and area.revision == revision:
            panel = self.query_one(Findings)
            panel.show_report(text, self._steady.settle(text, report, at, dismissed))
            area.underline([Underline(*one.span, one.voice) for one in panel.found])

    @on(Findings.Aside)
    def _aside(self, message: Findings.Aside) -> None:
        self._dismissed |= {message.finding.key}
        self._check()

    @on(Findings.Use)
    def _use(self, message: Findings.Use) -> None:
        area = self.query_one(DraftArea)
        if area.text[slice(*message.finding.span)] == message.finding.words:
            area.put(message.change.words, message.change.start, message.change.end)

    @on(Findings.Show)
    def _show(self, message: Findings.Show) -> None:
        area = self.query_one(DraftArea)
        area.focus()
        if area.text[slice(*message.finding.span)] == message.finding.words:
            area.show_words(*message.finding.span)

    @on(Findings.Out)
    def _out(self) -> None:
        self.query_one(DraftArea).focus()

    def action_send(self) -> None:
        """Ask, once the keys pressed before have become words."""
        self.query_one(DraftArea).call_later(self._send)

    def _send(self) -> None:
        text = self.text
        if not text:
            self.notify("A few words help them to know who asks. One sentence is enough.", timeout=4)
        elif len(text) > REQUEST_TEXT_CHARS:
            self.notify("It is a little too long to ask with. The rest can be said later.", timeout=4)
        else:
            self.dismiss((True, text))

    def action_yes(self) -> None:
        """Enter is a new line in the text; elsewhere it does nothing."""

    def action_no(self) -> None:
        """Not now; the words stay while the program runs."""
        self.dismiss((False, self.text))
