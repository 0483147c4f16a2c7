"""The first names: one in each circle, made up, and rolled again as often as one likes."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from heimo_tui.core.views import CircleView
from heimo_tui.ui.format import one_line
from heimo_tui.ui.screens.welcome.page import Page
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu


class NamesPage(Page[dict[bytes, str]]):
    """Offers a name for each circle; the answer is the name by the circle's id."""

    heading = "What you will be called"
    words = (
        "In each circle you go by another name, so that nobody can put two of your stories together. These are made "
        "up; enter rolls again. Nobody sees one before you write.",
    )
    ways = (("next", "These are fine"),)

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

    @on(LineList.Chosen)
    def _roll(self, chosen: LineList.Chosen) -> None:
        self._names[self._circles[chosen.index].id] = self._suggest()
        self.query_one(Menu).set_items(self._items())

    async def went(self, way: str) -> None:
        """Take them."""
        self.answer(dict(self._names))
