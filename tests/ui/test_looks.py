"""Pictures of every screen for reading, narrow and wide, at a fixed clock."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from heimo_tui.core.errors import StoreProblem, StoreReason
from heimo_tui.core.views import Link, Problem, ThreadList
from heimo_tui.ui.around import Around
from heimo_tui.ui.screens.ask import AskScreen, ProblemScreen
from heimo_tui.ui.screens.circles import Stage
from heimo_tui.ui.screens.hide import HideScreen
from heimo_tui.ui.screens.lock import LockScreen
from heimo_tui.ui.screens.promise import PromiseScreen
from heimo_tui.ui.screens.reactions import ReactionScreen
from heimo_tui.ui.screens.report import ReportScreen
from tests.support.people import until
from tests.ui.gallery import SERVICES, Circles, Gallery, Thread
from tests.ui.stage import NARROW, NORMAL, WIDE
from tests.ui.views import AROUND, CIRCLES, COMMUNITY, HELD, THREAD

Compare = Callable[..., bool]
Make = Callable[[], Screen[object]]
PROBLEM = Problem("log_fork", COMMUNITY.id, CIRCLES[0].id, "entries 40 to 44")
OFFLINE = Around(replace(COMMUNITY, link=Link.OFFLINE), "circles", (HELD,))
NOBODY = ThreadList(CIRCLES[0].id, (), None, 0)

SCREENS: dict[str, tuple[tuple[int, int], Make]] = {
    "circles_narrow": (NARROW, partial(Circles, Stage.CIRCLES)),
    "threads_narrow": (NARROW, partial(Circles, Stage.THREADS, arrived=3)),
    "circles_normal": (NORMAL, partial(Circles, Stage.CIRCLES)),
    "threads_normal": (NORMAL, partial(Circles, Stage.THREADS)),
    "reading_wide": (WIDE, partial(Circles, Stage.READING)),
    "nobody_wrote": (NORMAL, partial(Circles, Stage.THREADS, threads=NOBODY)),
    "very_small": ((60, 18), partial(Circles, Stage.THREADS)),
    "thread_narrow": (NARROW, Thread),
    "thread_normal": (NORMAL, Thread),
    "lock": (NARROW, partial(LockScreen, SERVICES.device, StoreProblem(StoreReason.PASSPHRASE_WRONG))),
    "hide": (NARROW, partial(HideScreen, SERVICES.device)),
}
SHEETS: dict[str, Make] = {
    "promise": partial(PromiseScreen, CIRCLES[2], first=True),
    "reactions": partial(ReactionScreen, THREAD.root.my_reactions),
    "report": ReportScreen,
    "take_back": partial(AskScreen, "Take this back?", "It goes from the circle.", yes="take it back"),
    "problem": partial(ProblemScreen, PROBLEM, 1, lambda circle: "Burnout"),
}


async def hung(pilot: Pilot[None]) -> None:
    """Wait until all is filled in, so that no picture is taken of an empty wall."""
    app = pilot.app
    assert isinstance(app, Gallery)
    await until(lambda: len(app.screen_stack) == 1 + app.pieces)
    for _ in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause(0.15)
    words = " ".join(strip.text for strip in app.screen._compositor.render_strips())
    assert len(words.split()) > 8


@pytest.mark.parametrize("what", SCREENS)
def test_screens(what: str, snap_compare: Compare) -> None:
    size, make = SCREENS[what]
    assert snap_compare(Gallery(make), terminal_size=size, run_before=hung)


@pytest.mark.parametrize("what", SHEETS)
def test_sheets(what: str, snap_compare: Compare) -> None:
    assert snap_compare(Gallery(Thread, SHEETS[what]), terminal_size=NARROW, run_before=hung)


@pytest.mark.parametrize("theme", ["lumi", "kontrasti"])
def test_themes(theme: str, snap_compare: Compare) -> None:
    assert snap_compare(Gallery(partial(Circles, Stage.READING), theme=theme), terminal_size=NORMAL, run_before=hung)


def test_offline_and_holding(snap_compare: Compare) -> None:
    assert snap_compare(Gallery(partial(Circles, Stage.THREADS), around=OFFLINE), terminal_size=NARROW, run_before=hung)


def test_no_colours(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    bad = replace(AROUND, problems=(PROBLEM,))
    assert snap_compare(Gallery(partial(Circles, Stage.THREADS), around=bad), terminal_size=NARROW, run_before=hung)
