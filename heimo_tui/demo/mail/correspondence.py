"""All members who write messages: two from the start, the others of a circle as soon as the visitor wrote in it."""

import asyncio
import contextlib
import itertools
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

from heimo_tui.core.errors import HeimoError
from heimo_tui.demo.mail.correspondent import Correspondent, Mouth
from heimo_tui.demo.mail.script import MailScript, Words
from heimo_tui.demo.players import Players
from heimo_tui.demo.script_shapes import DemoScript

ROUND_SECONDS = 4.0
"""How long it takes at least until everybody looked whether they were asked."""

LATER_SECONDS = 2.0

T = TypeVar("T")


class Correspondence:
    """Everybody's messages."""

    def __init__(self, script: DemoScript, mail: MailScript, players: Players, address: str, folder: Path) -> None:
        self._script = script
        self._mail = mail
        self._players = players
        self._address = address
        self._folder = folder
        self._here: dict[str, Correspondent] = {}
        self._devices: list[Correspondent] = []
        self._wanted: asyncio.Queue[str] = asyncio.Queue()
        languages = {circle.language for circle in script.circles}
        self._welcomes = {one: _over_and_over(mail.welcomes, one) for one in languages}
        self._answers = {one: _over_and_over(mail.answers, one) for one in languages}

    def meet(self, circle: str, listener: str | None) -> None:
        """The visitor spoke in this circle, to `listener` first of all: soon they may ask anybody there who answers."""
        here = [member.key for member in self._script.others_in(circle)]
        for key in sorted(here, key=lambda one: one != listener):
            self._wanted.put_nowait(key)

    async def live_on(self) -> None:
        """Begin what waits for the visitor, then be there for them, until cancelled."""
        try:
            async with asyncio.TaskGroup() as tasks:
                for begin in (self._talk, self._ask):
                    tasks.create_task(begin(tasks))
                self.meet(self._mail.conversation.circle, None)
                tasks.create_task(self._look_around())
                while True:
                    await self._come(await self._wanted.get(), tasks)
        finally:
            await asyncio.gather(*(one.close() for one in self._devices), return_exceptions=True)

    async def _talk(self, tasks: asyncio.TaskGroup) -> None:
        """The conversation that stands there already."""
        script = self._mail.conversation
        someone = await self._opened(script.peer)
        circle = self._players.circles[script.circle]
        conversation = await _until_it_works(
            lambda: someone.ask(circle, self._visitor_in(circle), script.lines[0].text)
        )
        await _until_it_works(lambda: someone.talk(conversation, script.lines, script.peer))
        tasks.create_task(_until_it_works(someone.live_on))

    async def _ask(self, tasks: asyncio.TaskGroup) -> None:
        """The request that waits."""
        request = self._mail.request
        someone = await self._opened(request.line.by)
        circle = self._players.circles[request.circle]
        await _until_it_works(lambda: someone.ask(circle, self._visitor_in(circle), request.line.text))
        tasks.create_task(_until_it_works(someone.live_on))

    async def _come(self, key: str, tasks: asyncio.TaskGroup) -> None:
        if key in self._here or key in (self._mail.conversation.peer, self._mail.request.line.by):
            return
        someone = await self._opened(key)
        tasks.create_task(_until_it_works(someone.live_on))

    async def _opened(self, key: str) -> Correspondent:
        """Somebody at their device; where it fails, at another one."""
        member = self._players.member(key)

        async def opened() -> Correspondent:
            someone = Correspondent(self._folder / f"{key}-{len(self._devices)}", self._mouth(key))
            self._devices.append(someone)
            await someone.open(self._address, member.phrase, member.circles)
            return someone

        self._here[key] = await _until_it_works(opened)
        return self._here[key]

    async def _look_around(self) -> None:
        """Everybody looks in turn whether they were asked."""
        while True:
            here = tuple(self._here.values())
            for someone in here:
                with contextlib.suppress(HeimoError):
                    await someone.look()
                await asyncio.sleep(ROUND_SECONDS / len(here))
            if not here:
                await asyncio.sleep(ROUND_SECONDS)

    def _visitor_in(self, circle: bytes) -> bytes:
        return self._players.member(self._script.visitor.key).key_in(circle)

    def _mouth(self, key: str) -> Mouth:
        """Somebody's own words come first, then those that anybody may say, which are shared: nobody says the same."""
        own = [one for one in self._mail.answers if one.by == key]
        language = {self._players.circles[circle.key]: circle.language for circle in self._script.circles}

        def answer(circle: bytes) -> str:
            mine = next((one for one in own if one.language == language[circle]), None)
            if mine is None:
                return next(self._answers[language[circle]])
            own.remove(mine)
            return mine.text

        return Mouth(welcome=lambda circle: next(self._welcomes[language[circle]]), answer=answer)


async def _until_it_works(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Try again after a while where the community could not be reached, or refused."""
    while True:
        try:
            return await work()
        except HeimoError:
            await asyncio.sleep(LATER_SECONDS)


def _over_and_over(words: tuple[Words, ...], language: str) -> Iterator[str]:
    return itertools.cycle([one.text for one in words if one.language == language and not one.by])
