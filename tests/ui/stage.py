"""The real program on a real device, driven by keys and mouse."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.screens.circles import CirclesScreen
from heimo_tui.ui.screens.promise import PromiseScreen
from tests.support.people import Person, person, until
from tests.support.server import Community

NARROW, NORMAL, WIDE = (80, 24), (120, 36), (160, 45)


@dataclass
class Seat:
    """Somebody (`me`) in front of the program, and somebody else on another device."""

    app: HeimoApp
    pilot: Pilot[None]
    me: Person
    other: Person
    circle: bytes

    @property
    def home(self) -> CirclesScreen:
        """The place of the circles, which has to be in front."""
        assert isinstance(self.app.screen, CirclesScreen)
        return self.app.screen

    async def press(self, *keys: str) -> None:
        """Press keys, each when the one before has had its effect."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def settled(self, true: Callable[[], object]) -> None:
        """Wait until it is so."""
        try:
            await until(true)
        except AssertionError as problem:
            raise AssertionError(f"this stood on the screen:\n{self.text()}") from problem
        await self.pilot.pause()

    async def enter(self) -> None:
        """Go into the circle where nothing is held, past its promise."""
        await self.settled(lambda: any(view.id == self.circle for view in self.home.circles.circles))
        self.home.circles.go_to(self.circle)
        await self.settled(lambda: self.home.circle == self.circle)
        await self.press("enter")
        await self.settled(lambda: isinstance(self.app.screen, PromiseScreen))
        await self.press("enter")
        await self.settled(lambda: isinstance(self.app.screen, CirclesScreen) and self.home.stage == "threads")

    def text(self) -> str:
        """Everything that stands on the screen, as words."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in lines)


async def member(someone: Person, invite: str) -> bytes:
    """Register; gives the circle where nothing is held."""
    await someone.services.membership.register(invite, someone.services.membership.new_phrase())
    return (await someone.circle("Kitchen table")).id


@asynccontextmanager
async def seat(
    community: Community, folder: Path, size: tuple[int, int], *, before: tuple[str, ...] = ()
) -> AsyncIterator[Seat]:
    """Two members; the other one has written the threads `before`, then the first one opens the program."""
    invites = community.invites(2)
    async with AsyncExitStack() as stack:
        me = await stack.enter_async_context(person(folder / "me"))
        other = await stack.enter_async_context(person(folder / "other"))
        circle = await member(me, invites[0])
        await member(other, invites[1])
        for words in before:
            await other.published(circle, words)
        await me.services.forum.refresh(circle)
        app = HeimoApp(me.services)
        async with app.run_test(size=size, notifications=True) as pilot:
            await until(lambda: app.current_mode == "circles" and isinstance(app.screen, CirclesScreen))
            await pilot.pause()
            yield Seat(app, pilot, me, other, circle)
