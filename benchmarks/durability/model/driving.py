"""50,000 steps of each store beside the oracle, and of a store that forgets, which must be found."""

import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from benchmarks.durability.cuts import SEED
from benchmarks.durability.model.machine import Opener, StoreMachine
from benchmarks.measure import Benchmark, Figure
from server_stub.store.base import Store, WriteTxn
from server_stub.store.postgres.store import open_postgres
from server_stub.store.sqlite.store import open_sqlite
from tests.support.postgres import cluster

T = TypeVar("T")

STEPS = 50_000
_STEPS_A_LIFE = 250
_FORGETS = 20
_PARTS = 2


def driven(opener: Opener, steps: int, *, forget: Callable[[Path], None] | None = None, begin: int = SEED) -> int:
    """Drive at least so many steps, each life from an empty database; returns how many.

    Raises AssertionError where the store and the oracle differ.
    """
    memory = Path("/dev/shm")  # noqa: S108 — a private folder is made in it

    class Machine(StoreMachine):
        home = memory if memory.is_dir() else None

    Machine.opener = staticmethod(opener)
    Machine.forget = staticmethod(forget or (lambda _: None))
    part = 0
    while Machine.steps < steps:
        left = steps - Machine.steps
        how = settings(
            max_examples=max(3, min(50, left // _STEPS_A_LIFE)),  # the first life is always an empty one
            stateful_step_count=min(left, _STEPS_A_LIFE),
            deadline=None,
            database=None,
            phases=[Phase.generate],  # a shorter way there takes many databases, and so minutes
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        )
        run_state_machine_as_test(seed(begin * 1000 + part)(Machine), settings=how)
        part += 1
    return Machine.steps


async def sqlite(folder: Path) -> Store:
    """The folder's SQLite."""
    return await open_sqlite(folder / "data" / "community.db", readers=1)


class _Keep(Exception):
    pass


class Forgetful:
    """A store that now and then says it wrote and did not: what the machine is there to find."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writes = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def write(self, operation: Callable[[WriteTxn], T], **how: Any) -> T:
        """Write, or seem to."""
        self._writes += 1
        found: list[T] = []

        def act(txn: WriteTxn) -> T:
            found.append(operation(txn))
            if self._writes % _FORGETS == 0:
                raise _Keep
            return found[-1]

        try:
            return await self._store.write(act, **how)
        except _Keep:
            return found[-1]


async def forgetful(folder: Path) -> Any:
    """The folder's SQLite, which forgets."""
    return Forgetful(await sqlite(folder))


def found_out(opener: Callable[[Path], Awaitable[Any]], steps: int) -> bool:
    """Whether the oracle notices within so many steps."""
    try:
        driven(opener, steps)
    except AssertionError:
        return True
    return False


def measure() -> list[Figure]:
    """Both stores, in parts beside each other, then the control."""
    print(f"seed {SEED}", flush=True)
    logging.disable()
    parts = [(store, SEED + part) for store in ("PostgreSQL", "SQLite") for part in range(_PARTS)]
    with ProcessPoolExecutor(_PARTS, mp_context=get_context("spawn")) as workers:
        done = list(zip(parts, workers.map(_part, parts), strict=True))
    figures = []
    for store in ("SQLite", "PostgreSQL"):
        steps = sum(count for (name, _), count in done if name == store)
        figures.append(
            Figure(f"{store}: steps like the oracle's", steps, "", "asked for", STEPS, limit=True, more=True)
        )
    noticed = found_out(forgetful, 1000)
    return [
        *figures,
        Figure("control: a store that forgets one write in 20", noticed, "", "found out", 1, limit=True, more=True),
    ]


def _part(part: tuple[str, int]) -> int:
    store, begin = part
    return driven(sqlite, STEPS // _PARTS, begin=begin) if store == "SQLite" else _on_postgres(begin)


def _on_postgres(begin: int) -> int:
    with cluster() as postgres:
        addresses: dict[Path, str] = {}

        async def opener(home: Path) -> Store:
            if home not in addresses:
                addresses[home] = postgres.create()
            return await open_postgres(addresses[home], readers=1)

        return driven(opener, STEPS // _PARTS, forget=lambda home: postgres.drop(addresses.pop(home)), begin=begin)


BENCHMARK = Benchmark(
    "model",
    "each store beside an oracle, step by step",
    (
        "measured: steps drawn by hypothesis until a store answers otherwise than the oracle. A step is up to five",
        "  operations at the same moment, of up to four acts each out of all of the contract's, one in eight of which",
        "  raises and must leave no trace, and then looks at anything; now and then the store is closed and opened,",
        "  emptied of its log or written anew. The oracle is dictionaries (benchmarks/durability/model).",
    ),
    measure,
)
