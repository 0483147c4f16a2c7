"""The communities on this device: look at another one, add one, leave one."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import CommunityView, Link
from heimo_tui.services.device import Device
from heimo_tui.services.forum import Forum
from heimo_tui.services.membership import Membership
from heimo_tui.ui.format import one_line
from heimo_tui.ui.frame import Frame
from heimo_tui.ui.intents import CommunityChanged
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.screens.welcome import WelcomeScreen
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.sheet import Sheet

_LINKS = {Link.LIVE: "live", Link.POLLING: "connected", Link.CONNECTING: "connecting", Link.OFFLINE: "out of reach"}


class LeaveSheet(Sheet[str | None]):
    """Asks how to leave: "forget", "delete", or None for not at all."""

    title_words = "Leave it?"

    def __init__(self, community: CommunityView) -> None:
        super().__init__()
        self._community = community

    def content(self) -> ComposeResult:
        """The two ways."""
        items = [Item("forget", "forget it on this device", "with your twelve words you can come back")]
        if self._community.registered:
            items.append(Item("delete", "delete my membership too", "for good; what you wrote stays, without you"))
        yield Static(Content(one_line(self._community.name)), classes="about")
        yield Menu(items, spaced=True)

    @on(LineList.Chosen)
    def _choose(self, chosen: LineList.Chosen) -> None:
        self.dismiss(self.query_one(Menu).items[chosen.index].id)


class CommunitiesScreen(Frame):
    """Lists the communities; they know nothing of each other."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.COMMUNITIES)
    CSS_PATH: ClassVar[CSSPathType | None] = ["../frame.tcss", "communities.tcss"]

    def __init__(self, *, membership: Membership, device: Device, forum: Forum) -> None:
        super().__init__()
        self._membership = membership
        self._device = device
        self._forum = forum
        self._communities: tuple[CommunityView, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The list."""
        about = "Each community is a world of its own: other people, other names, and none knows of the other."
        yield Vertical(
            Static(Content.styled("Your communities", "bold $ink")),
            Static(Content.styled(about, "$quiet"), id="about"),
            Menu(id="communities", spaced=True),
            id="page",
        )

    def on_mount(self) -> None:
        """Read them."""
        self.load()

    @work(exclusive=True, group="load")
    async def load(self) -> None:
        """Read the list again."""
        try:
            self._communities = await self._membership.communities()
        except HeimoError as problem:
            self.complain(problem)
            return
        now = self._membership.current()
        menu = self.query_one(Menu)
        menu.set_items([self._item(view, now is not None and view.id == now.id) for view in self._communities])
        menu.focus()

    @staticmethod
    def _item(view: CommunityView, here: bool) -> Item:
        standing = "member" if view.registered else "reading only"
        hint = " · ".join((view.address, standing, _LINKS[view.link]))
        return Item(view.id.hex(), one_line(view.name), one_line(hint), mark="●" if here else " ")

    @on(LineList.Chosen)
    def _chosen(self, chosen: LineList.Chosen) -> None:
        self._switch(self._communities[chosen.index].id)

    @work(group="switch", exclusive=True)
    async def _switch(self, community: bytes) -> None:
        try:
            await self._membership.switch(community)
        except HeimoError as problem:
            self.complain(problem)
            return
        self.app.post_message(CommunityChanged())

    def action_add(self) -> None:
        """One more."""
        self.app.push_screen(
            WelcomeScreen(device=self._device, membership=self._membership, forum=self._forum, adding=True)
        )

    def action_leave(self) -> None:
        """Leave the one under the cursor."""
        at = self.query_one(Menu).cursor
        if 0 <= at < len(self._communities):
            self._leave(self._communities[at])

    @work(group="leave", exclusive=True)
    async def _leave(self, view: CommunityView) -> None:
        how = await self.app.push_screen_wait(LeaveSheet(view))
        if how is None:
            return
        try:
            await self._membership.leave_community(view.id, delete_account=how == "delete")
        except HeimoError as problem:
            self.complain(problem)
            return
        self.notify(f"{one_line(view.name)} is gone from this device.", markup=False)
        self.app.post_message(CommunityChanged())
