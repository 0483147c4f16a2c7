"""Under which name a text goes out: the one in this circle, or one that is used only here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from heimo_protocol.circles import OnceNames
from heimo_protocol.limits import MAX_NAME_CHARS
from heimo_tui.core.views import CircleView
from heimo_tui.ui.format import one_line
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class ChosenName:
    """`name` is a new name for this circle, None where it stays; `once` where a one-time name was asked for."""

    once: bool = False
    name: str | None = None


class NameChoice(Sheet[ChosenName | None]):
    """Asks for a name; `suggest` makes up one that says nothing about anybody."""

    title_words = "Who writes?"
    DEFAULT_CSS = """
    NameChoice Input { display: none; }
    NameChoice.-typing Input { display: block; }
    """

    def __init__(self, circle: CircleView, name: str, once: bool, once_left: int, suggest: Callable[[], str]) -> None:
        super().__init__()
        self._circle = circle
        self._called = name
        self._once = once
        self._left = once_left
        self._suggest = suggest

    def content(self) -> ComposeResult:
        """The names there are."""
        yield Static(
            f"Each circle knows you by another name; only this device knows that {one_line(self._called)} is you.",
            classes="about",
        )
        yield Input(placeholder="a name that says nothing about you", max_length=MAX_NAME_CHARS)
        yield Menu(self._items(), spaced=True)

    def on_mount(self) -> None:
        """Stand on what is chosen now."""
        menu = self.query_one(Menu)
        menu.focus()
        if self._once:
            menu.cursor = next((n for n, item in enumerate(menu.items) if item.id == "once"), 0)

    def _items(self) -> list[Item]:
        fresh = self._circle.my_name is None
        items = [
            Item("keep", one_line(self._called), "your name in this circle" if not fresh else "a name made up for you")
        ]
        items.append(Item("other", "another made-up name" if fresh else "a new name here", self._other_hint(fresh)))
        items.append(Item("type", "one of your own", "not one that you use anywhere else"))
        if self._circle.once is not OnceNames.OFF:
            items.append(Item("once", "a one-time name", self._once_hint()))
        return items

    @staticmethod
    def _other_hint(fresh: bool) -> str:
        return "roll again" if fresh else "readers see that it is the same person"

    def _once_hint(self) -> str:
        if not self._left:
            return "none left this month"
        return f"for one thread, tied to nothing; {self._left} left this month"

    @on(LineList.Chosen)
    def _choose(self, chosen: LineList.Chosen) -> None:
        menu = self.query_one(Menu)
        match menu.items[chosen.index].id:
            case "keep":
                changed = self._circle.my_name is None or self._called != self._circle.my_name.name
                self.dismiss(ChosenName(name=self._called if changed else None))
            case "other":
                self._called = self._suggest()
                menu.set_items(self._items())
                menu.cursor = 0
            case "type":
                self.add_class("-typing")
                self.query_one(Input).focus()
            case "once" if self._left:
                self.dismiss(ChosenName(once=True))

    @on(Input.Submitted)
    def _typed(self, typed: Input.Submitted) -> None:
        name = " ".join(typed.value.split())
        if name:
            self.dismiss(ChosenName(name=name))
