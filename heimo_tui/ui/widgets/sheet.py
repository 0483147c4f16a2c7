"""A small page above the screen that asks for one answer."""

from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from heimo_tui.ui.keys import Where, bindings

T = TypeVar("T")


class Sheet(ModalScreen[T], Generic[T]):
    """Base of questions: a title, what the subclass puts in, and a line that says which keys work."""

    BINDINGS = bindings(Where.DIALOG)
    DEFAULT_CSS = """
    Sheet { align: center middle; background: $background 60%; }
    Sheet > #sheet {
        width: 64;
        max-width: 96%;
        height: auto;
        max-height: 90%;
        background: $surface;
        border: round $rule;
        border-title-color: $primary;
        padding: 1 2;
    }
    Sheet #keys { color: $quiet; margin-top: 1; height: auto; }
    Sheet Input, Sheet Input:focus {
        border: none;
        height: 1;
        padding: 0 1;
        background: $here;
        margin: 0 0 1 0;
    }
    Sheet .about { color: $quiet; height: auto; margin-bottom: 1; }
    """

    title_words = ""
    keys_words = "enter choose · esc never mind"

    def compose(self) -> ComposeResult:
        """Title, content, keys."""
        with Vertical(id="sheet") as box:
            box.border_title = self.title_words
            yield from self.content()
            yield Static(self.keys_words, id="keys", markup=False)

    def content(self) -> ComposeResult:
        """What is asked."""
        yield from ()

    def action_no(self) -> None:
        """Never mind."""
        self.dismiss(None)

    def action_yes(self) -> None:
        """Take the answer."""
