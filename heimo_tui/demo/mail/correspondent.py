"""A member at a device of their own, with a vault and all services: asks, accepts, and answers after a while."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from heimo_tui.config import Config
from heimo_tui.core.conversations import ConversationRow, RequestView, Standing
from heimo_tui.core.views import Change
from heimo_tui.demo.mail.script import Line
from heimo_tui.demo.mail.turns import look, take_turns
from heimo_tui.demo.pocket import Pocket
from heimo_tui.services.bundle import Services
from heimo_tui.services.messages import Messages
from heimo_tui.wiring import build

READING_SECONDS = (3.0, 6.0)
CHARACTERS_A_SECOND = 30
"""How quickly members type: quicker than people, since somebody watches."""

_CHANCE = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class Mouth:
    """What somebody says next, given the circle's id: first of all to whoever asked, and later."""

    welcome: Callable[[bytes], str]
    answer: Callable[[bytes], str]


class Correspondent:
    """One member. After `open` others can ask; `live_on` keeps them at the table."""

    def __init__(self, folder: Path, mouth: Mouth) -> None:
        pocket = Pocket()
        self._services: Services = build(Config(data=folder), keyring=lambda: pocket)
        self._mouth = mouth
        self._news = asyncio.Event()

    @property
    def _messages(self) -> Messages:
        return self._services.messages

    async def open(self, address: str, phrase: tuple[str, ...], circles: Sequence[bytes]) -> None:
        """Be oneself here, in all of one's circles, and publish what others need to write; raises HeimoError."""
        await self._services.device.create(None)
        await self._services.membership.recover(address, phrase)
        for circle in circles:
            await self._services.membership.join_circle(circle)
        await self._messages.refresh()
        self._services.forum.subscribe(self._on_change)
        await self._messages.start()

    async def close(self) -> None:
        """Leave the device."""
        await self._services.device.close()

    async def ask(self, circle: bytes, author: bytes, text: str) -> bytes:
        """Ask the name with this key for contact; returns the conversation. Raises HeimoError."""
        conversation = await self._messages.ask(circle, author, text)
        await look(self._messages)
        return conversation

    async def talk(self, conversation: bytes, lines: Sequence[Line], me: str) -> None:
        """Say one's own lines, with the other's in between; raises HeimoError."""
        await take_turns(self._messages, conversation, lines, me)

    async def look(self) -> None:
        """See whether somebody asked."""
        await look(self._messages)

    async def live_on(self) -> None:
        """Accept whoever asks, and answer whoever writes, until cancelled; raises HeimoError."""
        while True:
            self._news.clear()
            for request in await self._messages.requests():
                await self._accept(request)
            for row in await self._messages.conversations():
                if row.unread and row.standing is Standing.OPEN:
                    await self._answer(row)
            await self._news.wait()

    async def _accept(self, request: RequestView) -> None:
        await asyncio.sleep(_CHANCE.uniform(*READING_SECONDS))
        conversation = await self._messages.accept(request.id)
        await self._messages.focus(conversation)
        await self._say(conversation, self._mouth.welcome(request.circle))

    async def _answer(self, row: ConversationRow) -> None:
        await self._messages.focus(row.id)
        await asyncio.sleep(_CHANCE.uniform(*READING_SECONDS))
        await self._messages.seen(row.id)
        await self._say(row.id, self._mouth.answer(row.circle))

    async def _say(self, conversation: bytes, text: str) -> None:
        await asyncio.sleep(len(text) / CHARACTERS_A_SECOND)
        await self._messages.send(conversation, text)

    def _on_change(self, change: Change) -> None:
        if change.messages:
            self._news.set()
