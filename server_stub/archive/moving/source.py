"""An SQLite file that a community leaves."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from server_stub.archive.rows.base import WrongDatabase
from server_stub.archive.rows.sqlite import SqliteRows
from server_stub.store.base import StoreUnavailable
from server_stub.store.sqlite.connection import connect
from server_stub.store.steps import MOVED

_PATIENCE_MS = 60_000
"""How long to wait for the lock: a server may just be writing its database anew."""

_MARK = "INSERT OR IGNORE INTO schema_versions VALUES (?, 'moved to another database')"


class Locked:
    """The file while nobody else can write to it: who tries waits, and after five seconds is told to try later."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self.rows = SqliteRows(connection)

    def close_for_good(self) -> None:
        """Let nobody ever write to it again, be it a server that has it open, and let no server open it."""
        for table in self.rows.tables:
            for what in ("INSERT", "UPDATE", "DELETE"):
                self._connection.execute(
                    f"CREATE TRIGGER IF NOT EXISTS closed_{table.name}_{what} BEFORE {what} ON {table.name}"
                    " BEGIN SELECT RAISE(ABORT, 'moved to another database'); END"
                )
        self._connection.execute(_MARK, (MOVED,))
        self._connection.execute("COMMIT")


@contextmanager
def locked(path: Path) -> Iterator[Locked]:
    """Lock the database at `path` until the end of the block. Raises StoreUnavailable, UnsafeStore or WrongDatabase."""
    connection = connect(path)
    connection.set_busy_timeout(_PATIENCE_MS)
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield Locked(connection)
    except apsw.BusyError:
        raise StoreUnavailable("somebody writes to the database for too long; please try again") from None
    except apsw.Error as problem:
        raise WrongDatabase(f"the database cannot be read ({type(problem).__name__})") from None
    finally:
        connection.close(True)  # which undoes what was not committed
