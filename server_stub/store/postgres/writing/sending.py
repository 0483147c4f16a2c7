"""Sends writes that waited, as one statement."""

from typing import Any

import asyncpg

from server_stub.store.postgres.writing.memory import Pending

_EVENTS = (
    "INSERT INTO events (circle, log_seq, event_id, author, author_seq, kind, parent, thread, hour, hash, head,"
    " envelope) SELECT * FROM unnest({}::bytea[], {}::bigint[], {}::bytea[], {}::bytea[], {}::bigint[], {}::bigint[],"
    " {}::bytea[], {}::bytea[], {}::bigint[], {}::bytea[], {}::bytea[], {}::bytea[])"
)
_HEADS = (
    "UPDATE circle_heads SET head_seq = new.head_seq, head = new.head"
    " FROM unnest({}::bytea[], {}::bigint[], {}::bytea[]) AS new (circle, head_seq, head)"
    " WHERE circle_heads.circle = new.circle"
)
_AUTHORS = (
    "INSERT INTO author_heads SELECT * FROM unnest({}::bytea[], {}::bytea[], {}::bigint[], {}::bytea[])"
    " ON CONFLICT (circle, author) DO UPDATE SET next_seq = excluded.next_seq, last_hash = excluded.last_hash"
)
_NAMES = (
    "UPDATE names SET card = new.card, card_seq = new.card_seq, once_thread = new.once_thread, admitted = new.admitted"
    " FROM unnest({}::bytea[], {}::bytea[], {}::bigint[], {}::bytea[], {}::bigint[])"
    " AS new (key, card, card_seq, once_thread, admitted) WHERE names.key = new.key"
)
_EXPECTED = (
    "SELECT * FROM unnest({}::bytea[], {}::text[], {}::bigint[], {}::bigint[], {}::bigint[], {}::bigint[])"
    " AS expected (nym_id, what, period, grown, expiry_hour, becomes)"
)
_COUNTS = (
    "INSERT INTO name_counts SELECT nym_id, what, period, grown, expiry_hour FROM expected"
    " ON CONFLICT (nym_id, what, period) DO UPDATE SET amount = name_counts.amount + excluded.amount"
    " RETURNING nym_id, what, period, amount"
)
_FRAMES = "INSERT INTO frames SELECT * FROM unnest({}::bytea[], {}::bigint[], {}::bigint[], {}::bytea[], {}::bytea[])"
_MARKS = "INSERT INTO frame_marks SELECT * FROM unnest({}::bytea[], {}::bytea[], {}::bigint[])"
_OLD_MARKS = (
    "DELETE FROM frame_marks USING unnest({}::bytea[], {}::bigint[]) AS old (qid, seq)"
    " WHERE frame_marks.qid = old.qid AND frame_marks.seq <= old.seq"
)
_AS_EXPECTED = (
    "SELECT 1 / (count(*) = 0)::integer FROM counts JOIN expected USING (nym_id, what, period) WHERE amount <> becomes"
)
"""Divides by zero where a counter is not what an operation had read: another process was quicker."""


async def send(connection: asyncpg.Connection, pending: Pending) -> None:
    """Write all of it; raises what PostgreSQL objects to."""
    if pending:
        sql, values = sending(pending)
        await connection.fetchval(sql, *values)


def sending(pending: Pending) -> tuple[str, list[Any]]:
    """The statement that writes all of it, and its values."""
    values: list[Any] = []
    clauses = []
    for name, sql, columns in _parts(pending):
        places = [f"${len(values) + number}" for number in range(1, len(columns) + 1)]
        values += columns
        clauses.append(f"{name} AS ({sql.format(*places)})")
    if pending.counts:
        clauses.append(f"counts AS ({_COUNTS})")
    return f"WITH {', '.join(clauses)} {_AS_EXPECTED if pending.counts else 'SELECT NULL'}", values


def _parts(pending: Pending) -> list[tuple[str, str, list[list[Any]]]]:
    """A name, SQL and columns for each kind of write that there is."""
    events = [
        (
            *(e.circle, e.log_seq, e.event_id, e.author, e.author_seq, e.kind),
            *(e.parent, e.thread, e.hour, e.hash, e.head, e.envelope),
        )
        for e in pending.events
    ]
    names = [
        (n.key, n.card, n.card_seq, None if n.once is None else n.once.thread, int(n.admitted))
        for n in pending.names.values()
    ]
    oldest = {row.qid: forget_to for row, _, forget_to in pending.frames if forget_to}
    every = (
        ("events", _EVENTS, events),
        ("heads", _HEADS, [(circle, *head) for circle, head in pending.heads.items()]),
        ("authors", _AUTHORS, [(*key, head.next_seq, head.last_hash) for key, head in pending.authors.items()]),
        ("names", _NAMES, names),
        ("expected", _EXPECTED, [(*key, *count) for key, count in pending.counts.items()]),
        ("frames", _FRAMES, [(row.qid, row.seq, row.hour, row.c2, row.frame) for row, _, _ in pending.frames]),
        ("marks", _MARKS, [(row.qid, mark, row.seq) for row, mark, _ in pending.frames]),
        ("old_marks", _OLD_MARKS, list(oldest.items())),
    )
    return [(name, sql, [list(column) for column in zip(*rows, strict=True)]) for name, sql, rows in every if rows]
