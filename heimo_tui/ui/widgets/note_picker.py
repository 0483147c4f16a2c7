"""What a text is about, so that readers can fold what they cannot read today."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from heimo_protocol.limits import MAX_NOTES
from heimo_tui.core.notes import NOTES, note_label
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.sheet import Sheet


class NoteList(Sheet[tuple[str, ...]]):
    """Base of the sheets that ask for content notes, `most` at most, in the order in which they are chosen."""

    keys_words = "enter adds or takes away · esc done"
    lead_words: ClassVar[str]
    most: ClassVar[int]

    def __init__(self, now: Sequence[str], offered: Sequence[str] = ()) -> None:
        super().__init__()
        known = tuple(offered) or tuple(note.code for note in NOTES)
        self._codes = (*known, *(code for code in now if code not in known))
        self._chosen = list(now)

    def content(self) -> ComposeResult:
        """All notes, marked where chosen."""
        yield Static(self.lead_words, classes="about")
        yield Menu(self._items())

    def _items(self) -> list[Item]:
        return [Item(code, note_label(code), mark="✓" if code in self._chosen else "·") for code in self._codes]

    @on(LineList.Chosen)
    def _toggle(self, chosen: LineList.Chosen) -> None:
        code = self._codes[chosen.index]
        if code in self._chosen:
            self._chosen.remove(code)
        elif len(self._chosen) < self.most:
            self._chosen.append(code)
        else:
            self.notify(f"{self.most} are the most; take one away first.")
        self.query_one(Menu).set_items(self._items())

    def action_no(self) -> None:
        """Done."""
        self.dismiss(tuple(self._chosen))


class NotePicker(NoteList):
    """Asks what a text is about: of the notes that the circle offers, else of all there are."""

    title_words = "What is it about?"
    lead_words = f"Readers can fold what they cannot read today. Up to {MAX_NOTES}; none is fine too."
    most = MAX_NOTES
