"""One attempt at a group of operations, in two ways.

`AtOnce` looks first, without any lock, and lets the operations decide. All that they want then goes in one message: the
locks, the question whether the same would still be found, the rows and the commit. It does for what is known ahead and
sent together, as posts and messages are, and takes one round trip to look and one to write.

`Locked` has its locks from the beginning, and asks and writes as the operations go on. It does for everything.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import asyncpg

from server_stub.store.ahead import Ahead
from server_stub.store.postgres import bridge
from server_stub.store.postgres.locks import BEGIN_ALONE, begin_on
from server_stub.store.postgres.writing.literals import literal
from server_stub.store.postgres.writing.looking import Look, look_ahead
from server_stub.store.postgres.writing.memory import Memory
from server_stub.store.postgres.writing.sending import send, sending
from server_stub.store.postgres.writing.writes import PostgresWrites

Outcome = tuple[Any, BaseException | None]

OVERTAKEN = asyncpg.DivisionByZeroError
"""What was read is no longer so: another process was quicker. Nothing is kept; begin again."""


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


class Session:
    """A connection, and what was prepared on it."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection = connection
        self._names: dict[str, str] = {}

    async def execution(self, sql: str, values: Iterable[Any]) -> str:
        """The statement as part of a message; it is prepared when it is first asked for."""
        name = self._names.get(sql)
        if name is None:
            name = f"heimo_{len(self._names)}"
            await self.connection.execute(f"PREPARE {name} AS {sql}")
            self._names[sql] = name
        return f"EXECUTE {name}({', '.join(map(literal, values))})"


class Transaction(ABC):
    """An attempt; `in_doubt` once it has been asked to commit."""

    def __init__(self, group: list[Work]) -> None:
        self._group = group
        self._memory = Memory()
        self.in_doubt = False

    async def run(self, session: Session) -> list[Outcome]:
        """What became of each; raises where none of it could be kept."""
        begin = self._begin()
        await self._enter(session, begin)
        looks = await look_ahead(
            session.connection, (w.ahead for w in self._group if w.ahead is not None), self._memory
        )
        outcomes = [await self._one(session.connection, work) for work in self._group]
        await self._commit(session, begin, looks)
        return outcomes

    def _begin(self) -> str:
        keys = frozenset[int]().union(*(work.keys for work in self._group))
        return begin_on(keys) if keys else BEGIN_ALONE

    async def _one(self, connection: asyncpg.Connection, work: Work) -> Outcome:
        neighbours = len(self._group) > 1
        txn = self._writes(connection, neighbours=neighbours)
        try:
            result = await bridge.run(work.operation, txn)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            raise
        except Exception as problem:
            if not neighbours:
                raise
            await txn.undo()
            return None, problem
        txn.keep()
        return result, None

    @abstractmethod
    async def _enter(self, session: Session, begin: str) -> None:
        """Before the look."""

    @abstractmethod
    def _writes(self, connection: asyncpg.Connection, *, neighbours: bool) -> PostgresWrites:
        """What an operation is given."""

    @abstractmethod
    async def _commit(self, session: Session, begin: str, looks: list[Look]) -> None:
        """Keep what the operations want."""


class Locked(Transaction):
    """Under locks from the beginning."""

    async def _enter(self, session: Session, begin: str) -> None:
        await session.connection.execute(begin)

    def _writes(self, connection: asyncpg.Connection, *, neighbours: bool) -> PostgresWrites:
        return PostgresWrites(connection, self._memory, neighbours=neighbours)

    async def _commit(self, session: Session, begin: str, looks: list[Look]) -> None:
        await send(session.connection, self._memory.pending)
        self.in_doubt = True
        await _require_committed(session.connection, "COMMIT")


class AtOnce(Transaction):
    """With one look before and one message after; raises MoreToAsk where that does not do."""

    async def _enter(self, session: Session, begin: str) -> None:
        pass

    def _writes(self, connection: asyncpg.Connection, *, neighbours: bool) -> PostgresWrites:
        return _FromMemory(connection, self._memory, neighbours=neighbours)

    async def _commit(self, session: Session, begin: str, looks: list[Look]) -> None:
        if not self._memory.pending:
            return
        still = [await session.execution(look.still, (*look.values, look.digest)) for look in looks]
        rows = await session.execution(*sending(self._memory.pending))
        self.in_doubt = True
        await _require_committed(session.connection, "; ".join([begin, *still, rows, "COMMIT"]))


class _FromMemory(PostgresWrites):
    """Asks nothing."""

    def _before(self, sql: str) -> None:
        raise MoreToAsk


async def _require_committed(connection: asyncpg.Connection, message: str) -> None:
    if await connection.execute(message) != "COMMIT":
        raise asyncpg.InternalServerError("the transaction was not committed")
