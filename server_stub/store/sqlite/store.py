"""The store on one SQLite file: reads here or in a few threads, one writer, results handed to the event loop."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import apsw

from server_stub.store.ahead import Ahead
from server_stub.store.base import Health, ReadTxn, StoreBusy, StoreUnavailable, WriteTxn
from server_stub.store.sqlite.connection import connect, make_private, require_safe_library
from server_stub.store.sqlite.migrate import migrate
from server_stub.store.sqlite.pace import Pace
from server_stub.store.sqlite.statements import SqliteReads
from server_stub.store.sqlite.writer import Job, LoneJob, Writer

T = TypeVar("T")

_MAX_READS = 4096


class SqliteStore:
    """See server_stub.store.base.Store. Make it with `open_sqlite`, inside the loop that will use it."""

    def __init__(self, path: Path, *, readers: int, queue: int, died: Callable[[], None]) -> None:
        self._path = path
        self._loop = asyncio.get_running_loop()
        self._local = threading.local()
        self._connections: list[apsw.Connection] = []
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="reader")
        self._reading = 0
        self._closed = False
        self._pace = Pace()
        self._own: apsw.Connection | None = None
        self._writer = Writer(lambda: connect(path), died, capacity=queue)

    async def read(self, operation: Callable[[ReadTxn], T], *, ahead: Ahead | None = None) -> T:
        """Run here where the disk is quick, else on a reader's connection in a thread."""
        if self._closed:
            raise StoreUnavailable("closed")
        if self._pace.is_quick():
            with suppress(_Occupied):
                return self._pace.run(lambda: self._read_here(operation))
        if self._reading >= _MAX_READS:
            raise StoreBusy("too many reads wait")
        self._reading += 1
        try:
            return await self._loop.run_in_executor(self._readers, self._read, operation)
        finally:
            self._reading -= 1

    async def write(
        self, operation: Callable[[WriteTxn], T], *, on: Iterable[bytes] = (), ahead: Ahead | None = None
    ) -> T:
        """Run on the writer and return once it is durable; it writes one after the other, whatever they are `on`.

        What tells `ahead` what it looks up touches a few rows, and so may be done in the loop.
        """
        future: asyncio.Future[T] = self._loop.create_future()
        self._writer.submit(Job(operation, future, small=ahead is not None))
        return await future

    async def scrub(self) -> None:
        """Move everything out of the write-ahead log and cut it."""
        await self._alone(_truncate_log)

    async def rewrite(self) -> None:
        """Write the whole database anew.

        SQLite overwrites what is erased, but when it splits a page it leaves stale copies of rows in the page's
        unused middle, out of the reach of a later erasure.
        """
        await self._alone(_vacuum)

    def health(self) -> Health:
        """How the store is."""
        writer = self._writer
        return Health(writer=writer.alive, database=not writer.failing, waiting=writer.waiting)

    async def close(self) -> None:
        """Finish what was accepted, then close."""
        if self._closed:
            return
        self._closed = True
        await asyncio.to_thread(self._readers.shutdown)
        for connection in self._connections:
            connection.close(True)
        await self._writer.close()

    async def _alone(self, work: Callable[[apsw.Connection], None]) -> None:
        future: asyncio.Future[None] = self._loop.create_future()
        self._writer.submit(LoneJob(work, future))
        await future

    def _read_here(self, operation: Callable[[ReadTxn], T]) -> T:
        """Raises _Occupied where it would have to wait for another process."""
        try:
            if self._own is None:
                self._own = connect(self._path, readonly=True)
                self._own.set_busy_timeout(0)
                self._connections.append(self._own)
            return _look(self._own, operation)
        except apsw.BusyError:
            raise _Occupied from None
        except apsw.Error as problem:
            raise StoreUnavailable(type(problem).__name__) from None

    def _read(self, operation: Callable[[ReadTxn], T]) -> T:
        try:
            return _look(self._reader(), operation)
        except apsw.Error as problem:
            raise StoreUnavailable(type(problem).__name__) from None

    def _reader(self) -> apsw.Connection:
        connection: apsw.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self._path, readonly=True)
            self._local.connection = connection
            self._connections.append(connection)
        return connection


class _Occupied(Exception):
    """Another process has the database for a moment."""


def _look(connection: apsw.Connection, operation: Callable[[ReadTxn], T]) -> T:
    connection.execute("BEGIN")
    try:
        return operation(SqliteReads(connection))
    finally:
        connection.execute("ROLLBACK")


def _truncate_log(connection: apsw.Connection) -> None:
    connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)


def _vacuum(connection: apsw.Connection) -> None:
    _truncate_log(connection)  # where somebody reads for long, this fails, and nothing is written anew in vain
    connection.execute("VACUUM")
    _truncate_log(connection)


def _do_nothing() -> None:
    return


async def open_sqlite(
    path: Path, *, readers: int = 4, queue: int = 4096, died: Callable[[], None] = _do_nothing
) -> SqliteStore:
    """Open or make the database at `path` and bring it to this schema.

    `died` is called in the loop if the writer has to give up: the process should end then.
    Raises UnsafeStore or StoreUnavailable.
    """
    await asyncio.to_thread(_prepare, path)
    return SqliteStore(path, readers=readers, queue=queue, died=died)


def _prepare(path: Path) -> None:
    require_safe_library()
    try:
        make_private(path)
        connection = connect(path)
    except OSError as problem:
        raise StoreUnavailable(f"cannot open the database: {problem.strerror}") from None
    try:
        migrate(connection)
    except apsw.Error as problem:
        raise StoreUnavailable(f"cannot prepare the database: {type(problem).__name__}") from None
    finally:
        connection.close(True)
