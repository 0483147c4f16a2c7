"""Sends writes that waited, as one statement."""

import re
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
KINDS = {
    "events": _EVENTS,
    "heads": _HEADS,
    "authors": _AUTHORS,
    "names": _NAMES,
    "expected": _EXPECTED,
    "frames": _FRAMES,
    "marks": _MARKS,
    "old_marks": _OLD_MARKS,
}
"""Each kind of rows, and how they are written from their columns."""
_AS_EXPECTED = "count(*) = 0{} FROM counts JOIN expected USING (nym_id, what, period) WHERE amount <> becomes"
"""Whether each counter is what an operation had read, and what it added."""


class Overtaken(Exception):
    """Something was not what an operation had read: another process was quicker. Nothing is kept; begin again."""


async def send(connection: asyncpg.Connection, pending: Pending) -> None:
    """Write all of it; raises Overtaken, or what PostgreSQL objects to."""
    if not pending:
        return
    columns = {name: own for name, own in columns_of(pending).items() if any(own)}
    sql = writing(columns)
    if not await connection.fetchval(sql, *(column for own in columns.values() for column in own)):
        raise Overtaken


def writing(kinds: Iterable[str], *, first: int = 1, into: str = "") -> str:
    """The statement that writes these kinds of rows, and tells whether each counter became what was expected.

    Its parameters are the columns of these kinds, one after the other, from number `first` on.
    """
    clauses = []
    for kind in kinds:
        sql = KINDS[kind]
        count = sql.count("{}")
        clauses.append(f"{kind} AS ({sql.format(*(f'${first + number}' for number in range(count)))})")
        first += count
        if kind == "expected":
            clauses.append(f"counts AS ({_COUNTS})")
    answer = _AS_EXPECTED.format(into) if "expected" in kinds else f"TRUE{into}"
    return f"WITH {', '.join(clauses)} SELECT {answer}"


def columns_of(pending: Pending) -> dict[str, list[list[Any]]]:
    """The columns of each kind of rows, empty ones where there are no rows."""
    rows: dict[str, list[tuple[Any, ...]]] = {
        "events": [
            (
                *(e.circle, e.log_seq, e.event_id, e.author, e.author_seq, e.kind),
                *(e.parent, e.thread, e.hour, e.hash, e.head, e.envelope),
            )
            for e in pending.events
        ],
        "heads": [(circle, *head) for circle, head in pending.heads.items()],
        "authors": [(*key, head.next_seq, head.last_hash) for key, head in pending.authors.items()],
        "names": [
            (n.key, n.card, n.card_seq, None if n.once is None else n.once.thread, int(n.admitted))
            for n in pending.names.values()
        ],
        "expected": [(*key, *count) for key, count in pending.counts.items()],
        "frames": [(row.qid, row.seq, row.hour, row.c2, row.frame) for row, _, _ in pending.frames],
        "marks": [(row.qid, mark, row.seq) for row, mark, _ in pending.frames],
        "old_marks": list({row.qid: forget_to for row, _, forget_to in pending.frames if forget_to}.items()),
    }
    return {
        kind: [list(column) for column in zip(*rows[kind], strict=True)] or [[] for _ in range(sql.count("{}"))]
        for kind, sql in KINDS.items()
    }


def kinds_of_columns() -> list[str]:
    """The type of each column, of all kinds of rows."""
    return [kind for sql in KINDS.values() for kind in re.findall(r"{}::(\w+\[\])", sql)]
