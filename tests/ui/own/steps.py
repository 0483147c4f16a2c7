"""What tests of the screens do over and over."""

from collections.abc import Callable
from typing import TypeVar

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from heimo_tui.ui.app import HeimoApp
from tests.support.people import until

S = TypeVar("S", bound=Screen[object])
T = TypeVar("T")
AppPilot = Pilot[None]


async def settled(pilot: AppPilot, true: Callable[[], object], seconds: float = 15.0) -> None:
    """Wait until something is so, and drawn."""
    await until(true, seconds)
    await pilot.pause()


async def arrive(pilot: AppPilot, kind: type[T]) -> T:
    """Wait for a screen of this kind in front."""
    await settled(pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.screen.is_mounted)
    screen = pilot.app.screen
    assert isinstance(screen, kind)
    return screen


async def type_in(pilot: AppPilot, text: str) -> None:
    """Press the keys of a text."""
    named = {" ": "space", "\n": "enter", ".": "full_stop", ",": "comma", "?": "question_mark", "'": "apostrophe"}
    await pilot.press(*(named.get(sign, sign) for sign in text))


def words_on(app: HeimoApp) -> str:
    """Everything the screen shows, line by line."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line) for line in lines)


def text_of(app: HeimoApp, selector: str) -> str:
    """The plain text of a Static."""
    return str(app.screen.query_one(selector, Static).render())
