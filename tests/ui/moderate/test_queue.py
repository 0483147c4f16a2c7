"""Ten thousand things that wait stay quick; and the queue in windows of every size, without colours, by mouse."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from heimo_tui.core.moderating import Deed, QueueItem, Verdict, Waits, Workload
from heimo_tui.ui.moderating_words import workload_words
from heimo_tui.ui.screens.moderate import ModerateScreen
from heimo_tui.ui.screens.moderate.decide import DecideSheet
from heimo_tui.ui.screens.moderate.history import DecidedScreen
from heimo_tui.ui.screens.moderate.rules import RulesScreen
from heimo_tui.ui.widgets.foot import Foot
from tests.support.moderators import circle_of
from tests.support.people import until
from tests.support.server import Community
from tests.ui.gallery import Gallery
from tests.ui.moderate.desk import Desk, desk
from tests.ui.moderate.rooms import AboutYou, Decide, Decided, Moderate, Rules
from tests.ui.moderate.views import LYNX, MODERATED, REPORTED_DEEDS, item
from tests.ui.views import AROUND, ident

MANY = 10_000
LIMIT_MS = 50.0
DUTY = replace(AROUND, place="moderate", moderated=MODERATED)


class Busy(Moderate):
    """Ten thousand things; what is decided is taken out of them at once."""

    def do(self, deed: Deed, item: QueueItem) -> None:
        self.decided(item)


def many() -> Screen[Any]:
    """Every hundredth is urgent, every fiftieth heavy."""
    queue = tuple(
        item(
            f"item {number}",
            Waits.REPORTED,
            ago=MANY - number,
            text=f"words number {number}, " + "and what else there is to say " * 20,
            author=LYNX,
            event=ident(f"event {number}"),
            thread=ident(f"thread {number}"),
            reasons=(("unkind", 2), ("other", 1)),
            urgent=number % 100 == 0,
            heavy=number % 50 == 0,
            deeds=REPORTED_DEEDS,
        )
        for number in range(MANY)
    )
    return Busy(queue, Workload())


def words(app: Gallery) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=str)
async def test_the_last_of_ten_thousand_is_reached(size: tuple[int, int]) -> None:
    app = Gallery(many, around=DUTY)
    async with app.run_test(size=size) as pilot:
        await until(lambda: "10000 wait" in words(app))
        screen = app.screen
        assert isinstance(screen, ModerateScreen)
        table = screen.table
        assert table.here is not None
        screen.do(Deed.KEEP, table.here)
        await until(lambda: table.count() == MANY - 1)
        table.action_edge(True)
        await until(lambda: f"words number {MANY - 1}," in words(app))
        await pilot.press("exclamation_mark")
        assert table.here is not None and table.here.urgent, "from the end it goes on at the start"


def whole(screen: Screen[Any]) -> bool:
    """Whether what has the focus is in sight, and the line at the bottom too."""
    focused = [screen.focused] if screen.focused is not None else []
    return all(screen.region.contains_region(one.region) for one in (*focused, *screen.query(Foot)))


ROOMS: dict[str, tuple[tuple[Callable[[], Screen[Any]], ...], tuple[str, ...], str]] = {
    "queue": ((Moderate,), (), "6 wait"),
    "opened": ((Moderate,), ("z",), "It stands in the circle"),
    "messages": ((partial(Moderate, at=2),), ("enter", "z"), "verified: sent by"),
    "second": ((partial(Moderate, at=4),), ("enter",), "Here that takes two of you"),
    "nothing": ((partial(Moderate, ()),), (), "Nothing waits"),
    "reasons": ((Moderate, Decide), (), "Why?"),
    "deciding": ((Moderate, Decide), ("4",), "will read"),
    "decided": ((Decided,), (), "banned north-wind"),
    "about you": ((AboutYou,), (), "removed a text of yours"),
    "rules": ((Rules,), (), "First posts"),
}


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (100, 30), (160, 45)], ids=str)
@pytest.mark.parametrize("room", ROOMS)
async def test_every_room_is_whole_at_every_size(room: str, size: tuple[int, int]) -> None:
    hang, keys, said = ROOMS[room]
    app = Gallery(*hang, around=DUTY)
    async with app.run_test(size=size) as pilot:
        await until(lambda: len(app.screen_stack) == 1 + len(hang))
        await pilot.pause()
        await pilot.press(*keys)
        await until(lambda: said in " ".join(words(app).split()))
        await until(lambda: whole(app.screen))
        if len(hang) == 1:
            top = words(app).split("\n")[0]
            assert all(place in top for place in ("1 Circles", "2 Messages", "3 Kept", "4 You", "5 Moderate"))


async def test_urgency_is_a_sign_and_a_word_where_there_is_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Gallery(Moderate, around=DUTY)
    async with app.run_test(size=(80, 24)):
        await until(lambda: "! ▸ heavy to read" in words(app))
        assert "urgent ·" in words(app)


def test_workload_is_one_quiet_line_and_says_when_it_is_enough() -> None:
    assert workload_words(Workload(), alone=False) == ""
    assert workload_words(Workload(decided=3), alone=False) == ""
    assert workload_words(Workload(heavy_read=2), alone=False) == "You have read 2 heavy reports today."
    enough = workload_words(Workload(heavy_read=14, rest=True), alone=False)
    assert enough == "You have read 14 heavy reports today. It is fine to stop here; others moderate, too."
    assert "it can wait until you have rested" in workload_words(Workload(heavy_read=14, rest=True), alone=True)
    assert workload_words(Workload(decided=90, rest=True), alone=False).startswith("You have decided 90 things today.")


class Hand:
    """Clicks on words."""

    def __init__(self, here: Desk) -> None:
        self.here = here

    def at(self, what: str) -> tuple[int, int] | None:
        """Column and row of these words."""
        for row, line in enumerate(self.here.lines()):
            if what in line:
                return line.index(what) + len(what) // 2, row
        return None

    async def click(self, what: str) -> None:
        """Wait for the words, and click on them."""
        await self.here.settled(lambda: self.at(what))
        place = self.at(what)
        assert place is not None
        await self.here.pilot.click(offset=place)
        await self.here.pilot.pause()


async def test_a_moderator_decides_by_mouse_alone(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        for post in ("first of them", "second of them"):
            await circle.report(await circle.author.published(circle.id, post))
        assert len(await circle.waiting()) == 2
        async with desk(circle) as here:
            hand = Hand(here)
            await hand.click("5 Moderate")
            place = await here.sees(ModerateScreen)
            assert place.table.here is not None
            await hand.click(place.table.here.text)  # a click on what is stood on goes in
            await here.settled(lambda: place.stage == "read")
            await hand.click("←")
            await here.settled(lambda: place.stage == "list")
            await hand.click("s let it stay")
            await here.settled(lambda: place.table.count() == 1)
            await hand.click("x remove")
            await here.sees(DecideSheet)
            await hand.click("2 it threatens somebody")
            await hand.click("enter choose")
            await hand.click("ctrl+s remove")
            await here.settled(lambda: place.table.count() == 0)
            await until(here.me.nothing_pending)
            await hand.click("o decided")
            await here.sees(DecidedScreen)
            await here.stands("removed a text")
            await hand.click("←")
            await here.sees(ModerateScreen)
            await hand.click("c settings")
            await here.sees(RulesScreen)
            await hand.click("←")
            await here.sees(ModerateScreen)
            await hand.click("1 Circles")
            await here.settled(lambda: here.app.current_mode == "circles")


async def test_what_cannot_be_decided_comes_back_with_a_word(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        await circle.report(await circle.author.published(circle.id, "words"))
        assert len(await circle.waiting()) == 1
        async with desk(circle) as here:
            place = await here.to_moderate()
            (waits,) = await circle.moderator.services.moderating.queue(circle.id)
            await circle.moderator.services.moderating.decide(waits, Verdict(Deed.KEEP))
            place.do(Deed.KEEP, waits)
            await here.settled(lambda: any("does not wait any more" in one.title for one in here.app._notifications))
            await here.settled(lambda: place.table.count() == 0)


async def test_no_key_decides_on_what_came_under_the_cursor_by_itself(
    community: Community, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heimo_tui.ui.screens.moderate.screen.A_LOOK", 60.0)
    async with circle_of(community, tmp_path) as circle:
        for post in ("first of them", "second of them"):
            await circle.report(await circle.author.published(circle.id, post))
        assert len(await circle.waiting()) == 2
        async with desk(circle) as here:
            place = await here.to_moderate(2)
            await circle.moderator.services.moderating.decide(place.table.items[0], Verdict(Deed.KEEP))
            await here.settled(lambda: place.table.count() == 1)
            place.action_deed("keep")
            await here.said("waits no more")
            assert place.table.count() == 1
