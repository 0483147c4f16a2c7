"""One connection over which the processes tell each other what happened; all of them hear everything in one order.

PostgreSQL gives the notifications of all connections one order, that of their commits, and gives each listener its own
ones, too. So whoever hears its own note knows that it has heard every note before it: that is all that is needed to
decide, without a row on a disk, which of two claims came first.

A note goes out when the one before has gone, with all that came together meanwhile; nothing is told inside of a
transaction that writes, which would make all commits wait for one another.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Protocol

from server_stub.processes.postgres.again import again_and_again
from server_stub.processes.postgres.notes import Gone, Item, Note, Wake, parcels, read, woken, write
from server_stub.store.base import StoreUnavailable
from server_stub.store.postgres.locks import key_of

CHANNEL = "heimo"
HERE_SECONDS = 2.0
"""How often each process says that it is here."""

LOST_SECONDS = 6.0
"""Without a word for so long, a process counts as gone; without its own, it connects anew."""

PATIENCE_SECONDS = 5.0
MOST_WAKES = 50_000
"""Topics that may wait to be told; of more, the oldest are forgotten."""

_HOUSE_LOCK = key_of(b"house")
"""Whoever holds it keeps the house."""

Connection = Any
"""asyncpg's, which brings no types."""

Connect = Callable[[], Awaitable[Connection]]


class Ears(Protocol):
    """Whoever is told what the bus brings."""

    def heard(self, item: Item, *, own: bool) -> None:
        """Something was said, by this process (`own`) or another, in the order that all hear."""

    def counted(self, processes: int) -> None:
        """So many processes are here now, this one among them."""

    async def missed(self) -> None:
        """Something may have been said that was not heard, or not been said any more: look it up."""


