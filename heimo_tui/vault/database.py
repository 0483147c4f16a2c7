"""The one door to SQLCipher: an encrypted connection that fails closed and speaks in our own errors."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from heimo_tui.core.errors import StoreProblem, StoreReason
from heimo_tui.core.secrets import SecretBytes

PLAIN_HEADER: Final = b"SQLite format 3\0"
DEK_SIZE: Final = 32

# PROTOCOL 18.2, in this order; the first silences SQLCipher's own lines on stderr, which would hit the screen
_PRAGMAS: Final = (
    "cipher_log_level = NONE",
    "cipher_memory_security = ON",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    # 8 MB of decrypted pages: a long circle scrolls a quarter faster than with SQLite's 2 MB
    "cache_size = -8000",
)
_META: Final = "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL)"
_BUSY_MS: Final = 5_000
_SIDE_FILES: Final = ("", "-wal", "-shm", "-journal")

# primary result codes of SQLite (https://sqlite.org/rescode.html)
_REASONS: Final = {
    5: StoreReason.BUSY,
    6: StoreReason.BUSY,
    8: StoreReason.READ_ONLY,
    9: StoreReason.CANCELLED,
    10: StoreReason.FAILED,
    11: StoreReason.CORRUPT,
    13: StoreReason.FULL,
    14: StoreReason.READ_ONLY,
    26: StoreReason.CORRUPT,
}

_CONSTRAINT: Final = 19

Driver = Callable[..., Any]
Value = bytes | str | int | float | None
Row = tuple[Any, ...]


class ConstraintBroken(ValueError):
    """A row does not fit its table: a bug, or data from outside that nobody checked."""


def sqlcipher() -> Driver:
    """Give SQLCipher's `connect`, imported late since it is not needed for the first paint."""
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - loaded only when a store is opened

    connect: Driver = dbapi2.connect
    return connect


def looks_plain(path: Path) -> bool:
    """Tell whether the file begins as an unencrypted SQLite database does."""
    try:
        with path.open("rb") as file:
            return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER
    except FileNotFoundError:
        return False


def database_files(path: Path) -> tuple[Path, ...]:
    """Every file that SQLite may keep for the database at `path`."""
    return tuple(path.with_name(path.name + suffix) for suffix in _SIDE_FILES)


class Connection:
    """One connection, used by one thread; every method may raise `StoreProblem`.

    Parameters are bound, results are plain tuples; a statement runs at once and is read to its end.
    """

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def execute(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run one statement; return how many rows it changed."""
        with _translated():
            return int(self._raw.execute(sql, values).rowcount)

    def insert(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run one INSERT; return the row id it got."""
        with _translated():
            return int(self._raw.execute(sql, values).lastrowid)

    def execute_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each row of values."""
        with _translated():
            self._raw.executemany(sql, rows)

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Run a query; return all its rows."""
        with _translated():
            found: list[Row] = self._raw.execute(sql, values).fetchall()
            return found

    def row(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """Run a query; return its first row, or None."""
        with _translated():
            found: Row | None = self._raw.execute(sql, values).fetchone()
            return found

    def value(self, sql: str, values: Sequence[Value] = ()) -> Any:
        """Run a query; return the first value of its first row, or None."""
        found = self.row(sql, values)
        return None if found is None else found[0]

    @contextlib.contextmanager
    def transaction(self, *, write: bool = True) -> Iterator[None]:
        """All or nothing: commit at the end, roll back when anything is raised inside."""
        self.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            # with a full disk SQLite has rolled back by itself
            if self._raw.in_transaction:
                with contextlib.suppress(StoreProblem):
                    self.execute("ROLLBACK")
            raise

    def compact(self) -> None:
        """Write the whole file anew without what was deleted; takes seconds for a large one, in no transaction."""
        self.execute("INSERT INTO event_text (event_text) VALUES ('optimize')")
        self.execute("INSERT INTO mail_text (mail_text) VALUES ('optimize')")
        self.rows("VACUUM")
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def interrupt(self) -> None:
        """Break off what is running now, with `StoreProblem(CANCELLED)`; the one method for other threads."""
        self._raw.interrupt()

    def close(self) -> None:
        """Close; the last connection folds the write-ahead log back into the file."""
        with _translated():
            self._raw.close()


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        code = getattr(error, "sqlite_errorcode", None)
        if not isinstance(code, int):
            raise
        if code & 0xFF == _CONSTRAINT:
            # SQLite names the table and column here, and no value
            raise ConstraintBroken(str(error)) from None
        reason = _REASONS.get(code & 0xFF)
        if reason is None:
            raise
        # `from None`: the driver's error may quote values, and crash reports print chains
        raise StoreProblem(reason, detail=str(getattr(error, "sqlite_errorname", ""))) from None


def create_database(path: Path, key: SecretBytes, *, driver: Driver | None = None) -> Connection:
    """Make a new encrypted database at `path`, where none may be.

    Raises `StoreProblem`: EXISTS; NOT_ENCRYPTED when the driver turned out not to encrypt, and then the
    file is gone again (PROTOCOL 18.2).
    """
    try:
        # private from the first byte; SQLite gives its side files the same mode
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise StoreProblem(StoreReason.EXISTS) from None
    try:
        connection = _connect(path, key, driver)
        try:
            connection.execute(_META)
            require_encrypted(connection, path)
        except BaseException:
            connection.close()
            raise
    except StoreProblem as problem:
        if problem.reason is StoreReason.NOT_ENCRYPTED:
            for file in database_files(path):
                file.unlink(missing_ok=True)
        raise
    return connection


def require_encrypted(connection: Connection, path: Path) -> None:
    """Check what really lies on the disk after a write; raises `StoreProblem(NOT_ENCRYPTED)`."""
    # what was written may still be in the write-ahead log only
    connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    if looks_plain(path) or path.stat().st_size == 0:
        raise StoreProblem(StoreReason.NOT_ENCRYPTED)


def open_database(path: Path, key: SecretBytes, *, driver: Driver | None = None) -> Connection:
    """Open the encrypted database at `path`.

    Raises `StoreProblem`: MISSING, NOT_ENCRYPTED (a plain database lies there: it is not touched), CORRUPT
    (also for a wrong key, which cannot be told apart), READ_ONLY, FULL, BUSY.
    """
    if not path.exists():
        raise StoreProblem(StoreReason.MISSING)
    if looks_plain(path):
        raise StoreProblem(StoreReason.NOT_ENCRYPTED)
    return _connect(path, key, driver)


def _connect(path: Path, key: SecretBytes, driver: Driver | None) -> Connection:
    if len(key) != DEK_SIZE:
        raise ValueError("a database key has 32 bytes")
    connect = driver or sqlcipher()
    with _translated():
        raw = connect(str(path), isolation_level=None, timeout=_BUSY_MS / 1000, check_same_thread=True)
    connection = Connection(raw)
    try:
        connection.rows(f"PRAGMA key = \"x'{key.reveal().hex()}'\"")
        if not connection.value("PRAGMA cipher_version"):
            raise StoreProblem(StoreReason.NOT_ENCRYPTED)
        for pragma in _PRAGMAS:
            connection.rows(f"PRAGMA {pragma}")
        connection.value("SELECT count(*) FROM sqlite_master")
    except BaseException:
        raw.close()
        raise
    return connection
