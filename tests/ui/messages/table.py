"""Two people with real clients who have answered each other in a circle; one of them sits before the program."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.screens.messages import MessagesScreen
from heimo_tui.ui.screens.messages.screen import Stage
from heimo_tui.ui.widgets.draft_area import DraftArea
from tests.client.services.messages.talkers import Talker, Town, talkers
from tests.support.people import until

NARROW, NORMAL = (80, 24), (120, 36)


@dataclass
class Table:
    """`me` sits before the program; what the `other` does is done step by step."""

    app: HeimoApp
    pilot: Pilot[None]
    me: Talker
    other: Talker

    @property
    def place(self) -> MessagesScreen:
        """The Messages place, which has to be in front."""
        assert isinstance(self.app.screen, MessagesScreen)
        return self.app.screen

    def text(self) -> str:
        """Everything that stands on the screen, as words."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    async def press(self, *keys: str) -> None:
        """Press keys, each when the one before has had its effect."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def type(self, words: str) -> None:
        """Type words."""
        named = {" ": "space", "\n": "enter", ".": "full_stop", ",": "comma", "?": "question_mark", "'": "apostrophe"}
        await self.pilot.press(*(named.get(sign, sign) for sign in words))

    async def stands(self, *words: str) -> None:
        """Wait until all of these stand on the screen."""
        for some in words:
            try:
                await until(lambda some=some: some in self.text())  # type: ignore[misc]  # bound at once
            except AssertionError as problem:
                raise AssertionError(f"«{some}» is not on the screen:\n{self.text()}") from problem
        await self.pilot.pause()

    async def gone(self, words: str) -> None:
        """Wait until this stands on the screen no more."""
        await until(lambda: words not in self.text())
        await self.pilot.pause()

    async def click(self, words: str) -> None:
        """Click in the middle of words, once they stand there."""
        await self.stands(words)
        row, line = next((n, line) for n, line in enumerate(self.text().split("\n")) if words in line)
        await self.pilot.click(offset=(line.index(words) + len(words) // 2, row))
        await self.pilot.pause()

    async def to_messages(self) -> None:
        """To the second place, read and ready."""
        await self.press("2")
        await until(lambda: isinstance(self.app.screen, MessagesScreen) and self.app.screen.is_mounted)
        await self.pilot.pause()

    async def enter(self) -> None:
        """Into the conversation under the cursor."""
        await until(lambda: self.place.table.count() and self.place.focused is self.place.table)
        await self.press("enter")
        await until(lambda: self.place.stage is Stage.TALK and self.place.focused is not self.place.table)
        await self.pilot.pause()

    async def hear(self) -> None:
        """The other sends what there is, and the program asks."""
        await self.other.step()
        await self.me.step()
        await self.pilot.pause()

    async def tell(self) -> None:
        """The program sends what there is, and the other asks."""
        await self.me.step()
        await self.other.step()


async def said(one: Talker, conversation: bytes, *texts: str) -> None:
    """Somebody says all of it, and it goes out."""
    for text in texts:
        await one.messages.send(conversation, text)
    await one.step()


def area(table: Table) -> DraftArea:
    """Where one writes in the conversation."""
    return table.place.query_one(DraftArea)


@asynccontextmanager
async def laid(
    town: Town, folder: Path, size: tuple[int, int] = NARROW, *, exchange: bool = True
) -> AsyncIterator[tuple[Talker, Talker, "Sit"]]:
    """Me and the other with their names, and a way to sit down before the program once all is prepared."""
    async with talkers(town, folder, "me", "other", exchange=exchange) as (me, other):
        yield me, other, Sit(me, other, size)


@dataclass
class Sit:
    """Opens the program."""

    me: Talker
    other: Talker
    size: tuple[int, int]

    @asynccontextmanager
    async def down(self) -> AsyncIterator[Table]:
        """The program of `me`, on its first place."""
        app = HeimoApp(self.me.person.services)
        async with app.run_test(size=self.size, notifications=True) as pilot:
            await until(lambda: app.current_mode == "circles" and app.screen.is_mounted)
            await pilot.pause()
            yield Table(app, pilot, self.me, self.other)
