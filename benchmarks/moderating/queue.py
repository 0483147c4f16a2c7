"""A moderator's place with ten thousand reports in it: opened, moved through, read, decided in."""

import asyncio
import tempfile
from pathlib import Path

from benchmarks.measure import Benchmark, Figure, p50, p95
from benchmarks.moderating.desk import Desk, at_work
from benchmarks.moderating.reported import Queue, busy, moderator

MANY, FEW = 10_000, 10
LIMIT = 50.0
"""Milliseconds from a key to its paint, at the 95th percentile (the issue's own figure)."""

STARTS = 5
RETURNS, MOVES, HEAVY, DEEDS = 20, 60, 12, 20
"""How often each is done among many; among few there is less to decide on."""

_PATIENCE = 30.0
"""Seconds in which a moderator who was away has everything."""

Times = dict[str, list[float]]


def measure() -> list[Figure]:
    """The same with many and with few."""
    many, queue = _measured(MANY)
    few, small = _measured(FEW)
    figures = []
    for what, times in many.items():
        beside = few[what]
        if what != "first":
            figures.append(Figure(f"{what}: p95", p95(times), "ms", "the issue's", LIMIT, limit=True))
        name = "open it for the first time" if what == "first" else what
        figures.append(Figure(f"{name}: median", p50(times), "ms", f"with {FEW}", p50(beside)))
        figures.append(Figure(f"{name}: slowest", max(times), "ms", f"with {FEW}", max(beside)))
    return [
        *figures,
        Figure("first refresh, the log read back", queue.first, "s", "patience", _PATIENCE, limit=True),
        Figure("refresh without news: median", p50(queue.again), "s", f"with {FEW}", p50(small.again)),
        Figure(f"looking through {MANY:,} texts", queue.noticing, "s", "the first refresh", queue.first),
    ]


def _measured(count: int) -> tuple[Times, Queue]:
    with busy(count) as (town, server), tempfile.TemporaryDirectory(prefix="heimo-bench-") as folder:
        queue = asyncio.run(moderator(town, server.address, Path(folder) / "home", count))
        first = []
        for _ in range(STARTS):
            with at_work(queue.folder, queue.rows) as desk:
                first.append(desk.open())
        with at_work(queue.folder, queue.rows) as desk:
            return {"first": first, **_worked(desk)}, queue


def _worked(desk: Desk) -> Times:
    desk.open()
    times: Times = {"open it again": [_again(desk) for _ in range(RETURNS)]}
    steps = min(MOVES, len(desk.rows) - 1)
    times["down"] = [desk.move(1) for _ in range(steps)]
    times["up"] = [desk.move(-1) for _ in range(steps)]
    times["down, keys without a pause"] = [desk.move(1, rest=0) for _ in range(steps)]
    while not desk.here.heavy:
        desk.move(-1)
    times["open what is heavy"] = [desk.unfold() for _ in range(HEAVY)]
    while desk.at:
        desk.move(-1)
    deeds = min(DEEDS, len(desk.rows) // 3)
    times["keep, to the next"] = [desk.keep() for _ in range(deeds)]
    removed = [desk.remove() for _ in range(deeds)]
    for at, what in enumerate(("remove: its sheet", "remove: its words", "remove, to the next")):
        times[what] = [one[at] for one in removed]
    return times


def _again(desk: Desk) -> float:
    desk.leave()
    return desk.open()


BENCHMARK = Benchmark(
    "moderating",
    f"a moderator's place in which {MANY:,} reported posts wait",
    (
        "measured: the real program in a pseudo-terminal of 80x24, from writing a key to reading what it brings; each",
        "  key when the screen has come to rest. Posts and reports were sent over HTTP to the real server, by 502",
        "  members whose rows were put into its database directly (they did not join one by one), 20 posts and 20",
        "  reports each, which is as many as one may report in a day. The moderator registered, joined, was appointed",
        "  and asked the server by the program's own code, which verified every event. One in twenty is heavy. The",
        "  server runs while the keys are pressed, and takes the decisions. The vault's passphrase is cheap here.",
        f"with {FEW}: the same with so many in the circle and in the queue.",
    ),
    measure,
)