class Bus:
    """See the module. Let `run` run for as long as the process serves."""

    def __init__(self, connect: Connect, ears: Ears) -> None:
        self._connect = connect
        self._ears = ears
        self._me = os.urandom(8)
        self._wakes: dict[tuple[int, bytes], int] = {}
        self._items: list[tuple[Item, asyncio.Future[None] | None]] = []
        self._unheard: dict[int, list[asyncio.Future[None]]] = {}
        self._something = asyncio.Event()
        self._number = 0
        self._others: dict[bytes, float] = {}
        self._heard_myself = 0.0
        self._counted = 1
        self._begun = False
        self.up = asyncio.Event()
        self._try_at = 0.0
        self.keeps_house = False

    @property
    def processes(self) -> int:
        """How many are heard, this one among them; 0 while the connection is broken."""
        return self._counted if self.up.is_set() else 0

    def wake(self, hub: int, topic: bytes, newest: int) -> None:
        """Tell the others that a topic has grown: soon, or when the connection is back. Nothing waits for it."""
        self._wakes[hub, topic] = max(newest, self._wakes.pop((hub, topic), newest))
        while len(self._wakes) > MOST_WAKES:
            del self._wakes[next(iter(self._wakes))]
        self._something.set()

    def tell(self, item: Item) -> None:
        """Say something soon; nothing is promised, and nothing waits for it."""
        if self.up.is_set():
            self._items.append((item, None))
            self._something.set()

    async def say(self, item: Item) -> None:
        """Say something, and return when everybody's turn to hear it has come; raises StoreUnavailable."""
        if not self.up.is_set():
            raise StoreUnavailable("the other processes cannot be told")
        heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._items.append((item, heard))
        self._something.set()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await heard
        except TimeoutError:
            raise StoreUnavailable("the other processes were not told in time") from None

    async def run(self) -> None:
        """Be connected, again and again, until cancelled; raises nothing."""
        await again_and_again(self._while_connected, self.up, self._forget, doing="together")

    async def _while_connected(self) -> None:
        connection = await self._connect()
        ended = asyncio.Event()
        try:
            connection.add_termination_listener(lambda _: self._end(ended))
            await connection.add_listener(CHANNEL, self._take)
            self._heard_myself = time.monotonic()
            await self._speak(connection, [], [])
            self.up.set()
            if self._begun:
                await self._ears.missed()
            self._begun = True
            while not ended.is_set():
                await self._turn(connection)
        except asyncio.CancelledError:
            await self._leave(connection)
            raise
        finally:
            connection.terminate()

    def _end(self, ended: asyncio.Event) -> None:
        ended.set()
        self._something.set()

    async def _turn(self, connection: Connection) -> None:
        """Wait for something to tell, but not for longer than the others wait for a word; then tell it."""
        with suppress(TimeoutError):
            async with asyncio.timeout(HERE_SECONDS):
                await self._something.wait()
        self._something.clear()
        waiting, self._items = self._items, []
        wakes, self._wakes = self._wakes, {}
        items = [*_woken(wakes), *(item for item, _ in waiting)]
        try:
            await self._speak(connection, items, [future for _, future in waiting if future is not None])
        except BaseException:
            self._wakes = wakes | self._wakes  # those are told again; twice does no harm
            raise
        await self._look_around()

    async def _look_around(self) -> None:
        """Strike out who was not heard for a while, which may have written what it could tell nobody any more."""
        now = time.monotonic()
        here = {sender: at for sender, at in self._others.items() if now - at < LOST_SECONDS}
        if len(here) < len(self._others):
            self._others = here
            self._count()
            await self._ears.missed()
        if now - self._heard_myself > LOST_SECONDS:
            raise TimeoutError

    async def _speak(self, connection: Connection, items: list[Item], waiting: list["asyncio.Future[None]"]) -> None:
        """Send items in as few notes as they need; those who wait do so until the last of them is heard."""
        texts = []
        for parcel in parcels(items):
            self._number += 1
            texts.append(write(Note(self._me, self._number, parcel)))
        self._unheard[self._number] = waiting
        async with asyncio.timeout(PATIENCE_SECONDS):
            await connection.execute("SELECT pg_notify($1, note) FROM unnest($2::text[]) AS note", CHANNEL, texts)
            if not self.keeps_house and time.monotonic() >= self._try_at:
                self._try_at = time.monotonic() + HERE_SECONDS
                self.keeps_house = bool(await connection.fetchval("SELECT pg_try_advisory_lock($1)", _HOUSE_LOCK))

    async def _leave(self, connection: Connection) -> None:
        """Say the last, and goodbye, so that nobody has to find out."""
        with suppress(Exception):  # they find out by themselves
            await self._speak(connection, [*_woken(self._wakes), Gone()], [])
            await connection.close(timeout=1)

    def _take(self, _: object, __: int, ___: str, text: object) -> None:
        note = read(str(text))
        if note is None:
            return
        own = note.sender == self._me
        for item in note.items:
            if not isinstance(item, Gone):
                self._ears.heard(item, own=own)
        if own:
            self._heard_myself = time.monotonic()
            for future in self._unheard.pop(note.number, ()):
                if not future.done():
                    future.set_result(None)
            return
        if any(isinstance(item, Gone) for item in note.items):
            self._others.pop(note.sender, None)
        else:
            if note.sender not in self._others:
                self._something.set()  # somebody new should hear soon that this one is here
            self._others[note.sender] = time.monotonic()
        self._count()

    def _count(self) -> None:
        here = len(self._others) + 1
        if here != self._counted:
            self._counted = here
            self._ears.counted(here)

    def _forget(self) -> None:
        """The connection broke: nobody waits for it."""
        self.up.clear()
        self.keeps_house = False
        self._try_at = 0.0
        waiting = [future for _, future in self._items if future is not None]
        waiting += [future for futures in self._unheard.values() for future in futures]
        self._items, self._unheard = [], {}
        for future in waiting:
            if not future.done():
                future.set_exception(StoreUnavailable("the other processes cannot be told"))


def _woken(wakes: Mapping[tuple[int, bytes], int]) -> Iterator[Item]:
    topics: list[Wake] = [(hub, topic, newest) for (hub, topic), newest in wakes.items()]
    return woken(topics)
