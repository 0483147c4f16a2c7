"""Writes: a few lanes, each of which commits together what waits in it.

Operations on the same thing share a lane, and so a transaction: one sync of PostgreSQL's log serves a whole group, and
nobody waits for a lock that a neighbour holds. An operation that fails undoes only itself; where PostgreSQL objects,
each of the group is tried again alone. An operation that names nothing runs alone, in a lane of its own.
"""

import asyncio
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import asyncpg

from server_stub.store.ahead import Ahead
from server_stub.store.base import StoreBusy, StoreUnavailable
from server_stub.store.postgres import bridge
from server_stub.store.postgres.connection import OUTDATED, connect, is_lost, is_unavailable, unavailable
from server_stub.store.postgres.locks import BEGIN_ALONE, begin_on
from server_stub.store.postgres.writing.looking import look_ahead
from server_stub.store.postgres.writing.memory import Memory
from server_stub.store.postgres.writing.sending import Overtaken, send
from server_stub.store.postgres.writing.writes import PostgresWrites

GROUP_SIZE = 32
LANES = 3
"""Lanes for operations that name what they are on; one more is for those that do not."""

_ATTEMPTS = 8
_PAUSE = 0.01
_AGAIN = (asyncpg.TransactionRollbackError, asyncpg.LockNotAvailableError, Overtaken, *OUTDATED)

Outcome = tuple[Any, BaseException | None]


@dataclass(frozen=True, slots=True)
class Job:
    """An operation that waits for its turn; `keys` are its locks, none for all of them; `ahead` what it looks up."""

    operation: Callable[[PostgresWrites], Any]
    keys: frozenset[int]
    ahead: Ahead | None
    future: "asyncio.Future[Any]"

    def settle(self, outcome: Outcome) -> None:
        """Deliver, unless whoever asked has gone; the work is done all the same."""
        if self.future.done():
            return
        result, problem = outcome
        if problem is None:
            self.future.set_result(result)
        else:
            self.future.set_exception(problem)


class _Lane:
    """One connection, and what waits for it."""

    def __init__(self, writer: "Writer", address: str) -> None:
        self.jobs: deque[Job] = deque()
        self._writer = writer
        self._address = address
        self._connection: asyncpg.Connection | None = None
        self._task: asyncio.Task[None] | None = None

    def put(self, job: Job) -> None:
        self.jobs.append(job)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._work())

    async def close(self) -> None:
        while self._task is not None:
            await self._task
        if self._connection is not None:
            await _leave(self._connection)

    async def _work(self) -> None:
        try:
            while self.jobs:
                await self._settle(self._next_group())
        finally:
            self._task = None

    def _next_group(self) -> list[Job]:
        group = [self.jobs.popleft()]
        while group[0].keys and self.jobs and len(group) < GROUP_SIZE:
            group.append(self.jobs.popleft())
        return group

    async def _settle(self, group: list[Job]) -> None:
        """Do the work and deliver its outcomes."""
        try:
            outcomes = await self._attempts(group)
        except Exception as problem:
            if len(group) > 1 and not isinstance(problem, StoreUnavailable | StoreBusy):
                for job in group:
                    await self._settle([job])
                return
            outcomes = [(None, problem)] * len(group)
        except BaseException:  # the loop ends: nothing of this group is known to be kept
            gone = StoreUnavailable("the writer ended")
            for job in group:
                job.settle((None, gone))
            raise
        for job, outcome in zip(group, outcomes, strict=True):
            job.settle(outcome)

    async def _attempts(self, group: list[Job]) -> list[Outcome]:
        """Run a group, again where others were in the way; raises StoreUnavailable, StoreBusy or what one of it did."""
        for attempt in range(_ATTEMPTS):
            transaction = _Transaction(group)
            try:
                outcomes = await transaction.run(await self._connected())
            except asyncio.CancelledError:
                raise
            except BaseException as problem:
                await self._recover(problem)
                again = isinstance(problem, _AGAIN) or (is_lost(problem) and not transaction.in_doubt and not attempt)
                if not again:
                    raise _as_told(problem) from None
            else:
                return outcomes
            await asyncio.sleep(random.random() * _PAUSE * 2**attempt)  # noqa: S311 — so that rivals part
        raise StoreBusy("others were in the way too often")

    async def _connected(self) -> asyncpg.Connection:
        if self._connection is None or self._connection.is_closed():
            self._connection = await connect(self._address)
        return self._connection

    async def _recover(self, problem: BaseException) -> None:
        connection = self._connection
        if connection is None:
            return
        if not is_lost(problem):
            try:
                await connection.execute("ROLLBACK")
            except Exception:
                problem = ConnectionResetError()
            else:
                return
        self._connection = None
        connection.terminate()


class _Transaction:
    """One attempt at a group; `in_doubt` once it has been asked to commit."""

    def __init__(self, group: list[Job]) -> None:
        self._group = group
        self._memory = Memory()
        self.in_doubt = False

    async def run(self, connection: asyncpg.Connection) -> list[Outcome]:
        """Raises where none of it could be kept."""
        keys = frozenset[int]().union(*(job.keys for job in self._group))
        await connection.execute(begin_on(keys) if keys else BEGIN_ALONE)
        await look_ahead(connection, (job.ahead for job in self._group if job.ahead is not None), self._memory)
        outcomes = [await self._one(connection, job) for job in self._group]
        await send(connection, self._memory.pending)
        self.in_doubt = True
        if await connection.execute("COMMIT") != "COMMIT":
            raise asyncpg.InternalServerError("the transaction was not committed")
        return outcomes

    async def _one(self, connection: asyncpg.Connection, job: Job) -> Outcome:
        neighbours = len(self._group) > 1
        txn = PostgresWrites(connection, self._memory, neighbours=neighbours)
        try:
            result = await bridge.run(job.operation, txn)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, Overtaken):
            raise
        except Exception as problem:
            if not neighbours:
                raise
            await txn.undo()
            return None, problem
        txn.keep()
        return result, None


class Writer:
    """All lanes."""

    def __init__(self, address: str, *, capacity: int) -> None:
        self._capacity = capacity
        self._lanes = [_Lane(self, address) for _ in range(LANES)]
        self._alone = _Lane(self, address)
        self._closing = False

    @property
    def waiting(self) -> int:
        """How many operations wait."""
        return sum(len(lane.jobs) for lane in self._every())

    @property
    def alive(self) -> bool:
        """Whether it takes work."""
        return not self._closing

    def submit(
        self, operation: Callable[[PostgresWrites], Any], keys: frozenset[int], ahead: Ahead | None
    ) -> "asyncio.Future[Any]":
        """Queue an operation; raises StoreBusy or StoreUnavailable."""
        if self._closing:
            raise StoreUnavailable("closed")
        if self.waiting >= self._capacity:
            raise StoreBusy("too many writes wait")
        future = asyncio.get_running_loop().create_future()
        lane = self._lanes[min(keys) % LANES] if keys else self._alone
        lane.put(Job(operation, keys, ahead, future))
        return future

    async def close(self) -> None:
        """Take no more, and finish what waits."""
        self._closing = True
        await asyncio.gather(*(lane.close() for lane in self._every()))

    def _every(self) -> list[_Lane]:
        return [*self._lanes, self._alone]


def _as_told(problem: BaseException) -> BaseException:
    """What a problem is to those who wait."""
    return unavailable(problem) if is_unavailable(problem) else problem


async def _leave(connection: asyncpg.Connection) -> None:
    try:
        await connection.close(timeout=5)
    except Exception:
        connection.terminate()
