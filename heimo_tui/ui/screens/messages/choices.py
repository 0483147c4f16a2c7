"""What is chosen for all of the Messages place: who may ask, and who is blocked."""

from __future__ import annotations

from heimo_protocol.cards import DmPolicy
from heimo_tui.ui.format import one_line
from heimo_tui.ui.message_words import POLICIES
from heimo_tui.ui.screens.ask import AskScreen
from heimo_tui.ui.screens.messages.deeds import Deeds
from heimo_tui.ui.screens.messages.sheets import PickSheet
from heimo_tui.ui.widgets.menu import Item
from heimo_tui.ui.widgets.name import name_content


class Choosing(Deeds):
    """Answers the keys of the list that are about nobody in particular."""

    def action_policy(self) -> None:
        """Choose who may ask for contact."""
        self.carefully(self._policy)

    async def _policy(self) -> None:
        circles = {circle.id.hex(): circle for circle in await self.forum.circles()}
        items = []
        for id, circle in circles.items():
            words, _ = POLICIES[await self.messages.policy(circle.id)]
            items.append(Item(id, one_line(circle.name), words))
        about = "In each circle on its own. Everybody there can see what you choose; nobody can see it elsewhere."
        chosen = await self.app.push_screen_wait(PickSheet("Who may ask you for contact?", items, about=about))
        if chosen is None:
            return
        options = [Item(str(int(policy)), *words) for policy, words in POLICIES.items()]
        policy = await self.app.push_screen_wait(PickSheet(one_line(circles[chosen].name), options, spaced=True))
        if policy is not None:
            await self.messages.set_policy(circles[chosen].id, DmPolicy(int(policy)))
            self.notify("Chosen.", timeout=3)

    def action_blocked(self) -> None:
        """See who is blocked, and let somebody ask again."""
        self.carefully(self._blocked)

    async def _blocked(self) -> None:
        rows = await self.messages.blocked()
        if not rows:
            self.notify("You have blocked nobody.", timeout=4)
            return
        items = [
            Item(str(n), name_content(name, extra=False), one_line(circle)) for n, (_, name, circle) in enumerate(rows)
        ]
        about = "Nobody of them knows. Choosing one lets them ask again."
        chosen = await self.app.push_screen_wait(PickSheet("Blocked", items, about=about))
        if chosen is None:
            return
        key, name, circle_name = rows[int(chosen)]
        question = f"Let {one_line(name.name)} ask you again?"
        if await self.app.push_screen_wait(AskScreen(question, "They are not told of this either.", yes="let them")):
            # a list of the blocked names the circle as people do; where two are called the same, only one has the block
            for circle in [one.id for one in await self.forum.circles() if one.name == circle_name]:
                await self.messages.unblock(circle, key)
