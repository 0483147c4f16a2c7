"""One decision, step by step: for how long, why, and the words that the person will read, as they will read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from heimo_protocol.limits import MAX_REASON_CHARS
from heimo_protocol.text import clean
from heimo_tui.core.moderating import PAUSE_DAYS, Deed, Verdict, Waits
from heimo_tui.core.views import NameView
from heimo_tui.ui.format import one_line, post_lines
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.kind_words import begun
from heimo_tui.ui.moderating_words import BANNED, days_words, deed_words
from heimo_tui.ui.reasons import REASONS, reason_words
from heimo_tui.ui.widgets.draft_area import DraftArea
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.pressing import KeyLine
from heimo_tui.ui.widgets.sheet import Above

WITH_REASON: Final = frozenset({Deed.REMOVE, Deed.RETURN, Deed.PAUSE, Deed.BAN})
"""Deeds that go with a reason code."""
WITH_WORDS: Final = WITH_REASON | {Deed.RESTORE, Deed.UNBAN, Deed.LOCK}
"""Deeds that go with words; and whatever answers somebody who wrote back."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is decided on: whom it is about, for what it waits (None: nothing waits), and the reason given most."""

    who: NameView | None = None
    kind: Waits | None = None
    reason: str = ""
    by_two: bool = False
    """A ban takes the word of two here."""

    @property
    def name(self) -> str:
        """Whom it is about, in words."""
        return one_line(self.who.name) if self.who else "its writer"


