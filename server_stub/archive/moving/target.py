"""A PostgreSQL database that is being filled, which no server can use until it is whole.

While it is filled, its highest schema number is MOVED, and the name beside it says which community it is for: so
every server refuses it, and another attempt knows its own. Later the same name stays beside number 0.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import asyncpg

from heimo_protocol.circles import open_genesis
from heimo_protocol.errors import Refusal
from server_stub.archive.moving.differences import Difference
from server_stub.archive.rows import sql
from server_stub.archive.rows.base import WrongDatabase
from server_stub.archive.rows.postgres import NO_HURRY, PostgresRows
from server_stub.archive.rows.tables import Table, newest_tables
from server_stub.store.postgres.connection import connect, require_safe_server, unavailable
from server_stub.store.postgres.migrate import migrate
from server_stub.store.steps import HOLDER, MOVED, holder

_FILLING = 742_906_431
"""The lock of whoever fills a database, so that no two do."""


_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = current_setting('application_name')
AND pid <> pg_backend_pid()
"""


class Target:
    """A database to be filled, through one connection."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self.rows = PostgresRows(connection)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """All that is done inside is kept together, or not at all; what triggers would do is in the rows already."""
        async with self._connection.transaction():
            await self._connection.execute("ALTER TABLE frames DISABLE TRIGGER USER")
            yield
            await self._connection.execute("ALTER TABLE frames ENABLE TRIGGER USER")

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[PostgresRows]:
        """See all rows at one moment."""
        async with self._connection.transaction(isolation="repeatable_read", readonly=True):
            yield self.rows

    async def prepare(self, server_id: bytes) -> None:
        """Bring the database to this schema; raises WrongDatabase where it holds, or waits for, another community."""
        found = await self._attempt()
        if found is not None and found[1] != holder(server_id):
            raise WrongDatabase("another community has that database")
        if found is None or found[0] != MOVED:
            await migrate(self._connection)
        for (genesis,) in await self._connection.fetch("SELECT genesis FROM circles LIMIT 1"):
            try:
                open_genesis(genesis, server_id)
            except Refusal:
                raise WrongDatabase("another community is in that database") from None

    async def require_free(self, *, or_whole: bool = False) -> None:
        """Check that there is nothing yet, or what an attempt left; raises WrongDatabase.

        `or_whole`: an attempt may have ended well and nobody knows, since it was killed then.
        """
        found = await self._attempt()
        is_ours = found is not None and (or_whole or found[0] == MOVED)
        if not is_ours and any((await self.rows.counts()).values()):
            raise WrongDatabase("there is a community in that database already")

    async def begin(self, server_id: bytes) -> None:
        """Keep servers away until `end`."""
        statement = "INSERT INTO schema_versions VALUES ($1, $2) ON CONFLICT DO NOTHING"
        await self._connection.execute(statement, MOVED, holder(server_id))

    async def look_again(self) -> None:
        """Let PostgreSQL see how large its tables have become: it looks for rows in the wrong way else."""
        for table in newest_tables():
            await self._connection.execute(f"ANALYZE {table.name}")

    async def end(self) -> None:
        """Give the database to the servers."""
        async with self._connection.transaction():
            await self._connection.execute("DELETE FROM schema_versions WHERE version = $1", HOLDER)
            await self._connection.execute("UPDATE schema_versions SET version = $1 WHERE version = $2", HOLDER, MOVED)

    async def apply(self, changes: Sequence[Difference], *, remove: bool) -> None:
        """Change and add rows, after removing some where that is wanted: then rows that others refer to go last.

        A row whose place is taken for now, by one that is still to change, is left to another round. To be done inside
        of `transaction`.
        """
        if remove:
            for one in reversed(changes):
                await self._many(_delete(one.table), one.gone)
        for one in changes:
            if _rest(one.table):
                rows = [(*one.table.key_of(row), *_rest_of(one.table, row)) for row in one.changed]
                await self._many(_update(one.table), rows)
        for one in changes:
            await self._many(f"{sql.insert(one.table, '$')} ON CONFLICT DO NOTHING", one.new)

    async def load(self, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
        """Add many rows to a table that has none of them."""
        await self._connection.copy_records_to_table(table.name, records=rows, columns=table.columns)

    async def clear(self) -> None:
        """Remove all rows of all tables."""
        await self._connection.execute(f"TRUNCATE {', '.join(table.name for table in newest_tables())}")

    async def _many(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            await self._connection.executemany(statement, rows)

    async def _attempt(self) -> tuple[int, str] | None:
        """What the newest attempt left as its mark."""
        try:
            found = await self._connection.fetchrow(
                "SELECT version, name FROM schema_versions WHERE version IN ($1, $2) ORDER BY version DESC",
                HOLDER,
                MOVED,
            )
        except asyncpg.UndefinedTableError:
            return None
        return None if found is None else (found[0], found[1])


@asynccontextmanager
async def open_target(address: str) -> AsyncIterator[Target]:
    """Connect to the database at `address`; raises UnsafeStore, StoreUnavailable, or WrongDatabase if it is in use."""
    connection = await connect(address, command_timeout=None)
    try:
        await require_safe_server(connection)
        await connection.execute(NO_HURRY)
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", _FILLING):
            raise WrongDatabase("somebody else fills that database just now")
        if await connection.fetchval(_OTHERS):
            raise WrongDatabase("a server uses that database; stop it first")
        yield Target(connection)
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
        raise unavailable(problem) from None
    finally:
        await connection.close()


def _rest(table: Table) -> tuple[str, ...]:
    return tuple(column for column in table.columns if column not in table.key)


def _rest_of(table: Table, row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(row[table.columns.index(column)] for column in _rest(table))


def _where_key(table: Table) -> str:
    return " AND ".join(f"{column} = ${at}" for at, column in enumerate(table.key, 1))


def _delete(table: Table) -> str:
    return f"DELETE FROM {table.name} WHERE {_where_key(table)}"  # noqa: S608 - names of our own schema


def _update(table: Table) -> str:
    values = ", ".join(f"{column} = ${at}" for at, column in enumerate(_rest(table), len(table.key) + 1))
    return f"UPDATE {table.name} SET {values} WHERE {_where_key(table)}"  # noqa: S608 - names of our own schema
