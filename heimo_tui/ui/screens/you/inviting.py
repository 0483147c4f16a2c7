"""Invites to give away."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from heimo_tui.services.membership import Membership
from heimo_tui.ui.screens.you.section import Section
from heimo_tui.ui.widgets.menu import Item


class InvitesSection(Section):
    """Makes links, each for one person; nobody can tell who invited whom."""

    title = "Invites"
    hint = "ask somebody in"
    words = (
        "A link lets one person in, once. Give it in person or over something you trust. The server cannot tell that "
        "it came from you.",
    )

    fills = False

    def __init__(self, membership: Membership) -> None:
        super().__init__()
        self._membership = membership

    def more(self) -> ComposeResult:
        """The link, once made."""
        yield Static("", id="link", markup=False)

    async def rows(self) -> Sequence[Item]:
        """How many are left."""
        community = self._membership.current()
        if community is None or not community.registered:
            return [Item("none", "you are reading only; members can invite")]
        left = await self._membership.invites_left()
        if not left:
            return [Item("none", "no invite left for now; new ones come next month")]
        return [Item("make", f"make a link ({'one' if left == 1 else left} left)")]

    async def entered(self, row: str) -> None:
        """Make a link and show it."""
        if row == "make":
            link = await self._membership.make_invite()
            once = Content.styled("\n\nIt is shown here only now. Select it with the mouse to copy it.", "$quiet")
            self.query_one("#link", Static).update(Content.styled(link, "$primary") + once)
