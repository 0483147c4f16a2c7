"""Reading with the real program, the real services and a server process."""

from pathlib import Path

import pytest

from heimo_tui.core.views import Delivery, Filter
from heimo_tui.ui.screens.circles import CirclesScreen, Stage, panes
from heimo_tui.ui.screens.reactions import ReactionScreen
from heimo_tui.ui.screens.report import ReportScreen
from heimo_tui.ui.screens.thread import ThreadScreen
from heimo_tui.ui.widgets.bars import NewBar
from heimo_tui.ui.widgets.filter_bar import FilterWord
from heimo_tui.ui.widgets.header import PlaceTab
from heimo_tui.ui.widgets.leaves import Scroller
from heimo_tui.ui.widgets.thread_pane import ThreadPane
from tests.support.server import Community
from tests.ui.stage import NARROW, NORMAL, WIDE, Seat, seat


async def listed(place: Seat, *titles: str) -> None:
    """Wait until these titles stand on the screen."""
    await place.settled(lambda: all(title in place.text() for title in titles))


@pytest.mark.parametrize(
    ("width", "stage", "ids"),
    [
        (80, Stage.CIRCLES, ("circles",)),
        (99, Stage.THREADS, ("threads",)),
        (100, Stage.CIRCLES, ("circles", "threads")),
        (149, Stage.READING, ("threads", "reading")),
        (150, Stage.THREADS, ("circles", "threads", "reading")),
    ],
)
def test_three_layouts_by_width(width: int, stage: Stage, ids: tuple[str, ...]) -> None:
    assert panes(width, stage) == ids


async def test_in_at_80_columns_and_back_to_the_same_thread(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW, before=("one pane, first", "one pane, second")) as here:
        await here.enter()
        await listed(here, "one pane, first", "one pane, second", "waiting for a first reply")
        await here.press("j", "enter")
        await here.settled(lambda: isinstance(here.app.screen, ThreadScreen))
        await listed(here, "one pane, first", "be the first")
        await here.press("escape")
        table = here.home.column.table
        assert table.cursor == 1 and table.has_focus
        await here.settled(lambda: (row := table.row_of(table.here or b"")) is not None and not row.unread)
        await here.press("escape")
        assert here.home.stage is Stage.CIRCLES


async def test_what_arrives_never_moves_what_is_read(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW, before=("still, first", "still, second")) as here:
        await here.enter()
        await listed(here, "still, first", "still, second")
        await here.press("j")
        before, under = here.home.column.table.threads, here.home.column.table.here
        await here.other.published(here.circle, "came while reading")
        bar = here.home.query_one("#above", NewBar)
        await here.settled(lambda: bar.number >= 1)
        assert here.home.column.table.threads == before and here.home.column.table.here == under
        assert "came while reading" not in here.text() and "new ↑" in here.text()
        await here.press("full_stop")
        await listed(here, "came while reading")
        assert here.home.column.table.cursor == 0 and bar.number == 0


async def test_a_reply_that_arrives_is_put_below_with_a_line_and_a_bar(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW, before=("long\n" + "a line of it\n" * 60,)) as here:
        await here.enter()
        await listed(here, "long")
        await here.press("enter")
        await here.settled(lambda: isinstance(here.app.screen, ThreadScreen))
        pane = here.app.screen.query_one(ThreadPane)
        await here.settled(lambda: pane.view is not None and pane.card(0) is not None)
        scroller = pane.query_one(Scroller)
        await here.press("space")
        at = scroller.scroll_y
        assert at > 0 and pane.view is not None
        await here.other.published(here.circle, "an answer far below", parent=pane.view.id)
        bar = pane.query_one("#below", NewBar)
        await here.settled(lambda: bar.number == 1)
        assert scroller.scroll_y == at and "1 new below" in here.text()
        await here.press("full_stop")
        await listed(here, "an answer far below", "since you opened it")
        assert bar.number == 0


