"""What writes, one group after the other: what waits is committed together, each operation in a savepoint of its own.

One sync of the disk serves a whole group, and an answer is given only after it. An operation that fails undoes only
itself. A commit that fails fails its group, and the next one has a fresh connection; a writer that cannot go on says
so, so that the process can end and be started again.

The disk is waited for in a thread. Small operations are done in the event loop all the same while the disk is quick:
SQLite lets go of Python's turn at every row, and two busy threads that take it from each other pay for an operation
twice (server_stub.store.sqlite.pace).
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import apsw

from server_stub.store.base import StoreBusy, StoreUnavailable
from server_stub.store.sqlite.connection import BUSY_MS
from server_stub.store.sqlite.pace import Pace
from server_stub.store.sqlite.statements import SqliteWrites

T = TypeVar("T")

GROUP_SIZE = 256
SLICE_SIZE = 8
"""So many operations are done in the event loop before others have their turn."""
_BEGIN = "BEGIN IMMEDIATE"
_REOPEN_ATTEMPTS = 5
_REOPEN_PAUSE = 0.2
_PATIENCE_MS = 100

_BROKEN = (
    apsw.FullError,
    apsw.IOError,
    apsw.NoMemError,
    apsw.ReadOnlyError,
    apsw.CorruptError,
    apsw.NotADBError,
    apsw.CantOpenError,
    apsw.BusyError,
    apsw.LockedError,
    apsw.InterruptError,
    apsw.ProtocolError,
)
"""What no operation is to blame for: the whole group fails."""

Outcome = tuple[Any, BaseException | None]


@dataclass(frozen=True, slots=True)
class Job:
    """An operation that waits for its turn in a group; a `small` one reads and changes a few rows."""

    operation: Callable[[SqliteWrites], Any]
    future: "asyncio.Future[Any]"
    small: bool


@dataclass(frozen=True, slots=True)
class LoneJob:
    """Work on the bare connection, outside of any transaction."""

    work: Callable[[apsw.Connection], Any]
    future: "asyncio.Future[Any]"


class Writer:
    """Owns the writing connection; lives in one event loop.

    `connect` opens the connection, in the thread. `died` is called once if the writer has to give up.
    """

    def __init__(self, connect: Callable[[], apsw.Connection], died: Callable[[], None], *, capacity: int) -> None:
        self._connect = connect
        self._died = died
        self._capacity = capacity
        self._jobs: deque[Job | LoneJob] = deque()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._connection: apsw.Connection | None = None
        self._pace = Pace()
        self._closing = False
        self._dead = False
        self._failing = False
        self._work = asyncio.create_task(self._work_off(), name="writer")

    @property
    def alive(self) -> bool:
        """Whether it takes work."""
        return not (self._closing or self._dead)

    @property
    def failing(self) -> bool:
        """Whether a group could not be committed, and nothing was since."""
        return self._failing

    @property
    def waiting(self) -> int:
        """How many jobs wait."""
        return len(self._jobs)

    def submit(self, job: Job | LoneJob) -> None:
        """Queue a job; raises StoreBusy or StoreUnavailable."""
        if not self.alive:
            raise StoreUnavailable("closed")
        if len(self._jobs) >= self._capacity:
            raise StoreBusy("too many writes wait")
        self._jobs.append(job)
        if self._work.done():
            self._work = asyncio.create_task(self._work_off(), name="writer")

    async def close(self) -> None:
        """Take no more, finish what waits, and close the connection."""
        self._closing = True
        await self._work
        if self._connection is not None:
            await self._in_thread(self._connection.close, True)
        self._thread.shutdown()

    async def _work_off(self) -> None:
        """Open the connection, and do everything that waits; the next job begins it again."""
        try:
            while self._jobs or self._connection is None:
                if self._connection is None:
                    self._connection = await self._in_thread(self._open)
                if self._jobs:
                    await self._settle(self._connection)
        except BaseException as problem:  # that it ends must be known, whatever brought it
            self._give_up()
            if not isinstance(problem, Exception):
                raise
            asyncio.get_running_loop().call_exception_handler({"message": "writer", "exception": problem})

    async def _settle(self, connection: apsw.Connection) -> None:
        """Do the next group and say what came of it."""
        group: list[Job | LoneJob] = []
        before = connection.total_changes()
        try:
            outcomes = await self._do(connection, group)
        except asyncio.CancelledError:
            raise
        except BaseException as problem:  # a fault of the machine, or of this program: none of the group is kept
            self._failing, self._connection = True, None
            unavailable = StoreUnavailable(type(problem).__name__)
            outcomes = [(None, unavailable) for _ in group]
            await self._in_thread(connection.close, True)  # which rolls back
        else:
            if connection.total_changes() > before:  # a full disk takes what changes nothing
                self._failing = False
        for job, outcome in zip(group, outcomes, strict=True):
            _tell(job.future, outcome)

    async def _do(self, connection: apsw.Connection, group: list[Job | LoneJob]) -> list[Outcome]:
        """Take the next group, note it in `group`, do it and make it durable; raises where none of it could be kept."""
        first = self._jobs[0]
        if isinstance(first, LoneJob):
            group.append(self._jobs.popleft())
            return [await self._in_thread(_alone, connection, first)]
        if first.small and self._pace.is_quick():
            return await self._do_here(connection, group)
        jobs = self._take(GROUP_SIZE)
        group += jobs
        return await self._in_thread(_commit, connection, jobs)

    async def _do_here(self, connection: apsw.Connection, group: list[Job | LoneJob]) -> list[Outcome]:
        """Do the small operations that wait, in the loop; only the disk is waited for in the thread."""
        most = min(len(self._jobs), GROUP_SIZE)  # who comes meanwhile is next: so some are done while others are synced
        jobs = self._take(min(SLICE_SIZE, most), small=True)
        group += jobs
        try:
            _begin_at_once(connection)
        except apsw.BusyError:  # another process has the database for a while
            await self._in_thread(connection.execute, _BEGIN)
        txn, before = SqliteWrites(connection), connection.total_changes()
        outcomes: list[Outcome] = []
        while jobs:
            outcomes += self._pace.run(partial(_in_savepoints, connection, txn, jobs))
            jobs = self._take(min(SLICE_SIZE, most - len(group)), small=True)
            group += jobs
            if jobs:
                await asyncio.sleep(0)
        if connection.total_changes() > before:
            await self._in_thread(connection.execute, "COMMIT")
        else:  # there is nothing that a disk could keep
            connection.execute("COMMIT")
        return outcomes

    def _take(self, most: int, *, small: bool = False) -> list[Job]:
        """The next jobs of a group, with `small` no others."""
        taken: list[Job] = []
        while self._jobs and len(taken) < most:
            job = self._jobs[0]
            if isinstance(job, LoneJob) or (small and not job.small):
                break
            self._jobs.popleft()
            taken.append(job)
        return taken

    async def _in_thread(self, work: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    def _open(self) -> apsw.Connection:
        for attempt in range(_REOPEN_ATTEMPTS):
            try:
                return self._connect()
            except StoreUnavailable:
                if attempt == _REOPEN_ATTEMPTS - 1:
                    raise
                time.sleep(_REOPEN_PAUSE * 2**attempt)
        raise AssertionError("unreachable")

    def _give_up(self) -> None:
        self._dead = True
        gone = StoreUnavailable("the writer ended")
        while self._jobs:
            _tell(self._jobs.popleft().future, (None, gone))
        self._died()


def _tell(future: "asyncio.Future[Any]", outcome: Outcome) -> None:
    if future.done():  # whoever asked has gone; the work is done all the same
        return
    result, problem = outcome
    if problem is None:
        future.set_result(result)
    else:
        future.set_exception(problem)


def _begin_at_once(connection: apsw.Connection) -> None:
    """Begin a transaction that writes; raises BusyError where another process does."""
    connection.set_busy_timeout(0)
    try:
        connection.execute(_BEGIN)
    finally:
        connection.set_busy_timeout(BUSY_MS)


def _commit(connection: apsw.Connection, group: list[Job]) -> list[Outcome]:
    """Do operations in one transaction and make it durable; raises where none of it could be kept."""
    connection.execute(_BEGIN)
    txn = SqliteWrites(connection)
    outcomes = _in_savepoints(connection, txn, group)
    connection.execute("COMMIT")
    return outcomes


def _in_savepoints(connection: apsw.Connection, txn: SqliteWrites, jobs: list[Job]) -> list[Outcome]:
    return [_in_savepoint(connection, txn, job) for job in jobs]


def _in_savepoint(connection: apsw.Connection, txn: SqliteWrites, job: Job) -> Outcome:
    connection.execute("SAVEPOINT operation")
    try:
        outcome: Outcome = (job.operation(txn), None)
    except _BROKEN:
        raise
    except Exception as problem:
        if not connection.in_transaction:  # SQLite undid the neighbours, too
            raise
        connection.execute("ROLLBACK TO operation")
        outcome = (None, problem)
    connection.execute("RELEASE operation")
    return outcome


def _alone(connection: apsw.Connection, job: LoneJob) -> Outcome:
    """Do the work, or leave it soon where somebody reads for long, such as a backup: whoever writes waits meanwhile."""
    connection.set_busy_timeout(_PATIENCE_MS)
    try:
        return job.work(connection), None
    except apsw.BusyError:
        return None, StoreUnavailable("BusyError")
    finally:
        connection.set_busy_timeout(BUSY_MS)
