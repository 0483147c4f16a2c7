"""Tell the moderators about a post: one reason, two keys."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from heimo_tui.ui.reasons import REASONS
from heimo_tui.ui.widgets.pressing import KeyLine
from heimo_tui.ui.widgets.sheet import Above


class ReportScreen(Above[str | None]):
    """The chosen reason's code, or None."""

    CSS_PATH = "sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "no", "never mind"),
        Binding("j", "move(True)", "down", show=False),
        Binding("k", "move(False)", "up", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The reasons, and what happens then."""
        with Vertical(classes="sheet"):
            yield Static("Tell the moderators", classes="title")
            options = [
                Option(Content.assemble((f"{number} ", "$faint"), words), id=code)
                for number, (code, words) in enumerate(REASONS, 1)
            ]
            yield OptionList(*options)
            yield Static(
                "They see the post and the reason; the writer does not learn of it. "
                "The server learns that your name here reported something.",
                classes="foot",
            )
            yield KeyLine([("esc", "never mind", "screen.no")], id="keys")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """One was chosen."""
        self.dismiss(event.option.id)

    def on_key(self, event: events.Key) -> None:
        """The numbers choose at once."""
        if event.character and event.character in "1234567":
            event.stop()
            self.dismiss(REASONS[int(event.character) - 1][0])

    def action_move(self, down: bool) -> None:
        """Move in the list."""
        options = self.query_one(OptionList)
        if down:
            options.action_cursor_down()
        else:
            options.action_cursor_up()
