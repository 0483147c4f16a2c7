"""Figures beside what they are judged by, how they are taken, and the table they are printed in."""

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import psutil  # type: ignore[import-untyped] # it brings no types


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured `value` beside `peer`, the limit it must not pass or what a bare peer does; both in `unit`.

    `more` where a higher value is the better one.
    """

    what: str
    value: float
    unit: str
    beside: str
    peer: float
    limit: bool = False
    more: bool = False

    @property
    def ratio(self) -> float:
        """How many times the peer's cost this is (for `more`: which part of the peer's rate)."""
        return self.value / self.peer if self.peer else float("inf")

    @property
    def over(self) -> bool:
        """Whether a limit is passed."""
        return self.limit and (self.value < self.peer if self.more else self.value > self.peer)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """`run` measures; `sides` says what each side of the table does."""

    name: str
    title: str
    sides: Sequence[str]
    run: Callable[[], list[Figure]]


def p50(times: Sequence[float]) -> float:
    """The median."""
    return statistics.median(times)


def p95(times: Sequence[float]) -> float:
    """The 95th percentile, the nearest value that was really measured."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]


def milliseconds(action: Callable[[], object], rounds: int) -> list[float]:
    """How long each round of `action` takes, without garbage collection in between."""
    times = []
    with no_collection():
        for _ in range(rounds):
            start = time.perf_counter()
            action()
            times.append((time.perf_counter() - start) * 1000)
    return times


@contextmanager
def no_collection() -> Iterator[None]:
    """Collect garbage before, not during."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def resident_mb(pid: int) -> float:
    """What a process and its children hold in memory, in MB, pages that they share counted once where known."""
    process = psutil.Process(pid)
    total = 0
    for one in (process, *process.children(recursive=True)):
        full = one.memory_full_info()
        total += getattr(full, "pss", full.rss)
    return float(total) / 1e6


def here() -> str:
    """The machine in one line."""
    memory = psutil.virtual_memory().total / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, load {os.getloadavg()[0]:.1f} at the start"


def table(benchmark: Benchmark, figures: Sequence[Figure]) -> str:
    """The figures of a benchmark as lines of text, what each side does below them."""
    rows = [("figure", "measured", "beside", "", "ratio", "")]
    for one in figures:
        kind = "limit: " if one.limit else ""
        verdict = ("OVER" if one.over else "ok") if one.limit else ""
        rows.append(
            (
                one.what,
                _shown(one.value, one.unit),
                kind + one.beside,
                _shown(one.peer, one.unit),
                f"{one.ratio:.2f}x" if one.peer else "",
                verdict,
            )
        )
    widths = [max(len(row[at]) for row in rows) for at in range(6)]
    lines = [f"{benchmark.name}: {benchmark.title}", ""]
    for row in rows:
        cells = [
            row[0].ljust(widths[0]),
            row[1].rjust(widths[1]),
            row[2].ljust(widths[2]),
            row[3].rjust(widths[3]),
            row[4].rjust(widths[4]),
            row[5],
        ]
        lines.append("  " + "  ".join(cells).rstrip())
    return "\n".join([*lines, "", *(f"  {side}" for side in benchmark.sides), ""])


def _shown(value: float, unit: str) -> str:
    digits = 0 if value >= 1000 else 1 if value >= 100 else 2 if value >= 0.1 else 4
    return f"{value:,.{digits}f} {unit}"
