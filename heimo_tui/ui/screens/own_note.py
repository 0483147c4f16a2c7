"""A few words of one's own on something kept."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from heimo_tui.ui.widgets.sheet import Sheet

LONGEST = 200


class NoteSheet(Sheet[str | None]):
    """Asks for a note; an empty one takes it away, None leaves it."""

    title_words = "Why does it help?"
    keys_words = "enter keep · esc never mind"

    def __init__(self, note: str) -> None:
        super().__init__()
        self._note = note

    def content(self) -> ComposeResult:
        """One line."""
        yield Input(self._note, max_length=LONGEST, placeholder="a few words for yourself")

    @on(Input.Submitted)
    def _written(self, written: Input.Submitted) -> None:
        self.dismiss(" ".join(written.value.split()))
