"""What comes out of a backup, put into a folder of its own where nobody uses it yet."""

import os
import re
from pathlib import Path
from typing import Any

import apsw
import msgspec

from server_stub.archive.rows import sql
from server_stub.archive.rows.base import WrongDatabase
from server_stub.archive.rows.tables import Table, newest_schema, tables_of
from server_stub.archive.sealed.records import FORMAT, Manifest, Record
from server_stub.archive.sealed.sealing import CannotOpen
from server_stub.store.base import StoreUnavailable
from server_stub.store.sqlite.connection import connect, make_private
from server_stub.store.sqlite.migrate import migrate, migrations

DATABASE = "community.db"

_NAME = re.compile(r"community\.toml|descriptor\.cbor|secrets/(?:[a-z0-9_-]+/)?[a-z0-9_.-]*[a-z0-9_-]")
"""The places in a data folder that a backup may fill."""

_STRANGE = "The backup holds something that does not belong there."


class Stage:
    """Takes the records of a backup into `folder`, which must not be there yet; `finish` brings the rows up to date.

    Its database is an SQLite file, whichever store the rows are from and for. Always `close` it.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        self.folder = folder
        self.database = folder / DATABASE
        self.manifest: Manifest | None = None
        self._connection: apsw.Connection | None = None
        self._tables: dict[str, Table] = {}
        self._triggers: list[str] = []

    def take(self, record: Record) -> None:
        """One record; raises CannotOpen, StoreUnavailable, or WrongDatabase where the backup is a newer program's."""
        try:
            self._take(record)
        except apsw.Error as problem:
            raise _not_written(problem) from None

    def finish(self) -> Manifest:
        """Commit the rows and bring them to this program's schema; raises CannotOpen where nothing came."""
        connection = self._open_connection()
        try:
            for trigger in self._triggers:
                connection.execute(trigger)
            connection.execute("COMMIT; PRAGMA foreign_keys = ON")
            migrate(connection)
        except apsw.Error as problem:
            raise _not_written(problem) from None
        self.close()
        if self.manifest is None:
            raise CannotOpen(_STRANGE)
        return self.manifest

    def close(self) -> None:
        """Let go of the database."""
        if self._connection is not None:
            self._connection.close(True)
            self._connection = None

    def _take(self, record: Record) -> None:
        match record:
            case ["community", dict(facts)] if self.manifest is None:
                self._begin(facts)
            case ["file", str(name), bytes(content)] if self.manifest is not None and _NAME.fullmatch(name):
                self._put_file(name, content)
            case ["rows", str(name), list(columns), list(rows)] if name in self._tables:
                self._put_rows(self._tables[name], columns, rows)
            case _:
                raise CannotOpen(_STRANGE)

    def _begin(self, facts: dict[str, Any]) -> None:
        try:
            manifest = msgspec.convert(facts, Manifest, builtin_types=(bytes,))
        except msgspec.ValidationError:
            raise CannotOpen(_STRANGE) from None
        if manifest.format != FORMAT or manifest.schema > newest_schema():
            raise WrongDatabase(
                f"the backup is from a newer version ({manifest.program}), and this one would not understand all of it"
            )
        make_private(self.database)
        connection = self._connection = connect(self.database)
        migrate(connection, [step for step in migrations() if step.version <= manifest.schema])
        connection.execute("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")  # they are checked once all is there
        self._tables = {table.name: table for table in tables_of(connection)}
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, text in triggers:  # what they would do has been done, and is in the rows
            connection.execute(f"DROP TRIGGER {name}")
            self._triggers.append(str(text))
        self.manifest = manifest

    def _put_file(self, name: str, content: bytes) -> None:
        path = self.folder / name
        for folder in reversed(path.parents[: len(Path(name).parents) - 1]):
            folder.mkdir(mode=0o700, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def _put_rows(self, table: Table, columns: list[str], rows: list[list[Any]]) -> None:
        if tuple(columns) != table.columns:
            raise CannotOpen(_STRANGE)
        try:
            self._open_connection().executemany(sql.insert(table), rows)
        except (apsw.ConstraintError, apsw.BindingsError, TypeError):
            raise CannotOpen(_STRANGE) from None

    def _open_connection(self) -> apsw.Connection:
        if self._connection is None:
            raise CannotOpen(_STRANGE)
        return self._connection


def _not_written(problem: apsw.Error) -> StoreUnavailable:
    return StoreUnavailable(
        f"there is no room to unpack the backup, or the disk is at fault ({type(problem).__name__})"
    )
