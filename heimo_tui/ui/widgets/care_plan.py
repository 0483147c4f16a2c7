"""The care plan: three gentle questions, answered in one's own words, saved as they are written."""

from collections.abc import Awaitable, Callable
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from heimo_tui.core.care import PlanWords
from heimo_tui.core.care_plan import Plan
from heimo_tui.core.errors import HeimoError

_SOON: Final = 0.8
_PARTS: Final = ("helps", "who", "where")


class CarePlan(Vertical):
    """A page to write on; `keep` is given what is written within a second, `complain` where it fails."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "out", "done")]
    DEFAULT_CSS = """
    CarePlan { height: 1fr; padding: 1 2 0 2; }
    CarePlan Static { height: auto; margin: 0 0 0 1; }
    CarePlan .about { color: $quiet; margin: 0 0 1 1; }
    CarePlan VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    CarePlan TextArea, CarePlan TextArea:focus {
        border: none;
        border-left: outer $rule;
        background: $background;
        color: $ink;
        height: auto;
        min-height: 3;
        padding: 0 1;
        margin: 0 0 1 1;
    }
    CarePlan TextArea:focus { border-left: outer $primary; }
    CarePlan TextArea { max-width: 90; scrollbar-size-vertical: 1; }
    """

    def __init__(
        self,
        words: PlanWords,
        keep: Callable[[Plan], Awaitable[None]],
        complain: Callable[[HeimoError], None],
        *,
        id: str,
    ) -> None:
        super().__init__(id=id)
        self._words = words
        self._keep = keep
        self._complain = complain
        self._saved = Plan()
        self._now = Plan()
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """A line about it, and the three parts."""
        yield Static(self._words.about, classes="about", markup=False)
        with VerticalScroll(can_focus=False):
            for part in _PARTS:
                yield Static(Content.styled(getattr(self._words, part), "$primary"))
                area = TextArea(placeholder=getattr(self._words, f"{part}_hint"), tab_behavior="focus", id=part)
                area.highlight_cursor_line = False
                yield area

    def show(self, plan: Plan) -> None:
        """Show what is kept, unless something newer is being written."""
        if self._written() == self._saved:
            self._saved = self._now = plan
            for part in _PARTS:
                area = self._area(part)
                area.load_text(getattr(plan, part))
                area.move_cursor(area.document.end)

    def begin(self) -> None:
        """Write."""
        self._area(_PARTS[0]).focus()

    def _area(self, part: str) -> TextArea:
        return self.query_one(f"#{part}", TextArea)

    def _written(self) -> Plan:
        return Plan(*(self._area(part).text for part in _PARTS))

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self._now = self._written()
        if self._timer is None and self._now != self._saved:
            self._timer = self.set_timer(_SOON, self.save)

    async def save(self) -> None:
        """Keep it now."""
        self._timer = None
        plan = self._now
        if plan == self._saved:
            return
        try:
            await self._keep(plan)
            self._saved = plan
        except HeimoError as problem:
            self._complain(problem)

    async def on_descendant_blur(self) -> None:
        """The writer looks elsewhere."""
        await self.save()

    async def on_unmount(self) -> None:
        """However it ends, the last words stay."""
        await self.save()

    def action_out(self) -> None:
        """Done writing for now."""
        self.screen.set_focus(None)
