"""Every screen in the running program, narrow and wide: reached by keys, whole, and left again."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input

from heimo_tui.ui.screens.care import CareScreen
from heimo_tui.ui.screens.circles import CirclesScreen
from heimo_tui.ui.screens.communities import CommunitiesScreen
from heimo_tui.ui.screens.composer import ComposerScreen
from heimo_tui.ui.screens.help import HelpScreen
from heimo_tui.ui.screens.hide import HideScreen
from heimo_tui.ui.screens.kept import KeptScreen
from heimo_tui.ui.screens.lock import LockScreen
from heimo_tui.ui.screens.messages import MessagesScreen
from heimo_tui.ui.screens.messages.safety import SafetyScreen
from heimo_tui.ui.screens.moderate import ModerateScreen
from heimo_tui.ui.screens.moderate.about_you import AboutYouScreen
from heimo_tui.ui.screens.moderate.history import DecidedScreen
from heimo_tui.ui.screens.moderate.rules import RulesScreen
from heimo_tui.ui.screens.plan import PlanScreen
from heimo_tui.ui.screens.practise import PractiseScreen
from heimo_tui.ui.screens.preview import PreviewScreen
from heimo_tui.ui.screens.since import SinceScreen
from heimo_tui.ui.screens.thread import ThreadScreen
from heimo_tui.ui.screens.waiting import WaitingScreen
from heimo_tui.ui.screens.welcome import WelcomeScreen
from heimo_tui.ui.screens.you import YouScreen
from heimo_tui.ui.widgets.draft_area import DraftArea
from heimo_tui.ui.widgets.foot import Foot
from heimo_tui.ui.widgets.menu import Menu
from tests.support.server import Community
from tests.ui.pictures import SCREENS, SIZES
from tests.ui.stage import Seat, seat

PASSPHRASE = "seven quiet herons by the lake"
Walk = Callable[[Seat], Awaitable[None]]


async def sees(here: Seat, kind: type[Screen[Any]]) -> None:
    """Wait for a screen of this kind in front."""
    await here.settled(lambda: isinstance(here.app.screen, kind))


def pressing(*keys: str) -> Walk:
    """From the circles straight there."""

    async def walk(here: Seat) -> None:
        await here.press(*keys)

    return walk


async def own_thread(here: Seat) -> None:
    """From the place that also a wide window opens a thread from alone."""
    await here.me.published(here.circle, "I said it.")
    await here.press("3")
    await sees(here, KeptScreen)
    await here.press("t")
    await here.settled(lambda: "I said it." in here.text())
    await here.press("enter")


async def writing(here: Seat) -> None:
    """In the circle where nothing is held."""
    await here.enter()
    await here.press("c")
    await here.settled(lambda: isinstance(here.app.focused, DraftArea))


async def before_sending(here: Seat) -> None:
    """With a sentence written."""
    await writing(here)
    await here.press(*"enough")
    await here.press("ctrl+s")


async def locked(here: Seat) -> None:
    """Behind a passphrase."""
    await here.me.services.device.set_passphrase(None, PASSPHRASE)
    await here.press("ctrl+l")


async def one_more_community(here: Seat) -> None:
    """The welcome, for another community."""
    await here.press("ctrl+o")
    await sees(here, CommunitiesScreen)
    await here.press("a")
    await here.settled(lambda: isinstance(here.app.focused, Menu) and isinstance(here.app.screen, WelcomeScreen))


async def unlock(here: Seat) -> None:
    """Say the word."""
    here.app.screen.query_one(Input).value = PASSPHRASE
    await here.press("enter")


ESCAPE, STAY, UNCOVER = pressing("escape"), pressing(), pressing("f9")
WALKS: dict[type[Screen[Any]], tuple[Walk, Walk, type[Screen[Any]]]] = {
    CirclesScreen: (STAY, STAY, CirclesScreen),
    ThreadScreen: (own_thread, ESCAPE, KeptScreen),
    ComposerScreen: (writing, ESCAPE, CirclesScreen),
    WaitingScreen: (pressing("w"), ESCAPE, CirclesScreen),
    SinceScreen: (pressing("i"), ESCAPE, CirclesScreen),
    PractiseScreen: (pressing("f2"), ESCAPE, CirclesScreen),
    PreviewScreen: (before_sending, ESCAPE, ComposerScreen),
    MessagesScreen: (pressing("2"), pressing("1"), CirclesScreen),
    KeptScreen: (pressing("3"), pressing("1"), CirclesScreen),
    YouScreen: (pressing("4"), pressing("1"), CirclesScreen),
    CommunitiesScreen: (pressing("ctrl+o"), ESCAPE, CirclesScreen),
    WelcomeScreen: (one_more_community, ESCAPE, CommunitiesScreen),
    HelpScreen: (pressing("question_mark"), ESCAPE, CirclesScreen),
    CareScreen: (pressing("f1"), ESCAPE, CirclesScreen),
    PlanScreen: (pressing("f1", "p"), ESCAPE, CareScreen),
    HideScreen: (pressing("f9"), UNCOVER, CirclesScreen),
    LockScreen: (locked, unlock, CirclesScreen),
}
"""How one gets there from the circles, how one gets out, and where one is then."""

WITH_OTHERS: set[type[Screen[Any]]] = {SafetyScreen, ModerateScreen, DecidedScreen, AboutYouScreen, RulesScreen}
"""What only people come to who talk to each other or decide: tests/ui/messages and tests/ui/moderate, at both sizes."""


def whole(screen: Screen[Any]) -> bool:
    """Whether what has the focus is in sight, and the line at the bottom too."""
    focused = [screen.focused] if screen.focused is not None else []
    return all(screen.region.contains_region(one.region) for one in (*focused, *screen.query(Foot)))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", WALKS, ids=lambda screen: screen.__name__)
async def test_there_and_back(community: Community, tmp_path: Path, screen: type[Screen[Any]], size: str) -> None:
    there, back, after = WALKS[screen]
    async with seat(community, tmp_path, SIZES[size]) as here:
        await there(here)
        await sees(here, screen)
        await here.settled(lambda: whole(here.app.screen))
        assert here.app.screen.size == SIZES[size]
        await back(here)
        await sees(here, after)


def test_no_screen_is_left_out() -> None:
    assert set(WALKS) | WITH_OTHERS == set(SCREENS)
