"""What the writer asks of those who read."""

from textual import on
from textual.app import ComposeResult

from heimo_protocol.events import Need
from heimo_tui.core.notes import NEEDS
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.sheet import Sheet


class NeedPicker(Sheet[Need | None]):
    """Asks for a need; None where it stays as it was."""

    title_words = "What would help?"

    def __init__(self, now: Need) -> None:
        super().__init__()
        self._now = now

    def content(self) -> ComposeResult:
        """The four needs."""
        yield Menu([Item(n.code, f"{n.mark}  {n.label}", f"   {n.explained}") for n in NEEDS], spaced=True)

    def on_mount(self) -> None:
        """Stand on the one there is."""
        self.query_one(Menu).cursor = [n.code for n in NEEDS].index(self._now.value)

    @on(LineList.Chosen)
    def _choose(self, chosen: LineList.Chosen) -> None:
        self.dismiss(Need(NEEDS[chosen.index].code))
