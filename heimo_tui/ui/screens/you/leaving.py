"""Ways out: a circle, a community, this device."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from heimo_tui.services.device import Device
from heimo_tui.services.forum import Forum
from heimo_tui.services.membership import Membership
from heimo_tui.ui.format import one_line
from heimo_tui.ui.intents import ShowCommunities, Wiped
from heimo_tui.ui.screens.ask import AskScreen
from heimo_tui.ui.screens.you.section import Section
from heimo_tui.ui.widgets.menu import Item
from heimo_tui.ui.widgets.sheet import Sheet

_WORD = "erase"


class LeaveSection(Section):
    """Leaves a circle that one has joined; what was written there stays."""

    title = "Leave"
    hint = "a circle, or the community"
    words = ("What you wrote stays, under the name it had. To take back a text, press d on it first.",)

    def __init__(self, membership: Membership, forum: Forum) -> None:
        super().__init__()
        self._membership = membership
        self._forum = forum

    async def rows(self) -> Sequence[Item]:
        """Circles one is in, then the community."""
        joined = [circle for circle in await self._forum.circles() if circle.joined]
        rows = [Item(circle.id.hex(), f"leave {one_line(circle.name)}") for circle in joined]
        return [*rows, Item("community", "leave the whole community …")]

    async def entered(self, row: str) -> None:
        """Leave it, if they are sure."""
        if row == "community":
            self.post_message(ShowCommunities())
            return
        circle = next(circle for circle in await self._forum.circles() if circle.id.hex() == row)
        more = "The others see that your name has left. You can go on reading, and come back under the same name."
        question = f"Leave {one_line(circle.name)}?"
        if await self.app.push_screen_wait(AskScreen(question, more, yes="leave")):
            await self._membership.leave_circle(circle.id)


class EraseSheet(Sheet[bool]):
    """Asks for a word, so that nothing is erased by one key."""

    title_words = "Erase this device?"
    keys_words = "enter goes on · esc never mind"

    def content(self) -> ComposeResult:
        """The word."""
        yield Static(
            "Drafts, kept words, names and settings become unreadable at once and for good. Only your twelve words "
            f"can bring your names back. Type {_WORD} to do it.",
            classes="about",
        )
        yield Input(placeholder=_WORD)

    @on(Input.Submitted)
    def _typed(self, typed: Input.Submitted) -> None:
        if typed.value.strip().lower() == _WORD:
            self.dismiss(True)

    def action_no(self) -> None:
        """Never mind."""
        self.dismiss(False)


class EraseSection(Section):
    """Erases everything here, with or without saying goodbye first."""

    title = "Erase this device"
    hint = "everything Heimo keeps here"
    words = (
        "It first destroys the key, which takes a moment and makes the rest unreadable, and then removes the files. "
        "Posts that others can read are not on this device only: take those back first if you want them gone. Where "
        "a passphrase opens it, an old copy of the disk together with that passphrase could still be read.",
    )
    spaced = True

    def __init__(self, device: Device) -> None:
        super().__init__()
        self._device = device

    async def rows(self) -> Sequence[Item]:
        """The two ways."""
        return (
            Item("wipe", "erase now", "works without a network"),
            Item("leave", "leave my circles, then erase", "as far as the network lets"),
        )

    async def entered(self, row: str) -> None:
        """Erase, if they are sure."""
        if not await self.app.push_screen_wait(EraseSheet()):
            return
        if row == "leave":
            self.notify("Saying goodbye to your circles …")
            await self._device.leave_quietly()
        else:
            await self._device.wipe()
        self.app.post_message(Wiped())
