"""The communities on this device: look at another one, add one, leave one."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Input, Static

from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import CircleView, CommunityView, Link
from heimo_tui.services.device import Device
from heimo_tui.services.forum import Forum
from heimo_tui.services.membership import Membership
from heimo_tui.ui.format import one_line
from heimo_tui.ui.frame import Frame
from heimo_tui.ui.intents import CommunityChanged, OpenCircle
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.screens.ask import AskScreen
from heimo_tui.ui.screens.welcome import WelcomeScreen
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.pressing import BackSign
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


class CodeSheet(Sheet[str | None]):
    """Asks for the code of a circle that is in no list."""

    title_words = "A circle's code"
    keys_words = "enter goes on · esc never mind"

    def content(self) -> ComposeResult:
        """The code."""
        about = (
            "Some circles are in no list. Somebody who belongs there can tell you the code; it is kept on this device."
        )
        yield Static(about, classes="about", markup=False)
        yield Input(placeholder="the code, as it was told to you")

    @on(Input.Submitted)
    def _typed(self, typed: Input.Submitted) -> None:
        if code := typed.value.strip():
            self.dismiss(code)


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
            Horizontal(BackSign(), Static(Content.styled("Your communities", "bold $ink")), id="heading"),
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

    @work(group="code", exclusive=True)
    async def action_code(self) -> None:
        """Into a circle that is in no list."""
        here = self._membership.current()
        if here is None:
            return
        code = await self.app.push_screen_wait(CodeSheet())
        if code is None:
            return
        self.notify(f"Asking {one_line(here.name)} …", timeout=2, markup=False)
        try:
            found = await self._membership.find_circle(code)
            if here.registered and not found.joined and await self._joins(found):
                await self._membership.join_circle(found.id)
        except HeimoError as problem:
            self.complain(problem)
            return
        self.notify(f"{one_line(found.name)} is among your circles now.", markup=False)
        self.app.post_message(OpenCircle(found.id))

    async def _joins(self, circle: CircleView) -> bool:
        name = one_line(circle.name)
        more = (
            "What is written there is for its members. To read it you join, under a name of your own there. The "
            "others see that somebody came, and not who."
        )
        risk = " You joined something a few minutes ago: whoever runs the server could guess that both are one person."
        if await self._membership.join_risk(circle.id):
            more += risk
        question = AskScreen(f"Join {name} now?", more, yes="join", no="later")
        joins: bool = await self.app.push_screen_wait(question)
        return joins

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
