"""One attempt at a group of operations, in two ways.

`AtOnce` looks first, without any lock, and lets the operations decide. All that they want is then written at once (see
at_once.py). It does for what is known ahead and sent together, as posts and messages are, and takes one round trip to
look and one to write.

`Locked` has its locks from the beginning, and asks and writes as the operations go on. It does for everything.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import asyncpg

from server_stub.store.ahead import Ahead
from server_stub.store.postgres import bridge
from server_stub.store.postgres.locks import BEGIN_ALONE, begin_on
from server_stub.store.postgres.writing.at_once import Session
from server_stub.store.postgres.writing.looking import Look, look_ahead
from server_stub.store.postgres.writing.memory import Memory
from server_stub.store.postgres.writing.sending import Overtaken, send
from server_stub.store.postgres.writing.writes import PostgresWrites

Outcome = tuple[Any, BaseException | None]


@dataclass(frozen=True, slots=True)
class Work:
    """An operation; `keys` are its locks, none for all of them; `ahead` what it looks up."""

    operation: Callable[[PostgresWrites], Any]
    keys: frozenset[int]
    ahead: Ahead | None


class MoreToAsk(BaseException):
    """An operation needs a statement of its own, for which it begins again under locks.

    No Exception, so that no operation catches it.
    """


class Transaction(ABC):
    """An attempt; `in_doubt` once it has been asked to commit."""

    def __init__(self, group: list[Work]) -> None:
        self._group = group
        self._memory = Memory()
        self.in_doubt = False

    async def run(self, session: Session) -> list[Outcome]:
        """What became of each; raises where none of it could be kept."""
        await self._enter(session)
        looks = await look_ahead(
            session.connection, (w.ahead for w in self._group if w.ahead is not None), self._memory
        )
        outcomes = [await self._one(session.connection, work) for work in self._group]
        await self._keep(session, looks)
        return outcomes

    @property
    def _keys(self) -> frozenset[int]:
        return frozenset[int]().union(*(work.keys for work in self._group))

    async def _one(self, connection: asyncpg.Connection, work: Work) -> Outcome:
        neighbours = len(self._group) > 1
        txn = self._writes(connection, neighbours=neighbours)
        try:
            result = await bridge.run(work.operation, txn)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, Overtaken):
            raise
        except Exception as problem:
            if not neighbours:
                raise
            await txn.undo()
            return None, problem
        txn.keep()
        return result, None

    @abstractmethod
    async def _enter(self, session: Session) -> None:
        """Before the look."""

    @abstractmethod
    def _writes(self, connection: asyncpg.Connection, *, neighbours: bool) -> PostgresWrites:
        """What an operation is given."""

    @abstractmethod
    async def _keep(self, session: Session, looks: list[Look]) -> None:
        """Make durable what the operations want."""


class Locked(Transaction):
    """Under locks from the beginning."""

    async def _enter(self, session: Session) -> None:
        await session.connection.execute(begin_on(self._keys) if self._keys else BEGIN_ALONE)

    def _writes(self, connection: asyncpg.Connection, *, neighbours: bool) -> PostgresWrites:
        return PostgresWrites(connection, self._memory, neighbours=neighbours)

    async def _keep(self, session: Session, looks: list[Look]) -> None:
        await send(session.connection, self._memory.pending)
        self.in_doubt = True
        if await session.connection.execute("COMMIT") != "COMMIT":
            raise asyncpg.InternalServerError("the transaction was not committed")


class AtOnce(Transaction):
    """With one look before and all the rest after; raises MoreToAsk where that does not do."""

    async def _enter(self, session: Session) -> None:
        if not await session.prepare():
            raise MoreToAsk

    def _writes(self, connection: asyncpg.Connection, *, neighbours: bool) -> PostgresWrites:
        return _FromMemory(connection, self._memory, neighbours=neighbours)

    async def _keep(self, session: Session, looks: list[Look]) -> None:
        if self._memory.pending:
            self.in_doubt = True
            await session.write(self._keys, looks, self._memory.pending)


class _FromMemory(PostgresWrites):
    """Asks nothing."""

    def _before(self, sql: str) -> None:
        raise MoreToAsk
