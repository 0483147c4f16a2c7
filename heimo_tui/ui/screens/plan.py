"""The care plan, one key from Care: what one wrote for hours like this, and kind words one kept."""

from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widgets import Static

from heimo_tui.core.care import PlanWords
from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import KeptView
from heimo_tui.services.keeping import Keeping
from heimo_tui.ui.format import one_line, post_lines
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.notices import for_error
from heimo_tui.ui.widgets.care_plan import CarePlan
from heimo_tui.ui.widgets.foot import Foot

SIDE_BY_SIDE: Final = [(0, "-narrow"), (100, "-normal")]
_WIDEST: Final = 60
_MOST: Final = 50


class PlanScreen(ModalScreen[None]):
    """To read at once, since that is what it is for; one key begins to write. Nothing of it leaves this device."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.PLAN)
    CSS_PATH: ClassVar[CSSPathType | None] = "plan.tcss"
    HORIZONTAL_BREAKPOINTS = SIDE_BY_SIDE
    AUTO_FOCUS = ""

    def __init__(self, keeping: Keeping, words: PlanWords) -> None:
        super().__init__()
        self._keeping = keeping
        self._words = words
        self._kept: tuple[KeptView, ...] = ()

    def compose(self) -> ComposeResult:
        """The plan, and beside or below it what was kept."""
        with Vertical(id="all"):
            yield Static(Content.styled(self._words.name, "bold $ink"), id="title")
            with Horizontal(id="both"):
                yield CarePlan(self._words, self._keeping.save_plan, self._complain, id="plan")
                with Vertical(id="kind"):
                    yield Static(Content.styled(self._words.kept, "$primary"), id="kept-title")
                    with VerticalScroll(id="kept"):
                        yield Static(id="kept-words", markup=False)
            with Horizontal(id="foot"):
                yield Foot()

    def on_mount(self) -> None:
        """Read it."""
        self._read()

    @work(group="read", exclusive=True)
    async def _read(self) -> None:
        try:
            plan, self._kept = await self._keeping.plan(), await self._keeping.kept()
        except HeimoError as problem:
            self._complain(problem)
            return
        self.query_one(CarePlan).show(plan)
        self._show_kept()

    def on_resize(self) -> None:
        """Wrap anew."""
        self.call_after_refresh(self._show_kept)

    def _show_kept(self) -> None:
        width = max(20, min(_WIDEST, self.query_one("#kept").content_size.width - 2))
        lines: list[Content] = []
        for view in self._kept[:_MOST]:
            lines += post_lines(view.text, width)
            lines.append(Content.styled(one_line(view.author), "$quiet"))
            if view.note:
                lines += Content.styled(one_line(view.note), "$quiet").wrap(width)
            lines.append(Content(""))
        if not lines:
            lines = list(Content.styled(self._words.none_kept, "$quiet").wrap(width))
        self.query_one("#kept-words", Static).update(Content("\n").join(lines))

    async def put_down(self) -> None:
        """The program ends or locks: the plan stays as it was written last."""
        await self.query_one(CarePlan).save()

    def _complain(self, problem: HeimoError) -> None:
        notice = for_error(problem)
        self.notify(notice.way_out, title=notice.what, severity="warning", timeout=8, markup=False)

    def action_write(self) -> None:
        """Begin to write."""
        self.query_one(CarePlan).begin()

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
