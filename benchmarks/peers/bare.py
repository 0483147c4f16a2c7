"""The limit: the same bytes through SQLite in this process, with nothing around it, and what a sync costs here."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from benchmarks.peers.sides import LANES, REPLIES, Work
from benchmarks.server import raw_store

_EVENT_BYTES = 600
_FRAME_BYTES = 4096
_COUNT = {Work.LIST: 50, Work.READ: 200}


class Bare:
    """SQLite with rows of the size that Heimo keeps; writes are committed LANES at a time, as many as wait there."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._seq = 0
        for _ in range(10 * REPLIES):
            self._insert("events", _EVENT_BYTES)

    def work(self, work: Work) -> Callable[[], object]:
        """What does a work once, and for writes LANES times."""
        match work:
            case Work.LIST | Work.READ:
                return lambda: self._newest(_COUNT[work])
            case Work.CREATE:
                return lambda: self._group("events", _EVENT_BYTES)
            case Work.SEND:
                return lambda: self._group("frames", _FRAME_BYTES)
            case Work.GET:
                return self._take

    def rate(self, work: Work, seconds: float) -> float:
        """How often a second, measured for so long."""
        act, done = self.work(work), 0
        start = time.perf_counter()
        while time.perf_counter() - start < seconds:
            act()
            done += LANES if work in (Work.CREATE, Work.SEND) else 1
        return done / (time.perf_counter() - start)

    def _newest(self, count: int) -> object:
        sql = "SELECT seq, hash, body FROM events ORDER BY seq DESC LIMIT ?"
        return self._connection.execute(sql, (count,)).fetchall()

    def _group(self, table: str, size: int) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        for _ in range(LANES):
            self._insert(table, size)
        self._connection.execute("COMMIT")

    def _insert(self, table: str, size: int) -> None:
        self._seq += 1
        values = (self._seq, os.urandom(32), os.urandom(size))
        self._connection.execute(f"INSERT INTO {table} VALUES (?, ?, ?)", values)  # noqa: S608 — one of two names above

    def _take(self) -> None:
        rows = self._connection.execute("SELECT seq, hash, body FROM frames ORDER BY seq LIMIT 8").fetchall()
        if rows:
            self._connection.execute("DELETE FROM frames WHERE seq <= ?", (rows[-1][0],))
        else:
            self._group("frames", _FRAME_BYTES)


@contextmanager
def bare() -> Iterator[Bare]:
    """A database of its own, write-ahead log, synced at each commit, as the server's is."""
    with tempfile.TemporaryDirectory(prefix="heimo-bare-") as folder:
        connection = apsw.Connection(str(Path(folder) / "bare.db"))
        connection.execute("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        for table in ("events", "frames"):
            connection.execute(f"CREATE TABLE {table} (seq INTEGER PRIMARY KEY, hash BLOB, body BLOB)")
        yield Bare(connection)
        connection.close()


def syncs_a_second() -> float:
    """How often a second this disk can be made to keep a page."""
    times = raw_store.syncs(200)
    return len(times) / (sum(times) / 1000)
