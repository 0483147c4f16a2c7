"""Every screen by mouse alone, at 80 by 24: each click lands where the words stand on the screen."""

from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandList, CommandPalette
from textual.screen import Screen

from heimo_tui.config import Config
from heimo_tui.core.views import DeviceState, Filter
from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.screens.care import CareScreen, CountrySheet
from heimo_tui.ui.screens.circles import CirclesScreen, Stage
from heimo_tui.ui.screens.communities import CodeSheet, CommunitiesScreen
from heimo_tui.ui.screens.composer import ComposerScreen
from heimo_tui.ui.screens.help import HelpScreen
from heimo_tui.ui.screens.hide import HideScreen
from heimo_tui.ui.screens.kept import KeptScreen
from heimo_tui.ui.screens.lock import LockScreen
from heimo_tui.ui.screens.preview import PreviewScreen
from heimo_tui.ui.screens.promise import PromiseScreen
from heimo_tui.ui.screens.reactions import ReactionScreen
from heimo_tui.ui.screens.report import ReportScreen
from heimo_tui.ui.screens.thread import ThreadScreen
from heimo_tui.ui.screens.welcome import WelcomeScreen
from heimo_tui.ui.screens.you import YouScreen
from heimo_tui.ui.screens.you.section import Section
from heimo_tui.ui.widgets.draft_area import DraftArea
from heimo_tui.ui.widgets.menu import Menu
from heimo_tui.ui.widgets.need_picker import NeedPicker
from heimo_tui.wiring import build
from tests.support.people import until
from tests.support.server import Community
from tests.ui.stage import NARROW, Seat, seat

CURSOR = {"▌", "▸"}
PASSPHRASE = "seven quiet herons by the lake"


class Mouse:
    """Clicks on words, and sees where that leads."""

    def __init__(self, here: Seat) -> None:
        self.here = here

    def at(self, words: str) -> tuple[int, int] | None:
        """Column and row of the middle of these words, where they stand on the screen."""
        for row, line in enumerate(self.here.text().splitlines()):
            if words in line:
                return line.index(words) + len(words) // 2, row
        return None

    async def stand(self, words: str) -> bool:
        """Whether the words stand there, and nothing moves any more."""
        before = self.here.text()
        await self.here.pilot.pause(0.05)
        return self.at(words) is not None and before == self.here.text()

    async def click(self, words: str) -> None:
        """Wait for the words, and click on them."""
        await self.here.settled(lambda: self.stand(words))
        place = self.at(words)
        assert place is not None
        await self.here.pilot.click(offset=place)
        await self.here.pilot.pause()

    async def choose(self, words: str) -> None:
        """In a list a click on another row stands on it; a click on the row stood on enters it."""
        await self.here.settled(lambda: self.stand(words))
        line = next(line for line in self.here.text().splitlines() if words in line)
        if not CURSOR & set(line[: line.index(words)]):
            await self.click(words)
        await self.click(words)

    async def sees(self, kind: type[Screen[Any]]) -> None:
        """Wait for a screen of this kind."""
        await self.here.settled(lambda: isinstance(self.here.app.screen, kind))

    async def everything(self, words: str) -> None:
        """By name, from the list of all that can be done."""
        await self.click("≡")
        await self.sees(CommandPalette)
        found = self.here.app.screen.query_one(CommandList)
        await self.here.settled(lambda: found.option_count)
        await self.here.settled(lambda: self._scrolled_to(words, found))
        await self.click(words)

    def _scrolled_to(self, words: str, found: CommandList) -> bool:
        """A screen on at each look, as with the wheel, until the words stand there."""
        if self.at(words) is None:
            found.scroll_page_down(animate=False)
        return self.at(words) is not None

    async def enter(self) -> None:
        """Into the circle where nothing is held, past its promise."""
        await self.choose("Kitchen table")
        await self.sees(PromiseScreen)
        await self.click("I will")
        await self.here.settled(lambda: self.here.home.stage is Stage.THREADS)


async def test_reading_and_answering_by_mouse(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW, before=("a letter from the bank",)) as here:
        mouse = Mouse(here)
        await mouse.enter()
        for which in (Filter.NEW, Filter.WAITING, Filter.MINE, Filter.ALL):
            # the line above them says "waiting", too
            await mouse.click("waiting  m" if which is Filter.WAITING else f" {which} ")
            await here.settled(lambda which=which: here.home.column.which is which)
        await mouse.click("/ search")
        await here.settled(lambda: "search on this device" in here.text())
        await here.pilot.press("escape")
        await mouse.choose("a letter from the bank")
        await mouse.sees(ThreadScreen)
        await mouse.click("e been there")
        await mouse.sees(ReactionScreen)
        await mouse.click("esc never mind")
        await mouse.sees(ThreadScreen)
        await mouse.everything("Report")
        await mouse.sees(ReportScreen)
        await here.pilot.click(offset=(1, 12))
        await mouse.sees(ThreadScreen)
        await mouse.click("r reply")
        await mouse.sees(ComposerScreen)
        await mouse.click("←")
        await mouse.sees(ThreadScreen)
        await mouse.click("←")
        await here.settled(lambda: isinstance(here.app.screen, CirclesScreen))
        await mouse.click("←")
        await here.settled(lambda: here.home.stage is Stage.CIRCLES)


