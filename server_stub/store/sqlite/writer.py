"""The one thread that writes: what waits is committed together, each operation inside a savepoint of its own.

One sync of the disk serves a whole group, and an answer is given only after it. An operation that fails undoes only
itself. A commit that fails fails its group, and the thread goes on with the next on a fresh connection; a thread that
cannot go on says so, so that the process can end and be started again.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import apsw

from server_stub.store.base import StoreBusy, StoreUnavailable
from server_stub.store.sqlite.connection import BUSY_MS
from server_stub.store.sqlite.statements import SqliteWrites

GROUP_SIZE = 256
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
    """An operation that waits for its turn in a group; `settle` takes its outcome, in the event loop."""

    operation: Callable[[SqliteWrites], Any]
    settle: Callable[[Outcome], None]


@dataclass(frozen=True, slots=True)
class LoneJob:
    """Work on the bare connection, outside of any transaction."""

    work: Callable[[apsw.Connection], Any]
    settle: Callable[[Outcome], None]


Settled = tuple[Job | LoneJob, Outcome]


class Writer:
    """Owns the writing connection and its thread.

    `connect` opens the connection, in the thread. `deliver` is called, in the thread, with pairs of a job and its
    outcome, after the commit. `died` is called once if the thread has to give up.
    """

    def __init__(
        self,
        connect: Callable[[], apsw.Connection],
        deliver: Callable[[list[Settled]], None],
        died: Callable[[], None],
        *,
        capacity: int,
    ) -> None:
        self._connect = connect
        self._deliver = deliver
        self._died = died
        self._capacity = capacity
        self._jobs: deque[Job | LoneJob] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self._dead = False
        self._failing = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether the thread takes work."""
        return self._thread.is_alive() and not self._dead

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
        with self._wake:
            if self._closing or self._dead:
                raise StoreUnavailable("closed")
            if len(self._jobs) >= self._capacity:
                raise StoreBusy("too many writes wait")
            self._jobs.append(job)
            self._wake.notify()

    def close(self) -> None:
        """Take no more, finish what waits, and end the thread; blocks."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join()

    def _run(self) -> None:
        connection: apsw.Connection | None = None
        try:
            connection = self._open()
            while (group := self._next_group()) is not None:
                connection = self._settle(connection, group)
        except BaseException:  # the end of this thread must be known, whatever brought it
            self._give_up()
            raise
        finally:
            if connection is not None:
                connection.close(True)

    def _next_group(self) -> list[Job] | LoneJob | None:
        """Wait for work; None at the end."""
        with self._wake:
            while not self._jobs and not self._closing:
                self._wake.wait()
            group: list[Job] = []
            while self._jobs and len(group) < GROUP_SIZE:
                job = self._jobs[0]
                if isinstance(job, LoneJob):
                    if group:
                        break
                    self._jobs.popleft()
                    return job
                group.append(job)
                self._jobs.popleft()
            return group or None

    def _settle(self, connection: apsw.Connection, group: list[Job] | LoneJob) -> apsw.Connection:
        """Do the work and deliver its outcomes; returns the connection to go on with."""
        settled: list[Settled]
        failed, before = False, connection.total_changes()
        try:
            if isinstance(group, LoneJob):
                settled = [(group, _alone(connection, group))]
            else:
                settled = list(zip(group, _commit(connection, group), strict=True))
        except BaseException as problem:  # a fault of the machine, or of this program: none of the group is kept
            failed = self._failing = True
            unavailable = StoreUnavailable(type(problem).__name__)
            jobs: list[Job | LoneJob] = [group] if isinstance(group, LoneJob) else [*group]
            settled = [(job, (None, unavailable)) for job in jobs]
        if not failed and connection.total_changes() > before:  # a full disk takes what changes nothing
            self._failing = False
        self._deliver(settled)
        if failed:
            connection.close(True)  # which rolls back
            connection = self._open()
        return connection

    def _open(self) -> apsw.Connection:
        for attempt in range(_REOPEN_ATTEMPTS):
            try:
                return self._connect()
            except StoreUnavailable:
                if attempt == _REOPEN_ATTEMPTS - 1:
                    raise
                threading.Event().wait(_REOPEN_PAUSE * 2**attempt)
        raise AssertionError("unreachable")

    def _give_up(self) -> None:
        with self._wake:
            self._dead = True
            left = list(self._jobs)
            self._jobs.clear()
        gone = StoreUnavailable("the writer ended")
        self._deliver([(job, (None, gone)) for job in left])
        self._died()


def _commit(connection: apsw.Connection, group: list[Job]) -> list[Outcome]:
    """Run operations in one transaction and make it durable; raises where none of it could be kept."""
    connection.execute("BEGIN IMMEDIATE")
    txn = SqliteWrites(connection)
    outcomes = [_in_savepoint(connection, txn, job) for job in group]
    connection.execute("COMMIT")
    return outcomes


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
