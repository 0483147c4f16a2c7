"""Running one statement of SQL."""

from typing import Any

import apsw

Row = tuple[Any, ...]


class Statements:
    """What all parts of a transaction share."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def _one(self, sql: str, *values: Any) -> Row | None:
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def _number(self, sql: str, *values: Any) -> int:
        row = self._one(sql, *values)
        return 0 if row is None else int(row[0])

    def _run(self, sql: str, *values: Any) -> int:
        """Run one statement; returns how many rows it changed."""
        self._connection.execute(sql, values)
        return self._connection.changes()