async def test_a_double_click_does_not_close_what_it_opened(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW) as here:
        mouse = Mouse(here)
        await here.settled(lambda: mouse.stand("Kitchen table"))
        here.home.circles.go_to(here.circle)
        place = mouse.at("Kitchen table")
        assert place is not None
        await here.pilot.click(offset=place, times=2)
        await mouse.sees(PromiseScreen)
        await here.pilot.pause()
        assert isinstance(here.app.screen, PromiseScreen)
        await here.pilot.click(offset=(1, 1))
        await mouse.sees(CirclesScreen)


async def test_writing_by_mouse(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW) as here:
        mouse = Mouse(here)
        await mouse.enter()
        await mouse.click("c write")
        await mouse.sees(ComposerScreen)
        await mouse.click("just listen")
        await mouse.sees(NeedPicker)
        await mouse.choose("Questions help me")
        await mouse.sees(ComposerScreen)
        await here.settled(lambda: "ask me" in here.text())
        here.app.screen.query_one(DraftArea).insert("One sentence is enough.")
        await mouse.click("ctrl+s preview")
        await mouse.sees(PreviewScreen)
        await mouse.click("Change it")
        await mouse.sees(ComposerScreen)
        await mouse.click("ctrl+s preview")
        await mouse.sees(PreviewScreen)
        await mouse.click("Keep as draft")
        await mouse.sees(CirclesScreen)
        assert [draft.text for draft in await here.me.services.compose.drafts()] == ["One sentence is enough."]


async def test_what_is_everywhere_by_mouse(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW) as here:
        mouse = Mouse(here)
        await mouse.click("F1 care")
        await mouse.sees(CareScreen)
        await mouse.click("another country")
        await mouse.sees(CountrySheet)
        await mouse.click("esc never mind")
        await mouse.sees(CareScreen)
        await mouse.click("esc back")
        await mouse.sees(CirclesScreen)
        await mouse.click("? help")
        await mouse.sees(HelpScreen)
        await mouse.click("esc back")
        await mouse.sees(CirclesScreen)
        await mouse.click("heimo ·")
        await mouse.sees(CommunitiesScreen)
        await mouse.click("o circle by code")
        await mouse.sees(CodeSheet)
        await mouse.click("esc never mind")
        await mouse.click("a add")
        await mouse.sees(WelcomeScreen)
        await mouse.click("esc back")
        await mouse.sees(CommunitiesScreen)
        await mouse.click("←")
        await mouse.sees(CirclesScreen)
        await mouse.click("3 Kept")
        await mouse.sees(KeptScreen)
        for part in ("drafts", "threads", "plan", "words"):
            await mouse.click({"plan": "care plan", "threads": "your threads", "words": "kept words"}.get(part, part))
            await here.settled(lambda part=part: here.app.screen.part == part)  # type: ignore[attr-defined] # Kept
        await mouse.click("1 Circles")
        await mouse.sees(CirclesScreen)


async def test_each_part_of_ones_settings_by_mouse(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW) as here:
        mouse = Mouse(here)
        await mouse.click("4 You")
        await mouse.sees(YouScreen)
        screen = here.app.screen
        parts = screen.query_one("#parts", Menu)
        titles = [str(item.title) for item in parts.items]
        assert len(titles) > 10
        for number, title in enumerate(titles):
            parts.scroll_to(y=number * parts.row_lines, animate=False, force=True, immediate=True)
            await here.pilot.pause()
            await mouse.choose(title)
            await here.settled(lambda: screen.has_class("-inside"))
            await here.settled(lambda title=title: screen.query_one(Section).title == title)
            await mouse.click("←")
            await here.settled(lambda: not screen.has_class("-inside"))


@pytest.mark.parametrize("way", ["Lock", "Hide"])
async def test_covering_by_mouse(community: Community, tmp_path: Path, way: str) -> None:
    async with seat(community, tmp_path, NARROW) as here:
        mouse = Mouse(here)
        await here.me.services.device.set_passphrase(None, PASSPHRASE)
        await mouse.everything(way)
        await mouse.sees(LockScreen if way == "Lock" else HideScreen)
        if way == "Lock":
            await here.settled(lambda: here.me.services.device.state() is DeviceState.LOCKED)
            await mouse.click("F1 care")
            await mouse.sees(CareScreen)
            await mouse.click("esc back")
            await mouse.click("F9 hide")
            await mouse.sees(HideScreen)


async def test_the_welcome_by_mouse(community: Community, tmp_path: Path) -> None:
    services = build(Config(data=tmp_path / "me"), keyring=lambda: None)
    app = HeimoApp(services)
    async with app.run_test(size=NARROW) as pilot:
        await until(lambda: isinstance(app.screen, WelcomeScreen))
        mouse = Mouse(Seat(app, pilot, None, None, b""))  # type: ignore[arg-type] # nobody is in yet
        await mouse.click("Skip")
        await mouse.choose("I want to host")
        await mouse.click("heimo-server init")
        await mouse.click("esc back")
        await mouse.choose("I have an invite")
        await mouse.here.settled(lambda: "Your invite" in mouse.here.text())
        await mouse.click("F1 care")
        await mouse.sees(CareScreen)
