"""One, two and four servers on one PostgreSQL behind a real proxy: what a request costs, and how people move on."""

import msgspec

from benchmarks.measure import Benchmark, Figure, p50
from benchmarks.processes import moving, waking
from benchmarks.processes.side import Place, place
from benchmarks.server import load
from heimo_protocol.operations import ListArgs
from tests.support.postgres import cluster

PROCESSES = (1, 2, 4)
WRITERS = 16
PUTS = 60
LISTS = 60
KILLS = 10

_ALIKE = {"put": 2.0, "list": 1.5}
"""A request may cost the servers so many times as much where there are two or four of them as where there is one.

A put costs more since fewer of them share a transaction.
"""


def measure() -> list[Figure]:
    """The same work for one, two and four servers; then kill one of two."""
    costs: dict[int, dict[str, _Cost]] = {}
    with cluster() as postgres:
        for count in PROCESSES:
            with place(postgres, count, WRITERS) as here:
                costs[count] = {"put": _put(here), "list": _list(here)}
        rest = [*waking.measured(postgres), *moving.measured(postgres, KILLS)]
    figures = []
    for what in ("put", "list"):
        one = costs[1][what]
        figures += [figure for count in PROCESSES for figure in _shown(what, count, costs[count][what], one)]
    return [*figures, *rest]


class _Cost(msgspec.Struct, frozen=True):
    """Of one request: milliseconds of processor time by part, and requests a second."""

    servers: float
    database: float
    proxy: float
    rate: float
    middle: float


def _put(here: Place) -> "_Cost":
    writers = here.town.writers
    _work(here, "/v1/event.put", [[writer.put() for _ in range(5)] for writer in writers])
    return _work(here, "/v1/event.put", [[writer.put() for _ in range(PUTS)] for writer in writers])


def _list(here: Place) -> "_Cost":
    body = here.town.body("event.list", ListArgs(circle=here.town.circle, max=50))
    _work(here, "/v1/event.list", [[body] * 5] * WRITERS)
    return _work(here, "/v1/event.list", [[body] * LISTS] * WRITERS)


def _work(here: Place, path: str, lanes: list[list[bytes]]) -> "_Cost":
    before = here.taken()
    done = load.answered(load.Job(port=here.door, path=path, lanes=lanes))
    taken, each = here.taken().since(before), 1000 / sum(map(len, lanes))
    return _Cost(taken.servers * each, taken.database * each, taken.proxy * each, done.rate, p50(done.times))


def _shown(what: str, count: int, cost: "_Cost", one: "_Cost") -> list[Figure]:
    who = f"{what}, {count} server{'s' if count > 1 else ''}"
    return [
        Figure(
            f"{who}: processor time in the servers",
            cost.servers,
            "ms",
            f"{_ALIKE[what]} x one server",
            one.servers * _ALIKE[what],
            True,
        ),
        Figure(f"{who}: processor time in PostgreSQL", cost.database, "ms", "one server", one.database),
        Figure(f"{who}: processor time in the proxy", cost.proxy, "ms", "one server", one.proxy),
        Figure(f"{who}: rate on this machine", cost.rate, "/s", "one server", one.rate, more=True),
        Figure(f"{who}: median", cost.middle, "ms", "one server", one.middle),
    ]


BENCHMARK = Benchmark(
    "processes",
    "one, two and four servers on one PostgreSQL, behind Caddy",
    (
        f"measured: real servers and a real proxy; {WRITERS} connections to it, each a name that puts one post after",
        "  the other into the same circle, or reads the newest 50. Any server answers any request. All puts wait for",
        "  the same head, as in one very busy circle: that is the case in which further servers help least.",
        "  Servers, proxy, database and load share this machine's cores, so that the rate says little of more cores;",
        "  the processor time of a request says what a further server costs.",
        "a listener elsewhere: the post is put at one of two servers, and the stream is open at the other.",
        "one of two is killed (SIGKILL) while one person writes and another reads along, both with the program itself;",
        "  what it takes until the reader has the next text is what anybody notices.",
    ),
    measure,
)
