"""A small page above the screen that asks for one answer."""

from collections.abc import Iterator
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.layout import BY_HEIGHT
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.pressing import KeyLine

T = TypeVar("T")


class Above(ModalScreen[T], Generic[T]):
    """Base of what lies above a screen without covering it; a click beside it leaves it as escape does."""

    VERTICAL_BREAKPOINTS = BY_HEIGHT

    def action_no(self) -> None:
        """Never mind."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """Beside it is out of it; the second half of a double click is not meant for it."""
        hit, _ = self.get_widget_at(event.screen_x, event.screen_y)
        if hit is self and event.chain == 1:
            self.action_no()


class Sheet(Above[T], Generic[T]):
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
    Sheet #keys { color: $quiet; margin-top: 1; }
    Sheet.-low > #sheet { padding: 0 2; max-height: 100%; }
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
            yield KeyLine([*self._keys()], id="keys")

    def _keys(self) -> Iterator[tuple[str, str, str]]:
        for part in self.keys_words.split(" · "):
            key, _, label = part.partition(" ")
            yield key, label, "screen.no" if key == "esc" else "screen.go_on"

    def content(self) -> ComposeResult:
        """What is asked."""
        yield from ()

    def action_yes(self) -> None:
        """Take the answer."""

    async def action_go_on(self) -> None:
        """By mouse what enter does: choose what is stood on, or take the line that is filled in."""
        focused = self.focused
        if isinstance(focused, Input):
            await focused.action_submit()
        elif isinstance(focused, LineList):
            focused.action_choose()
