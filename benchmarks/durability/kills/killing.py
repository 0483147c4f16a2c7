"""kill -9 at any moment, again and again, while people write; then everything is counted."""

import asyncio
import os
import random
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import msgspec

from benchmarks.durability.kills.count import Count, counted
from benchmarks.durability.kills.crowd import Courier, Crowd, Neighbours, Poster, Purse
from benchmarks.durability.kills.reach import Reach
from benchmarks.measure import Benchmark, Figure
from benchmarks.server.town import ROOMY, Town, founded
from heimo_protocol.descriptor import Descriptor, open_descriptor
from server_stub.config import ServerConfig
from server_stub.descriptor import FILE as DESCRIPTOR
from server_stub.operations.budgets import REPORTS_DAY
from tests.e2e.messages.nursery import nursery
from tests.e2e.processes import Process, fixed_port
from tests.support.postgres import cluster
from tests.support.server import HEIMO_SERVER

KILLS = 1000
KILLS_POSTGRES = 200
SEED = int(os.environ.get("HEIMO_TEST_SEED", "2026"))

_POSTERS = 4
_COURIERS = 2
_PURSES = 2
_LIMITS = msgspec.structs.replace(ROOMY, queue_tokens_day=10**6)
_STARTING = 0.2
"""How often it is killed while it begins."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of so many kills."""

    kills: int
    seconds: float
    answers: int
    repeats: int
    counts: list[Count]


def killed(kills: int, seed: int, *, servers: int = 1, database: str | None = None) -> Outcome:
    """Found a community, let a crowd write and kill one of its servers so often; raises Broken on a broken chain."""
    reporters = 2 * (2 + kills * 2 // REPORTS_DAY)
    with founded(_POSTERS + _COURIERS + _PURSES + reporters, _LIMITS, database=database) as town:
        return asyncio.run(_killed(town, kills, random.Random(seed), servers, database))


async def _killed(town: Town, kills: int, dice: random.Random, servers: int, database: str | None) -> Outcome:
    begun, ports = time.monotonic(), [fixed_port() for _ in range(servers)]
    descriptor, _ = open_descriptor((town.data / DESCRIPTOR).read_bytes())
    crowd, reach = _crowd(town, descriptor, dice), Reach(town, ports, dice)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="heimo-kill-")))
        births = await stack.enter_async_context(nursery(folder))
        lives = [births.process(_command(town, port), folder / f"server-{port}.log") for port in ports]
        stack.push_async_callback(reach.close)
        for life in lives:
            stack.push_async_callback(_ended, life)
            await _serving(life)
        working = asyncio.create_task(crowd.work(reach))
        try:
            for _ in range(kills):
                await _kill_one(dice, reach, dice.choice(lives))
            await reach.answered(20)
        finally:
            crowd.stop()
            await working
    config = ServerConfig(data=town.data, database_url=database)
    counts = await counted(config, town.circle, crowd)
    return Outcome(kills, time.monotonic() - begun, reach.answers, reach.repeats, counts)


async def _kill_one(dice: random.Random, reach: Reach, life: Process) -> None:
    """Mostly while writes flow, sometimes while the server only begins."""
    await reach.answered(dice.randint(1, 30))
    await asyncio.sleep(dice.uniform(0, 0.02))  # the moment of the kill is what is tried here
    await life.kill()
    if dice.random() < _STARTING:
        await life.start()
        await asyncio.sleep(dice.uniform(0, 0.3))
        await life.kill()
    await _serving(life)


async def _serving(life: Process) -> None:
    heard = len(life.said)
    await life.start()
    await life.hears("address", after=heard)


async def _ended(life: Process) -> None:
    await life.kill()


def _command(town: Town, port: int) -> tuple[str, ...]:
    return (*HEIMO_SERVER, "run", "--data", str(town.data), "--port", str(port), "--json")


def _crowd(town: Town, descriptor: Descriptor, dice: random.Random) -> Crowd:
    names = iter(town.writers)
    posters = [Poster(next(names)) for _ in range(_POSTERS)]
    purses = [Purse(next(names), descriptor, dice) for _ in range(_COURIERS + _PURSES)]
    couriers = [Courier(purse) for purse in purses[:_COURIERS]]
    rest = list(names)
    halves = (rest[: len(rest) // 2], rest[len(rest) // 2 :])
    return Crowd(posters, couriers, purses, [Neighbours(half, posters[0]) for half in halves])


def _figures(outcome: Outcome, wanted: int) -> list[Figure]:
    figures = [
        Figure("kills", outcome.kills, "", "asked for", wanted, limit=True, more=True),
        Figure("acknowledged requests", outcome.answers, "", "sent again after a kill", outcome.repeats),
    ]
    for one in outcome.counts:
        figures += [
            Figure(f"{one.kind}: lost", one.lost, "", "none", 0, limit=True),
            Figure(f"{one.kind}: doubled", one.doubled, "", "none", 0, limit=True),
            Figure(f"{one.kind}: acknowledged", one.acked, "", "kills", outcome.kills),
        ]
    return [*figures, Figure("it took", outcome.seconds, "s", "a second a kill", outcome.kills)]


def measure() -> list[Figure]:
    """One server on SQLite."""
    print(f"seed {SEED}", flush=True)
    return _figures(killed(KILLS, SEED), KILLS)


def measure_postgres() -> list[Figure]:
    """Two servers on one PostgreSQL, of which one is killed each time; the crowd asks either."""
    print(f"seed {SEED}", flush=True)
    with cluster() as postgres:
        return _figures(killed(KILLS_POSTGRES, SEED, servers=2, database=postgres.create()), KILLS_POSTGRES)


_SIDES = (
    "measured: kill -9 of a real server over HTTP, at any moment of a mixed load of posts, frames, tokens and reports,",
    "  and in a fifth of the cases once more while it begins. A request without an answer is sent again as it was.",
    "  At the end every chain is walked, and what is in the database is counted against what was acknowledged:",
    "  events by number and id, frames by what their receiver got, tokens by what they paid and by trying them a",
    "  second time, reports by their rows and by the budget that each was counted against.",
)

BENCHMARK = Benchmark("kill", "kill -9 of the server in the middle of writes, on SQLite", _SIDES, measure)
POSTGRES = Benchmark(
    "kill-postgresql", "kill -9 of one of two servers in the middle of writes, on PostgreSQL", _SIDES, measure_postgres
)
