"""The real program in front of somebody of a circle in which things were reported, held and decided."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from textual.pilot import Pilot

from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.screens.circles import CirclesScreen, Stage
from heimo_tui.ui.screens.moderate import ModerateScreen
from heimo_tui.ui.screens.moderate.decide import DecideSheet
from heimo_tui.ui.screens.promise import PromiseScreen
from heimo_tui.ui.screens.thread import ThreadScreen
from heimo_tui.ui.widgets.draft_area import DraftArea
from tests.support.moderators import Circle
from tests.support.people import Person, until
from tests.ui.stage import NARROW

T = TypeVar("T")


@dataclass
class Desk:
    """Somebody in front of the program, at home in a circle."""

    app: HeimoApp
    pilot: Pilot[None]
    me: Person
    circle: Circle

    async def press(self, *keys: str) -> None:
        """Press keys, each when the one before has had its effect."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Put words where one writes."""
        area = self.app.screen.query_one(DraftArea)
        area.insert(text)
        await self.pilot.pause()

    def text(self) -> str:
        """Everything that stands on the screen, in one line without its breaks."""
        return " ".join("\n".join(self.lines()).replace("▎", " ").replace("│", " ").split())

    def lines(self) -> list[str]:
        """Everything that stands on the screen."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    async def stands(self, *words: str) -> None:
        """Wait until all of these can be read."""
        await self.settled(lambda: all(one in self.text() for one in words))

    async def gone(self, words: str) -> None:
        """Wait until these cannot be read any more."""
        await self.settled(lambda: words not in self.text())

    async def said(self, *words: str) -> None:
        """Wait for a notice."""
        await self.settled(lambda: any(all(w in one.message for w in words) for one in self.app._notifications))

    async def settled(self, true: Callable[[], object]) -> None:
        """Wait until it is so."""
        try:
            await until(true, 20)
        except AssertionError as problem:
            raise AssertionError("this stood on the screen:\n" + "\n".join(self.lines())) from problem
        await self.pilot.pause()

    async def sees(self, kind: type[T]) -> T:
        """Wait for a screen of this kind in front."""
        await self.settled(lambda: isinstance(self.app.screen, kind) and self.app.screen.is_mounted)
        screen = self.app.screen
        assert isinstance(screen, kind)
        return screen

    async def to_moderate(self, waiting: int = 1) -> ModerateScreen:
        """Into the fifth place, when so much waits there."""
        await self.settled(lambda: bool(self.app.around.moderated))
        await self.press("5")
        place = await self.sees(ModerateScreen)
        await self.settled(lambda: place.table.count() == waiting)
        return place

    async def decide(self, *keys: str, words: str = "") -> None:
        """Press keys until the sheet asks for words, say these instead of those to begin with, and do it."""
        await self.press(*keys)
        sheet = await self.sees(DecideSheet)
        await self.settled(lambda: sheet.step == "words")
        if words:
            sheet.query_one(DraftArea).clear()
            await self.type(words)
        await self.press("ctrl+s")

    async def into_circle(self) -> CirclesScreen:
        """Into the circle, past its promise."""
        await self.press("1")
        home = await self.sees(CirclesScreen)
        await self.settled(lambda: any(view.id == self.circle.id for view in home.circles.circles))
        home.circles.go_to(self.circle.id)
        await self.settled(lambda: home.circle == self.circle.id)
        await self.press("enter")
        await self.settled(lambda: isinstance(self.app.screen, PromiseScreen) or home.stage is Stage.THREADS)
        if isinstance(self.app.screen, PromiseScreen):
            await self.press("enter")
        await self.settled(lambda: home.stage is Stage.THREADS)
        return home

    async def into_thread(self, words: str) -> None:
        """Open the thread whose first line this is."""
        await self.into_circle()
        await self.stands(words)
        await self.press("enter")
        await self.settled(lambda: words in self.text() and "reply" in self.text())
        assert isinstance(self.app.screen, ThreadScreen | CirclesScreen)


@asynccontextmanager
async def desk(circle: Circle, someone: Person | None = None, size: tuple[int, int] = NARROW) -> AsyncIterator[Desk]:
    """The program in front of the moderator, or of `someone`."""
    me = someone or circle.moderator
    app = HeimoApp(me.services)
    async with app.run_test(size=size, notifications=True) as pilot:
        here = Desk(app, pilot, me, circle)
        await here.sees(CirclesScreen)
        yield here
