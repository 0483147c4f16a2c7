"""Heimo, a forum and a message server doing the same work in turns, and what SQLite and an empty route do meanwhile."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from benchmarks.measure import Benchmark, Figure, p50
from benchmarks.peers import driving
from benchmarks.peers.bare import Bare, bare, syncs_a_second
from benchmarks.peers.heimo import heimo
from benchmarks.peers.sides import LANES, Side, Work, at_rest, processor_of
from benchmarks.peers.spirit import spirit
from benchmarks.peers.synapse import synapse
from benchmarks.server.town import empty_server
from heimo_protocol.limits import BODY_CLASSES

ROUNDS = 10
EACH = {Work.LIST: 1, Work.READ: 1, Work.CREATE: 4, Work.SEND: 8, Work.GET: 1}
"""How often each of LANES people does a work in a round. SEND and GET belong together: what was put is fetched."""

_READERS = 8
"""So few people read at once, or a round would take the forum too long."""

FASTER = {"Heimo": 8}
"""A round of the quick ones is longer, so that all of them are measured for about as long."""

_ANSWERS = {
    Work.LIST: BODY_CLASSES[3],
    Work.READ: BODY_CLASSES[4],
    Work.CREATE: 1024,
    Work.SEND: 1024,
    Work.GET: BODY_CLASSES[3],
}
_BARE_SECONDS = 0.3
_FORUM, _MESSAGES = "django-spirit", "Synapse"
_TARGETS = (
    (Work.LIST, _FORUM, 15),
    (Work.READ, _FORUM, 6),
    (Work.CREATE, _FORUM, 15),
    (Work.SEND, _MESSAGES, 6),
)


@dataclass(slots=True)
class Tally:
    """What one side did of one work: how often, in how many seconds, with how many of the processor."""

    done: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    times: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Works a second."""
        return self.done / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of the processor for each."""
        return self.processor * 1000 / self.done

    @property
    def p99(self) -> float:
        """The 99th percentile of the requests, in milliseconds."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, round(0.99 * (len(ordered) - 1)))]


Tallies = dict[str, dict[Work, Tally]]


def measure() -> list[Figure]:
    """Set all of them up, let them work in turns, and set the figures side by side."""
    with ExitStack() as stack:
        sides: list[Side] = [
            stack.enter_context(heimo()),
            stack.enter_context(spirit()),
            stack.enter_context(synapse()),
        ]
        empty = stack.enter_context(empty_server())
        limit = stack.enter_context(bare())
        _warm(sides)
        resting = {side.name: at_rest(side.pid) for side in sides}
        tallies: Tallies = {side.name: {work: Tally() for work in Work} for side in sides}
        floors: dict[str, dict[Work, list[float]]] = {"raw": {}, "empty": {}}
        for number in range(ROUNDS):
            sys.stderr.write(f"round {number + 1} of {ROUNDS}\n")
            for side in sides:
                _round(side, tallies[side.name])
            _floors(limit, empty.port, floors)
        ready = {side.name: side.ready_seconds for side in sides}
    return _figures(tallies, floors, resting, ready)


def _warm(sides: Sequence[Side]) -> None:
    for side in sides:
        for work in Work:
            driving.answered(driving.Job(port=side.port, lanes=side.requests(work, 1)))


def _round(side: Side, tallies: dict[Work, Tally]) -> None:
    times = FASTER.get(side.name, 1)
    for work in (Work.LIST, Work.READ, Work.CREATE):
        _do(side, work, EACH[work] * times, tallies[work])
    _do(side, Work.SEND, EACH[Work.SEND] * times, tallies[Work.SEND])
    for _ in range(times):
        _do(side, Work.GET, EACH[Work.GET], tallies[Work.GET])
        if times > 1:  # so that there is something to fetch again
            _do(side, Work.SEND, EACH[Work.SEND], Tally())


def _do(side: Side, work: Work, each: int, tally: Tally) -> None:
    lanes = side.requests(work, each)[: _READERS if work is Work.READ else LANES]
    with processor_of(side.pid) as spent:
        answered = driving.answered(driving.Job(port=side.port, lanes=lanes))
    tally.done += each * len(lanes)
    tally.seconds += answered.seconds
    tally.processor += spent.seconds
    tally.times += answered.times


