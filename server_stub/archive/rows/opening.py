"""The rows of the community that a configuration names, seen at one moment."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from server_stub.archive.rows.base import Rows, WrongDatabase
from server_stub.archive.rows.sqlite import snapshot
from server_stub.config import ServerConfig
from server_stub.store.opening import sqlite_path


@asynccontextmanager
async def open_rows(config: ServerConfig) -> AsyncIterator[Rows]:
    """See the community's rows while its server runs; raises StoreUnavailable, UnsafeStore or WrongDatabase."""
    path = sqlite_path(config)
    if path is None:
        raise WrongDatabase("this is not possible with PostgreSQL yet")
    with snapshot(path) as rows:
        yield rows
