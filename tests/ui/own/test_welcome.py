"""The first start, from three cards to a place in a community."""

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from heimo_tui.config import Config
from heimo_tui.core.views import DeviceState
from heimo_tui.services.bundle import Services
from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.screens.care import CareScreen
from heimo_tui.ui.screens.circles import CirclesScreen
from heimo_tui.ui.screens.hide import HideScreen
from heimo_tui.ui.screens.welcome import WelcomeScreen
from heimo_tui.ui.screens.welcome.asking import LinePage, TellPage
from heimo_tui.ui.screens.welcome.cards import CardsPage
from heimo_tui.ui.screens.welcome.doors import DoorsPage
from heimo_tui.ui.screens.welcome.names import NamesPage
from heimo_tui.ui.screens.welcome.page import Page
from heimo_tui.ui.screens.welcome.phrase import CheckPage, PhrasePage
from heimo_tui.ui.screens.welcome.protect import ProtectPage
from heimo_tui.ui.widgets.menu import Menu
from heimo_tui.wiring import build
from tests.support.people import PocketKeyring
from tests.support.server import Community
from tests.ui.own.steps import AppPilot, arrive, settled, text_of, words_on


@pytest.fixture
def fresh(tmp_path: Path) -> Services:
    keys = PocketKeyring()
    return build(Config(data=tmp_path / "device"), keyring=lambda: keys)


async def page(pilot: AppPilot, kind: type[Page[object]]) -> None:
    def ready() -> bool:
        focused = pilot.app.focused
        return focused is not None and any(isinstance(above, kind) for above in focused.ancestors)

    await settled(pilot, ready)


async def to_doors(pilot: AppPilot) -> None:
    await arrive(pilot, WelcomeScreen)
    await page(pilot, CardsPage)
    await pilot.press("enter", "enter", "enter")
    await page(pilot, DoorsPage)


async def test_join_by_invite(fresh: Services, community: Community) -> None:
    app = HeimoApp(fresh)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_doors(pilot)
        await pilot.press("j", "enter")
        await page(pilot, LinePage)
        app.screen.query_one(Input).value = community.invites(1)[0]
        await pilot.press("enter")
        await page(pilot, ProtectPage)
        await pilot.click("#none")
        await page(pilot, PhrasePage)
        phrase = text_of(app, "#phrase").split()[1::2]
        assert len(set(phrase)) > 8
        order = [1, 5, 9, 2, 6, 10, 3, 7, 11, 4, 8, 12]
        words = {number: word for number, word in zip(order, phrase, strict=True)}
        await pilot.press("enter")
        await page(pilot, CheckPage)
        for field in app.screen.query(Input):
            field.value = words[int((field.id or "").split("-")[1]) + 1].upper()
        await pilot.click("#next")
        await page(pilot, NamesPage)
        before = words_on(app)
        await pilot.press("r")
        await settled(pilot, lambda: words_on(app) != before)
        once = words_on(app).splitlines()
        await pilot.press("down", "down", "r")
        await settled(pilot, lambda: words_on(app).splitlines() != once)
        changed = [line for line, was in zip(words_on(app).splitlines(), once, strict=True) if line[5:] != was[5:]]
        assert len(changed) == 1
        await pilot.press("tab", "enter")
        await arrive(pilot, CirclesScreen)
        current = fresh.membership.current()
        assert current is not None and current.registered
        names = [name.name for _, name in await fresh.membership.names()]
        assert len(names) == len(set(names)) == len(await fresh.forum.circles())
    await fresh.device.close()
    assert not any(word in app.clipboard for word in phrase)


async def test_wrong_word_is_told_and_words_can_be_seen_again(fresh: Services, community: Community) -> None:
    app = HeimoApp(fresh)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_doors(pilot)
        await pilot.press("j", "enter")
        await page(pilot, LinePage)
        app.screen.query_one(Input).value = community.invite
        await pilot.press("enter")
        await page(pilot, ProtectPage)
        await pilot.click("#none")
        await page(pilot, PhrasePage)
        shown = text_of(app, "#phrase")
        await pilot.press("enter")
        await page(pilot, CheckPage)
        await pilot.click("#next")
        assert "is another one" in text_of(app, ".trouble")
        await pilot.click("#again")
        await page(pilot, PhrasePage)
        assert text_of(app, "#phrase") == shown
    await fresh.device.close()


