"""Live wake-ups for a thousand listeners, and what they cost the server's memory."""

import base64
import subprocess
import sys
from dataclasses import dataclass

import msgspec

from benchmarks.measure import Benchmark, Figure, p50, p95, resident_mb
from benchmarks.server.listeners import Job, Woken
from benchmarks.server.town import Serving, empty_server, founded, serving
from heimo_protocol.operations import LiveArgs

STREAMS = 1000
WAKES = 40


@dataclass(frozen=True, slots=True)
class Side:
    """Memory in MB before and with the listeners, and when they were told."""

    streams: int
    rest: float
    listening: float
    woken: Woken

    @property
    def each_kb(self) -> float:
        """What one listener costs."""
        return (self.listening - self.rest) * 1000 / self.streams


def measure() -> list[Figure]:
    """The same crowd at the real server and at the empty one."""
    with founded(1) as town, serving(town) as server:
        listen = town.body("live", LiveArgs(circle=town.circle))
        wakes = [town.writers[0].put() for _ in range(WAKES)]
        ours = _side(server, "/v1/live", listen, "/v1/event.put", wakes)
    with empty_server() as empty:
        bare = _side(empty, "/stream", listen, "/wake", wakes)
    return [
        Figure("put answered to last woken: median", p50(ours.woken.last), "ms", "bare streams", p50(bare.woken.last)),
        Figure("put answered to last woken: p95", p95(ours.woken.last), "ms", "an answer in a second", 1000, True),
        Figure(
            "put sent to last woken: p95",
            p95(ours.woken.sent_to_last),
            "ms",
            "bare streams",
            p95(bare.woken.sent_to_last),
        ),
        Figure("memory at rest", ours.rest, "MB", "empty server", bare.rest),
        Figure(f"memory with {STREAMS:,} listeners", ours.listening, "MB", "empty server", bare.listening),
        Figure("memory for each listener", ours.each_kb, "kB", "bare streams", bare.each_kb),
    ]


def _side(server: Serving, listen_path: str, listen: bytes, wake_path: str, wakes: list[bytes]) -> Side:
    job = Job(
        port=server.port, streams=STREAMS, listen_path=listen_path, listens=[listen], wake_path=wake_path, wakes=wakes
    )
    return told(server, job)


def told(server: Serving, job: Job) -> Side:
    """What a crowd costs a server, and when it is told."""
    rest = resident_mb(server.pid)
    crowd = [sys.executable, "-m", "benchmarks.server.listeners"]
    with subprocess.Popen(crowd, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("no pipes")
        process.stdin.write(base64.b64encode(msgspec.msgpack.encode(job)) + b"\n")
        process.stdin.flush()
        if process.stdout.readline() != b"ready\n":
            raise RuntimeError("the listeners did not all get in")
        listening = resident_mb(server.pid)
        process.stdin.write(b"go\n")
        process.stdin.flush()
        woken = msgspec.json.decode(process.stdout.read(), type=Woken)
    return Side(job.streams, rest, listening, woken)


BENCHMARK = Benchmark(
    "fanout",
    f"telling {STREAMS:,} live listeners of one circle about a post",
    (
        "measured: the real server; a post is put by one connection and told to a thousand open streams; the listeners",
        "  are one process, so its own work with a thousand sockets is in the figure.",
        "bare streams: the same crowd at a server on the same web stack where every stream waits for one event.",
        "memory: proportional set size where the system tells it, else resident.",
    ),
    measure,
)
