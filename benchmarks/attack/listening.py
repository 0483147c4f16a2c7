"""Ten thousand live listeners of one circle: when the last is told, and what they cost while nothing happens."""

import time

import psutil  # type: ignore[import-untyped] # it brings no types

from benchmarks.attack.holding import Group, holding
from benchmarks.attack.holding import Job as Holders
from benchmarks.measure import Benchmark, Figure, p50
from benchmarks.server.fanout import told
from benchmarks.server.listeners import Job
from benchmarks.server.load import request
from benchmarks.server.town import Serving, Town, empty_server, founded, serving
from heimo_protocol.operations import LiveArgs
from server_stub.hub import STREAMS_OF_ONE

STREAMS = 10_000
WAKES = 10
LAST_MS = 300.0
EACH_KB = 15.0
_IDLE_SECONDS = 32.0
"""Two heartbeats of every stream, and some."""


def measure() -> list[Figure]:
    """The same crowd at the real server and at sse-starlette; then one that hears nothing."""
    with founded(STREAMS // STREAMS_OF_ONE) as town:
        with serving(town) as server:
            wakes = [town.writers[0].put() for _ in range(WAKES)]
            ours = told(server, _job(server, "/v1/live", _listens(town), "/v1/event.put", wakes))
        with empty_server("benchmarks.attack.sse_peer") as peer:
            theirs = told(peer, _job(peer, "/stream", [bytes(1024)], "/wake", wakes))
        with serving(town) as server:
            idle, left = _idle(server, [request("/v1/live", body) for body in _listens(town)])
    return [
        Figure("put answered to last told: median", p50(ours.woken.last), "ms", "LAST_MS", LAST_MS, limit=True),
        Figure("put answered to last told: the slowest", max(ours.woken.last), "ms", "LAST_MS", LAST_MS, limit=True),
        Figure(
            "put sent to last told: median",
            p50(ours.woken.sent_to_last),
            "ms",
            "sse-starlette",
            p50(theirs.woken.sent_to_last),
        ),
        Figure("memory for each listener", ours.each_kb, "kB", "EACH_KB", EACH_KB, limit=True),
        Figure("memory for each listener", ours.each_kb, "kB", "sse-starlette", theirs.each_kb),
        Figure("memory with all of them", ours.listening, "MB", "sse-starlette", theirs.listening),
        Figure("nothing happens: the server's processor", idle, "%", "one core", 100.0),
        Figure(f"nothing happens: streams lost in {_IDLE_SECONDS:.0f} s", left, "", "none", 0, limit=True),
    ]


def _listens(town: Town) -> list[bytes]:
    """Requests to listen: every name with as many streams as it may have."""
    args = LiveArgs(circle=town.circle)
    return [town.body("live", args, writer.private) for _ in range(STREAMS_OF_ONE) for writer in town.writers]


def _job(server: Serving, listen_path: str, listens: list[bytes], wake_path: str, wakes: list[bytes]) -> Job:
    return Job(
        port=server.port,
        streams=STREAMS,
        listen_path=listen_path,
        listens=listens,
        wake_path=wake_path,
        wakes=wakes,
    )


def _idle(server: Serving, hellos: list[bytes]) -> tuple[float, int]:
    """Per cent of a core that listeners cost who hear nothing but their heartbeat, and how many were lost meanwhile."""
    job = Holders(port=server.port, groups=[Group(count=STREAMS, sends=hellos)], seconds=_IDLE_SECONDS + 60)
    with holding(job) as crowd:
        time.sleep(2)
        before, begun = _seconds(server.pid), time.perf_counter()
        time.sleep(_IDLE_SECONDS)
        spent = _seconds(server.pid) - before
        share = 100 * spent / (time.perf_counter() - begun)
        held = crowd.stop()
    return share, STREAMS - held.open


def _seconds(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


BENCHMARK = Benchmark(
    "listeners",
    f"{STREAMS:,} live listeners of one circle, and one event",
    (
        f"measured: the real server with its usual limits; {STREAMS // STREAMS_OF_ONE:,} names with {STREAMS_OF_ONE}"
        " signed streams each; a post is put by one connection.",
        "  The listeners are one process, so its own work with ten thousand sockets is in the times.",
        "sse-starlette: the same crowd at its EventSourceResponse on uvicorn; a route wakes all streams, nothing is",
        "  verified and nothing written.",
        "memory: proportional set size where the system tells it, else resident; the kernel's sockets are not in it.",
    ),
    measure,
)
