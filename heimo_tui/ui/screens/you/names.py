"""Names, one for each circle, and the one-time names that are left."""

from collections.abc import Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult

from heimo_protocol.circles import OnceNames
from heimo_tui.core.views import CircleView
from heimo_tui.services.forum import Forum
from heimo_tui.services.membership import Membership
from heimo_tui.ui.format import one_line
from heimo_tui.ui.screens.ask import AskScreen
from heimo_tui.ui.screens.you.section import Section
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.name_choice import NameChoice
from heimo_tui.ui.widgets.sheet import Sheet


class WhichSheet(Sheet[bool]):
    """Asks what should change: how the name reads (False), or who one is there (True); leaving it asks nothing more."""

    title_words = "Another name"

    def content(self) -> ComposeResult:
        """The two ways."""
        items = (
            Item("spell", "call myself something else", "readers see that it is the same person"),
            Item("new", "start over under a new name", "readers see somebody new; once in 30 days"),
        )
        yield Menu(items, spaced=True)

    @on(LineList.Chosen)
    def _choose(self, chosen: LineList.Chosen) -> None:
        self.dismiss(self.query_one(Menu).items[chosen.index].id == "new")


class NamesSection(Section):
    """Lists the circles with one's name in each; enter changes it."""

    title = "Your names"
    hint = "one for each circle"
    words = ("Nobody can put two of them together, not even the server. A one-time name is for a single thread.",)
    spaced = True

    def __init__(self, membership: Membership, forum: Forum) -> None:
        super().__init__()
        self._membership = membership
        self._forum = forum

    async def rows(self) -> Sequence[Item]:
        """A circle a row."""
        rows = []
        for circle in await self._forum.circles():
            left = await self._membership.once_left(circle.id) if circle.once is not OnceNames.OFF else 0
            name = name_content(circle.my_name, extra=False) if circle.my_name else "no name yet"
            once = {0: "", 1: "one one-time name left"}.get(left, f"{left} one-time names left")
            hint = " · ".join(filter(None, [one_line(circle.name), once]))
            rows.append(Item(circle.id.hex(), name, hint))
        return rows

    async def entered(self, row: str) -> None:
        """Another name there."""
        circle = next(circle for circle in await self._forum.circles() if circle.id.hex() == row)
        if circle.joined and circle.my_name is not None and await self.app.push_screen_wait(WhichSheet()):
            await self._replace(circle)
            return
        now = circle.my_name.name if circle.my_name else self._membership.suggest_name()
        plain = replace(circle, once=OnceNames.OFF)
        chosen = await self.app.push_screen_wait(NameChoice(plain, now, False, 0, self._membership.suggest_name))
        if chosen is not None and chosen.name is not None:
            await self._membership.set_name(circle.id, chosen.name)

    async def _replace(self, circle: CircleView) -> None:
        more = (
            "You go on as somebody new. What you wrote stays under the old name: take back first what should not. The "
            "others see that somebody here took a new name, and not who; in a small circle, or by how you write, they "
            "may guess. It works once in 30 days, and there is no way back."
        )
        question = f"A new name in {one_line(circle.name)}?"
        if await self.app.push_screen_wait(AskScreen(question, more, yes="take a new name")):
            self.notify("Getting a new name …", timeout=2)
            await self._membership.replace_name(circle.id)
            self.notify("You are somebody new there.")
