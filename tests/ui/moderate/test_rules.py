"""What holds in a circle and who moderates it, changed by a steward and read by other moderators."""

from pathlib import Path

import pytest
from textual.widgets import Input

from heimo_protocol.circles import OnceNames
from heimo_tui.ui.screens.ask import AskScreen
from heimo_tui.ui.screens.messages.sheets import PickSheet
from heimo_tui.ui.screens.moderate import ModerateScreen
from heimo_tui.ui.screens.moderate.rule_sheets import DaysSheet, LinesSheet, NotesSheet, WhoSheet
from heimo_tui.ui.screens.moderate.rules import RulesScreen
from heimo_tui.ui.widgets.draft_area import DraftArea
from heimo_tui.ui.widgets.menu import Menu
from tests.support.moderators import circle_of
from tests.support.people import until
from tests.support.server import Community
from tests.ui.moderate.desk import Desk, desk
from tests.ui.pictures import SIZES


async def to_rules(here: Desk) -> RulesScreen:
    """From the queue to the settings of its circle."""
    await here.to_moderate(0)
    await here.press("c")
    screen = await here.sees(RulesScreen)
    await here.settled(lambda: screen.query_one("#rules", Menu).items)
    return screen


async def stand_on(here: Desk, screen: RulesScreen, field: str) -> None:
    """Put the cursor on a setting and enter it."""
    menu = screen.query_one("#rules", Menu)
    menu.cursor = next(n for n, item in enumerate(menu.items) if item.id == field)
    await here.press("enter")


@pytest.mark.parametrize("size", SIZES)
async def test_a_steward_changes_what_holds(community: Community, tmp_path: Path, size: str) -> None:
    async with circle_of(community, tmp_path) as circle:
        await circle.appoint(circle.moderator, "--steward")
        await circle.read()
        async with desk(circle, size=SIZES[size]) as here:
            screen = await to_rules(here)
            await stand_on(here, screen, "rules")
            await here.sees(LinesSheet)
            here.app.screen.query_one(DraftArea).load_text("one\ntwo\nthree\nfour\nfive\nsix")
            await here.press("ctrl+s")
            await here.stands("A promise has 5 lines at most, and these are 6.")
            here.app.screen.query_one(DraftArea).load_text("Listen first.\n\n  Tell your own story. ")
            await here.press("ctrl+s")
            await here.sees(RulesScreen)
            await here.stands("Listen first. · and 1 more · not saved yet")
            await stand_on(here, screen, "about")
            await here.sees(LinesSheet)
            here.app.screen.query_one(DraftArea).load_text("x" * 141)
            await here.press("ctrl+s")
            await here.stands("this is 1 too long")
            here.app.screen.query_one(DraftArea).load_text("for everybody who sits here")
            await here.press("ctrl+s")
            await here.sees(RulesScreen)
            for field in ("hold_first", "hold_harm", "requests", "ban_by_two", "once"):
                await stand_on(here, screen, field)
            await stand_on(here, screen, "held_words")
            await here.sees(LinesSheet)
            here.app.screen.query_one(DraftArea).load_text("x" * 41)
            await here.press("ctrl+s")
            await here.stands("longer than 40 letters")
            here.app.screen.query_one(DraftArea).load_text("crypto\ncrypto\nmiracle")
            await here.press("ctrl+s")
            await here.stands("crypto · and 1 more")
            await stand_on(here, screen, "notes")
            await here.sees(NotesSheet)
            await here.press("enter", "escape")
            await stand_on(here, screen, "retention_days")
            await here.sees(PickSheet)
            await here.press("G", "enter")
            await here.sees(DaysSheet)
            here.app.screen.query_one(Input).value = "4000"
            await here.press("enter")
            await here.stands("from 1 to 3650")
            here.app.screen.query_one(Input).value = "45"
            await here.press("enter")
            await stand_on(here, screen, "slow_seconds")
            await here.sees(PickSheet)
            await here.press("j", "enter")
            await here.sees(RulesScreen)
            await here.press("escape")
            await here.sees(AskScreen)
            await here.press("escape")
            await here.sees(RulesScreen)
            await here.press("ctrl+s")
            await here.said("Saved")
            await here.gone("not saved yet")
            await until(here.me.nothing_pending)
            await here.press("escape")
            await here.sees(ModerateScreen)
        await circle.read()
        now = await circle.helper.services.moderating.settings(circle.id)
        assert now.about == "for everybody who sits here"
        assert now.rules == "Listen first.\nTell your own story."
        assert (now.hold_first, now.hold_harm, now.requests, now.ban_by_two) == (True, False, False, True)
        assert (now.once, now.held_words, now.retention_days) == (OnceNames.OFF, ["crypto", "miracle"], 45)
        assert (now.slow_seconds, now.notes) == (60, ["death"])


async def test_a_moderator_who_is_no_steward_reads_it(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle, desk(circle) as here:
        screen = await to_rules(here)
        await here.stands("You can read it.", "Moderators:")
        assert "m changes that" not in here.text()
        await stand_on(here, screen, "hold_first")
        await here.said("stewards, change this")
        await here.press("ctrl+s", "m")
        await here.sees(RulesScreen)
        assert "not saved" not in here.text()


async def test_a_steward_chooses_who_moderates(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        await circle.appoint(circle.moderator, "--steward")
        await circle.helper.published(circle.id, "I am here, too")
        await circle.read()
        helper = (await circle.helper.circle(circle.name)).my_name
        assert helper is not None
        async with desk(circle) as here:
            await to_rules(here)
            await here.press("m")
            await here.stands("ask one more name")
            await here.press("G", "enter")
            await here.sees(WhoSheet)
            here.app.screen.query_one(Input).value = helper.name[:4]
            await here.settled(lambda: len(here.app.screen.query_one(Menu).items) == 1)
            await here.press("enter", "enter")
            await here.said(f"{helper.name} can moderate here now.")
            await until(here.me.nothing_pending)
            await circle.read()

            async def moderates() -> bool:
                return bool(await circle.helper.services.moderating.circles())

            await until(moderates)
            await here.press("m")
            sheet = await here.sees(PickSheet)
            menu = sheet.query_one(Menu)
            menu.cursor = next(n for n, item in enumerate(menu.items) if item.id == helper.key.hex())
            await here.press("enter")
            await here.sees(AskScreen)
            await here.press("right", "enter")
            await here.said("moderates no more")
            await until(here.me.nothing_pending)
            await circle.read()
            assert not await moderates()
