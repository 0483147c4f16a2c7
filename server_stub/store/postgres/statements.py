"""Running one statement of SQL on PostgreSQL, from inside of an operation."""

from collections.abc import Iterable
from typing import Any

import asyncpg

from server_stub.store.postgres.asking import Answers
from server_stub.store.postgres.bridge import wait
from server_stub.store.sql.reads import SqlReads
from server_stub.store.sql.statements import Row, Statements


class OneStatementOnly(BaseException):
    """A reader asked for a second statement outside of a transaction: it begins again inside of one.

    No Exception, so that no operation catches it.
    """


class OnPostgres(Statements):
    """What all parts of a transaction share on PostgreSQL."""

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


class PostgresReads(OnPostgres, SqlReads):
    """One consistent view (see server_stub.store.base.ReadTxn).

    `answers` are known already. With `alone` it is in no transaction, and there is one statement only, or none besides
    those answers.
    """

    def __init__(self, connection: asyncpg.Connection, answers: Answers, *, alone: bool = False) -> None:
        super().__init__(connection)
        self._answers = answers
        self._spent = bool(answers)
        self._alone = alone

    def _before(self, sql: str) -> None:
        if self._alone and self._spent:
            raise OneStatementOnly
        self._spent = True

    def _each(self, sql: str, *values: Any) -> Iterable[Row]:
        known = self._answers.get((sql, values))
        return super()._each(sql, *values) if known is None else known

    def _one(self, sql: str, *values: Any) -> Row | None:
        known = self._answers.get((sql, values))
        if known is None:
            return super()._one(sql, *values)
        return known[0] if known else None