def _floors(limit: Bare, port: int, floors: dict[str, dict[Work, list[float]]]) -> None:
    for work in Work:
        floors["raw"].setdefault(work, []).append(limit.rate(work, _BARE_SECONDS))
        request = driving.request("POST", f"/empty?{_ANSWERS[work]}", bytes(1024))
        answered = driving.answered(driving.Job(port=port, lanes=[[request] * 20] * LANES))
        floors["empty"].setdefault(work, []).append(len(answered.times) / answered.seconds)


def _figures(
    tallies: Tallies, floors: dict[str, dict[Work, list[float]]], resting: dict[str, float], ready: dict[str, float]
) -> list[Figure]:
    ours = tallies["Heimo"]
    figures = []
    for work in Work:
        for peer in (_FORUM, _MESSAGES):
            theirs = tallies[peer][work]
            figures.append(Figure(f"{work}: rate", ours[work].rate, "/s", peer, theirs.rate, more=True))
            figures.append(Figure(f"{work}: processor", ours[work].cost, "ms", peer, theirs.cost))
        for floor, words in (("raw", "SQLite alone"), ("empty", "empty route")):
            figures.append(Figure(f"{work}: rate", ours[work].rate, "/s", words, p50(floors[floor][work]), more=True))
    create = tallies[_FORUM][Work.CREATE]
    figures.append(Figure(f"{Work.CREATE}: p99", ours[Work.CREATE].p99, "ms", _FORUM, create.p99))
    figures.append(Figure(f"{Work.CREATE}: rate", ours[Work.CREATE].rate, "/s", "syncs of a page", syncs_a_second()))
    for peer in (_FORUM, _MESSAGES):
        figures.append(Figure("memory at rest", resting["Heimo"], "MB", peer, resting[peer]))
        figures.append(Figure("ready after", ready["Heimo"], "s", peer, ready[peer]))
    return figures + _targets(tallies, resting["Heimo"], ready["Heimo"])


def _targets(tallies: Tallies, resting: float, ready: float) -> list[Figure]:
    ours = tallies["Heimo"]
    figures = []
    for work, peer, times in _TARGETS:
        ratio = ours[work].rate / tallies[peer][work].rate
        figures.append(Figure(f"{work}: times {peer}", ratio, "x", "target", times, limit=True, more=True))
        saved = tallies[peer][work].cost / ours[work].cost
        figures.append(Figure(f"{work}: times {peer}, by processor time", saved, "x", "target", times, more=True))
    ratio = ours[Work.CREATE].p99 / tallies[_FORUM][Work.CREATE].p99
    return [
        *figures,
        Figure(f"{Work.CREATE}: p99, part of {_FORUM}'s", ratio, "x", "target", 0.1, limit=True),
        Figure("memory at rest", resting, "MB", "target", 60, limit=True),
        Figure("ready after", ready, "s", "target", 1.5, limit=True),
    ]


BENCHMARK = Benchmark(
    "peers",
    f"the same work for {LANES} people at once, in turns, on one machine",
    (
        "Heimo: its server on SQLite, one process; requests signed and verified, every rule on but the budgets, padded",
        "  answers, writes synced before the answer. List, read: event.list, 50 and 200 whole events with the heads",
        "  that prove them. Put: queue.send, a frame of 4 KB. Fetched: queue.recv, which forgets what it gave before.",
        "django-spirit: gunicorn, one process of four threads; its own settings, but limits and search off, and SQLite",
        "  with a write-ahead log, synced. List: a page of 50 titles. Read: two pages of 100 replies. Messages: a",
        "  private topic, written to and read.",
        "Synapse: one process on SQLite as it sets both up, but limits, presence and federation off. List, read and",
        "  create: a room. Messages: sendToDevice, and a sync that leaves everything else out.",
        "SQLite alone: rows of the same size in this process, as many writes a commit as people, synced.",
        "empty route: a route on Heimo's web stack that answers as many bytes. Rates are the clock's, which neighbours",
        "  disturb, processor time less. All sides take turns in every round.",
    ),
    measure,
)
