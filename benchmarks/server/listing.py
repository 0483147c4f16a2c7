"""Reading a log: the newest 50 and 200 events."""

from benchmarks.measure import Benchmark, Figure, milliseconds, p50, p95
from benchmarks.server import load, raw_store
from benchmarks.server.town import Town, empty_server, founded, serving
from heimo_protocol.limits import BODY_CLASSES
from heimo_protocol.operations import ListArgs
from server_stub.config import ServerConfig

EVENTS = 4000
"""Events in the circle's log."""

ROUNDS = 300
READERS = 8
_SIZES = {50: BODY_CLASSES[3], 200: BODY_CLASSES[4]}
"""Bytes of the padded answers."""


def measure() -> list[Figure]:
    """Fill a circle over HTTP, then read it."""
    figures = []
    with founded(40) as town, serving(town) as server, empty_server() as empty:
        fill(town, server.port, EVENTS)
        for count, size in _SIZES.items():
            body = town.body("event.list", ListArgs(circle=town.circle, max=count))
            raw = _raw(town, count)
            for readers in (1, READERS):
                lanes = [[body] * (ROUNDS // readers)] * readers
                got = load.answered(load.Job(port=server.port, path="/v1/event.list", lanes=lanes))
                bare = load.answered(load.Job(port=empty.port, path=f"/empty?{size}", lanes=lanes))
                figures += _beside(f"newest {count}", readers, got, bare, raw)
    return figures


def _raw(town: Town, count: int) -> list[float]:
    database = ServerConfig(data=town.data).database
    return milliseconds(lambda: raw_store.newest(database, town.circle, count), ROUNDS)


def fill(town: Town, port: int, events: int) -> None:
    """Put posts by all names of the town."""
    lanes = [[writer.put() for _ in range(events // len(town.writers))] for writer in town.writers]
    load.answered(load.Job(port=port, path="/v1/event.put", lanes=lanes))


def _beside(what: str, readers: int, got: load.Answered, bare: load.Answered, raw: list[float]) -> list[Figure]:
    if readers > 1:
        return [Figure(f"{what}, {readers} readers: rate", got.rate, "/s", "empty route", bare.rate, more=True)]
    return [
        Figure(f"{what}, one reader: median", p50(got.times), "ms", "raw SQLite, open and read", p50(raw)),
        Figure(f"{what}, one reader: median", p50(got.times), "ms", "empty route", p50(bare.times)),
        Figure(f"{what}, one reader: p95", p95(got.times), "ms", "empty route", p95(bare.times)),
    ]


BENCHMARK = Benchmark(
    "list",
    f"reading a circle of {EVENTS:,} events",
    (
        "measured: event.list over HTTP, padded to its body class, with the log heads that prove it.",
        "raw SQLite: apsw in this process reads the same rows of the same file.",
        "empty route: a route on the same web stack that answers as many zero bytes as the padded answer has.",
    ),
    measure,
)
