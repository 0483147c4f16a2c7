"""Communities of any size, made quickly: rows straight into the database, as the server would have written them.

Every log is a whole chain of heads. The events in it have the size of real ones, but nobody signed them: a server never
opens what it only gives to readers.
"""

import asyncio
import hashlib
import os
import time
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

import apsw
import asyncpg
import msgspec

from benchmarks.server.town import Town
from heimo_protocol.log import next_head
from server_stub.config import ServerConfig
from server_stub.store.opening import open_store, postgres_address, sqlite_path
from server_stub.store.rows import CircleRow

EVENT_BYTES = 600
"""A signed post of 270 characters."""

_BATCH = 10_000
_AUTHORS = 40
_COLUMNS = (
    *("circle", "log_seq", "event_id", "author", "author_seq", "kind", "parent", "thread", "hour", "hash", "head"),
    *("hidden_day", "envelope"),
)

Row = tuple[Any, ...]


def fill(town: Town, events: int, circles: int = 1) -> list[bytes]:
    """Give the town so many circles, and each of them so many events; returns the circles' ids."""
    return asyncio.run(_fill(town, events, circles))


async def _fill(town: Town, events: int, circles: int) -> list[bytes]:
    config = ServerConfig(data=town.data)
    store = await open_store(config)
    try:
        first = await store.read(lambda txn: txn.circle(town.circle))
        if first is None:
            raise LookupError("a town without its circle")
        rows = [first, *(_like(first) for _ in range(circles - 1))]
        for row in rows[1:]:
            await store.write(lambda txn, row=row: txn.add_circle(row, []))  # type: ignore[misc] # bound in the loop
        logs = [_Log(row, events) for row in rows]
        address = postgres_address(config)
        await (_copy(address, logs) if address else asyncio.to_thread(_insert, sqlite_path(config), logs))
        for log in logs:
            await store.write(lambda txn, log=log: txn.set_head(log.circle, head_seq=log.seq, head=log.head))  # type: ignore[misc] # bound in the loop
    finally:
        await store.close()
    return [row.id for row in rows]


def _like(row: CircleRow) -> CircleRow:
    id_ = os.urandom(16)
    return msgspec.structs.replace(row, id=id_, space=id_)


class _Log:
    """The rows of one circle, made as they are asked for; `seq` and `head` are the newest."""

    def __init__(self, row: CircleRow, events: int) -> None:
        self.circle = row.id
        self.head = row.head
        self.seq = row.head_seq
        self._events = events
        self._authors = [os.urandom(32) for _ in range(_AUTHORS)]

    def __iter__(self) -> Iterator[Row]:
        hour = int(time.time() // 3600) - 24
        for number in range(self._events):
            envelope = os.urandom(EVENT_BYTES)
            digest = hashlib.sha256(envelope).digest()
            self.seq += 1
            self.head = next_head(self.head, self.seq, digest)
            author = self._authors[number % _AUTHORS]
            id_ = digest[:16]
            yield (
                *(self.circle, self.seq, id_, author, number // _AUTHORS, 1, None, id_, hour, digest, self.head),
                *(None, envelope),
            )


async def _copy(address: str, logs: list[_Log]) -> None:
    connection = await asyncpg.connect(address)
    for batch in _batches(logs):
        await connection.copy_records_to_table("events", records=batch, columns=_COLUMNS)
    await connection.execute("VACUUM ANALYZE")  # as it does by itself, some minutes later
    await connection.close()


def _insert(path: Path | None, logs: list[_Log]) -> None:
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA synchronous = OFF")
    marks = ", ".join("?" * len(_COLUMNS))
    for batch in _batches(logs):
        with connection:
            connection.executemany(f"INSERT INTO events ({', '.join(_COLUMNS)}) VALUES ({marks})", batch)  # noqa: S608 — the columns above
    connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    connection.close()


def _batches(logs: list[_Log]) -> Iterator[list[Row]]:
    rows = chain.from_iterable(logs)
    while batch := list(islice(rows, _BATCH)):
        yield batch