class DecideSheet(Above[Verdict | None]):
    """Gives the verdict, or None. Escape goes a step back, from the first one out."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["../sheet.tcss", "moderate.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DIALOG, Where.DECIDING)

    def __init__(self, deed: Deed, subject: Subject) -> None:
        super().__init__()
        self._deed, self._subject = deed, subject
        self._days, self._reason = 0, ""
        self._steps = [*_steps(deed, subject)]
        self._at = 0
        self._begun = ""

    def compose(self) -> ComposeResult:
        """A title, the step one is at, the keys."""
        with Vertical(classes="sheet", id="deciding"):
            yield Static(Content(self._title()), classes="title")
            yield Static(id="about", classes="lead", markup=False)
            yield Menu([Item(str(days), f"{n} {days_words(days)}") for n, days in enumerate(PAUSE_DAYS, 1)], id="days")
            yield Menu([Item(code, f"{n} {words}") for n, (code, words) in enumerate(REASONS, 1)], id="reasons")
            yield DraftArea(id="words")
            yield Static(id="seen", markup=False)
            yield KeyLine(())

    def on_mount(self) -> None:
        """Begin with the first step; the reason that was given most is stood on."""
        codes = [code for code, _ in REASONS]
        if self._subject.reason in codes:
            self.query_one("#reasons", Menu).cursor = codes.index(self._subject.reason)
        self._stand()

    def _title(self) -> str:
        words = deed_words(self._deed, self._subject.kind).label
        whom = {Deed.PAUSE: self._subject.name, Deed.BAN: self._subject.name}.get(self._deed, "")
        return f"{words[:1].upper()}{words[1:]} {whom}".strip()

    @property
    def step(self) -> str:
        """What is asked now: "days", "reasons", "words" or "sure"."""
        return self._steps[self._at]

    def _wordings(self) -> dict[str, tuple[str, list[tuple[str, str, str]]]]:
        choose = [("enter", "choose", "screen.choose"), ("esc", "back", "screen.no")]
        label = deed_words(self._deed, self._subject.kind).label
        last = "go on" if "sure" in self._steps else label
        return {
            "days": ("For how long? Then they can write again.", choose),
            "reasons": ("Why? The reason is told to whom it is about.", choose),
            "words": (self._about_words(), [("ctrl+s", last, "screen.go"), ("esc", "back", "screen.no")]),
            "sure": (self._about_sure(), [("y", label, "screen.sure"), ("esc", "back", "screen.no")]),
        }

    def _about_words(self) -> str:
        if self._deed is Deed.REMOVE:
            return "In your words. Others see them, too, where the text stood."
        if self._deed is Deed.LOCK:
            return "In your words; nobody answers in the thread any more, and everybody can read it."
        words = "In your words. Begin with these, or say it better."
        takes = self._deed in (Deed.PAUSE, Deed.BAN) and self._subject.kind in (Waits.HELD, Waits.REPORTED)
        return f"{words} The text goes, too." if takes else words

    def _about_sure(self) -> str:
        words = f"{self._subject.name} does not write here again."
        if self._subject.by_two and self._subject.kind is not Waits.SECOND:
            words += " It holds once a second moderator says so, too; they are asked for a week."
        return f"{words} It can be taken back later."

    def _stand(self) -> None:
        about, keys = self._wordings()[self.step]
        self.query_one("#about", Static).update(about)
        self.query_one(KeyLine).show(keys)
        for step, widget in (("days", "#days"), ("reasons", "#reasons"), ("words", "#words")):
            self.query_one(widget).display = step == self.step
        self.query_one("#seen").display = self.step in ("words", "sure")
        if self.step == "words":
            self._begin_words()
        if self.step == "sure":
            self.set_focus(None)
        else:
            self.query_one(f"#{self.step}").focus()
        self._draw()

    def _begin_words(self) -> None:
        """Put in words to begin with, unless the moderator has written their own."""
        area = self.query_one("#words", DraftArea)
        if area.text == self._begun:
            appeal = self._subject.kind is Waits.APPEAL
            self._begun = begun(self._deed, self._reason, appeal=appeal)
            area.load_text(self._begun)
            area.move_cursor(area.document.end)

    def _draw(self) -> None:
        """How they will read it."""
        text = self._text()
        width = max(30, self.query_one("#deciding").content_size.width - 2)
        lead = _reads(self._deed, self._subject, self._days, self._reason)
        lines = [Content.styled(f"What {self._subject.name} will read:", "$quiet")]
        said = [*Content.styled(lead, "$foreground").wrap(width)] if lead else []
        for line in [*said, *([Content("")] if said and text else []), *post_lines(text, width)]:
            lines.append(Content.styled("▎ ", "$faint") + line.stylize_before("$foreground"))
        left = MAX_REASON_CHARS - len(text)
        if left < 60:
            lines.append(Content.styled(_room(left), "$text-warning" if left < 0 else "$quiet"))
        self.query_one("#seen", Static).update(Content("\n").join(lines))

    def _text(self) -> str:
        return clean(self.query_one("#words", DraftArea).text).strip()

    def on_resize(self) -> None:
        """Wrap anew."""
        self.call_after_refresh(self._draw)

    @on(DraftArea.Written)
    def _written(self) -> None:
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """Numbers choose at once."""
        menu = self.query_one(f"#{self.step}", Menu) if self.step in ("days", "reasons") else None
        if menu is not None and event.character and event.character.isdecimal():
            number = int(event.character) - 1
            if 0 <= number < menu.count():
                event.stop()
                menu.cursor = number
                self._take(menu)

    @on(LineList.Chosen)
    def _chosen(self, chosen: LineList.Chosen) -> None:
        chosen.stop()
        if isinstance(chosen.list, Menu):
            self._take(chosen.list)

    @on(LineList.Left)
    def _left(self, left: LineList.Left) -> None:
        left.stop()
        self.action_no()

    def _take(self, menu: Menu) -> None:
        here = menu.here
        if here is None or menu.id != self.step:
            return
        if self.step == "days":
            self._days = int(here.id)
        else:
            self._reason = here.id
        self._at += 1
        self._stand()

    def action_choose(self) -> None:
        """By mouse what enter does."""
        if self.step in ("days", "reasons"):
            self._take(self.query_one(f"#{self.step}", Menu))

    def action_yes(self) -> None:
        """Enter is answered by what has the focus."""

    def action_go(self) -> None:
        """The words are right: to the last question, or done."""
        if self.step != "words":
            return
        if len(self._text()) > MAX_REASON_CHARS:
            self.notify(f"{_room(MAX_REASON_CHARS - len(self._text()))} Shorten it a little.", timeout=4)
        elif "sure" in self._steps:
            self._at += 1
            self._stand()
        else:
            self._end()

    def action_sure(self) -> None:
        """Yes."""
        if self.step == "sure":
            self._end()

    def action_no(self) -> None:
        """A step back, or never mind."""
        if self._at:
            self._at -= 1
            self._stand()
        else:
            self.dismiss(None)

    def _end(self) -> None:
        self.dismiss(Verdict(self._deed, reason=self._reason, words=self._text(), days=self._days))


def _steps(deed: Deed, subject: Subject) -> Sequence[str]:
    steps = ["days"] if deed is Deed.PAUSE else []
    steps += ["reasons"] if deed in WITH_REASON else []
    return [*steps, "words", *(["sure"] if deed is Deed.BAN else [])]


def asks_words(deed: Deed, kind: Waits | None) -> bool:
    """Whether words belong to it: some always, and whatever answers somebody who wrote back."""
    if kind is Waits.SECOND:
        return deed is Deed.BAN
    return deed in WITH_WORDS or (deed is Deed.KEEP and kind is Waits.APPEAL)


def _reads(deed: Deed, subject: Subject, days: int, reason: str) -> str:
    why = f" The reason: {reason_words(reason)}." if reason else ""
    match deed:
        case Deed.REMOVE:
            return f"A moderator removed a text of yours.{why}"
        case Deed.RETURN:
            return "A moderator gave it back:"
        case Deed.PAUSE:
            return f"A moderator paused you for {days_words(days)}.{why}"
        case Deed.BAN:
            return f"{BANNED[:1].upper()}{BANNED[1:]}.{why}"
        case Deed.RESTORE:
            return "A text of yours is back."
        case Deed.UNBAN:
            return "You can write here again."
        case Deed.KEEP if subject.kind is Waits.APPEAL:
            return "A moderator looked at it again and left it as it was."
    return ""


def _room(left: int) -> str:
    return f"{left} letters left." if left >= 0 else f"{-left} letters too many."
