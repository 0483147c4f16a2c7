"""The keys of a screen, made from what is bound there."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from heimo_tui.ui.keys import TABLE, Where, spelled
from heimo_tui.ui.layout import BY_HEIGHT

NOT_AUDITED = "Nobody outside has audited Heimo yet. It is built with care, and it can have mistakes."
_COLUMN = 14
_GENERAL = (Where.LIST, Where.FRAME, Where.ANYWHERE)
"""What is the same everywhere stands below what is special here."""


class HelpScreen(ModalScreen[None]):
    """Shows `active`, the bindings that work on the screen below, in groups, and `words` that belong to it."""

    CSS_PATH = "help.tcss"
    VERTICAL_BREAKPOINTS = BY_HEIGHT
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark", "no", "back"),
        Binding("j,down", "scroll(1)", "down", show=False),
        Binding("k,up", "scroll(-1)", "up", show=False),
        Binding("space,pagedown", "scroll(12)", "a page on", show=False),
        Binding("pageup", "scroll(-12)", "a page back", show=False),
    ]

    def __init__(self, active: tuple[ActiveBinding, ...], words: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._active = active
        self._words = words

    def compose(self) -> ComposeResult:
        """Keys by group, then what one should know."""
        with Vertical(id="sheet"):
            yield Static("Keys here", classes="title")
            with VerticalScroll(id="keys", can_focus=False):
                for where, lines in self._groups().items():
                    yield Static(Content.styled(str(where), "$quiet italic"), classes="group")
                    yield Static(Content("\n").join(lines))
                for words in self._words:
                    yield Static(Content.styled(words, "$foreground"), classes="note")
                yield Static(Content.styled(NOT_AUDITED, "$quiet"), classes="note")
            yield Static(Content.assemble(("esc", "$primary bold"), " back"), classes="foot")

    def _groups(self) -> dict[Where, list[Content]]:
        keys: dict[str, list[str]] = {}
        for active in self._active:
            if active.enabled and active.binding.id:
                keys.setdefault(active.binding.id, []).append(spelled(active.binding.key))
        for spellings in keys.values():
            spellings.sort(key=lambda name: (len(name) > 1, name))
        groups: dict[Where, list[Content]] = {}
        for row in TABLE:
            if row.id in keys:
                names = " ".join(keys[row.id])
                line = Content.assemble((names.ljust(_COLUMN), "$primary bold"), (row.label, "$foreground"))
                groups.setdefault(row.where, []).append(line)
        return dict(sorted(groups.items(), key=lambda group: _GENERAL.index(group[0]) if group[0] in _GENERAL else -1))

    def action_no(self) -> None:
        """Close."""
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """Move through the list."""
        self.query_one("#keys").scroll_relative(y=by, animate=False)

    def on_click(self, event: events.Click) -> None:
        """A click anywhere closes."""
        if event.chain == 1:
            self.dismiss(None)
