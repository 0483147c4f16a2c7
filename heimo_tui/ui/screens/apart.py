"""Keeping a name away: mute, block, or meet it again; two keys from any post of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from heimo_tui.core.views import Distance, NameView
from heimo_tui.ui.format import one_line
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.sheet import Sheet

SAID: Final = {
    Distance.MUTED: "Their words fold here now. They are not told. b takes it back.",
    Distance.BLOCKED: "You will not meet this name here. They are not told. 4 takes it back.",
    None: "You meet this name here again.",
}
LIMITS: Final = (
    "Only this device knows: they learn nothing, nor does the server. It holds for this name in this circle, whatever "
    "it calls itself. A one-time name, or a new one that they take, is somebody new to Heimo as well."
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen; None as distance is meeting the name again."""

    distance: Distance | None


class ApartSheet(Sheet[Chosen | None]):
    """Asks how far a name should be; m, b and u choose at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "take('muted')", "mute", show=False),
        Binding("b", "take('blocked')", "block", show=False),
        Binding("u", "take('')", "meet them again", show=False),
    ]

    def __init__(self, name: NameView, now: Distance | None) -> None:
        super().__init__()
        self._now = now
        self.title_words = f"Keep {one_line(name.name)} away?"

    def content(self) -> ComposeResult:
        """What can be done from here, and where it ends."""
        items = []
        if self._now is not Distance.MUTED:
            items.append(Item("muted", "m  mute", "what they write folds to one line; z opens it"))
        if self._now is not Distance.BLOCKED:
            items.append(Item("blocked", "b  block", "never shown or counted, here or in messages"))
        if self._now is not None:
            items.append(Item("", "u  meet them again", "as if nothing had been"))
        yield Menu(items)
        yield Static(LIMITS, classes="about")

    def on_mount(self) -> None:
        """The words below have room above them."""
        self.query_one(".about").styles.margin = (1, 0, 0, 0)

    @on(LineList.Chosen)
    def _choose(self, chosen: LineList.Chosen) -> None:
        self.action_take(self.query_one(Menu).items[chosen.index].id)

    def action_take(self, distance: str) -> None:
        """This one, where it is offered."""
        if any(item.id == distance for item in self.query_one(Menu).items):
            self.dismiss(Chosen(Distance(distance) if distance else None))
