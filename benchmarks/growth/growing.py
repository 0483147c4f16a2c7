"""Reading the newest of a circle and any of it, a post, and how soon it is told, with ever more events and circles.

All sizes of one store are served at the same time and measured in turns, so that what else the machine does meets all.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.growth.filling import fill
from benchmarks.measure import Benchmark, Figure, p50
from benchmarks.peers.sides import seconds_of
from benchmarks.server import listeners, load
from benchmarks.server.fanout import told
from benchmarks.server.town import Serving, Town, founded, serving
from heimo_protocol.operations import ListArgs, LiveArgs
from tests.support.postgres import Cluster, cluster

EVENTS = (1_000, 10_000, 100_000, 1_000_000)
"""In one circle."""

CIRCLES = (10, 100, 1_000)
"""Each of EVENTS_EACH events."""

EVENTS_EACH = 100
ROUNDS = 15
LISTENERS = 50
_EACH = 20
_FLAT = 1.5
STORES = ("SQLite", "PostgreSQL")
WORKS = ("newest 50", "50 anywhere", "a post", "told of it")


_NOBODY = Serving(0, "")


@dataclass(slots=True)
class Size:
    """A community of one size, and what was measured: milliseconds of each request, and of the processor for each."""

    what: str
    count: int
    town: Town
    circles: list[bytes]
    last: int
    server: Serving = _NOBODY
    pids: tuple[int, ...] = ()
    times: dict[str, list[float]] = field(default_factory=lambda: {work: [] for work in WORKS})
    costs: dict[str, list[float]] = field(default_factory=lambda: {work: [] for work in WORKS})


def measure() -> list[Figure]:
    """Both stores, all sizes."""
    return [figure for store in STORES for figure in figures(store, grown(store))]


def grown(store: str) -> list[Size]:
    """Make communities of all sizes in one store, serve them, and measure them in turns."""
    with ExitStack() as stack:
        base = stack.enter_context(cluster(in_memory=False)) if store == "PostgreSQL" else None
        sizes = [_made(stack, base, "events", count, events=count) for count in EVENTS]
        sizes += [_made(stack, base, "circles", count, events=EVENTS_EACH, circles=count) for count in CIRCLES]
        for size in sizes:
            size.server = stack.enter_context(serving(size.town))
            size.pids = (size.server.pid, *([base.pid] if base else []))
            _round(size)  # the first one fills caches
            size.times, size.costs = {work: [] for work in WORKS}, {work: [] for work in WORKS}
        for number in range(ROUNDS):
            sys.stderr.write(f"{store}: round {number + 1} of {ROUNDS}\n")
            for size in random.sample(sizes, len(sizes)):
                _round(size)
    return sizes


def _made(stack: ExitStack, base: Cluster | None, what: str, count: int, *, events: int, circles: int = 1) -> Size:
    sys.stderr.write(f"making {count:,} {what}\n")
    town = stack.enter_context(founded(1, database=base.create() if base else None))
    return Size(what, count, town, fill(town, events, circles), events)


def _round(size: Size) -> None:
    town, writer = size.town, size.town.writers[0]
    circles = [random.choice(size.circles) for _ in range(_EACH)]
    newest = [town.body("event.list", ListArgs(circle=circle, max=50)) for circle in circles]
    anywhere = [
        town.body("event.list", ListArgs(circle=circle, max=50, after=random.randrange(size.last - 50)))
        for circle in circles
    ]
    posts = [writer.put() for _ in range(_EACH)]
    for work, path, bodies in (
        ("newest 50", "/v1/event.list", newest),
        ("50 anywhere", "/v1/event.list", anywhere),
        ("a post", "/v1/event.put", posts),
    ):
        with _costs(size, work, len(bodies)):
            size.times[work] += load.answered(load.Job(port=size.server.port, path=path, lanes=[bodies])).times
    job = listeners.Job(
        port=size.server.port,
        streams=LISTENERS,
        listen_path="/v1/live",
        listens=[town.body("live", LiveArgs(circle=town.circle))],
        wake_path="/v1/event.put",
        wakes=[writer.put() for _ in range(_EACH // 2)],
    )
    with _costs(size, "told of it", len(job.wakes)):
        size.times["told of it"] += told(size.server, job).woken.sent_to_last


@contextmanager
def _costs(size: Size, work: str, times: int) -> Iterator[None]:
    before = sum(seconds_of(pid) for pid in size.pids)
    yield
    size.costs[work].append((sum(seconds_of(pid) for pid in size.pids) - before) * 1000 / times)


def figures(store: str, sizes: Sequence[Size]) -> list[Figure]:
    """Each size beside the smallest of its kind, and the largest ratio beside what may be."""
    found = []
    for what in ("events", "circles"):
        smallest, *larger = (size for size in sizes if size.what == what)
        for work in WORKS:
            least = p50(smallest.times[work])
            beside = f"{smallest.count:,} {what}"
            found += [
                Figure(f"{store}, {size.count:,} {what}: {work}", p50(size.times[work]), "ms", beside, least)
                for size in larger
            ]
            most = max(p50(size.times[work]) for size in larger) / least
            found.append(Figure(f"{store}, {what}: {work}, most", most, "x", "flat", _FLAT, limit=True))
            most = max(p50(size.costs[work]) for size in larger) / p50(smallest.costs[work])
            found.append(Figure(f"{store}, {what}: {work}, most, by processor time", most, "x", "flat", _FLAT))
    return found


def rows(store: str, sizes: Sequence[Size]) -> list[dict[str, object]]:
    """What was measured, for the table and the plot in the documentation."""
    return [
        {
            "store": store,
            "what": size.what,
            "count": size.count,
            "work": work,
            "median": p50(size.times[work]),
            "processor": p50(size.costs[work]),
        }
        for size in sizes
        for work in WORKS
    ]


def main() -> None:
    """Measure, and write the rows (JSON) to a file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth.growing", description=main.__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--store", choices=STORES, action="append", help="one alone")
    options = parser.parse_args()
    found = [row for store in options.store or STORES for row in rows(store, grown(store))]
    options.file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


BENCHMARK = Benchmark(
    "growth",
    "the same requests with more events and more circles, on both stores",
    (
        "measured: the median of a request over HTTP by one person: event.list of the newest 50 and of 50 anywhere in",
        "  the log, event.put, and the time from sending a post until the last of fifty listeners is told.",
        "beside: the smallest community of the same store, measured in turns with it.",
        "PostgreSQL: Debian's package with the settings of the tests, on this machine.",
    ),
    measure,
)

if __name__ == "__main__":
    main()
