"""The Messages place in windows of every size."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from textual.screen import Screen

from heimo_tui.core.conversations import Inbox
from heimo_tui.ui.screens.messages.screen import Stage
from heimo_tui.ui.widgets.messages.history import History
from tests.client.services.messages.talkers import Town, talking
from tests.support.people import until
from tests.ui.gallery import Gallery
from tests.ui.messages.rooms import Messages
from tests.ui.messages.table import NARROW, NORMAL, area, laid, said
from tests.ui.views import AROUND


def small(*, enter: bool = False) -> Screen[Any]:
    """The place with fixed views in it."""
    return Messages(1, enter=enter)


def words(app: Gallery) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def test_the_sign_never_says_more_than_nine() -> None:
    for inbox, sign in ((Inbox(), "Messages "), (Inbox(1, 2, 3), "Messages •3"), (Inbox(unread=500), "Messages •9+")):
        app = Gallery(small, around=replace(AROUND, place="messages", inbox=inbox))
        async with app.run_test(size=NARROW) as pilot:
            await pilot.pause()
            assert sign in words(app) and ("•" in words(app).split("\n")[0]) is bool(inbox.waiting)


async def test_all_places_stand_in_the_smallest_window() -> None:
    app = Gallery(partial(small, enter=True))
    async with app.run_test(size=(60, 16)) as pilot:
        await until(lambda: "Only you and" in words(app))
        await pilot.pause()
        top = words(app).split("\n")[0]
        assert all(label in top for label in ("1 Circles", "2 Messages", "3 Kept", "4 You"))


async def test_another_width_loses_neither_place_nor_draft(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NORMAL) as (me, other, sit):
        mine, theirs = await talking(me, other)
        await said(other, theirs, *(f"number {n} " + "and more words " * (n % 9) for n in range(40)))
        await me.step()
        await me.messages.seen(mine)
        async with sit.down() as table:
            await table.to_messages()
            await table.enter()
            await table.press("pageup", "pageup")
            history = table.place.query_one(History)
            stood = history.here
            assert stood is not None
            await table.press("c")
            await table.type("half a thought")
            for size in (NARROW, (60, 16), (170, 50), NORMAL):
                await table.pilot.resize_terminal(*size)
                await table.pilot.pause()
                assert area(table).text == "half a thought" and table.place.stage is Stage.TALK
                assert history.here is not None and history.here.id == stood.id
            await table.press("escape")
            await table.stands(stood.text[:12])


async def test_growing_words_do_not_push_the_newest_out_of_sight(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit):
        mine, theirs = await talking(me, other)
        await said(other, theirs, *(f"number {n}" for n in range(30)))
        await me.step()
        await me.messages.seen(mine)
        async with sit.down() as table:
            await table.to_messages()
            await table.enter()
            await table.stands("number 29")
            await table.press("c")
            await table.type("\n\n\nYou should get over it")
            await table.stands("look again", "number 29")
            await table.press("f3")
            await table.stands("number 29")
            await table.press("escape", "ctrl+s")
            await until(lambda: area(table).text == "")
            await table.stands("You should get over it")
