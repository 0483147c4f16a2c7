"""Removes from PostgreSQL's files what rows leave behind: erased bytes, and the order in which they came.

An updated or deleted row stays where it was until it is vacuumed, rows lie in the order of their coming, and each
names the transaction that wrote it. Writing a table anew by its key, all rows in one transaction, takes all three away.
What was in PostgreSQL's write-ahead log stays until it overwrites it (docs/hosting/postgresql.md).
"""

import asyncpg

from server_stub.store.base import StoreBusy
from server_stub.store.postgres.connection import SCHEMA
from server_stub.store.postgres.locks import key_of

_LOCK_SECONDS = 5

READING = key_of(b"reading all")
"""The lock that is held, shared, while somebody reads all tables as they stood at one moment (server_stub/archive)."""

_DEAD = """
SELECT relname FROM pg_stat_user_tables WHERE schemaname = $1 AND n_dead_tup > 0 ORDER BY relname
"""
_TABLES = """
SELECT c.relname, i.relname,
    (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY a.attnum DESC LIMIT 1)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_index x ON x.indrelid = c.oid AND x.indisprimary
JOIN pg_class i ON i.oid = x.indexrelid
WHERE n.nspname = $1 AND c.relkind = 'r'
ORDER BY c.relname
"""

_SAME = {
    "bigint": "bigint USING {column} + 0",
    "bytea": "bytea USING {column} || ''",
    "text": """text COLLATE "C" USING {column} || ''""",
}
"""For each type that a last column has, what changes no value of it and yet makes PostgreSQL write all of them."""


async def scrub(connection: asyncpg.Connection) -> None:
    """Vacuum the tables in which rows have died, so that new ones overwrite them. Quick, and nobody waits."""
    for row in await connection.fetch(_DEAD, SCHEMA):
        await connection.execute(f"VACUUM (SKIP_LOCKED) {SCHEMA}.{row[0]}")


async def write_anew(connection: asyncpg.Connection) -> None:
    """Write every table anew, one after the other; whoever needs it waits meanwhile. Raises StoreBusy.

    CLUSTER brings the rows into the order of their keys. The change of a column's type to what it is has them written
    once more, as rows of one single transaction.
    """
    if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", READING):
        raise StoreBusy("all tables are being read")
    await connection.execute(f"SET lock_timeout = '{_LOCK_SECONDS}s'; SET enable_seqscan = on")
    for table, key, column in await connection.fetch(_TABLES, SCHEMA):
        name = f"{SCHEMA}.{table}"
        kind = await connection.fetchval(
            "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = $1::regclass AND attname = $2",
            name,
            column,
        )
        async with connection.transaction():
            await connection.execute(f"CLUSTER {name} USING {key}")
            await connection.execute(f"ALTER TABLE {name} ALTER {column} TYPE {_SAME[kind]}".format(column=column))
        await connection.execute(f"ANALYZE {name}")
