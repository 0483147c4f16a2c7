"""What one database has and another lacks, table by table, by walking through both in the order of keys."""

from bisect import bisect_right
from collections.abc import AsyncIterator
from typing import Protocol

import msgspec

from server_stub.archive.rows.base import Row, Rows
from server_stub.archive.rows.tables import Table


class Difference(msgspec.Struct, frozen=True):
    """How a part of a table must change to be as it is elsewhere: keys to remove, rows to change, rows to add."""

    table: Table
    gone: list[Row]
    changed: list[Row]
    new: list[Row]

    @property
    def size(self) -> int:
        """How many rows are concerned."""
        return len(self.gone) + len(self.changed) + len(self.new)


class Walk(Protocol):
    """One way through the table that is compared, from its first key to its last."""

    async def upto(self, key: Row) -> list[Row]:
        """The rows that come next, as far as this key."""

    async def rest(self) -> list[Row]:
        """The rows after that."""


class Asking(Walk):
    """Asks for each part anew, so that the table may change behind it."""

    def __init__(self, rows: Rows, table: Table) -> None:
        self._rows = rows
        self._table = table
        self._after: Row | None = None
        self._last: Row | None = None
        self._begun = False

    async def upto(self, key: Row) -> list[Row]:
        """The rows up to this key; beyond what was the last one at the beginning there are none."""
        if not self._begun:
            self._last, self._begun = await self._rows.last(self._table), True
        is_beyond = self._last is None or (self._after is not None and self._after >= self._last)
        found = [] if is_beyond else await self._rows.between(self._table, self._after, key)
        self._after = key
        return found

    async def rest(self) -> list[Row]:
        """The rows after that."""
        return await self._rows.between(self._table, self._after, None)


class Streaming(Walk):
    """Reads the table in one go, which is several times as quick; nobody may change it meanwhile."""

    def __init__(self, rows: Rows, table: Table) -> None:
        self._table = table
        self._batches = aiter(rows.read(table))
        self._batch: list[Row] = []
        self._at = 0

    async def upto(self, key: Row) -> list[Row]:
        """The rows up to this key."""
        found: list[Row] = []
        while True:
            end = bisect_right(self._batch, key, lo=self._at, key=self._table.key_of)
            found += self._batch[self._at : end]
            self._at = end
            if end < len(self._batch) or not await self._next():
                return found

    async def rest(self) -> list[Row]:
        """The rows after that."""
        found = self._batch[self._at :]
        while await self._next():
            found += self._batch
        return found

    async def _next(self) -> bool:
        self._batch, self._at = await anext(self._batches, []), 0
        return bool(self._batch)


async def differences(source: Rows, target: Walk, table: Table) -> AsyncIterator[tuple[int, Difference | None]]:
    """Go through a table; each step tells how many rows of the source it took, and what differs there, if anything."""
    async for wanted in source.read(table):
        there = await target.upto(table.key_of(wanted[-1]))
        yield len(wanted), None if there == wanted else _compare(table, wanted, there)
    if left := await target.rest():
        yield 0, _compare(table, [], left)


def _compare(table: Table, wanted: list[Row], there: list[Row]) -> Difference:
    have = {table.key_of(row): row for row in there}
    keys = {table.key_of(row) for row in wanted}
    return Difference(
        table,
        gone=[key for key in have if key not in keys],
        changed=[row for row in wanted if have.get(table.key_of(row), row) != row],
        new=[row for row in wanted if table.key_of(row) not in have],
    )
