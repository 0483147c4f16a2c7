"""The client's start: from the process to its first paint, to the first screen that takes keys, and its memory."""

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.client.long_circle import PASSPHRASE, services_on
from benchmarks.client.terminal import anything, running
from benchmarks.measure import Benchmark, Figure, p50, resident_mb

ROUNDS = 7
_QUIET = 0.4
_EMPTY = [sys.executable, "-m", "benchmarks.client.empty_app"]


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds to the first paint and to `ready`, and MB once it is quiet."""

    paint: float
    ready: float
    memory: float


def measure() -> list[Figure]:
    """Start each program several times, taking turns."""
    with tempfile.TemporaryDirectory(prefix="heimo-bench-") as folder:
        fresh, locked = Path(folder) / "fresh", Path(folder) / "locked"
        asyncio.run(_make_vault(locked))
        empty, new, known = [], [], []
        for _ in range(ROUNDS):
            empty.append(_start(_EMPTY, b"ready"))
            new.append(_start(_heimo(fresh), b"Next"))
            known.append(_start(_heimo(locked), b"assphrase"))
    return [
        Figure("first start: first paint", _ms(new), "ms", "empty Textual app", _ms(empty)),
        Figure("first start: the welcome", p50([one.ready for one in new]), "ms", "empty Textual app", _ms(empty)),
        Figure("with a vault: first paint", _ms(known), "ms", "empty Textual app", _ms(empty)),
        Figure("with a vault: the lock", p50([one.ready for one in known]), "ms", "empty Textual app", _ms(empty)),
        Figure("memory at the welcome", _mb(new), "MB", "empty Textual app", _mb(empty)),
        Figure("memory at the lock", _mb(known), "MB", "empty Textual app", _mb(empty)),
    ]


def _ms(starts: Sequence[Start]) -> float:
    return p50([one.paint for one in starts])


def _mb(starts: Sequence[Start]) -> float:
    return p50([one.memory for one in starts])


async def _make_vault(home: Path) -> None:
    services = services_on(home)
    await services.device.create(PASSPHRASE)
    await services.device.close()


def _heimo(data: Path) -> list[str]:
    return [sys.executable, "-m", "heimo_tui", "--data", str(data)]


def _start(command: Sequence[str], word: bytes) -> Start:
    with tempfile.TemporaryDirectory(prefix="heimo-bench-") as home:
        begun = time.perf_counter()
        with running(command, {"HOME": home, "HEIMO_KEYRING": "no"}) as screen:
            paint = screen.until(anything) - begun
            ready = screen.until(lambda written: word in written) - begun
            screen.settle(_QUIET)
            return Start(paint * 1000, ready * 1000, resident_mb(screen.process.pid))


BENCHMARK = Benchmark(
    "start",
    "the client from its process to its first screen",
    (
        f"measured: `heimo` in a pseudo-terminal of 80x24, median of {ROUNDS} starts, files in the system's cache;",
        "  the time is to the first visible character, and to a word of the first screen that takes keys.",
        "empty Textual app: one line of text, started in the same way, in turns with it.",
        "memory: proportional set size once nothing was painted for a while.",
    ),
    measure,
)
