"""People who talk to each other: real vaults and services on a community that really runs, step by step."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from heimo_tui.core.conversations import Line, MessageView
from heimo_tui.core.views import Change
from heimo_tui.services.messages import Messages
from heimo_tui.vault.keyring_door import KeyStore
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.vault import Vault
from tests.support.people import Person, person
from tests.support.server import Community

T = TypeVar("T")
TABLE = "Kitchen table"
DAY = 86_400.0


@dataclass
class Town:
    """A community that runs, with invites at hand."""

    community: Community
    invites: list[str]

    def invite(self) -> str:
        """One invite."""
        if not self.invites:
            self.invites += self.community.invites(40)
        return self.invites.pop()


@dataclass
class Clock:
    """Unix seconds that can be moved on."""

    ahead: float = 0.0

    def __call__(self) -> float:
        """The time."""
        return time.time() + self.ahead


@dataclass
class Talker:
    """Somebody with a name in the circle. Nothing happens by itself: each step is taken by hand."""

    person: Person
    clock: Clock
    circle: bytes = b""
    key: bytes = b""
    changes: list[Change] = field(default_factory=list)

    @property
    def messages(self) -> Messages:
        """Their messages."""
        return self.person.services.messages

    @property
    def vault(self) -> Vault:
        """Their vault."""
        return self.messages._house.open_vault()

    async def join(self, invite: str, phrase: tuple[str, ...] | None = None) -> None:
        """Register, and read the circle."""
        membership = self.person.services.membership
        await membership.register(invite, phrase or membership.new_phrase())
        await self.settle()

    async def settle(self) -> None:
        """Be in the circle."""
        self.circle = (await self.person.circle(TABLE)).id
        await self.person.services.membership.join_circle(self.circle)
        self.key = await self.vault.read(lambda tables: tables.circles.require(self.circle).my_key or b"")

    async def step(self) -> None:
        """Ask for everything and send everything, as far as the network lets."""
        await self.messages.refresh()

    async def texts(self, conversation: bytes) -> list[str]:
        """The words of all lines, the other's with `>` before."""
        return [("" if one.mine else ">") + one.text for one in await self.lines(conversation) if one.line is Line.TEXT]

    async def lines(self, conversation: bytes) -> tuple[MessageView, ...]:
        """All lines."""
        return await self.messages.lines(conversation, 0, 100_000)

    async def kinds(self, conversation: bytes) -> list[Line]:
        """What all lines are."""
        return [one.line for one in await self.lines(conversation)]

    async def read(self, work: Callable[[Tables], T]) -> T:
        """Look into the vault."""
        return await self.vault.read(work)


@asynccontextmanager
async def talkers(
    town: Town,
    folder: Path,
    *names: str,
    exchange: bool = True,
    private: bool = False,
    link: Callable[[str], str] = str,
) -> AsyncIterator[list[Talker]]:
    """Somebody for each name, in the circle; the first wrote a post and every other replied, where `exchange`.

    `link` changes the invites that they come with.
    """
    async with AsyncExitStack() as stack:
        people = []
        for name in names:
            talker = await stack.enter_async_context(talker_at(folder / name, private=private))
            await talker.join(link(town.invite()))
            people.append(talker)
        if exchange:
            await exchanged(*people)
        for one in people:
            await ready(one)
        yield people


@asynccontextmanager
async def talker_at(
    folder: Path,
    *,
    keyring: KeyStore | None = None,
    clock: Clock | None = None,
    private: bool = False,
    proxy: str = "",
) -> AsyncIterator[Talker]:
    """Open a device; nothing happens there but what is asked for."""
    ticking = clock or Clock()
    async with person(folder, clock=ticking, keyring=keyring, private=private, proxy=proxy) as someone:
        await someone.services.forum.stop()
        yield Talker(someone, ticking)


async def exchanged(first: Talker, *others: Talker) -> None:
    """Let the first write a post, and the others reply to it."""
    post = await first.person.published(first.circle, "is anybody else awake")
    for one in others:
        await one.person.services.forum.refresh(one.circle)
        await one.person.published(one.circle, "I am", parent=post)
    await first.person.services.forum.refresh(first.circle)
    for one in others:
        await one.person.services.forum.refresh(one.circle)


async def ready(talker: Talker) -> None:
    """Let others be able to write to somebody."""
    keeper = talker.messages._parts.keeper
    await keeper._take(("requests", talker.circle))


async def talking(a: Talker, b: Talker, text: str = "may I write to you?") -> tuple[bytes, bytes]:
    """Let one ask and the other accept; gives each one's id of the conversation."""
    mine = await a.messages.ask(a.circle, b.key, text)
    await a.step()
    await b.step()
    (request,) = await b.messages.requests()
    theirs = await b.messages.accept(request.id)
    await b.step()
    await a.step()
    await b.step()
    return mine, theirs
