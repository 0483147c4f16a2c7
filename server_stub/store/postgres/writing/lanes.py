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
from server_stub.store.postgres.connection import OUTDATED, connect, is_lost, is_unavailable, unavailable
from server_stub.store.postgres.writing.at_once import Session
from server_stub.store.postgres.writing.sending import Overtaken
from server_stub.store.postgres.writing.transactions import (
    AtOnce,
    Locked,
    MoreToAsk,
    Outcome,
    Transaction,
    Work,
)
from server_stub.store.postgres.writing.writes import PostgresWrites

GROUP_SIZE = 32
LANES = 3
"""Lanes for operations that name what they are on; one more is for those that do not."""

_ATTEMPTS = 8
_PAUSE = 0.01
_AGAIN = (asyncpg.TransactionRollbackError, asyncpg.LockNotAvailableError, Overtaken, *OUTDATED)

_CALM = 32
"""So many groups are run under locks after others were quicker, since they will be again."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work that waits for its turn."""

    work: Work
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
        self._session: Session | None = None
        self._locked_for = 0
        self._task: asyncio.Task[None] | None = None

    def put(self, job: Job) -> None:
        self.jobs.append(job)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._work())

    async def close(self) -> None:
        while self._task is not None:
            await self._task
        if self._session is not None:
            await _leave(self._session.connection)

    async def _work(self) -> None:
        try:
            while self.jobs:
                await self._settle(self._next_group())
        finally:
            self._task = None

    def _next_group(self) -> list[Job]:
        group = [self.jobs.popleft()]
        while group[0].work.keys and self.jobs and len(group) < GROUP_SIZE:
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
        works = [job.work for job in group]
        outcomes = await self._try_at_once(works)
        if outcomes is not None:
            return outcomes
        for attempt in range(_ATTEMPTS):
            transaction = Locked(works)
            try:
                return await self._run(transaction)
            except BaseException as problem:
                again = isinstance(problem, _AGAIN) or (is_lost(problem) and not transaction.in_doubt and not attempt)
                if not again:
                    raise _as_told(problem) from None
            await asyncio.sleep(random.random() * _PAUSE * 2**attempt)  # noqa: S311 — so that rivals part
        raise StoreBusy("others were in the way too often")

    async def _try_at_once(self, works: list[Work]) -> list[Outcome] | None:
        """With few round trips, or None where it takes locks; raises StoreUnavailable or what an operation did."""
        if self._locked_for or any(work.ahead is None for work in works):
            self._locked_for = max(0, self._locked_for - 1)
            return None
        transaction = AtOnce(works)
        try:
            return await self._run(transaction)
        except MoreToAsk:
            return None
        except (Overtaken, asyncpg.SerializationError):
            self._locked_for = _CALM
            return None
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as problem:
            if is_lost(problem) and transaction.in_doubt:
                raise _as_told(problem) from None
            return None

    async def _run(self, transaction: Transaction) -> list[Outcome]:
        """Raises what the transaction does, with the connection in order again."""
        try:
            return await transaction.run(await self._ready())
        except (asyncio.CancelledError, MoreToAsk):
            raise
        except BaseException as problem:
            await self._recover(problem)
            raise

    async def _ready(self) -> Session:
        if self._session is None or self._session.connection.is_closed():
            self._session = Session(await connect(self._address))
        return self._session

    async def _recover(self, problem: BaseException) -> None:
        if self._session is None:
            return
        connection = self._session.connection
        if not is_lost(problem):
            if not connection.is_in_transaction():
                return
            try:
                await connection.execute("ROLLBACK")
            except Exception:
                problem = ConnectionResetError()
            else:
                return
        self._session = None
        connection.terminate()


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
        lane.put(Job(Work(operation, keys, ahead), future))
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
