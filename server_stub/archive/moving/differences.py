"""What one database has and another lacks, table by table, by walking through both in the order of keys."""

from collections.abc import AsyncIterator

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


async def differences(source: Rows, target: Rows, table: Table) -> AsyncIterator[tuple[int, Difference | None]]:
    """Go through a table; each step tells how many rows of the source it took, and what differs there, if anything."""
    after: Row | None = None
    last = await target.last(table)
    async for wanted in source.read(table):
        upto = table.key_of(wanted[-1])
        is_beyond = last is None or (after is not None and after >= last)
        there = [] if is_beyond else await target.between(table, after, upto)
        yield len(wanted), None if there == wanted else _compare(table, wanted, there)
        after = upto
    if left := await target.between(table, after, None):
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
