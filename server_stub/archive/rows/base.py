"""All rows of a database as they stood at one moment, whichever database it is."""

from collections.abc import AsyncIterator
from typing import Any, Protocol

from server_stub.archive.rows.tables import Link, Table

Row = tuple[Any, ...]
"""One value for each column: bytes, int, str or None."""

BATCH = 256
"""Rows read at once: the largest are 64 KiB each, most are below one."""


class WrongDatabase(Exception):
    """The database does not fit what was asked; the text says why, for the host."""


class Rows(Protocol):
    """One consistent view of a database, while others may write to it.

    Everything comes in the order of primary keys, by which nobody can tell what came first.
    """

    @property
    def schema(self) -> int:
        """The number of its schema, as SQLite's steps count."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, those that others refer to first."""

    async def counts(self) -> dict[str, int]:
        """How many rows each table has."""

    def read(self, table: Table) -> AsyncIterator[list[Row]]:
        """All rows of a table, some at a time."""

    async def between(self, table: Table, after: Row | None, upto: Row | None) -> list[Row]:
        """The rows whose keys lie after one and not after the other; None: no bound there."""

    async def last(self, table: Table) -> Row | None:
        """The last key of a table, None where it has no row."""

    async def lacking(self, link: Link) -> int:
        """How many rows refer to something that is not there."""

    async def damage(self) -> str | None:
        """What the database itself finds broken in its files; None where that is nothing, or it cannot tell."""
