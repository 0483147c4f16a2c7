"""The store on PostgreSQL: reads from a pool of connections, writes in lanes, all in the event loop."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from types import CodeType
from typing import TypeVar

import asyncpg

from server_stub.store.ahead import Ahead
from server_stub.store.base import Health, ReadTxn, StoreBusy, StoreUnavailable, WriteTxn
from server_stub.store.postgres import bridge
from server_stub.store.postgres.asking import ask_ahead
from server_stub.store.postgres.connection import (
    OUTDATED,
    connect,
    is_unavailable,
    make_pool,
    require_safe_server,
    unavailable,
)
from server_stub.store.postgres.erasing import scrub, write_anew
from server_stub.store.postgres.locks import key_of
from server_stub.store.postgres.migrate import migrate
from server_stub.store.postgres.statements import OneStatementOnly, PostgresReads
from server_stub.store.postgres.watching import Watch
from server_stub.store.postgres.writing.lanes import Writer

T = TypeVar("T")

_MAX_READS = 4096
_SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class PostgresStore:
    """See server_stub.store.base.Store. Make it with `open_postgres`, inside the loop that will use it."""

    def __init__(self, address: str, pool: asyncpg.Pool, *, queue: int) -> None:
        self._address = address
        self._pool = pool
        self._writer = Writer(address, capacity=queue)
        self._reading = 0
        self._longer: set[CodeType] = set()
        self._watch = Watch(address)
        self._closed = False

    async def read(self, operation: Callable[[ReadTxn], T], *, ahead: Ahead | None = None) -> T:
        """Run on a reader's connection.

        One statement needs no transaction. An operation that turns out to need more begins again inside of one, and
        is known by its code from then on.
        """
        if self._closed:
            raise StoreUnavailable("closed")
        if self._reading >= _MAX_READS:
            raise StoreBusy("too many reads wait")
        self._reading += 1
        try:
            async with self._pool.acquire() as connection:
                try:
                    return await self._read(connection, operation, ahead)
                except OUTDATED:
                    return await self._read(connection, operation, ahead)
        except Exception as problem:
            if not is_unavailable(problem):
                raise
            self._watch.failed()
            raise unavailable(problem) from None
        finally:
            self._reading -= 1

    async def write(
        self, operation: Callable[[WriteTxn], T], *, on: Iterable[bytes] = (), ahead: Ahead | None = None
    ) -> T:
        """Run in a lane and return once it is durable."""
        try:
            result: T = await self._writer.submit(operation, frozenset(key_of(name) for name in on), ahead)
        except StoreUnavailable:
            self._watch.failed()
            raise
        return result

    async def scrub(self) -> None:
        """Make room of what was erased."""
        await self._with_own_connection(scrub)

    async def rewrite(self) -> None:
        """Write every table anew, by its keys and in one transaction each."""
        await self._with_own_connection(write_anew)

    def health(self) -> Health:
        """How the store is."""
        return Health(writer=self._writer.alive, database=not self._watch.failing, waiting=self._writer.waiting)

    async def close(self) -> None:
        """Finish what was accepted, then close."""
        if self._closed:
            return
        self._closed = True
        self._watch.close()
        await self._writer.close()
        try:
            await asyncio.wait_for(self._pool.close(), 5)
        except (TimeoutError, asyncpg.InterfaceError, OSError):
            self._pool.terminate()

    async def _read(self, connection: asyncpg.Connection, operation: Callable[[ReadTxn], T], ahead: Ahead | None) -> T:
        code = getattr(operation, "__code__", None)
        if code not in self._longer:
            known = {} if ahead is None else await ask_ahead(connection, ahead)
            try:
                return await bridge.run(operation, PostgresReads(connection, known, alone=True))
            except OneStatementOnly:
                if code is not None and ahead is None:
                    self._longer.add(code)
        await connection.execute(_SNAPSHOT)
        try:
            return await bridge.run(operation, PostgresReads(connection, {}))
        finally:
            if not connection.is_closed():
                await connection.execute("ROLLBACK")

    async def _with_own_connection(self, work: Callable[[asyncpg.Connection], Awaitable[None]]) -> None:
        if self._closed:
            raise StoreUnavailable("closed")
        connection = await connect(self._address, command_timeout=None)
        try:
            await work(connection)
        except Exception as problem:
            if not is_unavailable(problem):
                raise
            raise unavailable(problem) from None
        finally:
            connection.terminate()


async def open_postgres(address: str, *, readers: int = 4, queue: int = 4096) -> PostgresStore:
    """Open the database and bring it to this schema.

    Raises UnsafeStore or StoreUnavailable, which do not repeat the address.
    """
    connection = await connect(address)
    try:
        await require_safe_server(connection)
        await migrate(connection)
    except Exception as problem:
        if not is_unavailable(problem):
            raise
        raise StoreUnavailable(f"cannot prepare the database: {type(problem).__name__}") from None
    finally:
        await connection.close()
    return PostgresStore(address, await make_pool(address, readers), queue=queue)
