"""Brings a PostgreSQL database to this program's schema, one numbered step after the other."""

import asyncpg

from server_stub.store.postgres.connection import SCHEMA
from server_stub.store.postgres.locks import key_of
from server_stub.store.steps import Migration, migrations_of, require_known

_ALONE = key_of(b"migrate")


def migrations() -> list[Migration]:
    """The steps in order, by the same numbers as SQLite's."""
    return migrations_of(__package__)


async def migrate(connection: asyncpg.Connection) -> int:
    """Apply the steps that are missing, all or none and one program at a time; returns the version reached.

    Raises UnsafeStore where the database was made by a newer program.
    """
    known = migrations()
    newest = known[-1].version
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", _ALONE)
        if not await connection.fetchval("SELECT 1 FROM pg_namespace WHERE nspname = $1", SCHEMA):
            await connection.execute(f"CREATE SCHEMA {SCHEMA}")
        await connection.execute(
            "CREATE TABLE IF NOT EXISTS schema_versions (version bigint NOT NULL PRIMARY KEY, name text NOT NULL)"
        )
        done = await connection.fetchval("SELECT coalesce(max(version), 0) FROM schema_versions")
        require_known(done, newest)
        for step in known:
            if step.version > done:
                await connection.execute(step.sql)
                await connection.execute("INSERT INTO schema_versions VALUES ($1, $2)", step.version, step.name)
    return newest
