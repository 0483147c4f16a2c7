"""Looks up in one statement what the operations of a group will surely ask for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg

from server_stub.store.ahead import Ahead, EventAhead, FrameAhead
from server_stub.store.postgres.writing.memory import Memory
from server_stub.store.rows import AuthorHead, BanRow
from server_stub.store.sql.mapping import (
    CIRCLE,
    EVENT,
    HELD,
    NAME,
    QUEUE,
    circle_row,
    event_row,
    held_row,
    name_row,
    queue_row,
)

EVENTS = (
    f"SELECT ARRAY(SELECT ROW({CIRCLE}, first_head) FROM circles JOIN circle_heads ON circle = id"
    " WHERE id = ANY($1::bytea[])),"
    f" ARRAY(SELECT ROW({NAME}) FROM names WHERE key = ANY($2::bytea[])),"
    " ARRAY(SELECT ROW(names.key, bans.space, bans.nym_id, until_hour, moderator, decision)"
    " FROM names JOIN bans ON bans.space = names.space AND bans.nym_id = names.nym_id WHERE key = ANY($2::bytea[])),"
    " ARRAY(SELECT ROW(names.key, what, period, amount)"
    " FROM names JOIN name_counts USING (nym_id) WHERE key = ANY($2::bytea[])),"
    f" ARRAY(SELECT ROW({EVENT}) FROM unnest($3::bytea[], $4::bytea[]) AS wanted (c, e)"
    " JOIN events ON circle = c AND event_id = e),"
    " ARRAY(SELECT ROW(circle, author, next_seq, last_hash) FROM unnest($5::bytea[], $6::bytea[]) AS wanted (c, a)"
    " JOIN author_heads ON circle = c AND author = a),"
    " ARRAY(SELECT ROW(circle, log_seq, head) FROM unnest($7::bytea[], $8::bigint[]) AS wanted (c, s)"
    " JOIN events ON circle = c AND log_seq = s),"
    f" ARRAY(SELECT ROW({HELD}) FROM held WHERE circle = ANY($1::bytea[]) AND author = ANY($2::bytea[])"
    " ORDER BY hour, event_id),"
    " ARRAY(SELECT ROW(circle, key, steward) FROM moderators WHERE circle = ANY($1::bytea[])),"
    " ARRAY(SELECT ROW(circle, thread) FROM unnest($9::bytea[], $10::bytea[]) AS wanted (c, p)"
    " JOIN locks ON circle = c AND thread = p),"
    f" ARRAY(SELECT ROW({EVENT}) FROM unnest($9::bytea[], $10::bytea[]) AS wanted (c, p) JOIN events ON circle = c"
    " AND log_seq = (SELECT max(log_seq) FROM events AS edits WHERE circle = c AND parent = p AND kind = 3))"
)
FRAMES = (
    f"SELECT ARRAY(SELECT ROW({QUEUE}) FROM queues WHERE qid = ANY($1::bytea[])),"
    " ARRAY(SELECT ROW(qid, mark) FROM unnest($1::bytea[], $2::bytea[]) AS wanted (q, m)"
    " JOIN frame_marks ON qid = q AND mark = m)"
)
DIGEST = "sha256(convert_to(looked::text, 'UTF8'))"
"""Of all that was found, where it is called `looked`."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was asked (one of EVENTS and FRAMES), of which values, and the digest of what was found."""

    asked: str
    values: tuple[Any, ...]
    digest: bytes


async def look_ahead(connection: asyncpg.Connection, wanted: Iterable[Ahead], memory: Memory) -> list[Look]:
    """Fill the memory, also with what is not there."""
    every = list(wanted)
    looks = []
    if events := [one for one in every if isinstance(one, EventAhead)]:
        looks.append(await _look_for_events(connection, events, memory.rows))
    if frames := [one for one in every if isinstance(one, FrameAhead)]:
        looks.append(await _look_for_frames(connection, frames, memory.rows))
    return looks


