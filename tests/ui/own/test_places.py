"""Kept, You, Care and the communities, on a real community."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from heimo_tui.core.care_plan import Plan
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.views import DeviceState, FoldAction
from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.intents import ShowCommunities
from heimo_tui.ui.screens.ask import AskScreen
from heimo_tui.ui.screens.care import CareScreen, CountrySheet
from heimo_tui.ui.screens.circles import CirclesScreen
from heimo_tui.ui.screens.communities import CommunitiesScreen, LeaveSheet
from heimo_tui.ui.screens.kept import KeptScreen
from heimo_tui.ui.screens.own_note import NoteSheet
from heimo_tui.ui.screens.welcome import WelcomeScreen
from heimo_tui.ui.screens.you import YouScreen
from heimo_tui.ui.screens.you.exporting import ExportSection
from heimo_tui.ui.screens.you.folding import FoldingSection
from heimo_tui.ui.screens.you.leaving import EraseSection, EraseSheet
from heimo_tui.ui.screens.you.locking import LockSection, PassphraseSheet
from heimo_tui.ui.screens.you.names import NamesSection
from heimo_tui.ui.screens.you.section import Section
from heimo_tui.ui.widgets.menu import Menu
from heimo_tui.ui.widgets.name_choice import NameChoice
from tests.support.people import Person, until
from tests.ui.own.steps import AppPilot, arrive, settled, text_of, type_in, words_on

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["narrow", "wide"])


async def kept(pilot: AppPilot) -> KeptScreen:
    await arrive(pilot, CirclesScreen)
    await pilot.press("3")
    return await arrive(pilot, KeptScreen)


async def section(pilot: AppPilot, kind: type[Section], steps: int) -> None:
    await arrive(pilot, CirclesScreen)
    await pilot.press("4")
    await arrive(pilot, YouScreen)
    await settled(pilot, lambda: isinstance(pilot.app.focused, Menu))
    await pilot.press(*("j" for _ in range(steps)), "enter")

    def inside() -> bool:
        focused = pilot.app.focused
        return focused is not None and any(isinstance(above, kind) for above in focused.ancestors)

    await settled(pilot, inside)


@SIZES
async def test_kept_words_drafts_and_undo(member: Person, size: tuple[int, int]) -> None:
    services, circle = member.services, (await member.circle("Kitchen table")).id
    post = await member.published(circle, "You do not have to be brave here.")
    await services.keeping.keep(circle, post)
    draft = await services.compose.begin(circle, DraftKind.POST)
    await services.compose.save(replace(draft, text="half a thought"))
    app = HeimoApp(services)
    async with app.run_test(size=size) as pilot:
        await kept(pilot)
        await settled(pilot, lambda: "brave here" in words_on(app))
        await pilot.press("n")
        await arrive(pilot, NoteSheet)
        await type_in(pilot, "on bad days")
        await pilot.press("enter")
        await settled(pilot, lambda: "on bad days" in words_on(app))
        await pilot.press("d")
        await settled(pilot, lambda: "half a thought" in words_on(app))
        await pilot.press("x")
        await settled(pilot, lambda: "No drafts" in words_on(app))
        assert await services.compose.drafts() == ()
        await pilot.press("u")
        await settled(pilot, lambda: "half a thought" in words_on(app))
        await pilot.press("t")
        await settled(pilot, lambda: "You do not have to be brave" in words_on(app))


async def test_the_care_plan_is_kept_while_it_is_written(member: Person) -> None:
    app = HeimoApp(member.services)
    async with app.run_test(size=(80, 24)) as pilot:
        await kept(pilot)
        await pilot.press("p")
        await settled(pilot, lambda: isinstance(app.focused, TextArea))
        await type_in(pilot, "walk to the water")

        async def is_kept() -> bool:
            return await member.services.keeping.plan() == Plan("walk to the water")

        await until(is_kept)
        await type_in(pilot, ", call Aino")
        await pilot.press("escape", "1")
        await arrive(pilot, CirclesScreen)
        await settled(pilot, lambda: True)
    assert await member.services.keeping.plan() == Plan("walk to the water, call Aino")


@SIZES
async def test_names_can_be_changed_before_anybody_saw_them(member: Person, size: tuple[int, int]) -> None:
    app = HeimoApp(member.services)
    async with app.run_test(size=size) as pilot:
        await section(pilot, NamesSection, 0)
        await pilot.press("enter")
        await arrive(pilot, NameChoice)
        await pilot.press("j", "j", "enter")
        await settled(pilot, lambda: isinstance(app.focused, Input))
        await type_in(pilot, "lantern")
        await pilot.press("enter")
        await settled(pilot, lambda: "lantern" in words_on(app))
    assert "lantern" in [name.name for _, name in await member.services.membership.names()]


@SIZES
async def test_folding_rules(member: Person, size: tuple[int, int]) -> None:
    app, preferences = HeimoApp(member.services), member.services.preferences
    async with app.run_test(size=size) as pilot:
        await section(pilot, FoldingSection, 1)
        await pilot.press("enter")
        await settled(pilot, lambda: [rule.action for rule in preferences.get().folds] == [FoldAction.FOLD])
        await settled(pilot, lambda: "folded" in words_on(app))
        await pilot.press("enter")
        await settled(pilot, lambda: [rule.action for rule in preferences.get().folds] == [FoldAction.NEVER])
        await pilot.press("enter")
        await settled(pilot, lambda: preferences.get().folds == ())
        app.screen.query_one("#word", Input).focus()
        await type_in(pilot, "Wedding")
        await pilot.press("enter")
        await settled(pilot, lambda: [rule.keyword for rule in preferences.get().folds] == ["wedding"])


async def test_a_passphrase_can_be_set(member: Person) -> None:
    device = member.services.device
    app = HeimoApp(member.services)
    async with app.run_test(size=(80, 24)) as pilot:
        await section(pilot, LockSection, 4)
        await pilot.press("enter")
        await arrive(pilot, PassphraseSheet)
        words = device.suggestions()
        app.screen.query_one("#new", Input).value = words
        await pilot.press("enter")
        app.screen.query_one("#again", Input).value = "another"
        await pilot.press("enter")
        await settled(pilot, lambda: "not the same" in words_on(app))
        app.screen.query_one("#again", Input).value = words
        await pilot.press("enter")
        await arrive(pilot, YouScreen)
        await settled(pilot, lambda: "change the passphrase" in words_on(app))
    assert await device.has_passphrase()


async def test_export_writes_an_encrypted_file(member: Person, tmp_path: Path) -> None:
    file = tmp_path / "mine.heimo"
    app = HeimoApp(member.services)
    async with app.run_test(size=(80, 24)) as pilot:
        await section(pilot, ExportSection, 10)
        words = member.services.device.suggestions()
        for field, value in (("#path", str(file)), ("#first", words), ("#second", "other")):
            app.screen.query_one(field, Input).value = value
        await pilot.click("#export")
        await settled(pilot, lambda: "not the same" in text_of(app, "#result"))
        app.screen.query_one("#second", Input).value = words
        await pilot.click("#export")
        await settled(pilot, lambda: text_of(app, "#result").startswith("Done"), 60)
    assert file.read_bytes().startswith(b"HEIMOEXP1")


async def test_messages_move_to_another_computer_and_can_be_brought_back(member: Person, tmp_path: Path) -> None:
    circle = (await member.circle("Kitchen table")).id
    await member.services.membership.join_circle(circle)
    device, app = member.services.device, HeimoApp(member.services)
    async with app.run_test(size=(80, 24)) as pilot:
        await section(pilot, ExportSection, 10)
        await settled(pilot, lambda: app.screen.query_one("#move").display)
        assert not app.screen.query_one("#back").display
        words = device.suggestions()
        for field, value in (("#path", str(tmp_path / "moved")), ("#first", words), ("#second", words)):
            app.screen.query_one(field, Input).value = value
        for answer in ("#no", "#yes"):
            await pilot.click("#move")
            await arrive(pilot, AskScreen)
            assert "here they can only be read" in " ".join(words_on(app).split())
            await pilot.click(answer)
            await arrive(pilot, YouScreen)
            if answer == "#no":
                assert not await device.is_moved()
        await settled(pilot, lambda: text_of(app, "#result").startswith("Done"), 60)
        await settled(pilot, lambda: app.screen.query_one("#back").display)
        assert await device.is_moved() and not app.screen.query_one("#move").display
        await pilot.click("#back")
        await arrive(pilot, AskScreen)
        await pilot.click("#yes")
        await settled(pilot, lambda: "used here again" in text_of(app, "#result"), 60)
        assert not await device.is_moved()


async def test_erasing_asks_for_a_word_and_ends_at_the_welcome(member: Person) -> None:
    app = HeimoApp(member.services)
    async with app.run_test(size=(80, 24)) as pilot:
        await section(pilot, EraseSection, 12)
        await pilot.press("enter")
        await arrive(pilot, EraseSheet)
        await pilot.press("enter")
        assert member.services.device.state() is DeviceState.OPEN
        await type_in(pilot, "erase")
        await pilot.press("enter")
        await arrive(pilot, WelcomeScreen)
        assert member.services.device.state() is DeviceState.FRESH


@SIZES
async def test_care_answers_what_holds_back_and_shows_lines(member: Person, size: tuple[int, int]) -> None:
    app = HeimoApp(member.services)
    await member.services.preferences.set(country="FI")
    async with app.run_test(size=size) as pilot:
        await arrive(pilot, CirclesScreen)
        await pilot.press("f1")
        await arrive(pilot, CareScreen)
        assert "112" in words_on(app) and "Finland" in words_on(app)
        await pilot.press("j", "enter")
        await settled(pilot, lambda: "no bar to get over" in words_on(app))
        await pilot.press("c")
        await arrive(pilot, CountrySheet)
        menu = app.screen.query_one(Menu)
        menu.cursor = next(n for n, item in enumerate(menu.items) if item.id == "US")
        await pilot.press("enter")
        await arrive(pilot, CareScreen)
        await settled(pilot, lambda: "988" in text_of(app, "#lines"))
        await pilot.press("escape")
        await arrive(pilot, CirclesScreen)
    assert member.services.preferences.get().country == "FI"


async def test_communities_are_listed_and_one_can_be_left(member: Person) -> None:
    app = HeimoApp(member.services)
    async with app.run_test(size=(80, 24)) as pilot:
        await arrive(pilot, CirclesScreen)
        app.screen.post_message(ShowCommunities())
        await arrive(pilot, CommunitiesScreen)
        await settled(pilot, lambda: "member" in words_on(app))
        await pilot.press("a")
        await arrive(pilot, WelcomeScreen)
        await settled(pilot, lambda: isinstance(app.focused, Menu))
        await pilot.press("escape")
        await arrive(pilot, CommunitiesScreen)
        await pilot.press("x")
        await arrive(pilot, LeaveSheet)
        await pilot.press("enter")
        await arrive(pilot, WelcomeScreen)
        await until(lambda: member.services.membership.current() is None)
