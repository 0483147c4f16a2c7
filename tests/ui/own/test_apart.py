"""Keeping a name away by keys: from a post, and back again from the list in You."""

from pathlib import Path

from heimo_tui.core.preferences import FoldRule
from heimo_tui.core.views import Distance, FoldAction
from heimo_tui.ui.screens.apart import ApartSheet
from heimo_tui.ui.screens.ask import AskScreen
from heimo_tui.ui.screens.thread import ThreadScreen
from heimo_tui.ui.screens.you import YouScreen
from heimo_tui.ui.screens.you.apart import ApartSection
from heimo_tui.ui.widgets.menu import Menu
from heimo_tui.ui.widgets.thread_pane import ThreadPane
from tests.support.server import Community
from tests.ui.stage import NARROW, Seat, seat


async def open_thread(at: Seat) -> None:
    await at.enter()
    await at.settled(lambda: at.home.column.table.here is not None)
    await at.press("enter")
    await at.settled(lambda: at.app.screen.query_one(ThreadPane).view)


async def test_mute_folds_to_one_line_z_opens_it_and_the_sheet_takes_it_back(
    community: Community, tmp_path: Path
) -> None:
    async with seat(community, tmp_path, NARROW, before=("words that\n\nmay be too much",)) as at:
        await open_thread(at)
        await at.press("b")
        await at.settled(lambda: isinstance(at.app.screen, ApartSheet))
        assert "Only this device knows" in at.text() and "somebody new to Heimo" in " ".join(at.text().split())
        await at.press("m")
        await at.settled(lambda: "you muted this name — z shows it" in at.text())
        assert "may be too much" not in at.text()
        await at.press("z")
        await at.settled(lambda: "may be too much" in at.text())
        await at.press("z", "b")
        await at.settled(lambda: isinstance(at.app.screen, ApartSheet))
        assert "m  mute" not in at.text()
        await at.press("u")
        await at.settled(lambda: "may be too much" in at.text())
        assert await at.me.services.apart.everybody() == ()


async def test_block_hides_and_the_list_in_you_takes_it_back(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW, before=("a thread of theirs", "another thread of theirs")) as at:
        there = await at.me.services.forum.thread_list(at.circle)
        await open_thread(at)
        await at.press("b", "b")
        await at.settled(lambda: "You will not meet" in at.text())
        (listed,) = await at.me.services.apart.everybody()
        assert listed.distance is Distance.BLOCKED
        await at.press("escape")
        await at.settled(lambda: "thread of theirs" not in at.text())
        await at.press("4")
        await at.settled(lambda: isinstance(at.app.screen, YouScreen))
        parts = at.app.screen.query_one("#parts", Menu)
        parts.cursor = [item.id for item in parts.items].index("apart")
        await at.press("enter")
        await at.settled(lambda: at.app.screen.query(ApartSection) and listed.name.name in at.text())
        assert "blocked: you never meet them" in at.text()
        await at.press("enter")
        await at.settled(lambda: isinstance(at.app.screen, AskScreen))
        await at.press("tab", "enter")
        await at.settled(lambda: "is there again" in at.text())
        assert await at.me.services.apart.everybody() == ()
        assert (await at.me.services.forum.thread_list(at.circle)).ids == there.ids


async def test_a_folded_thread_tells_its_title_nowhere(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, (150, 40), before=("the rope swing\n\nwe loved it",)) as at:
        await at.me.services.preferences.set(folds=(FoldRule(keyword="rope"),))
        await at.enter()
        await at.settled(lambda: "folded: “rope” (your rule)" in at.text())
        assert "swing" not in at.text() and "loved" not in at.text()
        await at.press("enter")
        await at.settled(lambda: at.app.screen.query_one(ThreadPane).view)
        await at.press("r")
        await at.settled(lambda: "Answered" in [type(one).__name__ for one in at.app.screen.query("*")])
        await at.settled(lambda: "folded: “rope” (your rule)" in at.text())
        assert "swing" not in at.text() and "loved" not in at.text()
        await at.press("escape")
        await at.me.services.preferences.set(folds=(FoldRule(keyword="rope", action=FoldAction.NEVER),))
        await at.settled(lambda: "swing" not in at.text() and "rope" not in at.text())
        assert not isinstance(at.app.screen, ThreadScreen)
