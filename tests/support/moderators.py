"""A circle with people in it: one who writes, one who helps, and some who moderate."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from heimo_tui.core.moderating import Deed, QueueItem, Verdict, Waits
from tests.support.people import Person, person, until
from tests.support.server import Community


@dataclass
class Circle:
    """The people of a circle."""

    community: Community
    id: bytes
    name: str
    author: Person
    helper: Person
    moderators: list[Person]

    @property
    def moderator(self) -> Person:
        """The first of those who moderate."""
        return self.moderators[0]

    def everyone(self) -> list[Person]:
        """All of them."""
        return [self.author, self.helper, *self.moderators]

    async def read(self) -> None:
        """Everybody reads what is new."""
        for one in self.everyone():
            await one.services.forum.refresh(self.id)

    async def key(self, someone: Person) -> bytes:
        """The key of somebody's name here."""
        name = (await someone.circle(self.name)).my_name
        assert name is not None
        return name.key

    async def appoint(self, someone: Person, *how: str) -> None:
        """The host lets somebody moderate, who has joined."""
        self.community.command("moderators", "add", self.name, (await self.key(someone)).hex(), *how)

    async def report(self, event: bytes, reason: str = "unkind") -> None:
        """The helper reports a post."""
        await self.helper.services.forum.refresh(self.id)
        await self.helper.services.forum.report(self.id, event, reason)

    async def waiting(self, kind: Waits | None = None, *, of: Person | None = None) -> list[QueueItem]:
        """What waits for the moderator, asked for now."""
        moderating = (of or self.moderator).services.moderating
        await moderating.refresh(self.id)
        return [one for one in await moderating.queue(self.id) if kind in (None, one.kind)]

    async def is_waiting(self) -> bool:
        """Whether anything waits for the moderator, asked for now."""
        return bool(await self.waiting())

    async def decide(self, item: QueueItem, deed: Deed, *, by: Person | None = None, **rest: object) -> None:
        """Decide, and wait until the log has it."""
        someone = by or self.moderator
        await someone.services.moderating.decide(item, Verdict(deed, **rest))  # type: ignore[arg-type] # named in tests
        await until(someone.nothing_pending)
        await self.read()


@asynccontextmanager
async def circle_of(
    community: Community,
    folder: Path,
    *,
    name: str = "Kitchen table",
    moderators: int = 1,
    clock: Callable[[], float] = time.time,
) -> AsyncIterator[Circle]:
    """A circle in which everybody can write and read."""
    invites = community.invites(2 + moderators)
    async with AsyncExitStack() as stack:
        folders = ["author", "helper", *(f"moderator {number}" for number in range(moderators))]
        people = [await stack.enter_async_context(person(folder / one, clock=clock)) for one in folders]
        for one, invite in zip(people, invites, strict=True):
            await one.services.membership.register(invite, one.services.membership.new_phrase())
        id = (await people[0].circle(name)).id
        circle = Circle(community, id, name, people[0], people[1], people[2:])
        for one in circle.moderators:
            await one.services.forum.refresh(id)
            await one.services.membership.join_circle(id)
            await circle.appoint(one)
        await circle.read()
        for one in circle.moderators:
            await one.services.messages.refresh()
        yield circle
