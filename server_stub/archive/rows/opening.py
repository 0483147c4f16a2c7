"""The rows of the community that a configuration names, seen at one moment."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from server_stub.archive.rows.base import Rows
from server_stub.archive.rows.sqlite import snapshot
from server_stub.config import ServerConfig
from server_stub.store.base import UnsafeStore
from server_stub.store.opening import postgres_address, sqlite_path


@asynccontextmanager
async def open_rows(config: ServerConfig) -> AsyncIterator[Rows]:
    """See the community's rows while its server runs; raises StoreUnavailable, UnsafeStore or WrongDatabase."""
    path, address = sqlite_path(config), postgres_address(config)
    if path is not None or address is None:
        with snapshot(path or config.database) as rows:
            yield rows
        return
    with needing_postgres():
        from server_stub.archive.rows import postgres  # noqa: PLC0415 — an extra that SQLite does not need
    async with postgres.snapshot(address) as found:
        yield found


@contextmanager
def needing_postgres() -> Iterator[None]:
    """Import what needs PostgreSQL's library inside of the block; raises UnsafeStore where it is not there."""
    try:
        yield
    except ImportError:
        raise UnsafeStore('PostgreSQL needs the extra "postgres": pip install "heimo[postgres]"') from None
