"""Asks in one statement what a reader will surely ask for, statement by statement."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import asyncpg

from server_stub.store.ahead import Ahead, EventAhead, FrameAhead, FramesAhead, NameAhead, PageAhead
from server_stub.store.sql.mail_reads import FRAMES_AFTER, FRAMES_TO, MARK, QUEUE_BY_ID
from server_stub.store.sql.reads import (
    BAN,
    CIRCLE_BY_ID,
    EVENT_BY_ID,
    EVENTS_AFTER,
    EVENTS_BEFORE,
    FIRST_HEAD,
    HEAD_AT,
    HELD_BY_ID,
    NAME_BY_KEY,
    SLOW,
)
from server_stub.store.sql.statements import Row

Statement = tuple[str, tuple[Any, ...]]
Answers = dict[Statement, list[Row]]

_BAN_OF = (
    "SELECT names.space, names.nym_id, until_hour, moderator, decision FROM names"
    " LEFT JOIN bans ON bans.space = names.space AND bans.nym_id = names.nym_id WHERE names.key = $1"
)
_HEAD_BEFORE = (
    "SELECT log_seq, head FROM events WHERE circle = $1 AND log_seq < $2 ORDER BY log_seq DESC OFFSET $3 LIMIT 1"
)
_PLACE = re.compile(r"\$(\d+)")
_SEQ, _HEAD = 1, 10
"""Where an event's columns have its number and its head."""


async def ask_ahead(connection: asyncpg.Connection, ahead: Ahead) -> Answers:
    """The answers to what an operation will ask, by statement and values."""
    statements = _statements(ahead)
    values: list[Any] = []
    parts = []
    for sql, own in statements:
        parts.append(f"ARRAY(SELECT ROW(one.*) FROM ({_shifted(sql, len(values))}) AS one)")
        values += own
    found = await connection.fetchrow(f"SELECT {', '.join(parts)}", *values)
    answers = {statement: list(rows) for statement, rows in zip(statements, found, strict=True)}
    return answers | _derived(ahead, answers)


@lru_cache(maxsize=64)
def _shifted(sql: str, by: int) -> str:
    """A statement whose parameters begin after so many others."""
    return _PLACE.sub(lambda place: f"${int(place[1]) + by}", sql)


def _statements(ahead: Ahead) -> Sequence[Statement]:
    match ahead:
        case EventAhead():
            circle, seen = ahead.circle, (ahead.circle, ahead.event_id)
            own = [(EVENT_BY_ID, seen), (HELD_BY_ID, seen), (CIRCLE_BY_ID, (circle,)), (SLOW, (circle, circle))]
            under = (circle, ahead.parent)
            return own if ahead.parent is None else [*own, (EVENT_BY_ID, under), (SLOW, under)]
        case FrameAhead():
            return [(QUEUE_BY_ID, (ahead.qid,)), (MARK, (ahead.qid, ahead.mark))]
        case NameAhead():
            return [(NAME_BY_KEY, (ahead.key,)), (_BAN_OF, (ahead.key,))]
        case PageAhead():
            known = [(CIRCLE_BY_ID, (ahead.circle,)), (FIRST_HEAD, (ahead.circle,))]
            if ahead.after is not None:
                page = (EVENTS_AFTER, (ahead.circle, ahead.after, ahead.limit))
                return [*known, page, (HEAD_AT, (ahead.circle, ahead.after))]
            before = (ahead.circle, ahead.before, ahead.limit)
            return [*known, (EVENTS_BEFORE, before), (_HEAD_BEFORE, before)]
        case FramesAhead():
            qid, ack = ahead.qid, ahead.ack
            return [(QUEUE_BY_ID, (qid,)), (FRAMES_AFTER, (qid, ack, ahead.limit + 1)), (FRAMES_TO, (qid, ack))]


def _derived(ahead: Ahead, answers: Answers) -> Answers:
    """Answers that follow from others."""
    more: Answers = {}
    match ahead:
        case NameAhead():
            for space, nym_id, *ban in answers[_BAN_OF, (ahead.key,)]:
                more[BAN, (space, nym_id)] = [] if ban[0] is None else [tuple(ban)]
        case PageAhead():
            for (sql, _), rows in answers.items():
                if sql in (EVENTS_AFTER, EVENTS_BEFORE):
                    more |= {(HEAD_AT, (ahead.circle, row[_SEQ])): [(row[_HEAD],)] for row in rows}
                if sql == _HEAD_BEFORE:
                    more |= {(HEAD_AT, (ahead.circle, row[0])): [(row[1],)] for row in rows}
    return more