async def test_filters_waiting_and_search(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW, before=("a lantern in the hall", "a kettle sings")) as here:
        await here.enter()
        await listed(here, "a lantern in the hall", "are waiting for a first reply")
        await here.press("W")
        assert here.home.column.which is Filter.WAITING
        await here.press("W", "f", "f", "f")
        assert here.home.column.which is Filter.MINE
        await listed(here, "You have not written here yet.")
        await here.press("f", "slash", *"kettle")
        await here.settled(lambda: len(here.home.column.table.threads.ids) == 1)  # type: ignore[union-attr] # listed
        await listed(here, "a kettle sings")
        assert "a lantern" not in here.text()
        await here.press("enter", "escape")
        await listed(here, "a lantern in the hall")
        assert here.home.column.words == ""


async def test_reading_beside_the_list_and_reacting_keeping_reporting(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, WIDE, before=("three panes here",)) as here:
        await here.enter()
        await listed(here, "three panes here")
        pane = here.home.query_one(ThreadPane)
        await here.settled(lambda: pane.view is not None and pane.view.root.text == "three panes here")
        await here.press("enter")
        assert here.home.stage is Stage.READING
        await here.press("e")
        assert isinstance(here.app.screen, ReactionScreen)
        await here.press("2")
        await listed(here, "somebody hears you (you too)")
        await here.press("s")
        await here.settled(lambda: pane.view is not None and pane.view.root.kept)
        assert [kept.text for kept in await here.me.services.keeping.kept()] == ["three panes here"]
        await here.press("x")
        assert isinstance(here.app.screen, ReportScreen)
        await here.press("6")
        await listed(here, "Told to the moderators")
        await here.press("escape", "escape")
        assert here.home.stage is Stage.CIRCLES


async def test_undo_while_it_is_held(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW) as here:
        await here.enter()
        await here.me.write(here.circle, "too quickly said", hold=120)
        await listed(here, "too quickly said", "takes it back")
        pending = here.app.around.pending
        assert [view.delivery for view in pending] == [Delivery.HOLDING]
        await here.press("u")
        await here.settled(lambda: not here.app.around.pending)
        assert type(here.app.screen).__name__ == "ComposerScreen"
        assert "too quickly said" in here.text()


async def test_the_mouse_does_it_all(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NORMAL, before=("by mouse, one", "by mouse, two")) as here:
        await here.enter()
        await listed(here, "by mouse, one", "by mouse, two")
        table = here.home.column.table
        assert await here.pilot.click(table, offset=(10, table.row_lines))
        await here.pilot.pause()
        assert table.cursor == 1 and here.home.stage is Stage.THREADS
        assert await here.pilot.click(table, offset=(10, table.row_lines))
        await here.settled(lambda: here.home.stage is Stage.READING)
        assert await here.pilot.click(list(here.home.query(FilterWord))[1])
        await here.settled(lambda: here.home.column.which is Filter.NEW)
        assert await here.pilot.click(next(tab for tab in here.home.query(PlaceTab) if tab.place == "kept"))
        await here.settled(lambda: here.app.current_mode == "kept")


async def test_a_window_that_becomes_narrow_keeps_the_place(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, WIDE, before=("resize me",)) as here:
        await here.enter()
        await listed(here, "resize me")
        await here.press("enter")
        await here.pilot.resize_terminal(70, 20)
        await here.pilot.pause()
        assert isinstance(here.app.screen, CirclesScreen) and here.home.stage is Stage.THREADS
        assert "resize me" in here.text() and "Small, but it works" in here.text()


async def test_offline_says_what_was_kept(tmp_path: Path, community: Community) -> None:
    async with seat(community, tmp_path, NARROW, before=("read before the cut",)) as here:
        await here.enter()
        await listed(here, "read before the cut")
        community.stop()
        try:
            await here.press("ctrl+r")
            await here.settled(lambda: "offline" in here.text())
            await here.settled(lambda: "What is here can be read" in here.text())
            assert "read before the cut" in here.text()
        finally:
            community.start()
