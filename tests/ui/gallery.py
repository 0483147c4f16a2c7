"""The screens with fixed views in them, for pictures that are the same on every machine."""

from collections.abc import Callable
from pathlib import Path

from textual.app import App
from textual.screen import Screen

from heimo_tui.config import Config
from heimo_tui.core.views import CircleView, ThreadList, ThreadView
from heimo_tui.ui.around import Around
from heimo_tui.ui.screens.circles import CirclesScreen, Stage
from heimo_tui.ui.screens.thread import ThreadScreen
from heimo_tui.ui.themes.names import defaults
from heimo_tui.ui.themes.ours import OURS, TAKKA
from heimo_tui.ui.widgets.thread_pane import ThreadPane
from heimo_tui.wiring import build
from tests.ui.views import AROUND, CIRCLES, CLOCK, ROWS, THREAD, THREADS

SERVICES = build(Config(data=Path("/nowhere")))
"""Real services on a device that does not exist; a picture never asks them."""
UI = Path(__file__).parents[2] / "heimo_tui" / "ui"


class Circles(CirclesScreen):
    """The circles' screen as the fixed views fill it."""

    CSS_PATH = UI / "screens" / "circles.tcss"

    def __init__(self, stage: Stage, *, threads: ThreadList = THREADS, arrived: int = 0) -> None:
        super().__init__(forum=SERVICES.forum, membership=SERVICES.membership, digests=SERVICES.digests, clock=CLOCK)
        self._first, self._threads, self._arrived = stage, threads, arrived

    async def resumed(self) -> None:
        self.circles.circles = CIRCLES
        self.circle = CIRCLES[0].id
        self._show_circle()
        self.column.show(self._threads)
        self.column.table.accept(ROWS)
        self.column.arrived(self._arrived)
        self.stage = self._first
        await self._read_pane()

    async def _read_pane(self) -> None:
        if self.reading_pane is not None and self._threads.ids:
            await self.query_one(ThreadPane).show(THREAD)


class Thread(ThreadScreen):
    """The thread's screen as the fixed views fill it."""

    CSS_PATH = UI / "screens" / "thread.tcss"

    def __init__(self, view: ThreadView = THREAD, circle: CircleView = CIRCLES[0]) -> None:
        super().__init__(circle, view.id, forum=SERVICES.forum, clock=CLOCK)
        self._view = view

    async def _read(self) -> None:
        self._say_where(self._view)
        await self.query_one(ThreadPane).show(self._view, self._view.id)


class Gallery(App[None]):
    """Hangs one screen, or a sheet above one."""

    CSS_PATH = UI / "frame.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        *hang: Callable[[], Screen[object]],
        theme: str = TAKKA.name,
        around: Around = AROUND,
    ) -> None:
        super().__init__()
        for ours in OURS:
            self.register_theme(ours)
        self.theme = theme
        self.around = around
        self._hang = hang
        self.hung: list[Screen[object]] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        theme = self.current_theme
        return defaults(theme.dark, {**theme.to_color_system().generate(), **theme.variables})

    def on_mount(self) -> None:
        for make in self._hang:
            self.hung.append(make())
            self.push_screen(self.hung[-1])
