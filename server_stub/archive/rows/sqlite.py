"""The rows of an SQLite database, seen in one transaction, also while a server writes to it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import apsw

from server_stub.archive.rows import sql
from server_stub.archive.rows.base import BATCH, Row, WrongDatabase
from server_stub.archive.rows.tables import Link, Table, newest_schema, tables_of
from server_stub.store.sqlite.connection import connect
from server_stub.store.steps import MOVED


class SqliteRows:
    """See server_stub.archive.rows.base.Rows; the connection must be inside a transaction."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self.schema = _schema(connection)
        self.tables = tables_of(connection)

    async def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return {table.name: self._number(sql.count(table)) for table in self.tables}

    async def read(self, table: Table) -> AsyncIterator[list[Row]]:
        """All rows of a table by their keys."""
        found = self._connection.execute(f"{sql.select(table)} {_order(table)}")
        while batch := list(islice(found, BATCH)):
            yield batch

    async def between(self, table: Table, after: Row | None, upto: Row | None) -> list[Row]:
        """The rows between two keys."""
        key, marks = ", ".join(table.key), ", ".join("?" * len(table.key))
        bounds = [f"({key}) {sign} ({marks})" for sign, end in ((">", after), ("<=", upto)) if end is not None]
        where = f"WHERE {' AND '.join(bounds)}" if bounds else ""
        return self._connection.execute(
            f"{sql.select(table)} {where} {_order(table)}", (*(after or ()), *(upto or ()))
        ).fetchall()

    async def last(self, table: Table) -> Row | None:
        """The last key, None where there is no row."""
        backwards = ", ".join(f"{column} DESC" for column in table.key)
        row = self._connection.execute(f"{sql.select(table)} ORDER BY {backwards} LIMIT 1").fetchone()
        return None if row is None else table.key_of(row)

    async def lacking(self, link: Link) -> int:
        """How many rows refer to nothing."""
        return self._number(sql.lacking(link))

    async def damage(self) -> str | None:
        """What SQLite's own check finds."""
        try:
            found = self._connection.pragma("integrity_check")
        except apsw.Error as problem:
            return type(problem).__name__
        return None if found == "ok" else "the file is damaged"

    def _number(self, statement: str) -> int:
        for (number,) in self._connection.execute(statement):
            return int(number)
        return 0


@contextmanager
def snapshot(path: Path) -> Iterator[SqliteRows]:
    """What is committed in the database at `path`, now. Writers are not stopped.

    Raises StoreUnavailable, UnsafeStore or WrongDatabase.
    """
    connection = connect(path, readonly=True)
    try:
        connection.execute("BEGIN")
        yield SqliteRows(connection)
    except apsw.Error as problem:
        raise WrongDatabase(f"the database cannot be read ({type(problem).__name__})") from None
    finally:
        connection.close(True)


def _order(table: Table) -> str:
    return f"ORDER BY {', '.join(table.key)}"


def _schema(connection: apsw.Connection) -> int:
    try:
        for (version,) in connection.execute("SELECT max(version) FROM schema_versions WHERE version < ?", (MOVED,)):
            if version is not None and version <= newest_schema():
                return int(version)
            if version is not None:
                raise WrongDatabase("the database was made by a newer version of this program")
    except apsw.SQLError:
        pass
    raise WrongDatabase("there is no community in this database")
