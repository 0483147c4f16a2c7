"""The care plan: own words on what helps, saved as they are written."""

from collections.abc import Awaitable, Callable
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Static, TextArea

from heimo_tui.core.errors import HeimoError

_HINT: Final = "What helps on a bad day? Whom can you call? What has carried you before? Write it while you know it."
_SOON: Final = 0.8


class CarePlan(Vertical):
    """A page to write on; `keep` is given what is written within a second, `complain` where it fails."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "out", "done")]
    DEFAULT_CSS = """
    CarePlan { height: 1fr; padding: 1 2; }
    CarePlan Static { color: $quiet; height: auto; margin: 0 0 1 1; }
    CarePlan TextArea, CarePlan TextArea:focus { border: none; background: $background; color: $ink; height: 1fr; }
    CarePlan TextArea { max-width: 90; scrollbar-size-vertical: 1; }
    """

    def __init__(
        self, keep: Callable[[str], Awaitable[None]], complain: Callable[[HeimoError], None], *, id: str
    ) -> None:
        super().__init__(id=id)
        self._keep = keep
        self._complain = complain
        self._saved = ""
        self._text = ""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """A line about it, and the page."""
        yield Static("What helps you. Only you can read it, on this device; p opens it from Kept.")
        area = TextArea(placeholder=_HINT, tab_behavior="focus")
        area.highlight_cursor_line = False
        yield area

    def show(self, text: str) -> None:
        """Show what is kept, unless something newer is being written."""
        area = self.query_one(TextArea)
        if area.text == self._saved:
            self._saved = self._text = text
            area.load_text(text)

    def begin(self) -> None:
        """Write."""
        self.query_one(TextArea).focus()

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self._text = self.query_one(TextArea).text
        if self._timer is None and self._text != self._saved:
            self._timer = self.set_timer(_SOON, self.save)

    async def save(self) -> None:
        """Keep it now."""
        self._timer = None
        text = self._text
        if text == self._saved:
            return
        try:
            await self._keep(text)
            self._saved = text
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
