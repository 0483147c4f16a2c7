"""One part of one's settings: a heading, a few true words, and rows that can be entered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from heimo_tui.core.errors import HeimoError
from heimo_tui.ui.notices import for_error
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.pressing import BackSign


class Section(Vertical):
    """Base of the parts. A subclass gives `rows` and does what `entered` asks; errors become notices."""

    title = ""
    hint = ""
    words: tuple[str, ...] = ()
    spaced = False
    fills = True
    """Whether the rows take the room there is; else what stands below them follows close."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted = False

    def compose(self) -> ComposeResult:
        """Heading, words, rows, and more."""
        with Horizontal(classes="heading"):
            yield BackSign()
            yield Static(Content.styled(self.title, "bold $ink"))
        for paragraph in self.words:
            yield Static(Content.styled(paragraph, "$quiet"), classes="words")
        with Vertical(id="room", classes="-fills" if self.fills else ""):
            yield Menu(id="rows", spaced=self.spaced)
        yield from self.more()

    def more(self) -> ComposeResult:
        """What stands below the rows."""
        yield from ()

    def on_mount(self) -> None:
        """Read what there is."""
        self.load()

    def begin(self) -> None:
        """Put the focus where a person begins."""
        menu = self.query_one("#rows", Menu)
        if menu.items:
            menu.focus()
        elif others := [widget for widget in self.query("Input, Way") if not widget.disabled]:
            others[0].focus()
        else:
            self._wanted = True

    def rest(self) -> None:
        """The person went out again: what is still being read takes no focus."""
        self._wanted = False

    async def rows(self) -> Sequence[Item]:
        """The rows as they are now."""
        return ()

    async def entered(self, row: str) -> None:
        """A row was chosen."""

    @work(group="load", exclusive=True)
    async def load(self) -> None:
        """Show the rows as they are now."""
        try:
            rows = await self.rows()
        except HeimoError as problem:
            self.complain(problem)
            return
        menu = self.query_one("#rows", Menu)
        menu.set_items(rows)
        self.query_one("#room").display = bool(rows)
        if self._wanted and rows:
            self._wanted = False
            menu.focus()

    @on(LineList.Chosen)
    def _chosen(self, chosen: LineList.Chosen) -> None:
        chosen.stop()
        menu = self.query_one("#rows", Menu)
        self.carefully(partial(self.entered, menu.items[chosen.index].id))

    @work(group="enter")
    async def carefully(self, step: Callable[[], Awaitable[None]]) -> None:
        """Do it; an expected error becomes a notice, and the rows are read again."""
        try:
            await step()
        except HeimoError as problem:
            self.complain(problem)
        if self.is_mounted:
            self.load()

    def complain(self, problem: HeimoError) -> None:
        """Put an error into words."""
        notice = for_error(problem)
        self.notify(notice.way_out, title=notice.what, severity="warning", timeout=8, markup=False)
