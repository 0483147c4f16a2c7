"""backup, restore, verify and migrate on a community of EVENTS posts, each beside something bare that does as much."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage.x25519 import Identity

from benchmarks.measure import Benchmark, Figure, p50
from benchmarks.server import load
from benchmarks.server.town import Town, Writer, founded, serving
from heimo_protocol.cards import Card
from heimo_protocol.events import SignedEvent, open_event
from heimo_protocol.signing import is_signature, public_bytes, seal
from server_stub import log
from server_stub.config import ServerConfig
from server_stub.store.base import WriteTxn
from server_stub.store.opening import open_store
from tests.support.postgres import cluster

EVENTS = int(os.environ.get("HEIMO_KEEPING_EVENTS", "100000"))
"""Posts in the one circle."""

PUTS = 150
"""Posts that each of the writers puts, with and without a backup beside."""

CLOSED_LIMIT = 5.0
"""Seconds after which a server tells who writes to try again."""

_WRITERS = 8
_TOGETHER = 250


def measure() -> list[Figure]:
    """Make the community once, and do everything with it, the move last."""
    pair = Identity.generate()
    with founded(_WRITERS) as town, tempfile.TemporaryDirectory(prefix="heimo-bench-") as folder:
        asyncio.run(_fill(town))
        place = Path(folder)
        (place / "key").write_text(str(pair))
        return [*_keeping(town, place, str(pair.to_public())), *_beside_writers(town, place, str(pair)), *_moving(town)]


def _keeping(town: Town, place: Path, recipient: str) -> list[Figure]:
    database = ServerConfig(data=town.data).database
    kept, copy = place / "kept", place / "copy.db"
    plain = _timed(lambda: apsw.Connection(str(database)).execute("VACUUM INTO ?", (str(copy),)))
    backup = _timed(lambda: _command(town.data, "backup", str(kept), "--recipient", recipient))
    verify = _timed(lambda: _command(town.data, "verify"))
    restore = _timed(lambda: _command(place / "again", "restore", str(kept), "--identity", str(place / "key")))
    signatures = _bare_signatures(5000) * EVENTS / 5000
    return [
        Figure(f"backup of {EVENTS:,} posts", backup, "s", "VACUUM INTO", plain),
        Figure("size of the backup", kept.stat().st_size / 1e6, "MB", "the plain copy", copy.stat().st_size / 1e6),
        Figure("verify", verify, "s", "their signatures alone", signatures),
        Figure("restore, with verify", restore, "s", "verify", verify),
    ]


def _beside_writers(town: Town, place: Path, key: str) -> list[Figure]:
    recipient = str(Identity.from_str(key).to_public())
    with serving(town) as server:
        _put(town, server.port)
        alone = _put(town, server.port)
        with _backups(town, place, recipient) as made:
            together = _put(town, server.port)
    return [
        Figure("put beside a backup: median", p50(together), "ms", "without one", p50(alone)),
        Figure("put beside a backup: slowest", max(together), "ms", "without one", max(alone)),
        Figure("backups that were made meanwhile", made[0], "", "at least", 1, limit=True, more=True),
    ]


def _moving(town: Town) -> list[Figure]:
    with cluster() as base, serving(town):
        begun = time.perf_counter()
        moved = _command(town.data, "migrate", "--to", base.create())
        seconds = time.perf_counter() - begun
        verify = _timed(lambda: _command(town.data, "verify"))
    closed = moved["closed_seconds"]
    return [
        Figure("migrate to PostgreSQL", seconds, "s", "verify there", verify),
        Figure("nobody can write for", closed, "s", "told to try again after", CLOSED_LIMIT, limit=True),
        Figure(
            "that is, for each row", closed / moved["rows"] * 1e6, "us", "the whole move", seconds / moved["rows"] * 1e6
        ),
    ]


@contextmanager
def _backups(town: Town, place: Path, recipient: str) -> Iterator[list[int]]:
    """Make one backup after the other meanwhile; gives how many."""
    made, over = [0], threading.Event()

    def make() -> None:
        while not over.is_set():
            _command(town.data, "backup", str(place / f"beside{made[0]}"), "--recipient", recipient)
            made[0] += 1

    thread = threading.Thread(target=make)
    thread.start()
    try:
        yield made
    finally:
        over.set()
        thread.join()


def _put(town: Town, port: int) -> list[float]:
    lanes = [[writer.put() for _ in range(PUTS)] for writer in town.writers]
    return load.answered(load.Job(port=port, path="/v1/event.put", lanes=lanes)).times


def _command(data: Path, *words: str) -> dict[str, float]:
    run = [sys.executable, "-m", "server_stub", *words, "--data", str(data), "--json"]
    answer: dict[str, float] = json.loads(subprocess.run(run, stdout=subprocess.PIPE, check=True).stdout)
    return answer


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _bare_signatures(count: int) -> float:
    private = Ed25519PrivateKey.generate()
    key, message = public_bytes(private), os.urandom(600)
    signature = private.sign(message)
    return _timed(lambda: [is_signature(key, message, signature) for _ in range(count)])


async def _fill(town: Town) -> None:
    """Append posts as the server would, many in one operation."""
    hour = int(time.time() // 3600)
    store = await open_store(ServerConfig(data=town.data), readers=1)
    try:
        for writer in town.writers:
            card = _card(writer)
            await store.write(lambda txn, w=writer, c=card: txn.set_card(public_bytes(w.private), card=c, card_seq=0))  # type: ignore[misc] # bound now
        for start in range(0, EVENTS, _TOGETHER):
            posts = [open_event(town.writers[at % _WRITERS].event()) for at in range(start, start + _TOGETHER)]

            def put(txn: WriteTxn, posts: list[SignedEvent] = posts) -> None:
                for one in posts:
                    log.append(txn, one, hour)

            await store.write(put)
    finally:
        await store.close()


def _card(writer: Writer) -> bytes:
    key = public_bytes(writer.private)
    card = Card(
        server=writer.town.server_id,
        circle=writer.town.circle,
        author=key,
        ik=key,
        name="quiet-elm",
        day=int(time.time() // 86_400),
    )
    return seal(writer.private, "card", card).to_bytes()


BENCHMARK = Benchmark(
    "whole",
    "a community kept, brought back, checked and moved",
    (
        "measured: the host's commands as processes, start included. A backup is encrypted to an age recipient;",
        "  restore unpacks it and verifies all of it; migrate puts, compares every row, and locks only at the end.",
        "VACUUM INTO: SQLite copies the file, unencrypted, without the keys.",
        "their signatures alone: as many Ed25519 signatures of 600 bytes, nothing else.",
    ),
    measure,
)
