"""A client without a screen that talks to one other person, told what to do by lines of JSON on standard input.

`python -m tests.e2e.messages.teller FOLDER`. What it says happened is on its disk: it can be held against it after a
kill. It does all that tests.e2e.driver does besides.
"""

import asyncio
import contextlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from heimo_tui.config import Config
from heimo_tui.core.conversations import Asking, Line
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import Change
from heimo_tui.services.bundle import Services
from heimo_tui.services.messages import Messages
from heimo_tui.wiring import build
from tests.e2e.driver import CHEAP, Driver, obeying, say

AGAIN_SECONDS = 0.3
BETWEEN_SECONDS = 0.04
WAITING_AT_MOST = 30
"""Messages that may be on their way before the writer waits."""


class Teller(Driver):
    """One life of the client."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._talk = b""
        self._shown = 0
        self._news = asyncio.Event()
        self._flowing: list[asyncio.Task[None]] = []

    @property
    def _messages(self) -> Messages:
        return self._services.messages

    async def obey(self, words: dict[str, Any]) -> None:
        """Do one thing, named by `do`."""
        match words["do"]:
            case "reply":
                parent = bytes.fromhex(words["parent"])
                await self._services.forum.refresh(self._circle)
                await self._reply(parent, words["text"])
            case "ready":
                await self._ready()
            case "ask":
                await self._ask(bytes.fromhex(words["key"]), words["text"])
            case "accept":
                await self._accept()
            case "talk":
                await self._begin()
            case "tell":
                await self._messages.send(self._talk, words["text"])
                say(told=words["text"])
            case "draft":
                await self._messages.save_draft(self._talk, words["text"])
                say(drafted=words["text"])
            case "flow":
                self._flowing += [self._go(self._nudge()), self._go(self._flow(words["life"]))]
            case "settle talk":
                await self._settle_talk()
            case "catch up":
                await self._catch_up()
                say(caught_up=True)
            case _:
                await super().obey(words)

    def _go(self, work: Any) -> "asyncio.Task[None]":
        self._spawn(work)
        return self._tasks[-1]

    def _on_change(self, change: Change) -> None:
        super()._on_change(change)
        if change.messages:
            self._news.set()

    # --- contact ---

    async def _reply(self, parent: bytes, text: str) -> None:
        draft = await self._services.compose.begin(self._circle, DraftKind.REPLY, parent)
        await self._services.compose.send(replace(draft, text=text), hold_seconds=0)
        vault = self._messages._house.open_vault()
        while await vault.read(lambda tables: tables.outbox.all()):
            self._changed.clear()
            await self._wait_for_change()
        say(replied=text)

    async def _ready(self) -> None:
        """Let others be able to write to this name, and say which it is."""
        await self._catch_up()
        vault = self._messages._house.open_vault()
        key = await vault.read(lambda tables: tables.circles.require(self._circle).my_key)
        assert key is not None
        say(ready=key.hex())

    async def _ask(self, key: bytes, text: str) -> None:
        await self._services.forum.refresh(self._circle)
        assert await self._messages.asking(self._circle, key) is Asking.OPEN
        conversation = await self._messages.ask(self._circle, key, text)
        await self._catch_up()
        say(asked=conversation.hex())

    async def _accept(self) -> None:
        while not (requests := await self._messages.requests()):
            await self._catch_up()
        assert len(requests) == 1
        say(accepted=(await self._messages.accept(requests[0].id)).hex(), text=requests[0].text)

    # --- talking ---

    async def _begin(self) -> None:
        """Send and receive in the only conversation there is; say each message of the other's from now on."""
        (row,) = await self._messages.conversations()
        self._talk = row.id
        self._shown = (await self._messages.open(row.id)).count
        self._spawn(self._say_news())
        await self._messages.start()
        await self._messages.focus(row.id)
        say(talking=row.id.hex(), lines=self._shown)

    async def _say_news(self) -> None:
        while True:
            self._news.clear()
            lines = await self._messages.lines(self._talk, self._shown, self._shown + 1000)
            self._shown += len(lines)
            for line in lines:
                if line.line is Line.TEXT and not line.mine:
                    say(heard=line.text)
                elif line.line is not Line.TEXT:
                    say(line=line.line.value)
            if not lines:
                await self._news.wait()

    async def _flow(self, life: str) -> None:
        number = 0
        while True:
            if await self._waiting() >= WAITING_AT_MOST:
                await asyncio.sleep(AGAIN_SECONDS)
                continue
            number += 1
            text = f"{life}.{number}"
            await self._messages.send(self._talk, text)
            say(told=text)
            await asyncio.sleep(BETWEEN_SECONDS)

    async def _nudge(self) -> None:
        """Ask again and again, as somebody would who sees that the network is gone."""
        while True:
            await self._catch_up()
            await asyncio.sleep(AGAIN_SECONDS)

    async def _catch_up(self) -> None:
        """Ask for everything and send everything, until the server answered to all of it."""
        while True:
            try:
                await self._messages.refresh()
            except HeimoError:
                await asyncio.sleep(AGAIN_SECONDS)
            else:
                return

    async def _waiting(self) -> int:
        vault = self._messages._house.open_vault()
        return await vault.read(lambda tables: len(tables.mail.outgoing.of(self._talk)))

    async def _settle_talk(self) -> None:
        """Say nothing more, and wait until all that was said is at the server."""
        for task in self._flowing:
            task.cancel()
        await asyncio.gather(*self._flowing, return_exceptions=True)
        while await self._waiting():
            await self._catch_up()
        say(settled_talk=True)


async def main(folder: Path) -> None:
    """Open, then obey until standard input ends."""
    services = build(Config(data=folder, keyring=False), cost=CHEAP)
    await obeying(Teller(services))
    with contextlib.suppress(HeimoError):
        await services.device.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
