"""What reading costs with everything around it beside the operation alone, and what it brings to commit in groups."""

import asyncio
import time
from pathlib import Path

import apsw

from benchmarks.measure import Benchmark, Figure, p50
from benchmarks.peers.sides import seconds_of
from benchmarks.server import load
from benchmarks.server.listing import fill
from benchmarks.server.town import Town, founded, serving
from heimo_protocol import framing
from heimo_protocol.encoding import encode
from heimo_protocol.events import SignedEvent, open_event
from heimo_protocol.operations import ListArgs
from heimo_protocol.requests import Response
from server_stub import log
from server_stub.config import ServerConfig
from server_stub.context import Caller, Context
from server_stub.operations import HANDLERS
from server_stub.serve import make_context
from server_stub.store.base import Store
from server_stub.store.opening import open_store

ROUNDS = 15
_LANES = 8
_EACH = 10
_ALONE = 40
_NOBODY = Caller(None, None, None, None, None, b"")
_READS = (("feed", 50, 3.0), ("thread", 200, 2.0))
"""Events that are read, and how many times the operation's own cost it may take."""

SYNC_SECONDS = 0.002
_WRITERS, _POSTS = 256, 9
_GROUPS = 10.0
_BASE = "unix"


def measure() -> list[Figure]:
    """Both questions."""
    with founded(_LANES) as town, serving(town) as server:
        fill(town, server.port, 800)
        figures = [_read(town, server.pid, server.port, *read) for read in _READS]
    return [*figures, _grouped()]


def _read(town: Town, pid: int, port: int, what: str, count: int, most: float) -> Figure:
    args = ListArgs(circle=town.circle, max=count)
    over, alone = [], []
    for _ in range(ROUNDS):
        lanes = [[town.body("event.list", args, one.private) for _ in range(_EACH)] for one in town.writers]
        before = seconds_of(pid)
        load.answered(load.Job(port=port, path="/v1/event.list", lanes=lanes))
        over.append((seconds_of(pid) - before) * 1000 / (_LANES * _EACH))
        alone.append(asyncio.run(_in_process(town.data, args)))
    beside = f"{most:.0f} times the operation alone"
    return Figure(f"{what}, {count} events: processor", p50(over), "ms", beside, most * p50(alone), limit=True)


async def _in_process(data: Path, args: ListArgs) -> float:
    """Milliseconds of this thread for the operation and its answer's bytes."""
    store = await open_store(ServerConfig(data=data))
    try:
        context = make_context(ServerConfig(data=data), store)
        await _answer(context, args)
        start = time.thread_time()
        for _ in range(_ALONE):
            await _answer(context, args)
        return (time.thread_time() - start) * 1000 / _ALONE
    finally:
        await store.close()


async def _answer(context: Context, args: ListArgs) -> bytes:
    result = await HANDLERS["event.list"](context, args, _NOBODY)
    return framing.pack(encode(Response(ok=True, time=0, result=encode(result))))


def _grouped() -> Figure:
    with founded(_WRITERS) as town:
        events = [[open_event(one.event()) for one in town.writers] for _ in range(_POSTS)]
        disk = SlowDisk()
        try:
            alone, together = asyncio.run(_both(town.data, events))
        finally:
            disk.unregister()
    title = f"posts a second together, a sync taking {SYNC_SECONDS * 1000:.0f} ms"
    beside = f"{_GROUPS:.0f} times one at a time"
    return Figure(title, together, "/s", beside, _GROUPS * alone, limit=True, more=True)


async def _both(data: Path, events: list[list[SignedEvent]]) -> tuple[float, float]:
    """Posts a second by the store, where each waits for the one before, and where many wait together."""
    store = await open_store(ServerConfig(data=data))
    try:
        first, *rest = events
        start = time.perf_counter()
        for event in first:
            await _append(store, event)
        alone = len(first) / (time.perf_counter() - start)
        start = time.perf_counter()
        for some in rest:
            await asyncio.gather(*(_append(store, event) for event in some))
        return alone, len(first) * len(rest) / (time.perf_counter() - start)
    finally:
        await store.close()


async def _append(store: Store, event: SignedEvent) -> None:
    await store.write(lambda txn: log.append(txn, event, 1))


class SlowDisk(apsw.VFS):
    """The file system with another price for a sync, whatever the disk is; the process's default until unregistered."""

    def __init__(self) -> None:
        super().__init__("slow", _BASE, makedefault=True)

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:
        """Open a file on it."""
        return _SlowFile(_BASE, name, flags)


class _SlowFile(apsw.VFSFile):
    def xSync(self, flags: int) -> None:
        del flags
        time.sleep(SYNC_SECONDS)


BENCHMARK = Benchmark(
    "inside",
    "what is around an operation, and what groups bring",
    (
        "feed, thread: processor time of the server for a signed event.list over HTTP, eight people at once; beside it",
        "  the operation alone in this process: rows, heads, encoding, padding. In turns.",
        f"together: posts appended by the store, {_WRITERS} waiting at once, beside one after the other. Syncs do",
        "  nothing here but wait, so that the disk of this machine does not matter.",
    ),
    measure,
)
