"""10,000 power cuts, in the middle of whatever the store did: what was acknowledged is there, and all is whole."""

import logging
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from benchmarks.durability.power import Life, Tally, power_cuts
from benchmarks.measure import Benchmark, Figure

SEED = int(os.environ.get("HEIMO_TEST_SEED", "2026"))

_PARTS = 40
_LIVES = 5
_LIFE = Life(cuts=50)
_CONTROLS = 6
_WORKERS = 2


def measure() -> list[Figure]:
    """The store as it is, and two controls that have to fail: less syncing, and a disk that lies about it."""
    print(f"seed {SEED}", flush=True)
    full = _cut(_LIFE, _PARTS)
    normal = _cut(Life(cuts=50, sync="NORMAL"), _CONTROLS)
    lying = _cut(Life(cuts=50, lies=True), _CONTROLS)
    wanted = _PARTS * _LIVES * _LIFE.cuts
    faults = ", ".join(f"{fault} ({count})" for fault, count in full.faults.items())
    if faults:
        print(f"broken: {faults}", flush=True)
    return [
        Figure("power cuts", full.cuts, "", "asked for", wanted, limit=True, more=True),
        Figure("of these while something was not synced", full.busy, "", "half of them", wanted / 2, more=True),
        Figure("groups of writes that were acknowledged", full.commits, "", "power cuts", full.cuts),
        Figure("acknowledged writes lost", full.lost, "", "none", 0, limit=True),
        Figure("databases damaged, chains broken", full.broken, "", "none", 0, limit=True),
        Figure("control, synchronous=NORMAL: cuts that lost", normal.lost, "", "at least", 1, limit=True, more=True),
        Figure("control, synchronous=NORMAL: damaged", normal.broken, "", "of cuts", normal.cuts),
        Figure("control, a disk that lies: lost or damaged", _bad(lying), "", "at least", 1, limit=True, more=True),
        Figure("control, a disk that lies: damaged", lying.broken, "", "of cuts", lying.cuts),
    ]


def _bad(tally: Tally) -> int:
    return tally.lost + tally.broken


def _cut(life: Life, parts: int) -> Tally:
    """Parts of a run have a seed each, so that they may run beside each other."""
    total = Tally()
    with ProcessPoolExecutor(_WORKERS, mp_context=get_context("spawn"), initializer=_quiet) as workers:
        for tally in workers.map(_part, [(SEED * 1000 + part, life) for part in range(parts)]):
            total.add(tally)
    return total


def _part(task: tuple[int, Life]) -> Tally:
    seed, life = task
    return power_cuts(seed, _LIVES, life)


def _quiet() -> None:
    logging.disable()  # what apsw says of damaged databases is counted here


BENCHMARK = Benchmark(
    "power",
    "what a power cut leaves",
    (
        "measured: the real store on SQLite over a file system of its own (a VFS) that keeps account of every write",
        "  and sync. A cut comes anywhere, in the middle of a commit, of moving the log into the database, or of the",
        "  recovery from the cut before; of what was not synced any sectors are there, in any order, torn or garbled,",
        "  new names and sizes of files too. Then the server's own opening, integrity_check, every link and chain, and",
        "  the contents beside those after each group that was acknowledged.",
        "controls: the same with synchronous=NORMAL, which must lose; and with a disk that says it synced and did not,",
        "  which must damage, or else the simulator would not cut where it hurts.",
    ),
    measure,
)
