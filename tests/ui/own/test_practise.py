"""Practising: an invented post, coaching without a mark, and nothing that stays."""

from pathlib import Path

from heimo_tui.config import Config
from heimo_tui.content.practise import situations
from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.practising import PractiseApp
from heimo_tui.ui.screens.care import CareScreen
from heimo_tui.ui.screens.circles import CirclesScreen
from heimo_tui.ui.screens.practise import PractiseScreen
from heimo_tui.ui.widgets.coaching_sheet import CoachingSheet
from heimo_tui.ui.widgets.draft_area import DraftArea
from heimo_tui.ui.widgets.findings import Findings
from heimo_tui.wiring import build
from tests.support.people import Person
from tests.ui.own.steps import arrive, settled, type_in, words_on


async def test_one_practises_without_an_account_and_leaves_no_trace(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    app = PractiseApp(build(Config(data=folder)))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await arrive(pilot, PractiseScreen)
        here = situations()[screen._at]
        await settled(pilot, lambda: here.post.split()[0] in words_on(app))
        await pilot.press("ctrl+s")
        await settled(pilot, lambda: app.screen is screen)
        await type_in(pilot, "At least it is over now.")
        await settled(pilot, lambda: any(found.code == "dismissing" for found in screen.query_one(Findings).found))
        await pilot.press("ctrl+s")
        await arrive(pilot, CoachingSheet)
        assert "You could" in words_on(app)
        example = " ".join(here.example.split()[:3])
        assert example not in words_on(app)
        await pilot.press("e")
        await settled(pilot, lambda: example in words_on(app))
        await pilot.press("escape")
        await arrive(pilot, PractiseScreen)
        assert screen.query_one(DraftArea).text == "At least it is over now."
        await pilot.press("ctrl+s")
        await arrive(pilot, CoachingSheet)
        await pilot.press("n")
        await settled(pilot, lambda: app.screen is screen and screen.query_one(DraftArea).text == "")
        assert situations()[screen._at] is not here
        await pilot.press("f1")
        await arrive(pilot, CareScreen)
        await pilot.press("escape")
        await arrive(pilot, PractiseScreen)
        await pilot.press("escape")
        await settled(pilot, lambda: not app.is_running)
    assert not folder.exists()


async def test_members_practise_too_and_come_back(member: Person) -> None:
    services = member.services
    app = HeimoApp(services)
    async with app.run_test(size=(140, 40)) as pilot:
        await arrive(pilot, CirclesScreen)
        await pilot.press("f2")
        screen = await arrive(pilot, PractiseScreen)
        await type_in(pilot, "I am so sorry. ")
        panel = screen.query_one(Findings)
        await settled(pilot, lambda: panel.found)
        await pilot.press("tab")
        key = panel.found[0].key
        await pilot.press("x")
        await settled(pilot, lambda: key not in {found.key for found in panel.found})
        await pilot.press("f2")
        assert app.screen is screen
        await pilot.press("escape", "escape")
        await arrive(pilot, CirclesScreen)
        assert await services.compose.drafts() == ()
