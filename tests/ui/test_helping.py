"""Helping in the running program: who waits, the first answer, the word to rest, and what came since one left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Static

from heimo_tui.core.drafts import DraftKind
from heimo_tui.ui.intents import EditDraft
from heimo_tui.ui.screens.circles import CirclesScreen
from heimo_tui.ui.screens.composer import ComposerScreen
from heimo_tui.ui.screens.preview import PreviewScreen
from heimo_tui.ui.screens.since import SinceScreen
from heimo_tui.ui.screens.thread import ThreadScreen
from heimo_tui.ui.screens.waiting import WaitingScreen
from heimo_tui.ui.widgets.bars import SinceLine
from heimo_tui.ui.widgets.first_reply import FirstReplyGuide
from heimo_tui.ui.widgets.thread_column import WaitingLine
from tests.support.people import until
from tests.support.server import Community, served
from tests.ui.conftest import CIRCLES
from tests.ui.stage import NARROW, WIDE, Seat, seat

KITCHEN = "Kitchen table"


@pytest.fixture
def community(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """One for each of these tests: what stands on the screen depends on who else waits."""
    with served(tmp_path_factory.mktemp("community") / "data", "--circles", str(CIRCLES)) as founded:
        yield founded


async def sees(here: Seat, kind: type, *titles: str) -> None:
    """Wait for a screen of this kind with these words on it."""
    await here.settled(lambda: isinstance(here.app.screen, kind) and all(title in here.text() for title in titles))


async def sent(here: Seat) -> bool:
    """Press send, which waits for a look at what is sent; whether it was."""
    if isinstance(here.app.screen, PreviewScreen):
        await here.pilot.press("s")
    return not isinstance(here.app.screen, PreviewScreen)


async def test_from_the_line_to_those_who_wait_and_the_first_answer(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW, before=("an unheard evening",)) as here:
        await here.me.services.helping.set_capacity(1)
        await here.enter()
        await here.settled(lambda: "waiting for a first reply · w to see" in here.text())
        await here.pilot.click(WaitingLine)
        await sees(here, WaitingScreen, "an unheard evening", KITCHEN, "has just written", "just listen")
        await here.press("enter")
        await sees(here, ThreadScreen, "an unheard evening")
        await here.press("escape")
        await sees(here, WaitingScreen)
        screen = here.app.screen
        assert isinstance(screen, WaitingScreen) and screen.here is not None
        titles = []
        while screen.here.row.title != "an unheard evening":
            titles.append(screen.here.row.title)
            await here.press("j")
            assert screen.here.row.title not in titles, "the list ends"
        await here.press("r")
        await sees(here, ComposerScreen, "You are the first to answer.", "no advice, however good")
        await here.press("f5")
        await here.settled(lambda: "You are the first" not in here.text())
        await here.press(*"hello")
        await here.press("escape")
        await sees(here, WaitingScreen)
        await here.press("r")
        await sees(here, ComposerScreen, "hello")
        assert not here.app.screen.query_one(FirstReplyGuide).has_class("-on"), "it stays away for that draft"
        await here.press("f5")
        await here.settled(lambda: "You are the first" in here.text())
        await here.press("ctrl+s")
        await sees(here, PreviewScreen)
        await until(lambda: sent(here))
        await sees(here, ThreadScreen, "hello", "That is what you meant to give today.")
        await here.press("escape")
        await sees(here, WaitingScreen, "Rest is part of it")
        assert "an unheard evening" not in here.text()
        await here.press("escape")
        await sees(here, CirclesScreen)


async def test_one_chooses_how_much_is_enough(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, WIDE) as here:
        await here.press("w")
        await sees(here, WaitingScreen)
        await here.press("o")
        await here.settled(lambda: "How much is enough" in here.text() and "● no number" in here.text())
        await here.press("j", "j", "enter")
        await here.settled(lambda: here.me.services.helping.capacity() == 2)
        assert isinstance(here.app.screen, WaitingScreen)


async def test_no_guide_where_somebody_answered_or_to_oneself(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW, before=("answered already",)) as here:
        compose, circle = here.me.services.compose, here.circle
        theirs = (await here.me.services.forum.thread_list(circle)).ids[0]
        await here.me.published(circle, "I was here", parent=theirs)
        mine = await here.me.published(circle, "my own words")
        for thread in (theirs, mine):
            here.app.screen.post_message(EditDraft(await compose.begin(circle, DraftKind.REPLY, thread)))
            await sees(here, ComposerScreen, "Answering in")
            screen = here.app.screen
            await here.settled(lambda screen=screen: screen._thread is not None)  # type: ignore[misc] # bound in the loop
            assert not screen.query_one(FirstReplyGuide).has_class("-on")
            await here.press("escape")
            await sees(here, CirclesScreen)


async def test_what_came_is_offered_once_and_leads_to_the_first_new_reply(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW, before=("nobody said a word",)) as here:
        line = here.home.query_one(SinceLine)
        assert not line.display, "nothing came"
        mine = await here.me.published(here.circle, "I wrote this and left")
        await here.other.services.forum.refresh(here.circle)
        await here.other.published(here.circle, "I read it on the tram", parent=mine)
        await here.me.services.forum.refresh(here.circle)
        await here.settled(lambda: line.display and "Somebody answered where you wrote" in here.text())
        await here.press("i")
        await sees(
            here, SinceScreen, "I wrote this and left", "you began it", "I read it on the tram", "nobody said a word"
        )
        assert not any(sign in here.text() for sign in ("1 reply", "replies", "1 new"))
        await here.press("enter")
        await sees(here, ThreadScreen, "I read it on the tram", "new since you were here")
        await here.press("escape")
        await sees(here, SinceScreen, "Nothing new where you wrote.", "nobody said a word")
        await here.press("w")
        await sees(here, WaitingScreen, "nobody said a word")
        await here.press("escape", "escape")
        await sees(here, CirclesScreen)
        assert not line.display


async def test_under_an_own_post_stands_what_is_true_of_waiting(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW) as here:
        mine = await here.me.published(here.circle, "only me here")
        await here.enter()
        table = here.home.column.table
        # others may have written so much that it is not in sight
        await here.settled(lambda: table.threads is not None and mine in table.threads.ids)
        assert table.threads is not None
        table.cursor = table.threads.ids.index(mine)
        await here.press("enter")
        await sees(here, ThreadScreen, "Nobody has answered yet.")
        words = str(here.app.screen.query_one("#end", Static).content)
        assert "It is read" not in words and not any(letter.isdigit() for letter in words)


async def test_both_are_found_by_name_from_anywhere(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW) as here:
        await here.press("4")
        for name, kind in (("who waits", WaitingScreen), ("since you", SinceScreen)):
            await here.press("ctrl+p")
            await here.settled(lambda: "Search for commands" in here.text())
            await here.press(*(letter if letter != " " else "space" for letter in name))
            await here.settled(lambda name=name: name.capitalize() in here.text())  # type: ignore[misc] # bound in the loop
            await here.press("enter")
            await sees(here, kind)
            await here.press("escape")
