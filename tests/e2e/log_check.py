"""What is in the files after everything has ended: the server's log and the client's copy of it."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import apsw

from heimo_protocol.events import Event, PostBody, open_event
from heimo_protocol.log import next_head
from heimo_protocol.signing import Envelope
from heimo_tui.core.secrets import SecretText
from heimo_tui.vault import Vault
from server_stub.config import ServerConfig
from server_stub.store.opening import open_store, sqlite_path
from tests.e2e.driver import PASSPHRASE


@dataclass
class Log:
    """A circle's log that verified: its newest number and head, and its posts' texts in order."""

    newest: int
    head: bytes
    texts: list[str]


async def server_log(data: Path, circle: bytes) -> Log:
    """Read the whole log from the server's database; fails where its file or one of the chains is not whole."""
    config = ServerConfig(data=data)
    if (database := sqlite_path(config)) is not None:
        raw = apsw.Connection(str(database))
        assert raw.pragma("integrity_check") == "ok"
        raw.close()
    store = await open_store(config)
    rows = await store.read(lambda txn: txn.events_after(circle, 0, limit=10**6, max_bytes=10**9))
    row = await store.read(lambda txn: txn.circle(circle))
    first = await store.read(lambda txn: txn.head_at(circle, 0))
    await store.close()
    assert row is not None and first is not None
    assert first == hashlib.sha256(Envelope.from_bytes(row.genesis).payload).digest()
    head, texts, authors = first, [], _Authors()
    for number, entry in enumerate(rows, start=1):
        assert entry.log_seq == number and entry.envelope is not None
        signed = open_event(entry.envelope)
        assert (entry.hash, entry.event_id) == (signed.hash, signed.id)
        head = next_head(head, number, signed.hash)
        assert entry.head == head
        authors.take(signed.event, signed.hash)
        if isinstance(signed.body, PostBody):
            texts.append(signed.body.text)
    assert (row.head_seq, row.head) == (len(rows), head)
    return Log(len(rows), head, texts)


async def client_log(folder: Path, circle: bytes) -> tuple[int, bytes | None]:
    """Open the vault; returns up to where it knows the circle's log, and the head there."""
    vault = await Vault.open(folder, keyring=None, passphrase=SecretText(PASSPHRASE))
    row = await vault.read(lambda tables: tables.circles.get(circle))
    await vault.close()
    assert row is not None
    return row.newest_seq, row.newest_head


class _Authors:
    """Every author's own chain, which has to be without gap or fork."""

    def __init__(self) -> None:
        self._next: defaultdict[bytes, int] = defaultdict(int)
        self._last: dict[bytes, bytes] = {}

    def take(self, event: Event, payload_hash: bytes) -> None:
        assert event.seq == self._next[event.author]
        assert event.prev == self._last.get(event.author)
        self._next[event.author] += 1
        self._last[event.author] = payload_hash
