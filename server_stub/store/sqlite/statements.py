"""Running one statement of SQL on SQLite."""

from collections.abc import Iterable
from typing import Any

import apsw

from server_stub.store.sql.reads import SqlReads
from server_stub.store.sql.statements import Row, Statements
from server_stub.store.sql.writes import SqlWrites


class _OnSqlite(Statements):
    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def _each(self, sql: str, *values: Any) -> Iterable[Row]:
        return self._connection.execute(sql, values)

    def _one(self, sql: str, *values: Any) -> Row | None:
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def _run(self, sql: str, *values: Any) -> int:
        self._connection.execute(sql, values)
        return self._connection.changes()

    def _by(self, index: str) -> str:
        return f"INDEXED BY {index}"


class SqliteReads(_OnSqlite, SqlReads):
    """One consistent view (see server_stub.store.base.ReadTxn)."""


class SqliteWrites(_OnSqlite, SqlWrites):
    """One operation's view while it writes (see server_stub.store.base.WriteTxn)."""
