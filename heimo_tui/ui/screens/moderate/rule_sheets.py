"""What one setting of a circle asks for: some lines of text, a number, or notes from a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Input, Static

from heimo_protocol.limits import MAX_NOTE_CODES
from heimo_tui.core.views import NameView
from heimo_tui.ui.format import one_line
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.widgets.draft_area import DraftArea
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.note_picker import NoteList
from heimo_tui.ui.widgets.pressing import KeyLine
from heimo_tui.ui.widgets.sheet import Above, Sheet


class LinesSheet(Above[str | None]):
    """Asks for some lines; gives them, or None. `problem` says what is wrong with a text, or nothing."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["../sheet.tcss", "moderate.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DIALOG, Where.DECIDING)

    def __init__(self, title: str, about: str, text: str, problem: Callable[[str], str]) -> None:
        super().__init__()
        self._title, self._about, self._text, self._problem = title, about, text, problem

    def compose(self) -> ComposeResult:
        """What it is, the lines, what is wrong with them."""
        with Vertical(classes="sheet", id="some-lines"):
            yield Static(self._title, classes="title")
            yield Static(self._about, classes="lead")
            yield DraftArea(self._text, id="lines")
            yield Static(id="problem", markup=False)
            yield KeyLine([("ctrl+s", "take it", "screen.go"), ("esc", "never mind", "screen.no")], id="keys")

    def on_mount(self) -> None:
        """Write at the end."""
        area = self.query_one(DraftArea)
        area.move_cursor(area.document.end)
        area.focus()

    @on(DraftArea.Written)
    def _written(self) -> None:
        words = self._problem(self.query_one(DraftArea).text)
        self.query_one("#problem", Static).update(Content.styled(words, "$text-warning"))

    def action_yes(self) -> None:
        """Enter makes a new line."""

    def action_go(self) -> None:
        """Take the lines, where nothing is wrong with them."""
        text = self.query_one(DraftArea).text
        if self._problem(text):
            self._written()
        else:
            self.dismiss(text)


class DaysSheet(Sheet[int | None]):
    """Asks for a number of days that none of those offered is."""

    title_words = "How many days do texts stay?"
    keys_words = "enter take it · esc never mind"

    def __init__(self, days: int, problem: Callable[[str], str]) -> None:
        super().__init__()
        self._days, self._problem = days, problem

    def content(self) -> ComposeResult:
        """One line."""
        yield Input(str(self._days), max_length=5)
        yield Static(id="problem", classes="about", markup=False)

    @on(Input.Submitted)
    def _written(self, written: Input.Submitted) -> None:
        problem = self._problem(written.value)
        if problem:
            self.query_one("#problem", Static).update(Content.styled(problem, "$text-warning"))
        else:
            self.dismiss(int(written.value))


class NotesSheet(NoteList):
    """Asks which content notes a circle offers; those it has of its own stay in the list."""

    title_words = "Which notes are offered here?"
    lead_words = "Members choose from these when they write. None chosen offers all."
    most = MAX_NOTE_CODES

    def action_no(self) -> None:
        """Done: in the order of the list, whatever was chosen first."""
        self.dismiss(tuple(code for code in self._codes if code in self._chosen))


class WhoSheet(Sheet[bytes | None]):
    """Asks for a name among many; what is typed narrows the list."""

    DEFAULT_CSS = "WhoSheet Menu { max-height: 10; }"
    title_words = "Who shall moderate?"
    keys_words = "enter choose · esc never mind"

    def __init__(self, people: Sequence[NameView]) -> None:
        super().__init__()
        self._people = tuple(people)

    def content(self) -> ComposeResult:
        """A line to type in, and the names."""
        yield Static("Names that wrote here. Ask them first; it is work, and some of it is heavy.", classes="about")
        yield Input(placeholder="the beginning of a name")
        yield Menu(self._items(""))

    def _items(self, start: str) -> list[Item]:
        wanted = start.casefold().strip()
        found = [one for one in self._people if wanted in one_line(one.name).casefold()]
        return [Item(one.key.hex(), name_content(one, extra=False)) for one in found]

    @on(Input.Changed)
    def _typed(self, typed: Input.Changed) -> None:
        self.query_one(Menu).set_items(self._items(typed.value))

    @on(Input.Submitted)
    def _into(self) -> None:
        if self.query_one(Menu).items:
            self.query_one(Menu).focus()

    @on(LineList.Chosen)
    def _chosen(self, chosen: LineList.Chosen) -> None:
        self.dismiss(bytes.fromhex(self.query_one(Menu).items[chosen.index].id))
