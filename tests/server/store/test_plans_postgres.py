"""What is asked with every request, or again and again, goes by an index on PostgreSQL, too.

A statement's plan is made once and for all values, so it has to be right whatever is asked. Tables are filled and
counted first, since PostgreSQL chooses by that.
"""

import re
from collections.abc import AsyncIterator, Iterable
from typing import Any

import asyncpg
import pytest

from server_stub.store.postgres.asking import _HEAD_BEFORE
from server_stub.store.postgres.connection import connect
from server_stub.store.postgres.migrate import migrate
from server_stub.store.postgres.writing.looking import EVENTS, FRAMES
from server_stub.store.sql.statements import Row, Statements
from server_stub.store.sql.writes import SqlWrites
from tests.server.store.test_plans import ASKED

_FILL = """
INSERT INTO events (circle, log_seq, event_id, author, author_seq, kind, parent, thread, hour, hash, head, envelope)
    SELECT decode(lpad(to_hex(n % 3), 32, '0'), 'hex'), n / 3 + 1, decode(md5(n::text), 'hex'),
        sha256(n::text::bytea), 1, n % 9 + 1, decode(md5((n - 30)::text), 'hex'), decode(md5((n - 30)::text), 'hex'),
        n / 100, sha256(n::text::bytea), sha256(n::text::bytea), sha256(n::text::bytea)
    FROM generate_series(3, 30002) AS n;
INSERT INTO names SELECT sha256(n::text::bytea), decode(lpad(to_hex(n % 3), 32, '0'), 'hex'), md5('space')::bytea,
        sha256((n * 7)::text::bytea), 1, '', 1, NULL, NULL, NULL, 0, 0, 1 FROM generate_series(1, 3000) AS n;
INSERT INTO name_counts SELECT sha256((n * 7)::text::bytea), 'posts', n % 9, 1, 1 FROM generate_series(1, 3000) AS n;
INSERT INTO queues SELECT decode(md5(n::text), 'hex'), sha256(n::text::bytea), sha256(n::text::bytea), NULL, n, 0, 0, 0
    FROM generate_series(1, 3000) AS n;
INSERT INTO frame_marks SELECT decode(md5((n / 10)::text), 'hex'), decode(md5(n::text), 'hex'), n % 10
    FROM generate_series(10, 30000) AS n;
"""
"""Rows without the tables they refer to."""


class _Asked(Statements):
    def __init__(self) -> None:
        self.seen: list[str] = []

    def _each(self, sql: str, *values: Any) -> Iterable[Row]:
        self.seen.append(sql)
        return []

    def _one(self, sql: str, *values: Any) -> Row | None:
        self.seen.append(sql)
        return None

    def _run(self, sql: str, *values: Any) -> int:
        self.seen.append(sql)
        return 0


class _Recorder(_Asked, SqlWrites):
    """Writes down what it is asked."""


@pytest.fixture
async def filled(address: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await connect(address)
    await migrate(connection)
    await connection.execute("SET session_replication_role = replica")
    await connection.execute(_FILL)
    await connection.execute("ANALYZE")
    yield connection
    await connection.close()


async def _plan(connection: asyncpg.Connection, number: int, sql: str) -> str:
    """How it is done for whatever values."""
    await connection.execute(f"PREPARE asked_{number} AS {sql}")
    count = len(set(re.findall(r"\$\d+", sql)))
    values = f"({', '.join(['NULL'] * count)})" if count else ""
    return "\n".join(row[0] for row in await connection.fetch(f"EXPLAIN EXECUTE asked_{number}{values}"))


async def test_no_table_is_gone_through(filled: asyncpg.Connection) -> None:
    recorder = _Recorder()
    for ask in ASKED.values():
        ask(recorder)
    for number, sql in enumerate([*dict.fromkeys(recorder.seen), _HEAD_BEFORE, EVENTS, FRAMES]):
        plan = await _plan(filled, number, sql)
        assert "Seq Scan" not in plan, (sql, plan)
        assert not re.search(r"on events\b[^\n]*\n\s+Index Cond: \(circle = \$?\w+\)\n\s+Filter", plan), (sql, plan)
        if "ORDER BY log_seq" in sql:
            assert "Sort" not in plan, (sql, plan)
