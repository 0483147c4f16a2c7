"""Running one statement of SQL on PostgreSQL, from inside of an operation."""

from collections.abc import Iterable
from typing import Any

import asyncpg

from server_stub.store.postgres.bridge import wait
from server_stub.store.sql.reads import SqlReads
from server_stub.store.sql.statements import Row, Statements
from server_stub.store.sql.writes import SqlWrites


class OneStatementOnly(BaseException):
    """A reader asked for a second statement outside of a transaction: it begins again inside of one.

    No Exception, so that no operation catches it.
    """


class _OnPostgres(Statements):
    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection

    def _before(self, sql: str) -> None:
        """Called before each statement."""

    def _each(self, sql: str, *values: Any) -> Iterable[Row]:
        self._before(sql)
        rows: list[Row] = wait(self._connection.fetch(sql, *values))
        return rows

    def _one(self, sql: str, *values: Any) -> Row | None:
        self._before(sql)
        row: Row | None = wait(self._connection.fetchrow(sql, *values))
        return row

    def _run(self, sql: str, *values: Any) -> int:
        self._before(sql)
        status: str = wait(self._connection.execute(sql, *values))
        return int(status.rpartition(" ")[2])


class PostgresReads(_OnPostgres, SqlReads):
    """One consistent view (see server_stub.store.base.ReadTxn); with `alone` for one statement only."""

    def __init__(self, connection: asyncpg.Connection, *, alone: bool = False) -> None:
        super().__init__(connection)
        self._alone = alone
        self._begun = False

    def _before(self, sql: str) -> None:
        if self._alone and self._begun:
            raise OneStatementOnly
        self._begun = True


class PostgresWrites(_OnPostgres, SqlWrites):
    """One operation's view while it writes (see server_stub.store.base.WriteTxn).

    With `neighbours` in its transaction it begins a savepoint before the first statement that changes something.
    """

    def __init__(self, connection: asyncpg.Connection, *, neighbours: bool) -> None:
        super().__init__(connection)
        self._neighbours = neighbours
        self._saved = False

    def _before(self, sql: str) -> None:
        if self._neighbours and not self._saved and not sql.startswith("SELECT"):
            wait(self._connection.execute("SAVEPOINT operation"))
            self._saved = True

    async def undo(self) -> None:
        """Take back what this operation changed."""
        if self._saved:
            await self._connection.execute("ROLLBACK TO SAVEPOINT operation")
