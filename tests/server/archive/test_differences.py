"""Two tables are compared rightly, however they differ and wherever their parts end."""

import asyncio
from typing import Any

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server_stub.archive.moving.differences import Asking, Streaming, Walk, differences
from server_stub.archive.rows import sqlite
from server_stub.archive.rows.sqlite import SqliteRows
from server_stub.archive.rows.tables import Table
from server_stub.store.sqlite.migrate import migrate

KEYS = st.tuples(
    st.sampled_from([b"", b"\x00", b"a", b"\xff"]), st.sampled_from(["", "a", "ä", "z"]), st.integers(0, 3)
)
ROWS = st.dictionaries(KEYS, st.integers(0, 2), max_size=30)


@pytest.mark.parametrize("walk", [Asking, Streaming])
@settings(max_examples=40, deadline=None)
@given(wanted=ROWS, there=ROWS)
def test_what_differs_makes_one_the_other(walk: type[Asking | Streaming], wanted: Any, there: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "BATCH", 4)
        source, target = _rows(wanted), _rows(there)
        (table,) = (one for one in source.tables if one.name == "name_counts")
        became, seen = asyncio.run(_follow(source, walk(target, table), table, there))
    assert became == wanted and seen == len(wanted)


async def _follow(source: SqliteRows, target: Walk, table: Table, there: Any) -> tuple[Any, int]:
    found, seen = dict(there), 0
    async for taken, difference in differences(source, target, table):
        seen += taken
        if difference is None:
            continue
        for key in difference.gone:
            del found[key]
        for row in difference.changed:
            assert found[row[:3]] != row[3]
            found[row[:3]] = row[3]
        for row in difference.new:
            assert row[:3] not in found
            found[row[:3]] = row[3]
    return found, seen


def _rows(rows: dict[tuple[bytes, str, int], int]) -> SqliteRows:
    connection = apsw.Connection(":memory:")
    migrate(connection)
    connection.executemany("INSERT INTO name_counts VALUES (?, ?, ?, ?, 0)", [(*key, n) for key, n in rows.items()])
    return SqliteRows(connection)
