"""Durable writes: posts put by 1, 8 and 64 names at once."""

from benchmarks.measure import Benchmark, Figure, p50, p95
from benchmarks.server import load, raw_store
from benchmarks.server.town import Town, empty_server, founded, serving

ROUNDS = {1: 300, 8: 100, 64: 40}
"""Posts that each writer puts, by how many write at once."""

_ANSWER = 1024
"""Bytes of a put's answer."""


def measure() -> list[Figure]:
    """Put everything once, every post signed by its own name and checked by the server."""
    figures = []
    with founded(max(ROUNDS)) as town, serving(town) as server, empty_server() as empty:
        _warm(town, server.port, empty.port)
        for writers, rounds in ROUNDS.items():
            lanes = [[writer.put() for _ in range(rounds)] for writer in town.writers[:writers]]
            put = load.answered(load.Job(port=server.port, path="/v1/event.put", lanes=lanes))
            bare = load.answered(load.Job(port=empty.port, path=f"/empty?{_ANSWER}", lanes=lanes))
            figures += _beside(writers, put, bare, [body for lane in lanes for body in lane])
    return [*figures, _disk()]


def _disk() -> Figure:
    times = raw_store.syncs(200)
    return Figure("this disk: one page synced, p95", p95(times), "ms", "its median", p50(times))


def _warm(town: Town, port: int, empty: int) -> None:
    lanes = [[writer.put() for _ in range(5)] for writer in town.writers]
    load.answered(load.Job(port=port, path="/v1/event.put", lanes=lanes))
    load.answered(load.Job(port=empty, path=f"/empty?{_ANSWER}", lanes=lanes))


def _beside(writers: int, put: load.Answered, bare: load.Answered, bodies: list[bytes]) -> list[Figure]:
    who = f"{writers} writer{'s' if writers > 1 else ''}"
    rate, times = raw_store.inserts(bodies, group=writers)
    grouped = "raw SQLite, one a commit" if writers == 1 else f"raw SQLite, {writers} a commit"
    return [
        Figure(f"put, {who}: rate", put.rate, "/s", grouped, rate, more=True),
        Figure(f"put, {who}: rate", put.rate, "/s", "empty route", bare.rate, more=True),
        Figure(f"put, {who}: median", p50(put.times), "ms", grouped, p50(times)),
        Figure(f"put, {who}: p95", p95(put.times), "ms", "empty route", p95(bare.times)),
    ]


BENCHMARK = Benchmark(
    "put",
    "posts made durable before they are answered",
    (
        "measured: the real server over HTTP; each post is checked (two signatures, its author's chain, the rules),",
        "  chained into the log and synced to the disk before the answer. Requests were signed beforehand.",
        "raw SQLite: apsw in this process inserts the same bytes, WAL, synchronous=FULL, nothing else.",
        "empty route: the same requests to a route on the same web stack that reads them and answers as much.",
    ),
    measure,
)
