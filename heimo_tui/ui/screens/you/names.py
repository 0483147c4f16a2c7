"""Names, one for each circle, and the one-time names that are left."""

from collections.abc import Sequence
from dataclasses import replace

from heimo_protocol.circles import OnceNames
from heimo_tui.services.forum import Forum
from heimo_tui.services.membership import Membership
from heimo_tui.ui.format import one_line
from heimo_tui.ui.screens.you.section import Section
from heimo_tui.ui.widgets.menu import Item
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.name_choice import NameChoice


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
            once = {0: "", 1: "one one-time name left this month"}.get(left, f"{left} one-time names left this month")
            hint = " · ".join(filter(None, [one_line(circle.name), once]))
            rows.append(Item(circle.id.hex(), name, hint))
        return rows

    async def entered(self, row: str) -> None:
        """Another name there."""
        circle = next(circle for circle in await self._forum.circles() if circle.id.hex() == row)
        now = circle.my_name.name if circle.my_name else self._membership.suggest_name()
        plain = replace(circle, once=OnceNames.OFF)
        chosen = await self.app.push_screen_wait(NameChoice(plain, now, False, 0, self._membership.suggest_name))
        if chosen is not None and chosen.name is not None:
            await self._membership.set_name(circle.id, chosen.name)
