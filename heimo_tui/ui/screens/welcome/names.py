"""The first names: one in each circle, made up, and rolled again as often as one likes."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from heimo_tui.core.views import CircleView
from heimo_tui.ui.format import one_line
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.screens.welcome.page import Page
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu


class NamesPage(Page[dict[bytes, str]]):
    """Offers a name for each circle; the answer is the name by the circle's id."""

    heading = "What you will be called"
    words = (
        "In each circle you go by another name, so that nobody can put two of your stories together. These are made "
        "up; r rolls them again, or just the one you stand on. Nobody sees one before you write.",
    )
    ways = (("next", "These are fine"), ("roll", "Roll them again"))
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.NAMES)

    def __init__(self, circles: tuple[CircleView, ...], suggest: Callable[[], str]) -> None:
        super().__init__()
        self._circles = circles
        self._suggest = suggest
        self._names = {circle.id: suggest() for circle in circles}

    def asks(self) -> ComposeResult:
        """Circles and names."""
        yield Menu(self._items(), id="names")

    def _items(self) -> list[Item]:
        widest = max((len(one_line(circle.name)) for circle in self._circles), default=0)
        return [
            Item(
                circle.id.hex(),
                Content.assemble(
                    (one_line(circle.name).ljust(widest + 3), "$quiet"), (self._names[circle.id], "bold $ink")
                ),
            )
            for circle in self._circles
        ]

    def begin(self) -> Widget:
        """They are good as they are; enter goes on."""
        return self.query_one("#next")

    @on(LineList.Chosen)
    def _chosen(self, chosen: LineList.Chosen) -> None:
        self._roll(self._circles[chosen.index])

    def action_roll(self) -> None:
        """Another name where the cursor stands in the list, else all anew."""
        menu = self.query_one(Menu)
        self._roll(*([self._circles[menu.cursor]] if menu.has_focus else self._circles))

    def action_to_list(self) -> None:
        """From the buttons into the list."""
        self.query_one(Menu).focus()

    def _roll(self, *circles: CircleView) -> None:
        self._names |= {circle.id: self._suggest() for circle in circles}
        self.query_one(Menu).set_items(self._items())

    async def went(self, way: str) -> None:
        """Take them, or roll."""
        if way == "roll":
            self._roll(*self._circles)
        else:
            self.answer(dict(self._names))
