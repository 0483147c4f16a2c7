"""Many open streams in a process of their own, and how soon after a wake-up each was told.

Reads one job (msgpack, a line of base64) from standard input; says "ready" when every stream is open, waits for a line,
sends the wake-ups one after the other, and writes JSON.
"""

import asyncio
import base64
import json
import resource
import sys
import time
from typing import Any

import msgspec
import uvloop

from benchmarks.server.load import connect, request

_AT_ONCE = 50


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """`streams` connections post one of `listens` to `listen_path`; each of `wakes` is posted to `wake_path`."""

    port: int
    streams: int
    listen_path: str
    listens: list[bytes]
    wake_path: str
    wakes: list[bytes]


class Woken(msgspec.Struct, frozen=True, kw_only=True):
    """For each wake-up the milliseconds from its answer to the last stream that was told."""

    last: list[float]
    sent_to_last: list[float]


class Listener(asyncio.Protocol):
    """One stream: counts what it is told after the first, and says so."""

    def __init__(self, hello: bytes, told: Any) -> None:
        self._hello = hello
        self._told = told

    def connection_made(self, transport: Any) -> None:
        """Ask for the stream."""
        transport.write(self._hello)

    def data_received(self, data: bytes) -> None:
        """Count the events in a piece of the stream; more than one may have come at once."""
        for _ in range(data.count(b"data: ")):
            self._told()


class Crowd:
    """All listeners; `full` when each was told once more."""

    def __init__(self, streams: int) -> None:
        self._streams = streams
        self._count = 0
        self.full = asyncio.Event()
        self.at = 0.0

    def told(self) -> None:
        """One of them was told."""
        self._count += 1
        if self._count == self._streams:
            self.at = time.perf_counter()
            self.full.set()

    def again(self) -> None:
        """Count anew."""
        self._count = 0
        self.full.clear()


async def _run(job: Job) -> dict[str, Any]:
    loop, crowd = asyncio.get_running_loop(), Crowd(job.streams)
    hellos = [request(job.listen_path, listen) for listen in job.listens]
    for at in range(0, job.streams, _AT_ONCE):
        each = (hellos[number % len(hellos)] for number in range(at, at + _AT_ONCE))
        await asyncio.gather(*(_open(loop, job.port, hello, crowd) for hello in each))
    await crowd.full.wait()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.readline)
    waker = await connect(job.port)
    last, sent_to_last = [], []
    for body in job.wakes:
        crowd.again()
        sent = time.perf_counter()
        await waker.send(request(job.wake_path, body))
        answered = time.perf_counter()
        await crowd.full.wait()
        last.append(max(0.0, crowd.at - answered) * 1000)
        sent_to_last.append((crowd.at - sent) * 1000)
    return {"last": last, "sent_to_last": sent_to_last}


async def _open(loop: asyncio.AbstractEventLoop, port: int, hello: bytes, crowd: Crowd) -> None:
    await loop.create_connection(lambda: Listener(hello, crowd.told), "127.0.0.1", port)


def allow_files(count: int) -> None:
    """Let this process have so many open files, as far as the machine allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, count)), hard))


def main() -> None:
    """Do the job on standard input."""
    job = msgspec.msgpack.decode(base64.b64decode(sys.stdin.readline()), type=Job)
    allow_files(job.streams + 100)
    sys.stdout.write(json.dumps(uvloop.run(_run(job))))


if __name__ == "__main__":
    main()
