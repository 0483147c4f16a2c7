"""Pictures of every screen, narrow and wide, with fixed words, clock and colours."""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

import heimo_tui.ui
from tests.support.people import until
from tests.ui.gallery import Gallery
from tests.ui.pictures import MOST, OTHERS, SCREENS, SIZES, Picture
from tests.ui.sheets import SHEETS

Compare = Callable[..., bool]
ENDLESS = "_walk"
"""The worker that leads through the welcome, which waits for a person."""


def lines(pilot: Pilot[None]) -> list[str]:
    """Every line on the screen with its colours."""
    return [repr(list(strip)) for strip in pilot.app.screen._compositor.render_strips()]


def shown(picture: Picture) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Waits until all is filled in and nothing moves any more."""

    async def still(pilot: Pilot[None]) -> bool:
        busy = [one for one in pilot.app.workers if one.name != ENDLESS]
        if busy:
            await pilot.app.workers.wait_for_complete(busy)
        before = lines(pilot)
        await pilot.pause(0.1)
        words = "".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
        return before == lines(pilot) and picture.words in words

    async def ready(pilot: Pilot[None]) -> None:
        app = pilot.app
        await until(lambda: len(app.screen_stack) == 1 + len(picture.hang))
        await pilot.pause()
        await pilot.press(*picture.keys)
        for screen in app.screen_stack:
            for field in screen.query("Input, TextArea"):
                assert isinstance(field, Input | TextArea)
                field.cursor_blink = False
        await until(lambda: still(pilot))

    return ready


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_every_screen(screen: type[Screen[Any]], size: str, snap_compare: Compare) -> None:
    picture = SCREENS[screen]
    app = Gallery(*picture.hang)
    assert snap_compare(app, terminal_size=SIZES[size], run_before=shown(picture))
    assert isinstance(app.hung[-1], screen)


@pytest.mark.parametrize("what", OTHERS)
def test_what_only_these_show(what: str, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    size, picture = OTHERS[what]
    if what == "no_colours":
        monkeypatch.setenv("NO_COLOR", "1")
    app = Gallery(*picture.hang, theme=picture.theme, around=picture.around)
    assert snap_compare(app, terminal_size=size, run_before=shown(picture))


def test_no_screen_is_left_out() -> None:
    for module in pkgutil.walk_packages(heimo_tui.ui.__path__, "heimo_tui.ui."):
        importlib.import_module(module.name)
    screens, todo = set(), [Screen]
    while todo:
        below = todo.pop().__subclasses__()
        todo.extend(below)
        screens |= {kind for kind in below if _ours(kind) and not any(map(_ours, kind.__subclasses__()))}
    assert screens == set(SCREENS) | set(SHEETS), "a screen needs a picture, or a reason in SHEETS why it needs none"
    assert not set(SCREENS) & set(SHEETS)
    assert all(len(reason.split()) > 3 for reason in SHEETS.values())
    assert len(SCREENS) * len(SIZES) + len(OTHERS) <= MOST


def _ours(kind: type[Screen[Any]]) -> bool:
    return kind.__module__.startswith("heimo_tui.")
