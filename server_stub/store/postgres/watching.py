"""Whether PostgreSQL takes what is written: once something could not be, it is tried until it can.

A full disk still takes what fits into pages that are there, so neither a read nor a commit that went well shows that
there is room again. What is tried here needs some.
"""

import asyncio
import time
from contextlib import suppress

import asyncpg

from server_stub.store.postgres.connection import connect

_LEAST_SECONDS = 1.0
_MOST_SECONDS = 30.0
"""The pause between two looks doubles each time that writes fail so soon after they went well, up to this."""

_PATIENCE_SECONDS = 5.0

_TRY = """
BEGIN;
SET LOCAL temp_tablespaces = '';
SET LOCAL work_mem = '64kB';
SELECT count(*) FROM generate_series(1, 200000);
SELECT FROM schema_versions ORDER BY version LIMIT 1 FOR UPDATE;
COMMIT
"""


class Watch:
    """`failing` from `failed` on, until a look found that writes go and none has failed since the look before.

    Make it inside the loop. The looks have a connection of their own to the database at `address`.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._task: asyncio.Task[None] | None = None
        self._failures = 0
        self._pause = _LEAST_SECONDS
        self._well_at = -_MOST_SECONDS
        self._closed = False

    @property
    def failing(self) -> bool:
        """Whether writes fail."""
        return self._task is not None

    def failed(self) -> None:
        """Something could not be written, or PostgreSQL could not be asked."""
        self._failures += 1
        if self._task is None and not self._closed:
            soon = time.monotonic() - self._well_at < _MOST_SECONDS
            self._pause = min(self._pause * 2, _MOST_SECONDS) if soon else _LEAST_SECONDS
            self._task = asyncio.create_task(self._look())

    def close(self) -> None:
        """Look no more."""
        self._closed = True
        if self._task is not None:
            self._task.cancel()

    async def _look(self) -> None:
        try:
            known = -1
            while known < self._failures:
                known = self._failures
                await asyncio.sleep(self._pause)
                try:
                    await _try_to_write(self._address)
                except Exception:  # whatever it is, it is not well yet
                    known = -1
            self._well_at = time.monotonic()
        finally:
            self._task = None


async def _try_to_write(address: str) -> None:
    """Take some room on the database's disk for a moment, and commit something that changes no row.

    Raises what PostgreSQL objects to, StoreUnavailable or UnsafeStore.
    """
    connection: asyncpg.Connection = await connect(
        address, timeout=_PATIENCE_SECONDS, command_timeout=_PATIENCE_SECONDS
    )
    try:
        await connection.execute(_TRY)
        with suppress(Exception):
            await connection.close(timeout=1)
    finally:
        connection.terminate()
