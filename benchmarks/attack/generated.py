"""A hundred thousand hostile requests, and every operation malformed at every byte: what the server answers."""

import asyncio
import json
import multiprocessing
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.attack.life import LIMITS
from benchmarks.attack.sending import HANGS, Told, attack, attack_every_byte
from benchmarks.measure import Benchmark, Figure, resident_mb
from heimo_protocol.operations import OPERATIONS
from tests.server.house import running
from tests.server.people import make_town_data

SEED = 20_261_123
REQUESTS = 100_000
_SENDERS = 2
_SAMPLE_SECONDS = 0.5
FLAT_MB = 24.0
"""How much the server's memory may grow from the second quarter of an attack to its last: the memory of requests that
were seen takes a hundred bytes for each, up to its limit, and the database's readers fill their caches."""


class _Watch:
    """A process's memory, looked at every half second in a thread."""

    def __init__(self, pid: int) -> None:
        self.megabytes: list[float] = []
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "_Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_SAMPLE_SECONDS):
            self.megabytes.append(resident_mb(self._pid))

    @property
    def growth(self) -> float:
        """From the median of the second quarter to that of the last tenth."""
        seen = self.megabytes
        count = len(seen)
        if count < 20:
            return 0.0
        return statistics.median(seen[-count // 10 :]) - statistics.median(seen[count // 4 : count // 2])


def measure() -> list[Figure]:
    """Both attacks on one server process."""
    with tempfile.TemporaryDirectory(prefix="heimo-bench-") as folder:
        data = Path(folder) / "community"
        asyncio.run(make_town_data(data, LIMITS))
        with running(data, maintenance_seconds=5.0) as server:
            with _Watch(server.process.pid) as watch:
                told = _attacked(attack, server.address, data, REQUESTS // _SENDERS)
            peak = max(watch.megabytes)
            malformed = _attacked(attack_every_byte, server.address, data, _SENDERS)
            if server.stop() != 0:
                raise RuntimeError("the server did not end as it should")
        incidents = _incidents(data)
    for line in (*told.wrong, *malformed.wrong, *incidents):
        sys.stderr.write(line + "\n")
    print(json.dumps({"seed": SEED, "statuses": dict(sorted((told.statuses + malformed.statuses).items()))}))
    return [
        *_figures("generated", told),
        Figure("generated: operations that went through, too", len(told.went_through), "", "of all", len(OPERATIONS)),
        *_figures("at every byte", malformed),
        Figure("faults that the server noted itself", len(incidents), "", "none", 0, limit=True),
        Figure("memory: growth from the second quarter to the end", watch.growth, "MB", "FLAT_MB", FLAT_MB, limit=True),
        Figure("memory: the most", peak, "MB", "at the beginning", watch.megabytes[0]),
    ]


def _attacked(how: Callable[[str, Path, int, int], Told], address: str, data: Path, share: int) -> Told:
    """What all senders were told; each attacks in a process of its own, with its number."""
    told = Told()
    with ProcessPoolExecutor(_SENDERS, mp_context=multiprocessing.get_context("spawn")) as pool:
        jobs = [pool.submit(how, address, data, SEED + at, share) for at in range(_SENDERS)]
        for job in jobs:
            told.add(job.result())
    return told


def _incidents(data: Path) -> list[str]:
    return (data / "stderr").read_text().splitlines()


def _figures(what: str, told: Told) -> list[Figure]:
    return [
        Figure(f"{what}: requests", told.requests, "", "operations", len(told.operations)),
        Figure(f"{what}: answers of 5xx, none, or none of ours", told.faults, "", "none", 0, limit=True),
        Figure(f"{what}: hangs", told.hangs, "", "none", 0, limit=True),
        Figure(f"{what}: the slowest answer", told.slowest, "s", "a hang", HANGS, limit=True),
    ]


BENCHMARK = Benchmark(
    "hostile",
    f"{REQUESTS:,} generated requests, and every operation malformed at every byte",
    (
        f"measured: a real server, {_SENDERS} processes with four connections each; seed {SEED}. Every 4,000 requests",
        "  new people found a circle, and their real requests are what is changed: values swapped for others of their",
        "  type, changed in type, size and nesting, made from the table of operations, signed events of any content in",
        "  their place in the log, bytes changed before and after signing, and broken HTTP.",
        "at every byte: of each operation's shortest request a bit turned, a byte gone, a byte more, and the rest cut",
        "  off, at each byte of its arguments (signed so) and of the whole.",
        "No budget holds them back, so that each is looked at to its end; no disk is full, so 503 is a fault, too.",
    ),
    measure,
)
