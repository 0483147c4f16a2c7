"""What a database says, as one hash, after it was checked from top to bottom."""

import asyncio
import hashlib
from pathlib import Path

import apsw

from heimo_protocol.errors import Refusal
from heimo_protocol.log import next_head
from heimo_protocol.signing import Envelope
from server_stub.store.base import ReadTxn
from server_stub.store.sqlite.store import open_sqlite

_ALL = 10**9


class Broken(Exception):
    """The database cannot be opened, is damaged, or one of its chains is not whole."""


def contents(connection: apsw.Connection) -> bytes:
    """A hash over every row of every table."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
    digest = hashlib.sha256()
    for table in tables:
        digest.update(table.encode())
        for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 — the name is the schema's own
            digest.update(repr(row).encode())
    return digest.digest()


def recovered(path: Path) -> bytes:
    """Open a database as the server does, check all of it, and give its contents; raises Broken."""
    try:
        return asyncio.run(_recovered(path))
    except Broken:
        raise
    except Exception as problem:  # damaged rows may be anything, and break whatever reads them
        raise Broken(f"{type(problem).__name__}: {problem}") from problem


async def _recovered(path: Path) -> bytes:
    store = await open_sqlite(path, readers=1)
    try:
        await store.read(require_chains)
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
        try:
            _require_whole(connection)
            return contents(connection)
        finally:
            connection.close()
    finally:
        await store.close()


def _require_whole(connection: apsw.Connection) -> None:
    found = connection.pragma("integrity_check")
    if found != "ok":
        raise Broken(f"integrity: {found}")
    for row in connection.execute("PRAGMA foreign_key_check"):
        raise Broken(f"a row without what it belongs to: {row[0]}")


def require_chains(txn: ReadTxn) -> None:
    """Walk every circle's log: its numbers, hashes, heads and its authors' own chains; raises Broken."""
    for circle in txn.circles():
        head, authors = txn.head_at(circle.id, 0) or b"", dict[bytes, int]()
        rows = txn.events_after(circle.id, 0, limit=_ALL, max_bytes=_ALL)
        for number, row in enumerate(rows, start=1):
            head = next_head(head, number, row.hash)
            right = (number, authors.get(row.author, 0), head)
            if (row.log_seq, row.author_seq, row.head) != right:
                raise Broken(f"entry {number} does not follow the one before it")
            if row.envelope is not None and _payload_hash(row.envelope) != row.hash:
                raise Broken(f"entry {number} is not what its hash says")
            authors[row.author] = row.author_seq + 1
        if (circle.head_seq, circle.head) != (len(rows), head):
            raise Broken("the log's head is not its last entry's")
        for author, next_seq in authors.items():
            if txn.author_head(circle.id, author).next_seq != next_seq:
                raise Broken("an author's head is not that of the last event")


def _payload_hash(envelope: bytes) -> bytes:
    try:
        return Envelope.from_bytes(envelope).hash
    except Refusal as problem:
        raise Broken("an entry cannot be read") from problem
