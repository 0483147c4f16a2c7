"""Opens SQLite so that what is committed is on the disk, and what is erased is gone."""

import os
from pathlib import Path

import apsw

from server_stub import private
from server_stub.store.base import StoreUnavailable, UnsafeStore

MINIMUM = (3, 51, 3)
"""Older libraries have a known corruption bug in WAL mode."""

BUSY_MS = 5000
"""How long a write waits for another process."""
_WAL_LIMIT = 16 * 1024 * 1024


def require_safe_library(version: str | None = None) -> None:
    """Check the SQLite that apsw is linked with; raises UnsafeStore."""
    found = version or apsw.sqlite_lib_version()
    if tuple(int(part) for part in found.split(".")) < MINIMUM:
        raise UnsafeStore(f"SQLite {found} is older than {'.'.join(map(str, MINIMUM))}")


def make_private(path: Path) -> None:
    """Make the database's folder (0700) and file (0600) where they are missing.

    SQLite gives its -wal and -shm files the mode of the database.
    """
    private.make_folder(path.parent)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    path.chmod(0o600)
    private.sync_folder(path.parent)


def connect(path: Path, *, readonly: bool = False) -> apsw.Connection:
    """Open a connection for one thread; raises UnsafeStore, or StoreUnavailable where the file cannot be opened."""
    require_safe_library()
    connection = None
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
        connection.set_busy_timeout(BUSY_MS)
        # without it a statement whose plan could depend on its values is parsed anew each time
        connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)
        if not readonly:
            _prepare(connection)
        connection.execute("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF")
        if readonly:
            connection.execute("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY")
    except apsw.Error as problem:
        if connection is not None:
            connection.close(True)
        raise StoreUnavailable(f"cannot open the database: {type(problem).__name__}") from None
    return connection


def _prepare(connection: apsw.Connection) -> None:
    connection.execute("PRAGMA page_size = 8192")
    if connection.pragma("journal_mode", "wal") != "wal":
        raise UnsafeStore("the folder's file system does not take SQLite's write-ahead log")
    connection.execute("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
    connection.execute("PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 2000")
    connection.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT}")
