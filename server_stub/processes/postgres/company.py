"""This process among those that serve one community on one PostgreSQL."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from server_stub.company import Place, Topics
from server_stub.processes.alone import OwnReplay
from server_stub.processes.postgres.bus import PATIENCE_SECONDS, Bus, Connection
from server_stub.processes.postgres.notes import Claim, Item, Settled, Woken
from server_stub.processes.postgres.pauses import SharedPauses
from server_stub.processes.postgres.seen import SharedMarks, SharedReplay
from server_stub.store.base import StoreBusy, StoreUnavailable
from server_stub.store.postgres.connection import connect
from server_stub.store.postgres.watching import Watch
from server_stub.transport.replay import ReplayMemory
from server_stub.upkeep import incidents

_BEGIN_SECONDS = 15


class PostgresCompany:
    """See server_stub.company.Company. Make it inside the loop; it takes two connections to the database at `address`.

    `clock` gives unix seconds. `before` is the least time of a server that had its memory to itself, if there was one.
    """

    def __init__(self, address: str, clock: Callable[[], float], *, before: int | None = None) -> None:
        self._address = address
        self._place: Place | None = None
        self._bus = Bus(self._connect, self)
        self._watch = Watch(address)
        memories = (ReplayMemory(clock, least=0), ReplayMemory(clock, least=0, forgets=True))
        self._marks = SharedMarks(self._connect, clock, self._began, self._watch.failed, before)
        self._memories = memories
        self.names = SharedReplay(memories[0], self._marks)
        self.queues = OwnReplay(memories[1])
        self.pauses = SharedPauses(self._bus, time.monotonic)

    @property
    def keeps_house(self) -> bool:
        """Whether this process holds the house's lock."""
        return self._bus.keeps_house

    @property
    def processes(self) -> int:
        """How many are heard, this one among them."""
        return self._bus.processes

    @property
    def remembers(self) -> bool:
        """Whether signed requests can be remembered."""
        return not self._watch.failing

    def wake(self, topics: Topics, topic: bytes, newest: int) -> None:
        """Tell the others, after the commit, with all that came together."""
        self._bus.wake(topics, topic, newest)

    @asynccontextmanager
    async def at(self, place: Place) -> AsyncIterator[None]:
        """Be connected while this lasts."""
        self._place = place
        work = asyncio.gather(self._bus.run(), self._marks.run())
        try:
            async with asyncio.timeout(_BEGIN_SECONDS):
                await self._bus.up.wait()
                await self._marks.up.wait()
        except TimeoutError:
            await _stop(work)
            self._watch.close()
            raise StoreUnavailable("the database does not answer") from None
        try:
            yield
        finally:
            await _stop(work)
            self._watch.close()

    def heard(self, item: Item, *, own: bool) -> None:
        """Act on what was said."""
        match item:
            case Claim():
                self.pauses.claimed(item)
            case Settled() if not own:
                self.pauses.settled(item)
            case Woken() if not own and self._place is not None:
                for topics, topic, newest in item.topics:
                    self._place.hubs[Topics(topics)].hear(topic, newest)

    def counted(self, processes: int) -> None:
        """Take one share of so many."""
        if self._place is not None:
            self._place.limiter.share(processes)

    async def missed(self) -> None:
        """Look up what nobody could tell."""
        if self._place is not None:
            try:
                await self._place.missed()
            except (StoreBusy, StoreUnavailable) as problem:
                incidents.report(problem, doing="together")

    def _began(self, least: int) -> None:
        for memory in self._memories:
            memory.begin(least)

    async def _connect(self) -> Connection:
        return await connect(self._address, timeout=PATIENCE_SECONDS)


async def _stop(work: "asyncio.Future[tuple[None, None]]") -> None:
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work
