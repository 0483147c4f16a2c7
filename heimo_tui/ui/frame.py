"""The frame around every place: top line, what is wrong, the place itself, bottom lines."""

from collections.abc import Iterable
from typing import ClassVar, Protocol, runtime_checkable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive
from textual.screen import Screen
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import NameView
from heimo_tui.ui.around import Around
from heimo_tui.ui.intents import Go, Practise, Refresh, ShowCommunities, ShowHelp, ShowProblems, Undo
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.layout import BREAKPOINTS
from heimo_tui.ui.notices import for_error
from heimo_tui.ui.widgets.header import TopLine
from heimo_tui.ui.widgets.status import Banner, BottomLines

SMALLEST = (80, 24)


@runtime_checkable
class PutsDown(Protocol):
    """A screen that has something to keep before the program ends or locks."""

    async def put_down(self) -> None:
        """Keep it."""


class Frame(Screen[None]):
    """Base of the screens of the places. `around` follows the program, `who` is the name one goes by here."""

    BINDINGS = bindings(Where.FRAME)
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    CSS_PATH: ClassVar[CSSPathType | None] = "frame.tcss"

    help_words: ClassVar[tuple[str, ...]] = ()
    """What the help says besides the keys."""

    around: reactive[Around] = reactive(Around())
    who: reactive[NameView | None] = reactive(None)

    def body(self) -> Iterable[Widget]:
        """What stands in the frame."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The frame around `body`."""
        yield TopLine().data_bind(Frame.around, Frame.who)
        yield Static("Small, but it works; 80 by 24 has more room.", id="small")
        yield Banner().data_bind(Frame.around)
        with Vertical(id="body"):
            yield from self.body()
        yield BottomLines().data_bind(Frame.around)

    def on_mount(self) -> None:
        """Follow what the program knows."""
        self.watch(self.app, "around", self._follow)

    def _follow(self, around: Around) -> None:
        self.around = around
        self.set_class(around.holding is not None, "-holding")

    def on_resize(self, event: events.Resize) -> None:
        """Say kindly where the window is small."""
        small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        self.query_one("#small").set_class(small, "-on")
        self.set_class(event.size.height < SMALLEST[1] - 4, "-low")

    async def put_down(self) -> None:
        """The program ends or locks: keep what must be kept."""

    def complain(self, problem: HeimoError) -> None:
        """Put an error into words."""
        notice = for_error(problem)
        self.notify(notice.way_out, title=notice.what, severity="warning", timeout=8, markup=False)

    def action_place(self, place: str) -> None:
        """Go to another place."""
        self.post_message(Go(place))

    def action_back(self) -> None:
        """Out of this screen, where it lies on another."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def action_undo(self) -> None:
        """Take back what is in its hold."""
        self.post_message(Undo())

    def action_communities(self) -> None:
        """Choose another community."""
        self.post_message(ShowCommunities())

    def action_refresh(self) -> None:
        """Ask the server now."""
        self.post_message(Refresh())

    def action_practise(self) -> None:
        """Answer an invented post."""
        self.post_message(Practise())

    def action_problems(self) -> None:
        """What is wrong, in detail."""
        self.post_message(ShowProblems())

    def action_help(self) -> None:
        """The keys of this screen."""
        self.post_message(ShowHelp())
