"""Whom one does not want to meet, and how to meet them again."""

from collections.abc import Sequence
from typing import Final

from heimo_tui.core.apart import ApartView
from heimo_tui.core.views import Distance
from heimo_tui.services.apart import Apart
from heimo_tui.services.messages import Messages
from heimo_tui.ui.format import one_line
from heimo_tui.ui.screens.ask import AskScreen
from heimo_tui.ui.screens.you.section import Section
from heimo_tui.ui.widgets.menu import Item
from heimo_tui.ui.widgets.name import name_content

_HOW: Final = {
    Distance.MUTED: "muted: what they write folds",
    Distance.BLOCKED: "blocked: you never meet them",
    None: "may not ask you for contact",
}


class ApartSection(Section):
    """Lists the names that are kept away; enter takes one back."""

    title = "Whom I do not meet"
    hint = "names you muted or blocked"
    words = (
        "Only this device and your own encrypted export know this list; nobody is told, in either direction. b on a "
        "post puts its name here, and enter takes it out again.",
        "It holds for a name in its circle. Whoever takes a new name, or a one-time name, is somebody new to Heimo "
        "too: nobody can tell that they are the same. Moderators' decisions hold, whoever you block.",
    )
    spaced = True

    def __init__(self, apart: Apart, messages: Messages) -> None:
        super().__init__()
        self._apart = apart
        self._messages = messages

    async def rows(self) -> Sequence[Item]:
        """A name a row."""
        return [
            Item(
                _row(view),
                name_content(view.name, extra=False),
                f"{one_line(view.circle_name)} · {_HOW[view.distance]}",
            )
            for view in await self._apart.everybody()
        ]

    async def entered(self, row: str) -> None:
        """Meet them again, after a question: the row stands where a slip of the finger can reach it."""
        view = next((view for view in await self._apart.everybody() if _row(view) == row), None)
        if view is None:
            return
        them = one_line(view.name.name)
        more = "They are not told. What they wrote meanwhile is there, as if nothing had been."
        if not await self.app.push_screen_wait(AskScreen(f"Meet {them} again?", more, yes="meet them again")):
            return
        if view.distance is None:
            await self._messages.unblock(view.circle, view.name.key)
        else:
            await self._apart.keep(view.circle, view.name.key, None)
        self.notify(f"{them} is there again.", markup=False)


def _row(view: ApartView) -> str:
    return f"{view.circle.hex()}:{view.name.key.hex()}"
