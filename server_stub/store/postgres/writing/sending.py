"""Sends writes that waited, as one statement."""

from collections.abc import Iterable
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
_COUNTS = (
    "INSERT INTO name_counts SELECT * FROM"
    " unnest({}::bytea[], {}::text[], {}::bigint[], {}::bigint[], {}::bigint[])"
    " ON CONFLICT (nym_id, what, period) DO UPDATE SET amount = name_counts.amount + excluded.amount"
    " RETURNING nym_id, what, period, amount"
)
_FRAMES = "INSERT INTO frames SELECT * FROM unnest({}::bytea[], {}::bigint[], {}::bigint[], {}::bytea[], {}::bytea[])"
_MARKS = "INSERT INTO frame_marks SELECT * FROM unnest({}::bytea[], {}::bytea[], {}::bigint[])"
_OLD_MARKS = (
    "DELETE FROM frame_marks USING unnest({}::bytea[], {}::bigint[]) AS old (qid, seq)"
    " WHERE frame_marks.qid = old.qid AND frame_marks.seq <= old.seq"
)
_ANSWER = "SELECT ARRAY(SELECT ROW(nym_id, what, period, amount) FROM counts)"


class Overtaken(Exception):
    """A counter was not what the operation had read: another process was quicker. Nothing is kept; begin again."""


async def send(connection: asyncpg.Connection, pending: Pending) -> None:
    """Write all of it; raises Overtaken, or what PostgreSQL objects to."""
    if not pending:
        return
    parts = _parts(pending)
    values: list[Any] = []
    clauses = []
    for name, sql, columns in parts:
        places = [f"${len(values) + number}" for number in range(1, len(columns) + 1)]
        values += columns
        clauses.append(f"{name} AS ({sql.format(*places)})")
    answer = _ANSWER if pending.counts else "SELECT NULL"
    found = await connection.fetchval(f"WITH {', '.join(clauses)} {answer}", *values)
    if pending.counts:
        _require_as_expected(pending, found)


def _require_as_expected(pending: Pending, found: Iterable[Any]) -> None:
    now = {(row[0], row[1], row[2]): row[3] for row in found}
    if now != {key: becomes for key, (_, _, becomes) in pending.counts.items()}:
        raise Overtaken


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
        ("counts", _COUNTS, [(*key, by, expiry) for key, (by, expiry, _) in pending.counts.items()]),
        ("frames", _FRAMES, [(row.qid, row.seq, row.hour, row.c2, row.frame) for row, _, _ in pending.frames]),
        ("marks", _MARKS, [(row.qid, mark, row.seq) for row, mark, _ in pending.frames]),
        ("old_marks", _OLD_MARKS, list(oldest.items())),
    )
    return [(name, sql, [list(column) for column in zip(*rows, strict=True)]) for name, sql, rows in every if rows]
