"""A circle's promise: its rules in five lines at most, read before one goes in."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, Static

from heimo_tui.core.views import CircleView
from heimo_tui.ui.format import one_line
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.widgets.sheet import Above
from heimo_tui.ui.widgets.way import Way


class PromiseScreen(Above[bool]):
    """True where the reader goes in. `first`: it is asked, not only shown."""

    CSS_PATH = "sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DIALOG)

    def __init__(self, circle: CircleView, *, first: bool) -> None:
        super().__init__()
        self._circle = circle
        self._first = first

    def compose(self) -> ComposeResult:
        """Name, what it is for, the rules."""
        with Vertical(classes="sheet"):
            yield Static(Content(one_line(self._circle.name)), classes="title")
            yield Static(Content(one_line(self._circle.about)), classes="quiet")
            yield Static("Here we promise each other:", classes="lead")
            for rule in self._circle.rules[:5]:
                yield Static(Content.assemble(("· ", "$primary"), one_line(rule)), classes="line")
            with Vertical(classes="answers"):
                yield Way("I will" if self._first else "good", id="yes")
                if self._first:
                    yield Way("not now", id="no")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The mouse answers."""
        self.dismiss(event.button.id == "yes")

    def action_yes(self) -> None:
        """Go in."""
        self.dismiss(self.focused is None or self.focused.id != "no")

    def action_no(self) -> None:
        """Stay outside."""
        self.dismiss(False)