async def test_look_around_without_joining(fresh: Services, community: Community) -> None:
    app = HeimoApp(fresh)
    async with app.run_test(size=(120, 36)) as pilot:
        await to_doors(pilot)
        await pilot.press("j", "j", "enter")
        await page(pilot, LinePage)
        app.screen.query_one(Input).value = community.url
        await pilot.press("enter")
        await page(pilot, ProtectPage)
        await pilot.click("#none")
        await arrive(pilot, CirclesScreen)
        current = fresh.membership.current()
        assert current is not None and not current.registered
    await fresh.device.close()


async def test_bad_address_is_worded_and_escape_goes_back(fresh: Services) -> None:
    app = HeimoApp(fresh)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_doors(pilot)
        await pilot.press("j", "enter")
        await page(pilot, LinePage)
        app.screen.query_one(Input).value = "heimo:nonsense"
        await pilot.press("enter")
        await page(pilot, ProtectPage)
        await pilot.click("#none")
        await settled(pilot, lambda: bool(app.screen.query(LinePage)) and "invite" in text_of(app, ".trouble"))
        assert app.screen.query_one(Input).value == "heimo:nonsense"
        await pilot.press("escape")
        await page(pilot, DoorsPage)
    await fresh.device.close()


async def test_a_passphrase_is_needed_without_a_keyring(tmp_path: Path) -> None:
    services = build(Config(data=tmp_path / "device"), keyring=lambda: None)
    app = HeimoApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_doors(pilot)
        await pilot.press("j", "j", "enter")
        await page(pilot, LinePage)
        app.screen.query_one(Input).value = "http://127.0.0.1:9"
        await pilot.press("enter")
        await page(pilot, ProtectPage)
        assert not app.screen.query("#none")
        app.screen.query_one("#first", Input).value = "password1"
        app.screen.query_one("#second", Input).value = "password1"
        await pilot.click("#next")
        await settled(pilot, lambda: "easy to guess" in text_of(app, ".trouble"))
        assert services.device.state() is DeviceState.FRESH
        await pilot.click("#suggest")
        await pilot.click("#next")
        await settled(pilot, lambda: services.device.state() is DeviceState.OPEN)
        assert await services.device.has_passphrase()
    await services.device.close()


async def test_care_works_before_anything_else(fresh: Services) -> None:
    app = HeimoApp(fresh)
    async with app.run_test(size=(80, 24)) as pilot:
        await arrive(pilot, WelcomeScreen)
        await pilot.press("f1")
        await arrive(pilot, CareScreen)
        await pilot.press("escape")
        await arrive(pilot, WelcomeScreen)
        assert fresh.device.state() is DeviceState.FRESH


async def test_keys_pressed_while_a_page_comes_are_for_it(fresh: Services) -> None:
    app = HeimoApp(fresh)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_doors(pilot)
        await pilot.press("j")
        address = "http://127.0.0.1:9"
        app.post_message(events.Key("enter", None))
        for sign in address:  # none of them waits for the one before
            app.post_message(events.Key(sign, sign))
        app.post_message(events.Key("enter", None))
        app.post_message(events.Key("p", "p"))
        await page(pilot, ProtectPage)
        await settled(pilot, lambda: app.screen.query_one("#first", Input).value == "p")
        await pilot.press("escape")
        await page(pilot, LinePage)
        assert app.screen.query_one(Input).value == address
        assert fresh.device.state() is DeviceState.FRESH


async def test_what_works_everywhere_does_not_wait_for_a_page(fresh: Services) -> None:
    app = HeimoApp(fresh)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_doors(pilot)
        screen = app.screen
        assert isinstance(screen, WelcomeScreen)
        screen.turn()
        await pilot.press("j", "f9")
        assert isinstance(app.screen, HideScreen)
        await pilot.press("f9")
        await arrive(pilot, WelcomeScreen)
        menu = screen.query_one(Menu)
        assert menu.cursor == 0
        screen.turned()
        await settled(pilot, lambda: menu.cursor == 1)


async def test_the_demo_is_one_choice_away(fresh: Services) -> None:
    app = HeimoApp(fresh)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_doors(pilot)
        await pilot.press("enter")
        await page(pilot, TellPage)
        await pilot.press("enter")
        await settled(pilot, lambda: app.wants_demo)
    assert app.wants_demo
    assert fresh.device.state() is DeviceState.FRESH
