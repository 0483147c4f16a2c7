"""The same bytes made durable by SQLite in this process, with nothing around it: the floor under every put."""

import os
import tempfile
import time
from pathlib import Path

import apsw

from benchmarks.measure import no_collection


def inserts(bodies: list[bytes], group: int) -> tuple[float, list[float]]:
    """Insert the bodies in transactions of `group`, WAL and synchronous=FULL.

    Returns rows a second, and the milliseconds of each transaction.
    """
    times = []
    with tempfile.TemporaryDirectory(prefix="heimo-bench-") as folder:
        connection = apsw.Connection(str(Path(folder) / "raw.db"))
        connection.execute("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE events (log_seq INTEGER PRIMARY KEY, envelope BLOB NOT NULL)")
        with no_collection():
            for at in range(0, len(bodies), group):
                start = time.perf_counter()
                connection.execute("BEGIN IMMEDIATE")
                for body in bodies[at : at + group]:
                    connection.execute("INSERT INTO events (envelope) VALUES (?)", (body,))
                connection.execute("COMMIT")
                times.append((time.perf_counter() - start) * 1000)
        connection.close()
    return len(bodies) / (sum(times) / 1000), times


def syncs(rounds: int) -> list[float]:
    """Milliseconds that writing and syncing one page to this disk takes."""
    times = []
    with tempfile.TemporaryDirectory(prefix="heimo-bench-") as folder:
        file = os.open(Path(folder) / "page", os.O_CREAT | os.O_WRONLY, 0o600)
        for _ in range(rounds):
            start = time.perf_counter()
            os.write(file, bytes(8192))
            os.fdatasync(file)
            times.append((time.perf_counter() - start) * 1000)
        os.close(file)
    return times


def newest(database: Path, circle: bytes, count: int) -> int:
    """Read the newest rows of a server's own database; returns how many there were."""
    connection = apsw.Connection(str(database), flags=apsw.SQLITE_OPEN_READONLY)
    sql = "SELECT log_seq, hour, envelope, hash FROM events WHERE circle = ? ORDER BY log_seq DESC LIMIT ?"
    rows = connection.execute(sql, (circle, count)).fetchall()
    connection.close()
    return len(rows)
