"""A thousand that send half a request, a thousand that write slowly or read nothing, and a flood: who is harmed."""

import asyncio
import time
from pathlib import Path

from benchmarks.attack.holding import Group, Held, Job, holding
from benchmarks.measure import Benchmark, Figure, p50, p95, resident_mb
from benchmarks.server.load import connect, request
from benchmarks.server.town import Serving, Town, Writer, founded, serving
from heimo_protocol.limits import BODY_CLASSES
from heimo_protocol.operations import ListArgs, LiveArgs
from server_stub.config import ServerConfig

COUNT = 1000
FLOOD = 9500
"""Connections of one of two flooding processes: together more than a server has places."""

CLOSED_SECONDS = 15.0
STALLED_MB = 64.0
PUTS = 60
FILLED = 220
_HEAD = b"POST /v1/event.put HTTP/1.1\r\nhost: x\r\n"
_LARGEST = BODY_CLASSES[-1]
_PAGE_WRITERS = 40


def measure() -> list[Figure]:
    """Each crowd at a server of its own, beside which one member goes on writing."""
    return [*_half_sent(), *_slow_writers(), *_stalled_pages(), *_stalled_streams(), *_flood()]


def _half_sent() -> list[Figure]:
    half = [
        _HEAD,
        _HEAD + b"content-length: 1024\r\n\r\n" + bytes(512),
        _HEAD + b"content-length: %d\r\n\r\n" % _LARGEST + bytes(_LARGEST // 2),
        _HEAD + b"transfer-encoding: chunked\r\n\r\n400\r\n" + bytes(700),
    ]
    with founded(1) as town, serving(town) as server:
        alone = writing(server, town.writers[0])
        job = Job(port=server.port, groups=[Group(count=COUNT, sends=half)], seconds=60)
        with holding(job) as crowd:
            beside = writing(server, town.writers[0])
            held = crowd.wait()
    return [
        Figure(f"{COUNT:,} half-sent: the last one closed after", held.last, "s", "limit", CLOSED_SECONDS, limit=True),
        Figure(f"{COUNT:,} half-sent: still open", held.open, "", "none", 0, limit=True),
        *_harm(f"{COUNT:,} half-sent", beside, alone),
    ]


def _slow_writers() -> list[Figure]:
    """Headers and bodies that keep coming: a byte a second, and a body at just the least rate."""
    settings = ServerConfig(data=Path())
    least = settings.min_bytes_second
    half = COUNT // 2
    groups = [
        Group(count=half, sends=[_HEAD], drip=b"x: y\r\n", every=1.0),
        Group(
            count=COUNT - half,
            sends=[_HEAD + b"content-length: %d\r\n\r\n" % _LARGEST + bytes(4 * least)],
            drip=bytes(least),
            every=0.9,
        ),
    ]
    with founded(1) as town, serving(town) as server:
        alone = writing(server, town.writers[0])
        rest = resident_mb(server.pid)
        with holding(Job(port=server.port, groups=groups, seconds=90)) as crowd:
            beside = writing(server, town.writers[0])
            grown = resident_mb(server.pid) - rest
            held = crowd.wait()
    return [
        Figure(
            f"{COUNT:,} slow writers: the last one closed after", held.last, "s", "body_seconds", settings.body_seconds
        ),
        Figure(f"{COUNT:,} slow writers: still open", held.open, "", "none", 0, limit=True),
        Figure(f"{COUNT:,} slow writers: memory", grown, "MB", "limit", STALLED_MB, limit=True),
        *_harm(f"{COUNT:,} slow writers", beside, alone),
    ]


def _stalled_pages() -> list[Figure]:
    """They ask for the largest page there is, and take none of it."""
    with founded(_PAGE_WRITERS) as town, serving(town) as server:
        asyncio.run(_fill(server, town))
        pages = [request("/v1/event.list", town.body("event.list", ListArgs(circle=town.circle)))]
        return _stalled(f"{COUNT:,} who ask for pages and read none", server, town, pages)


def _stalled_streams() -> list[Figure]:
    with founded(1 + COUNT // 4) as town, serving(town) as server:
        args = LiveArgs(circle=town.circle)
        streams = [request("/v1/live", town.body("live", args, one.private)) for one in town.writers[1:] * 4]
        return _stalled(f"{COUNT:,} who listen and read nothing", server, town, streams)


def _stalled(what: str, server: Serving, town: Town, sends: list[bytes]) -> list[Figure]:
    alone = writing(server, town.writers[0])
    rest = resident_mb(server.pid)
    job = Job(port=server.port, groups=[Group(count=COUNT, sends=sends, deaf=True)], seconds=60)
    with holding(job) as crowd:
        beside = writing(server, town.writers[0])
        grown = resident_mb(server.pid) - rest
        crowd.stop()
    return [
        Figure(f"{what}: memory", grown, "MB", "STALLED_MB", STALLED_MB, limit=True),
        *_harm(what, beside, alone),
    ]


def _flood() -> list[Figure]:
    """Two processes open as many connections as they can and say nothing."""
    silent = [Group(count=FLOOD, sends=[b""])]
    with founded(1) as town, serving(town) as server:
        alone = writing(server, town.writers[0])
        rest = resident_mb(server.pid)
        job = Job(port=server.port, groups=silent, seconds=60)
        with holding(job) as one, holding(job) as other:
            beside = writing(server, town.writers[0])
            grown = resident_mb(server.pid) - rest
            held: list[Held] = [one.wait(), other.wait()]
    what = f"{2 * FLOOD:,} silent connections"
    return [
        Figure(
            f"{what}: the last one closed after", max(each.last for each in held), "s", "limit", CLOSED_SECONDS, True
        ),
        Figure(f"{what}: still open", sum(each.open for each in held), "", "none", 0, limit=True),
        Figure(f"{what}: memory", grown, "MB", "at rest", rest),
        *_harm(what, beside, alone),
    ]


def _harm(what: str, beside: list[float], alone: list[float]) -> list[Figure]:
    return [
        Figure(f"{what}: a member's post, median", p50(beside), "ms", "without them", p50(alone)),
        Figure(f"{what}: a member's post, p95", p95(beside), "ms", "a second", 1000.0, limit=True),
    ]


def writing(server: Serving, writer: Writer) -> list[float]:
    """Milliseconds of posts that are each put over a new connection."""
    return asyncio.run(_put(server, [writer.put() for _ in range(PUTS)]))


async def _put(server: Serving, bodies: list[bytes]) -> list[float]:
    times = []
    for body in bodies:
        begun = time.perf_counter()
        connection = await connect(server.port)
        await connection.send(request("/v1/event.put", body))
        times.append((time.perf_counter() - begun) * 1000)
        connection.close()
        await asyncio.sleep(0.02)
    return times


async def _fill(server: Serving, town: Town) -> None:
    """So many events of so much text that a page is as large as a page can be."""
    text = "I slept for four hours and then the list of things began again. " * 18
    for at in range(FILLED):
        writer = town.writers[at % _PAGE_WRITERS]
        await _put(server, [writer.put(writer.event(text))])


BENCHMARK = Benchmark(
    "slow",
    "crowds that are slow, silent or deaf, and a member who goes on writing",
    (
        "measured: a real server with its usual limits for each crowd, and one member who puts a post over a new",
        "  connection again and again, alone and beside the crowd.",
        f"half-sent: half a header, half a small and a large body, half a chunk. slow writers: {COUNT // 2} headers",
        "  that never end, and as many bodies at the least rate there is. They read what they are told, and stay.",
        "pages: the newest 200 events, 262 kB, with the smallest buffer there is on the reader's side.",
        f"silent: two processes of {FLOOD:,} connections each, more than a server has places.",
        "memory: the server's, proportional set size where the system tells it.",
    ),
    measure,
)
