"""What is asked with every request, or again and again, goes by an index: SQLite is asked how it would find it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from server_stub.store.base import WriteTxn
from server_stub.store.sqlite.connection import connect, make_private
from server_stub.store.sqlite.migrate import migrate
from server_stub.store.sqlite.statements import SqliteWrites

CIRCLE, EVENT, KEY = bytes(16), bytes(16), bytes(32)

ASKED: dict[str, Callable[[WriteTxn], object]] = {
    "an event": lambda txn: txn.event(CIRCLE, EVENT),
    "its newest edit": lambda txn: txn.newest_edit(CIRCLE, EVENT),
    "a page": lambda txn: txn.events_after(CIRCLE, 5, limit=9, max_bytes=9),
    "the newest": lambda txn: txn.events_before(CIRCLE, 5, limit=9, max_bytes=9),
    "decisions": lambda txn: txn.governance_after(CIRCLE, 5, limit=9),
    "a head": lambda txn: txn.head_at(CIRCLE, 5),
    "an author's head": lambda txn: txn.author_head(CIRCLE, KEY),
    "erasing": lambda txn: txn.erase(CIRCLE, EVENT),
    "hiding": lambda txn: txn.set_hidden(CIRCLE, EVENT, hidden=True, day=1),
    "erasing what is old": lambda txn: txn.expire_bodies(CIRCLE, before_hour=1, limit=9),
    "erasing what is hidden": lambda txn: txn.erase_hidden(before_day=1, limit=9),
    "a name": lambda txn: txn.name(KEY),
    "a member's name": lambda txn: txn.name_of_nym(CIRCLE, KEY),
    "a ban": lambda txn: txn.ban(CIRCLE, KEY),
    "a held text": lambda txn: txn.held(CIRCLE, EVENT),
    "a lock": lambda txn: txn.is_locked(CIRCLE, EVENT),
    "a pause": lambda txn: txn.slow_seconds(CIRCLE, EVENT),
    "a spent token": lambda txn: txn.is_spent(1, 1, EVENT),
    "a member's count": lambda txn: txn.name_count(KEY, "posts", 1),
    "an account": lambda txn: txn.account(KEY),
    "an account's count": lambda txn: txn.account_count(KEY, "tokens", 1),
    "a queue": lambda txn: txn.queue(EVENT),
    "a receiver's queue": lambda txn: txn.queue_of(KEY),
    "a frame's mark": lambda txn: txn.is_marked(EVENT, EVENT),
    "frames": lambda txn: txn.frames_after(EVENT, 5, limit=9, max_bytes=9),
    "taken frames": lambda txn: txn.forget_frames(EVENT, 5),
    "a queue's end": lambda txn: txn.delete_queue(EVENT),
    "old frames": lambda txn: txn.expire_frames(before_hour=1, limit=9),
    "old queues": lambda txn: txn.expire_queues(day=1, limit=9),
    "old bundles": lambda txn: txn.expire_bundles(day=1, limit=9),
    "old requests": lambda txn: txn.expire_requests(before_hour=1, limit=9),
    "requests": lambda txn: txn.requests_for(KEY, max_bytes=9),
    "a bundle": lambda txn: txn.bundle(KEY),
}


@pytest.mark.parametrize("what", ASKED)
def test_no_table_is_gone_through(what: str, tmp_path: Path) -> None:
    make_private(path := tmp_path / "community.db")
    connection = connect(path)
    migrate(connection)
    seen: list[tuple[str, Any]] = []
    connection.exec_trace = lambda _, sql, values: not seen.append((sql, values))  # type: ignore[func-returns-value] # None
    ASKED[what](SqliteWrites(connection))
    connection.exec_trace = None
    assert seen
    for sql, values in seen:
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values):
            assert not re.match(r"SCAN \w", step), (step, sql)
            assert not re.search(r"SEARCH events .*\(circle=\?\)$", step), f"goes through a circle's log: {sql}"
    connection.close()
