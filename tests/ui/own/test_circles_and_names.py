"""A circle that is in no list, and starting over under a new name."""

from textual.widgets import Input, Static

from heimo_tui.core.preferences import Preferences
from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.screens.ask import AskScreen
from heimo_tui.ui.screens.circles import CirclesScreen
from heimo_tui.ui.screens.communities import CodeSheet, CommunitiesScreen
from heimo_tui.ui.screens.you import YouScreen
from heimo_tui.ui.screens.you.names import WhichSheet
from heimo_tui.ui.widgets.menu import Menu
from tests.support.people import Person
from tests.support.server import Community
from tests.ui.own.steps import arrive, settled, type_in, words_on


def asked(screen: AskScreen) -> str:
    """The words of a question."""
    return " ".join(str(words.render()) for words in screen.query(Static))


async def test_a_code_opens_a_circle_that_is_in_no_list(member: Person, community: Community) -> None:
    community.command("circle", "create", "Back room", "--private", "--no-hold", "--code", "linden tree")
    app = HeimoApp(member.services)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await arrive(pilot, CirclesScreen)
        assert "Back room" not in words_on(app)
        await pilot.press("ctrl+o")
        await arrive(pilot, CommunitiesScreen)
        await pilot.press("o")
        await arrive(pilot, CodeSheet)
        await type_in(pilot, "oak tree")
        await pilot.press("enter")
        await settled(pilot, lambda: "Ask a member for it" in words_on(app))
        await pilot.press("o")
        sheet = await arrive(pilot, CodeSheet)
        sheet.query_one(Input).value = "linden tree"
        await pilot.press("enter")
        question = asked(await arrive(pilot, AskScreen))
        assert "Join Back room now?" in question and "not who" in question
        await pilot.press("tab", "enter")
        await arrive(pilot, CirclesScreen)
        await settled(pilot, lambda: "Back room" in words_on(app))
        assert (await member.circle("Back room")).joined


async def test_a_new_name_is_taken_only_after_being_told_what_that_means(member: Person) -> None:
    circle = await member.circle("Kitchen table")
    await member.services.membership.set_name(circle.id, "north wind")
    await member.published(circle.id, "under the old name")
    app = HeimoApp(member.services)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await arrive(pilot, CirclesScreen)
        await pilot.press("4")
        screen = await arrive(pilot, YouScreen)
        await settled(pilot, lambda: "north wind" in words_on(app))
        await pilot.press("enter")
        rows = screen.query_one("#rows", Menu)
        await settled(pilot, lambda: rows.has_focus)
        rows.cursor = next(n for n, item in enumerate(rows.items) if item.id == circle.id.hex())
        await pilot.press("enter")
        await arrive(pilot, WhichSheet)
        await pilot.press("j", "enter")
        question = asked(await arrive(pilot, AskScreen))
        assert "once in 30 days" in question and "not who" in question
        await pilot.press("enter")  # the focus stands on the answer that does nothing
        await arrive(pilot, YouScreen)
        now = (await member.circle("Kitchen table")).my_name
        assert now is not None and now.name == "north wind"
        await pilot.press("enter")
        await arrive(pilot, WhichSheet)
        await pilot.press("j", "enter")
        await arrive(pilot, AskScreen)
        await pilot.press("tab", "enter")
        await settled(pilot, lambda: "somebody new there" in words_on(app))
        taken = (await member.circle("Kitchen table")).my_name
        assert taken is not None and taken.name != "north wind"


async def test_the_first_part_stands_there_at_once_and_about_tells_the_limits(member: Person) -> None:
    app = HeimoApp(member.services)
    async with app.run_test(size=(100, 30)) as pilot:
        await arrive(pilot, CirclesScreen)
        await pilot.press("4")
        screen = await arrive(pilot, YouScreen)
        await settled(pilot, lambda: "Nobody can put two of them together" in words_on(app))
        parts = screen.query_one("#parts", Menu)
        parts.cursor = next(n for n, item in enumerate(parts.items) if item.id == "about")
        await settled(pilot, lambda: "AGPL-3.0" in words_on(app) and "It does not protect" in words_on(app))
        assert "audited" in words_on(app)


async def test_never_locking_by_itself_can_be_chosen(member: Person) -> None:
    changed: Preferences = await member.services.preferences.set(idle_minutes=0)
    assert changed.idle_minutes == 0 and member.services.preferences.get().idle_minutes == 0
