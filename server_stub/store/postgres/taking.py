"""Whose a database is, noted in it, so that a community without a circle or an account has its own, too."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from server_stub.store.postgres.connection import connect, is_unavailable, unavailable
from server_stub.store.steps import HOLDER, MOVED, holder

_TAKE = """
INSERT INTO schema_versions SELECT $1::bigint, $2::text
WHERE NOT EXISTS (SELECT FROM schema_versions WHERE version = $3)
ON CONFLICT DO NOTHING
"""


async def take(address: str, server_id: bytes) -> bool:
    """Note that the database is this community's; False where it is one's already. Raises as connect does."""
    async with _connected(address) as connection:
        return str(await connection.execute(_TAKE, HOLDER, holder(server_id), MOVED)) == "INSERT 0 1"


async def give_back(address: str, server_id: bytes) -> None:
    """Take the note back; raises as connect does."""
    async with _connected(address) as connection:
        await connection.execute(
            "DELETE FROM schema_versions WHERE version = $1 AND name = $2", HOLDER, holder(server_id)
        )


@asynccontextmanager
async def _connected(address: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await connect(address)
    try:
        yield connection
    except Exception as problem:
        if not is_unavailable(problem):
            raise
        raise unavailable(problem) from None
    finally:
        await connection.close()
