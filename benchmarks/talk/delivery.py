"""Messages from one program to another through the real server, and many that waited for somebody."""

import asyncio
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks.client.long_circle import PASSPHRASE, services_on
from benchmarks.measure import Benchmark, Figure, no_collection, p50, p95
from benchmarks.ratchets import Ours
from benchmarks.server.town import serving
from benchmarks.talk import bare
from benchmarks.talk.people import Pair, acquainted, talkative
from benchmarks.talk.side import Done, side
from heimo_protocol.limits import QUEUE_FRAMES

PARALLEL = 16
EACH = {1: 300, PARALLEL: 40}
"""Messages in each conversation, by how many conversations there are."""

SLOWLY, PAUSE = 60, 0.1
WAITED = 2 * QUEUE_FRAMES
"""One queue holds no more than half of it."""

GLANCE = 1000.0
"""Milliseconds in which a message has to be with the other, as a post has."""

PATIENCE = 10.0
"""Seconds in which somebody who comes back after long has everything."""


def measure() -> list[Figure]:
    """Talk, then the same work without clients, then without a server."""
    with talkative() as town, serving(town) as server, tempfile.TemporaryDirectory(prefix="heimo-bench-") as folder:
        writers, readers = ([f"{side}{n}" for n in range(PARALLEL)] for side in "wr")
        waited = [f"away{n}" for n in range(WAITED // QUEUE_FRAMES)]
        pairs = asyncio.run(
            acquainted(
                town, server.address, Path(folder), [*writers, *waited], [*readers, *["returning" for _ in waited]]
            )
        )
        done = {count: _talk(pairs[:count], EACH[count]) for count in EACH}
        slow = _talk(pairs[:1], SLOWLY, PAUSE)
        back = _come_back(pairs[PARALLEL:])
    puts, takes = _bare()
    bound = _primitives()
    figures = [
        Figure("one message to the other's screen: p95", p95(slow.late), "ms", "a glance", GLANCE, limit=True),
        Figure("one message to the other's screen: median", p50(slow.late), "ms", "encrypt and decrypt", bound * 1000),
    ]
    for count, one in done.items():
        rate, who = count * EACH[count] / (one.ended - one.began), f"{count} conversation{'s' if count > 1 else ''}"
        figures += [
            Figure(f"{who}: through", rate, "/s", "bare route, in only", puts[count], more=True),
            Figure(f"{who}: through", rate, "/s", "encrypt and decrypt", 1 / bound, more=True),
        ]
    return [
        *figures,
        Figure(f"catching up on {WAITED:,}: all of it", back, "s", "patience", PATIENCE, limit=True),
        Figure(f"catching up on {WAITED:,}: rate", WAITED / back, "/s", "bare route, out only", takes, more=True),
    ]


def _talk(pairs: list[Pair], each: int, pause: float = 0) -> Done:
    """Writers in one process, readers in another; from the first word until the last one is read."""
    with ExitStack() as stack:
        reading = stack.enter_context(side([one.reader for one in pairs], each, writes=False))
        writing = stack.enter_context(side([one.writer for one in pairs], each, writes=True, pause=pause))
        reading.go()
        writing.go()
        wrote, read = writing.done(), reading.done()
    return Done(began=wrote.began, ended=read.ended, late=read.late)


def _come_back(pairs: list[Pair]) -> float:
    """Fill the queues of somebody away, then seconds from asking to having everything."""
    with side([one.writer for one in pairs], QUEUE_FRAMES, writes=True) as writing:
        writing.go()
        writing.done()
    return asyncio.run(_catch_up(pairs[0].reader))


async def _catch_up(folder: Path) -> float:
    services = services_on(folder)
    await services.device.unlock(PASSPHRASE)
    begun = time.perf_counter()
    await services.messages.refresh()
    seconds = time.perf_counter() - begun
    unread = sum(row.unread for row in await services.messages.conversations())
    await services.device.close()
    if unread < WAITED:
        raise RuntimeError(f"only {unread} came")
    return seconds


def _bare() -> tuple[dict[int, float], float]:
    """Frames a second in, by how many queues are written to at once, and out of one."""
    with talkative() as town:
        lanes = {count: bare.queues(town, count) for count in EACH}
        waiting = bare.queues(town, 1)
        with serving(town) as server:
            bare.put(server.port, waiting, QUEUE_FRAMES)
            puts = {count: bare.put(server.port, lanes[count], EACH[count]) for count in EACH}
            return puts, bare.taken(server.port, waiting[0], QUEUE_FRAMES)


def _primitives() -> float:
    """Seconds of one processor for a message: encrypted on one side, decrypted on the other, without a step."""
    talk, times = Ours(), []
    talk.read(0, talk.write(1))
    talk.read(1, talk.write(0))
    with no_collection():
        for _ in range(200):
            begun = time.perf_counter()
            talk.read(1, talk.write(0))
            times.append(time.perf_counter() - begun)
    return p50(times)


BENCHMARK = Benchmark(
    "talk",
    "messages from one program to another through the real server",
    (
        "measured: real clients on encrypted vaults, the real server on SQLite. All who write are in one process, all",
        "  who read in another, so that 16 conversations share three processes. Each message is encrypted, franked and",
        "  on the disk before it leaves, stored by the server before it answers, checked, on the reader's disk before",
        "  it is acknowledged, and read as a screen reads it. One conversation sends a frame at a time, in order.",
        "bare route, in only: prepared `queue.send` requests of the same size to the same server, a connection for",
        "  each conversation; nobody encrypts, keeps or reads anything.",
        "bare route, out only: prepared `queue.recv` requests, eight frames an answer, nothing is done with them.",
        "encrypt and decrypt: one processor does both, without a ratchet step, and nothing else: the least there is.",
    ),
    measure,
)
