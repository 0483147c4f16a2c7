"""Which database a community's rows are in, and opening it.

An address is `sqlite:PATH` (PATH from the data folder where it is not absolute) or `postgresql://…`. The one that was
given at the start counts, else the line in `data/database`, else SQLite in the data folder.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from server_stub import private
from server_stub.config import ServerConfig
from server_stub.store.base import Store, UnsafeStore
from server_stub.store.sqlite.store import open_sqlite

FILE = "database"
"""In the data folder, mode 0600, since an address may hold a password."""

_SQLITE = "sqlite:"
_POSTGRES = ("postgresql:", "postgres:")


def _do_nothing() -> None:
    return


async def open_store(
    config: ServerConfig, *, readers: int | None = None, died: Callable[[], None] = _do_nothing
) -> Store:
    """Open the community's database, make it where it is missing, and bring it to this schema.

    `readers`: how many reads run at once, config.readers without it. `died` is called in the loop if the store has to
    give up: the process should end then. Raises UnsafeStore, StoreUnavailable or OSError.
    """
    readers = config.readers if readers is None else readers
    path = sqlite_path(config)
    if path is not None:
        return await open_sqlite(path, readers=readers, queue=config.write_queue, died=died)
    try:
        from server_stub.store.postgres.store import open_postgres  # noqa: PLC0415 — an extra that SQLite does not need
    except ImportError:
        raise UnsafeStore('PostgreSQL needs the extra "postgres": pip install "heimo[postgres]"') from None
    return await open_postgres(postgres_address(config) or "", readers=readers, queue=config.write_queue)


@asynccontextmanager
async def taking(config: ServerConfig, server_id: bytes) -> AsyncIterator[bool]:
    """Let a new community have the database that `open_store` has made; False where it is another's.

    Whatever is raised inside of the block, it is no longer this one's. A file needs no note: nobody founds a community
    in one that is there. Raises StoreUnavailable.
    """
    address = postgres_address(config)
    if address is None:
        yield True
        return
    from server_stub.store.postgres.taking import give_back, take  # noqa: PLC0415 — see open_store

    taken = await take(address, server_id)
    try:
        yield taken
    except BaseException:
        if taken:
            await give_back(address, server_id)
        raise


def sqlite_path(config: ServerConfig) -> Path | None:
    """The database file, None where the database is no file; raises UnsafeStore for an address that is none."""
    address = config.database_url or remembered(config.data)
    if address is None:
        return config.database
    require_address(address)
    if not address.startswith(_SQLITE):
        return None
    return config.data / address.removeprefix(_SQLITE).removeprefix("//")


def postgres_address(config: ServerConfig) -> str | None:
    """PostgreSQL's address, None where the database is a file; raises UnsafeStore for an address that is none."""
    return None if sqlite_path(config) is not None else config.database_url or remembered(config.data)


def require_address(address: str) -> None:
    """Check what a database's address looks like; raises UnsafeStore, which does not repeat it."""
    plain = address.strip()
    if not plain.startswith((_SQLITE, *_POSTGRES)) or plain in (_SQLITE, *_POSTGRES):
        raise UnsafeStore("a database's address looks like sqlite:PATH or postgresql://USER@HOST/NAME")


def remembered(data: Path) -> str | None:
    """The address that the data folder names, None without one; raises OSError."""
    try:
        return (data / FILE).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


async def remember(data: Path, address: str) -> None:
    """Let the data folder name the address from now on; raises UnsafeStore or OSError."""
    require_address(address)
    await asyncio.to_thread(private.write, data / FILE, f"{address.strip()}\n".encode())
