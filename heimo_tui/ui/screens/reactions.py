"""Four things to say without words of one's own."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from heimo_protocol.events import Reaction
from heimo_tui.core.notes import REACTIONS
from heimo_tui.ui.widgets.pressing import KeyLine
from heimo_tui.ui.widgets.sheet import Above


class ReactionScreen(Above[Reaction | None]):
    """Choose one; choosing what was `said` already takes it back. The first letters and 1-4 choose too."""

    CSS_PATH = "sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "no", "never mind"),
        Binding("j", "move(True)", "down", show=False),
        Binding("k", "move(False)", "up", show=False),
    ]

    def __init__(self, said: frozenset[Reaction]) -> None:
        super().__init__()
        self._said = said

    def compose(self) -> ComposeResult:
        """The four, and what is said already."""
        with Vertical(classes="sheet"):
            yield Static("Say it without words", classes="title")
            yield OptionList(*[self._option(number) for number in range(len(REACTIONS))])
            yield Static("They see how many, never who, and no totals are kept.", classes="foot")
            yield KeyLine([("esc", "never mind", "screen.no")], id="keys")

    def _option(self, number: int) -> Option:
        words = REACTIONS[number]
        said = Reaction(words.code) in self._said
        mark = " ✓ said — again takes it back" if said else ""
        return Option(Content.assemble((f"{number + 1} ", "$faint"), words.label, (mark, "$quiet")), id=words.code)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """One was chosen."""
        self.dismiss(Reaction(event.option.id or ""))

    def on_key(self, event: events.Key) -> None:
        """1 to 4 choose at once."""
        if event.character in ("1", "2", "3", "4"):
            event.stop()
            self.dismiss(Reaction(REACTIONS[int(event.character) - 1].code))

    def action_move(self, down: bool) -> None:
        """Move in the list."""
        options = self.query_one(OptionList)
        if down:
            options.action_cursor_down()
        else:
            options.action_cursor_up()
