"""A flood of nameless calls against the budgets that hold them: what gets through, who notices, and what work proves.

The second part is why there is no proof of work: it compares what a client would have to do with what an attacker can.
"""

import asyncio
import hashlib
import os
import subprocess
import time

import psutil  # type: ignore[import-untyped] # it brings no types

from benchmarks.attack.slow import writing
from benchmarks.measure import Benchmark, Figure, p50, p95
from benchmarks.server.load import request
from benchmarks.server.town import ROOMY, SETTINGS, Serving, Town, founded, serving
from heimo_protocol.limits import ServerLimits
from heimo_protocol.operations import ChallengeArgs, CircleListArgs

CALLS = 12_000
LANES = 16
LIMITS = ServerLimits(posts_hour=ROOMY.posts_hour, posts_day=ROOMY.posts_day)
"""The usual budgets of nameless calls."""

PATIENCE = 5.0
"""Seconds of work that one could ask of somebody who wants to join."""


def measure() -> list[Figure]:
    """Flood one operation, look at the others; then count hashes."""
    with founded(1, LIMITS, SETTINGS) as town, serving(town) as server:
        alone = writing(server, town.writers[0])
        flood = asyncio.run(_flood(server, town))
        return [*_held(flood, alone), *_work()]


class _Flood:
    """What became of it."""

    def __init__(self) -> None:
        self.statuses: dict[int, int] = {}
        self.waits: set[int] = set()
        self.seconds = 0.0
        self.cpu = 0.0
        self.others: list[int] = []
        self.member: list[float] = []


async def _flood(server: Serving, town: Town) -> _Flood:
    flood, left = _Flood(), iter(range(CALLS))
    call = request("/v1/circle.challenge", town.body("circle.challenge", ChallengeArgs(circle=town.circle)))
    other = request("/v1/circle.list", town.body("circle.list", CircleListArgs()))

    async def lane() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        for _ in left:
            status, wait = await _ask(reader, writer, call)
            flood.statuses[status] = flood.statuses.get(status, 0) + 1
            if status == 429:
                flood.waits.add(wait)
        writer.close()

    async def beside() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        for _ in range(10):
            flood.others.append((await _ask(reader, writer, other))[0])
            await asyncio.sleep(0.1)
        writer.close()

    begun, before = time.perf_counter(), _seconds(server.pid)
    member = asyncio.create_task(asyncio.to_thread(writing, server, town.writers[0]))
    await asyncio.gather(beside(), *(lane() for _ in range(LANES)))
    flood.seconds, flood.cpu = time.perf_counter() - begun, _seconds(server.pid) - before
    flood.member = await member
    return flood


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, call: bytes) -> tuple[int, int]:
    """The status, and after how many seconds to come again."""
    writer.write(call)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    size = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    await reader.readexactly(size)
    wait = int(head.split(b"retry-after:")[1].split(b"\r\n")[0]) if b"retry-after:" in head else 0
    return int(head.split(b" ", 2)[1]), wait


def _held(flood: _Flood, alone: list[float]) -> list[Figure]:
    allowed = LIMITS.anonymous_burst + LIMITS.anonymous_second * (flood.seconds + 1)
    told = flood.statuses.get(429, 0)
    return [
        Figure("challenges that went through", flood.statuses.get(200, 0), "", "the budget", allowed, limit=True),
        Figure("calls told to come again", told, "", "all others", CALLS - flood.statuses.get(200, 0), True, True),
        Figure("the longest they are told to wait", max(flood.waits), "s", "a minute", 60, limit=True),
        Figure("answers of 5xx", sum(flood.statuses.get(one, 0) for one in (500, 502, 503)), "", "none", 0, True),
        Figure("another nameless operation: refused", flood.others.count(429), "", "none", 0, limit=True),
        Figure("a member's post meanwhile, median", p50(flood.member), "ms", "without it", p50(alone)),
        Figure("a member's post meanwhile, p95", p95(flood.member), "ms", "a second", 1000, limit=True),
        Figure("the server's processor for a refused call", 1000 * flood.cpu / CALLS, "ms", "a hash", _hash_ms()),
    ]


def _work() -> list[Figure]:
    """What asking for work would cost both sides."""
    ours, theirs = 1 / _hash_ms() * 1000, _native_rate()
    allowed = PATIENCE * ours
    needed = LIMITS.anonymous_second * allowed
    return [
        Figure("work: hashes a second of a client in Python", ours, "", "one core of an attacker", theirs),
        Figure(
            "work: to use up a budget, at 5 s a client", needed / theirs, "cores", "this machine", os.cpu_count() or 1
        ),
    ]


def _hash_ms() -> float:
    count, data = 200_000, os.urandom(64)
    begun = time.perf_counter()
    for _ in range(count):
        hashlib.sha256(data).digest()
    return (time.perf_counter() - begun) * 1000 / count


def _native_rate() -> float:
    """SHA-256 of 64 bytes a second on one core as OpenSSL's own program does it."""
    command = ["openssl", "speed", "-seconds", "1", "-bytes", "64", "-evp", "sha256"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1].removesuffix("k")) * 1000 / 64


def _seconds(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


BENCHMARK = Benchmark(
    "flood",
    f"{CALLS:,} nameless calls at once, and what proof of work would do",
    (
        f"measured: a real server with its usual budgets; {LANES} connections ask for join challenges as fast as they",
        "  are answered, while a member puts posts and somebody without a name reads the list of circles.",
        "a hash: one SHA-256 in Python, about what checking a proof of work takes; the refused call was read and",
        "  decoded before, as a call with a proof would have to be.",
        f"work: if joining asked for {PATIENCE:.0f} seconds of a processor, so many cores that do nothing else",
        "  would still use up the whole budget of nameless calls; a core is what OpenSSL's own program measures here.",
        "  What cards and machines made for hashing do, which is far more, was not measured.",
    ),
    measure,
)
