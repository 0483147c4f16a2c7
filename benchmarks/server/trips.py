"""What PostgreSQL is asked for one post, alone and in company, and how many posts a second that makes.

The rules, the chains and the rows are the real ones, without HTTP around them; SQLite does the same work in the same
run. Round trips are counted in PostgreSQL's own log, in a run of its own.
"""

import asyncio
import re
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvloop

from benchmarks.measure import Benchmark, Figure
from server_stub.operations import admission
from server_stub.operations.placing import Terms
from server_stub.store.ahead import EventAhead
from server_stub.store.base import Store
from server_stub.store.postgres.store import open_postgres
from server_stub.store.sqlite.store import open_sqlite
from tests.server.house import ROOMY, Member, make_circle
from tests.support.postgres import Cluster, cluster

_CROWD = 32
_ROUNDS = 3
_POSTS = 640
_MOST_ALONE = 2
_MOST_IN_COMPANY = 1

Open = Callable[[], Awaitable[Store]]


def _run() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder, cluster(in_memory=False) as postgres:
        files = (Path(folder) / str(number) / "community.db" for number in range(1000))
        rates = {
            (name, writers): max(_with(opening, writers) for _ in range(_ROUNDS))
            for name, opening in (
                ("postgres", lambda: open_postgres(postgres.create())),
                ("sqlite", lambda: open_sqlite(next(files))),
            )
            for writers in (1, _CROWD)
        }
    with cluster(log_statement="all") as postgres:
        trips = {writers: _trips(postgres, writers) for writers in (1, _CROWD)}
    most = {1: _MOST_ALONE, _CROWD: _MOST_IN_COMPANY}
    figures = []
    for writers in (1, _CROWD):
        who = f"{writers} writer{'s' if writers > 1 else ''}"
        figures.append(Figure(f"round trips a post, {who}", trips[writers], "", "limit", most[writers], limit=True))
        ours, theirs = rates["postgres", writers], rates["sqlite", writers]
        figures.append(Figure(f"posts a second, {who}", ours, "/s", "SQLite", theirs, more=True))
    return figures


def _trips(postgres: Cluster, writers: int) -> float:
    """Round trips for each post, beside those that are made before the first."""
    before = asyncio.run(_counted(postgres, writers, posts=writers))
    return (asyncio.run(_counted(postgres, writers, posts=11 * writers)) - before) / (10 * writers)


async def _counted(postgres: Cluster, writers: int, *, posts: int) -> int:
    begun = len(postgres.log())
    store = await open_postgres(postgres.create())
    await _write(store, writers, posts)
    await store.close()
    return len(re.findall(r"LOG:  (?:statement|execute)", postgres.log()[begun:]))


def _with(opening: Open, writers: int) -> float:
    """Posts a second on a store of its own."""

    async def work() -> float:
        store = await opening()
        seconds = await _write(store, writers, _POSTS)
        await store.close()
        return _POSTS / seconds

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work())


async def _write(store: Store, writers: int, posts: int) -> float:
    """Let members of one circle post, each one after the other; returns the seconds."""
    circle, row, _ = make_circle(bytes(32))
    members = [Member(circle.id) for _ in range(writers)]
    await store.write(lambda txn: txn.add_circle(row, []))
    for member in members:
        await store.write(lambda txn, member=member: txn.add_name(member.row()))  # type: ignore[misc] # bound now
    terms = Terms(now=time.time(), server_id=bytes(32), limits=ROOMY)

    async def write(member: Member) -> None:
        for _ in range(posts // writers):
            post = member.post("some words " * 20)
            ahead = EventAhead(circle.id, member.key, post.id, None, post.event.seen.log_seq)
            on = (row.space, row.id)
            await store.write(lambda txn, post=post: admission.put(txn, post, terms), on=on, ahead=ahead)  # type: ignore[misc] # bound now

    begun = time.perf_counter()
    await asyncio.gather(*(write(member) for member in members))
    return time.perf_counter() - begun


BENCHMARK = Benchmark(
    "trips",
    "Posts into PostgreSQL",
    (
        "Heimo: every rule checked, both chains moved, durable on PostgreSQL (synchronous commit)",
        "SQLite: the same operations on the other store, synchronous=FULL, in the same run",
    ),
    _run,
)
