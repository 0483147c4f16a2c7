"""Lives of a store, each cut short, and what is found after any of the many moments the power could have gone at."""

import asyncio
import random
import shutil
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from benchmarks.durability.contents import Broken, contents, recovered
from benchmarks.durability.disk import Said
from benchmarks.durability.recorder import Recorder, recording
from benchmarks.durability.work import Job, Refused, Town
from server_stub.store.ahead import NameAhead
from server_stub.store.sqlite.store import SqliteStore, open_sqlite

_DATABASE = "community.db"
_BUSY_MS = 5000
_FRESH = 0.1
"""How often a life begins with an empty folder, not with what the cut before left."""
_SMALL = NameAhead(bytes(32))
"""Operations with it are done in the event loop."""

_SELDOM = 0.06
_OFTEN = 0.1
_LONG = 5
"""A life so much longer fills the write-ahead log, so that SQLite moves it into the database by itself."""


@dataclass(frozen=True, slots=True)
class Life:
    """How a store lives: `sync` is SQLite's setting; `lies`: the disk says that it synced, and did not."""

    groups: int = 40
    cuts: int = 50
    sync: str = "FULL"
    lies: bool = False


@dataclass(slots=True)
class Tally:
    """What was found after `cuts` power cuts.

    `lost`: a group of writes that somebody was told is durable was not there. `broken`: the database was damaged, a
    chain not whole, or the contents such as they never were. `unsaid`: a group was there that nobody was told of yet.
    `busy` cuts came while something waited to be synced.
    """

    cuts: int = 0
    busy: int = 0
    lost: int = 0
    broken: int = 0
    unsaid: int = 0
    commits: int = 0
    faults: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Sum up."""
        self.cuts += other.cuts
        self.busy += other.busy
        self.lost += other.lost
        self.broken += other.broken
        self.unsaid += other.unsaid
        self.commits += other.commits
        self.faults.update(other.faults)


def power_cuts(seed: int, lives: int, life: Life) -> Tally:
    """Live and die so often; the same seed gives the same cuts."""
    tally, dice = Tally(), random.Random(seed)
    with _memory() as folder:
        town, image = Town(dice), dict[str, bytes]()
        for _ in range(lives):
            if not image or dice.random() < _FRESH:
                town, image = Town(dice), {}
            found, image = _live(folder, town, image, life, dice)
            tally.add(found)
    return tally


def _live(
    folder: Path, town: Town, image: dict[str, bytes], life: Life, dice: random.Random
) -> tuple[Tally, dict[str, bytes]]:
    """One life on what was left, cut in many places; returns what one of the cuts left for the next life."""
    home = _laid_out(folder / "life", image)
    with recording(home) as recorder:
        told = asyncio.run(_work(home / _DATABASE, recorder, town, life))
    moments = sorted(dice.randrange(len(recorder.steps) + 1) for _ in range(life.cuts))
    platter, tally, left, at = recorder.platter(lies=life.lies), Tally(commits=len(told)), dict[str, bytes](), 0
    next_life = dice.randrange(life.cuts)
    for number, moment in enumerate(moments):
        for step in recorder.steps[at:moment]:
            platter.take(step)
        at = moment
        tally.busy += platter.busy
        cut = platter.cut(dice)
        fine = _judge(_laid_out(folder / "cut", cut), told, platter.said, tally)
        if number >= next_life and fine and not left:
            left = cut
    return tally, left


def _judge(home: Path, told: list[bytes], said: int, tally: Tally) -> bool:
    """Open what the cut left: it must be as it was after `said` groups, or after the one that was being written."""
    tally.cuts += 1
    try:
        found = recovered(home / _DATABASE)
    except Broken as problem:
        tally.broken += 1
        tally.faults[str(problem)[:60]] += 1
        return False
    if found == told[said]:
        return True
    if found in told[said + 1 : said + 2]:
        tally.unsaid += 1
        return True
    if found in told[:said]:
        tally.lost += 1
    else:
        tally.broken += 1
        tally.faults["contents that never were"] += 1
    return False


async def _work(path: Path, recorder: Recorder, town: Town, life: Life) -> list[bytes]:
    """Write group after group; returns what the database said after each, first before any."""
    store = await _opened(path, life)
    told, dice = [_look(path)], town.dice
    if not town.circle or await store.read(lambda txn: txn.circle(town.circle)) is None:
        await _together(store, town.found())
        _say(path, recorder, told)
    await store.read(town.learn)
    for _ in range(life.groups * (_LONG if dice.random() < _OFTEN else 1)):
        with _reader(path) if dice.random() < _SELDOM else nullcontext():
            for _ in range(dice.randint(1, 3)):
                await _together(store, town.group())
                _say(path, recorder, told)
        store = await _kept(store, path, life, dice)
    await store.close()
    return told


async def _kept(store: SqliteStore, path: Path, life: Life, dice: random.Random) -> SqliteStore:
    """Now and then what a server does beside: empty the log, write everything anew, end and begin again."""
    chance = dice.random()
    if chance < _SELDOM:
        await store.scrub()
    elif chance < _SELDOM * 1.5:
        await store.rewrite()
    elif chance < _SELDOM * 2:
        await store.close()
        return await _opened(path, life)
    return store


async def _opened(path: Path, life: Life) -> SqliteStore:
    store = await open_sqlite(path, readers=1)
    await store.write(lambda _: None)  # else whoever looks first might be the last to close, which moves the log
    if life.sync != "FULL":  # a store has no setting for this, and must not have one
        await store._alone(lambda connection: connection.pragma("synchronous", life.sync))
    return store


async def _together(store: SqliteStore, jobs: list[Job]) -> None:
    """Let the writer find all of them at once, so that they are in one transaction."""
    gate, ahead = threading.Event(), _SMALL if len(jobs) % 2 else None  # in the thread, or in the event loop
    first = asyncio.ensure_future(store.write(lambda _: gate.wait()))
    rest = [asyncio.ensure_future(store.write(job, ahead=ahead)) for job in jobs]
    await asyncio.sleep(0)  # each of them has put its job into the writer's queue
    gate.set()
    await first
    for outcome in await asyncio.gather(*rest, return_exceptions=True):
        if isinstance(outcome, BaseException) and not isinstance(outcome, Refused):
            raise outcome


def _say(path: Path, recorder: Recorder, told: list[bytes]) -> None:
    recorder.steps.append(Said(len(told)))
    told.append(_look(path))


def _connect(path: Path) -> apsw.Connection:
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    connection.set_busy_timeout(_BUSY_MS)
    return connection


def _look(path: Path) -> bytes:
    connection = _connect(path)
    try:
        return contents(connection)
    finally:
        connection.close()


@contextmanager
def _reader(path: Path) -> Iterator[None]:
    """Somebody reads for long, so that the write-ahead log cannot begin anew."""
    connection = _connect(path)
    connection.execute("BEGIN; SELECT count(*) FROM circles").fetchall()
    try:
        yield
    finally:
        connection.close()


def _laid_out(home: Path, image: dict[str, bytes]) -> Path:
    """A folder with these files alone."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700)
    for name, data in image.items():
        (home / name).write_bytes(data)
    return home


@contextmanager
def _memory() -> Iterator[Path]:
    """A folder that is in memory where the machine has one: the disk is the simulated one."""
    memory = Path("/dev/shm")  # noqa: S108 — a private folder is made in it
    with tempfile.TemporaryDirectory(prefix="heimo-cut-", dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder).resolve()
