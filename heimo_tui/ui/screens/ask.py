"""A question with two answers, and what is wrong told in detail."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, Static

from heimo_tui.core.views import Problem
from heimo_tui.ui.format import one_line
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.notices import for_problem
from heimo_tui.ui.widgets.sheet import Above
from heimo_tui.ui.widgets.way import Way


class AskScreen(Above[bool]):
    """Asks `question`, explains with `more`; True for `yes`. The focus starts on the answer that does nothing."""

    CSS_PATH = "sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DIALOG)
    AUTO_FOCUS = "#no"

    def __init__(self, question: str, more: str, *, yes: str, no: str = "never mind") -> None:
        super().__init__()
        self._question, self._more, self._yes, self._no = question, more, yes, no

    def compose(self) -> ComposeResult:
        """Question, explanation, answers."""
        with Vertical(classes="sheet"):
            yield Static(Content(self._question), classes="title")
            yield Static(Content(self._more), classes="lead")
            with Vertical(classes="answers"):
                yield Way(self._no, id="no")
                yield Way(self._yes, id="yes")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """One was chosen."""
        self.dismiss(event.button.id == "yes")

    def action_yes(self) -> None:
        """Enter takes the answer that has the focus."""
        self.dismiss(self.focused is not None and self.focused.id == "yes")

    def action_no(self) -> None:
        """Do nothing."""
        self.dismiss(False)


class ProblemScreen(Above[bool]):
    """Tells what a server did: in words, then the facts; True where the reader puts it aside."""

    CSS_PATH = "sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DIALOG)
    AUTO_FOCUS = "#no"

    def __init__(self, problem: Problem, others: int, circle_name: Callable[[bytes], str]) -> None:
        super().__init__()
        self._problem, self._others, self._circle_name = problem, others, circle_name

    def compose(self) -> ComposeResult:
        """Words first, facts after."""
        notice = for_problem(self._problem)
        with Vertical(classes="sheet"):
            yield Static(Content(notice.what), classes="title")
            yield Static(Content(notice.way_out), classes="lead")
            if self._problem.circle is not None:
                yield Static(Content(f"In the circle: {self._circle_name(self._problem.circle)}"), classes="quiet")
            facts = ", ".join(filter(None, (self._problem.code.replace("_", " "), one_line(self._problem.detail))))
            yield Static(Content(f"For the host: {facts}"), classes="quiet")
            if self._others:
                yield Static(Content(f"And {self._others} more like this."), classes="quiet")
            with Vertical(classes="answers"):
                yield Way("leave it in sight", id="no")
                yield Way("put it aside", id="yes")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """One was chosen."""
        self.dismiss(event.button.id == "yes")

    def action_yes(self) -> None:
        """Enter takes the answer that has the focus."""
        self.dismiss(self.focused is not None and self.focused.id == "yes")

    def action_no(self) -> None:
        """Leave it in sight."""
        self.dismiss(False)
