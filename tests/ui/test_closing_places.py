"""A place that goes away while something is still being read for it."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

import pytest
from textual.css.query import NoMatches
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from heimo_tui.services.forum import Forum
from heimo_tui.ui.following import Changes, Following
from tests.support.people import until
from tests.support.server import Community
from tests.ui.stage import NARROW, seat


class Lingering(Static):
    """Something on a screen that takes its time to go."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go = asyncio.Event()

    async def on_unmount(self) -> None:
        """Wait."""
        await self.may_go.wait()


class Place(Following):
    """Follows changes, and takes its time to read what they are."""

    CSS_PATH: ClassVar[CSSPathType | None] = None

    def __init__(self, forum: Forum) -> None:
        super().__init__(forum)
        self.lingering = Lingering()
        self.reads, self.has_read, self.shown = asyncio.Event(), asyncio.Event(), asyncio.Event()

    def body(self) -> Iterable[Widget]:
        """Where it is shown."""
        yield Static(id="path")
        yield self.lingering

    @property
    def shows_changes(self) -> bool:
        """Whether it is told of changes."""
        return self._end is not None

    async def changed(self, changes: Changes) -> None:
        """Read, then show."""
        self.reads.set()
        await self.has_read.wait()
        self.shown.set()
        self.query_one("#path", Static).update("read")


async def test_what_was_read_for_a_closed_place_harms_nobody(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW, before=("read slowly",)) as here:
        forum = here.me.services.forum
        thread = (await forum.thread_list(here.circle)).ids[0]
        place = Place(forum)
        await here.app.push_screen(place)
        await here.settled(lambda: place.is_mounted and place.shows_changes)
        await forum.seen(here.circle, thread)
        await place.reads.wait()
        here.app.pop_screen()
        await until(lambda: not place.query("#path"))
        place.has_read.set()
        await place.shown.wait()
        place.lingering.may_go.set()
        await here.settled(lambda: not place.is_running)
        assert here.app.is_running and here.home.is_attached


async def test_a_place_that_is_left_while_it_is_made_harms_nobody(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW) as here:
        place = Place(here.me.services.forum)
        place.lingering.may_go.set()
        here.app.push_screen(place)
        here.app.pop_screen()
        await here.settled(lambda: not place.is_running)
        assert here.app.is_running and here.home.is_attached


async def test_other_mistakes_are_not_passed_over(community: Community, tmp_path: Path) -> None:
    with pytest.raises(NoMatches):
        async with seat(community, tmp_path, NARROW) as here:
            here.home.call_later(here.home.query_one, "#nowhere")
            await until(lambda: not here.app.is_running)
