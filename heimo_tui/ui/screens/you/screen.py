"""Control over everything of one's own: parts on the left, the part itself on the right."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.types import CSSPathType
from textual.widget import Widget

from heimo_tui.services.apart import Apart
from heimo_tui.services.compose import Compose
from heimo_tui.services.device import Device
from heimo_tui.services.forum import Forum
from heimo_tui.services.membership import Membership
from heimo_tui.services.messages import Messages
from heimo_tui.services.settings import Settings
from heimo_tui.ui.frame import Frame
from heimo_tui.ui.screens.you.about import AboutSection
from heimo_tui.ui.screens.you.apart import ApartSection
from heimo_tui.ui.screens.you.exporting import ExportSection
from heimo_tui.ui.screens.you.folding import FoldingSection
from heimo_tui.ui.screens.you.inviting import InvitesSection
from heimo_tui.ui.screens.you.leaving import EraseSection, LeaveSection
from heimo_tui.ui.screens.you.locking import LockSection
from heimo_tui.ui.screens.you.look import LanguageSection, LookSection
from heimo_tui.ui.screens.you.names import NamesSection
from heimo_tui.ui.screens.you.phrase import PhraseSection
from heimo_tui.ui.screens.you.section import Section
from heimo_tui.ui.screens.you.sending import NetworkSection, SendingSection
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu


class YouScreen(Frame):
    """In a narrow window the part takes the whole place once it is entered; escape comes back."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["../../frame.tcss", "you.tcss"]

    inside: reactive[bool] = reactive(False)

    def __init__(
        self,
        *,
        device: Device,
        membership: Membership,
        preferences: Settings,
        forum: Forum,
        compose: Compose,
        apart: Apart,
        messages: Messages,
    ) -> None:
        super().__init__()
        self._makers: dict[str, tuple[type[Section], Callable[[], Section]]] = {
            "names": (NamesSection, lambda: NamesSection(membership, forum)),
            "folding": (FoldingSection, lambda: FoldingSection(preferences)),
            "apart": (ApartSection, lambda: ApartSection(apart, messages)),
            "sending": (SendingSection, lambda: SendingSection(preferences)),
            "lock": (LockSection, lambda: LockSection(device, preferences)),
            "look": (LookSection, LookSection),
            "language": (LanguageSection, lambda: LanguageSection(preferences)),
            "invites": (InvitesSection, lambda: InvitesSection(membership)),
            "network": (NetworkSection, lambda: NetworkSection(preferences)),
            "phrase": (PhraseSection, PhraseSection),
            "export": (ExportSection, lambda: ExportSection(device)),
            "leave": (LeaveSection, lambda: LeaveSection(membership, forum)),
            "erase": (EraseSection, lambda: EraseSection(device)),
            "about": (AboutSection, AboutSection),
        }
        self._shown = ""

    def body(self) -> Iterable[Widget]:
        """Parts and part."""
        items = [Item(name, kind.title, kind.hint) for name, (kind, _) in self._makers.items()]
        yield Horizontal(Menu(items, id="parts"), Vertical(id="part"), id="sides")

    def on_mount(self) -> None:
        """Begin with the first part, which stands beside its title where there is room."""
        self.query_one("#parts").focus()
        self.call_after_refresh(self._show, next(iter(self._makers)))

    def on_screen_resume(self) -> None:
        """What is shown may have changed meanwhile."""
        for section in self.query(Section):
            section.load()

    def watch_inside(self, inside: bool) -> None:
        """Which of the two a narrow window shows."""
        self.set_class(inside, "-inside")

    @on(LineList.Moved)
    async def _moved(self, moved: LineList.Moved) -> None:
        if moved.list.id == "parts":
            await self._show(self.query_one("#parts", Menu).items[moved.index].id)

    async def _show(self, name: str) -> None:
        if name == self._shown:
            return
        self._shown = name
        part = self.query_one("#part")
        async with self.batch():
            await part.remove_children()
            await part.mount(self._makers[name][1]())

    @on(LineList.Chosen)
    async def _chosen(self, chosen: LineList.Chosen) -> None:
        if chosen.list.id == "parts":
            await self._show(self.query_one("#parts", Menu).items[chosen.index].id)
            self.inside = True
            self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self.inside:
            self.query_one(Section).begin()

    @on(LineList.Left)
    def _left(self, left: LineList.Left) -> None:
        if left.list.id != "parts":
            self.action_back()

    def action_back(self) -> None:
        """From the part to the parts."""
        self.inside = False
        for section in self.query(Section):
            section.rest()
        self.query_one("#parts").focus()
