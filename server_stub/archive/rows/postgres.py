"""The rows of a PostgreSQL database, seen in one transaction, also while servers write to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from server_stub.archive.rows import sql
from server_stub.archive.rows.base import BATCH, Row, WrongDatabase
from server_stub.archive.rows.tables import Link, Table, newest_schema, newest_tables
from server_stub.store.postgres.connection import connect, unavailable
from server_stub.store.postgres.erasing import READING

NO_HURRY = "SET idle_in_transaction_session_timeout = 0"


class PostgresRows:
    """See server_stub.archive.rows.base.Rows; the connection must be inside a transaction."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self.schema = newest_schema()  # both databases count alike, and older ones are refused
        self.tables = newest_tables()

    async def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return {table.name: await self._connection.fetchval(sql.count(table)) for table in self.tables}

    async def read(self, table: Table) -> AsyncIterator[list[Row]]:
        """All rows of a table by their keys."""
        cursor = await self._connection.cursor(f"{sql.select(table)} ORDER BY {', '.join(table.key)}")
        while batch := await cursor.fetch(BATCH):
            yield [tuple(row) for row in batch]

    async def between(self, table: Table, after: Row | None, upto: Row | None) -> list[Row]:
        """The rows between two keys."""
        key, width = ", ".join(table.key), len(table.key)
        bounds: list[str] = []
        values: list[object] = []
        for sign, end in ((">", after), ("<=", upto)):
            if end is not None:
                marks = ", ".join(f"${len(values) + at}" for at in range(1, width + 1))
                bounds.append(f"({key}) {sign} ({marks})")
                values += end
        where = f"WHERE {' AND '.join(bounds)}" if bounds else ""
        rows = await self._connection.fetch(f"{sql.select(table)} {where} ORDER BY {key}", *values)
        return [tuple(row) for row in rows]

    async def last(self, table: Table) -> Row | None:
        """The last key, None where there is no row."""
        backwards = ", ".join(f"{column} DESC" for column in table.key)
        row = await self._connection.fetchrow(f"{sql.select(table)} ORDER BY {backwards} LIMIT 1")
        return None if row is None else table.key_of(tuple(row))

    async def lacking(self, link: Link) -> int:
        """How many rows refer to nothing."""
        return int(await self._connection.fetchval(sql.lacking(link)))

    async def damage(self) -> str | None:
        """PostgreSQL tells of damage when it meets it: checksums are its own matter."""
        return None


@asynccontextmanager
async def snapshot(address: str) -> AsyncIterator[PostgresRows]:
    """What is committed in the database at `address`, now. Writers are not stopped.

    Raises StoreUnavailable, UnsafeStore or WrongDatabase.
    """
    connection = await connect(address, command_timeout=None)
    try:
        await connection.execute(NO_HURRY)
        await connection.execute("SELECT pg_advisory_lock_shared($1)", READING)
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            await require_newest(connection)
            yield PostgresRows(connection)
    except asyncpg.PostgresError as problem:
        raise unavailable(problem) from None
    finally:
        await connection.close()


async def require_newest(connection: asyncpg.Connection) -> None:
    """Check that a community of this program's schema is there; raises WrongDatabase."""
    try:
        version = await connection.fetchval("SELECT max(version) FROM schema_versions")
    except asyncpg.UndefinedTableError:
        version = None
    if version is None:
        raise WrongDatabase("there is no community in this database")
    if version > newest_schema():
        raise WrongDatabase("the database was made by a newer version, or something is being moved into it")
    if version < newest_schema():
        raise WrongDatabase("the database is from an older version; the server brings it up to date at its start")