async def _look(connection: asyncpg.Connection, asked: str, *values: Any) -> tuple[Sequence[Any], Look]:
    sql = f"WITH looked AS MATERIALIZED ({asked}) SELECT looked.*, {DIGEST} FROM looked"
    *found, digest = await connection.fetchrow(sql, *values)
    return found, Look(asked, values, digest)


async def _look_for_events(connection: asyncpg.Connection, wanted: Sequence[EventAhead], rows: dict[Any, Any]) -> Look:
    circles = {one.circle for one in wanted}
    authors = {(one.circle, one.author) for one in wanted}
    parents = {(one.circle, one.parent) for one in wanted if one.parent is not None}
    events = {(one.circle, one.event_id) for one in wanted} | parents
    seen = {(one.circle, one.seen) for one in wanted}
    found, look = await _look(
        connection,
        EVENTS,
        list(circles),
        list({author for _, author in authors}),
        *_columns(events),
        *_columns(authors),
        *_columns(seen),
        *_columns(parents),
    )
    names = {name.key: name for row in found[1] if (name := name_row(row)) is not None}
    rows.update({("circle", circle): None for circle in circles})
    rows.update({("name", key): names.get(key) for _, key in authors})
    rows.update({("ban", name.space, name.nym_id): None for name in names.values()})
    rows.update({("counts of", name.nym_id): True for name in names.values()})
    rows.update({("event", *key): None for key in events})
    rows.update({("author", *key): AuthorHead(next_seq=0, last_hash=None) for key in authors})
    rows.update({("held", one.circle, one.event_id): None for one in wanted})
    rows.update({("held of", *key): [] for key in authors})
    rows.update({("locked", *key): False for key in parents})
    rows.update({("edit", *key): None for key in parents})
    rows.update({("circle", row[0]): circle_row(row) for row in found[0]})
    rows.update({("head", row[0], 0): row[-1] for row in found[0]})
    rows.update(
        {
            ("ban", r[1], r[2]): BanRow(space=r[1], nym_id=r[2], until_hour=r[3], by=r[4], decision=r[5])
            for r in found[2]
        }
    )
    rows.update({("count", names[row[0]].nym_id, row[1], row[2]): row[3] for row in found[3]})
    rows.update({("event", row[0], row[2]): event_row(row) for row in found[4]})
    rows.update({("author", row[0], row[1]): AuthorHead(next_seq=row[2], last_hash=row[3]) for row in found[5]})
    rows.update({("head", row[0], row[1]): row[2] for row in found[6]})
    for row in found[7]:
        held = held_row(row)
        rows["held", held.circle, held.event_id] = held
        rows.setdefault(("held of", held.circle, held.author), []).append(held)
    for circle in circles:
        bench = [(row[1], row[2]) for row in found[8] if row[0] == circle]
        rows["moderators", circle] = frozenset(key for key, _ in bench)
        rows["stewards", circle] = frozenset(key for key, steward in bench if steward)
    rows.update({("locked", row[0], row[1]): True for row in found[9]})
    rows.update({("edit", row[0], row[6]): event_row(row) for row in found[10]})
    return look


async def _look_for_frames(connection: asyncpg.Connection, wanted: Sequence[FrameAhead], rows: dict[Any, Any]) -> Look:
    found, look = await _look(connection, FRAMES, [one.qid for one in wanted], [one.mark for one in wanted])
    rows.update({("queue", one.qid): None for one in wanted})
    rows.update({("mark", one.qid, one.mark): False for one in wanted})
    rows.update({("queue", row[0]): queue_row(row) for row in found[0]})
    rows.update({("mark", row[0], row[1]): True for row in found[1]})
    return look


def _columns(pairs: Iterable[tuple[Any, Any]]) -> tuple[list[Any], list[Any]]:
    every = list(pairs)
    return [first for first, _ in every], [second for _, second in every]
