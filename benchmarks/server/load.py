"""Load from a process of its own: prepared requests over kept connections, or many open streams; nothing is built here.

Reads one job (msgpack) from standard input and writes what it found (JSON) to standard output.
"""

import asyncio
import json
import subprocess
import sys
import time
from typing import Any

import msgspec
import uvloop


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Every lane is one connection on which its bodies are sent to `path`, one after the other."""

    port: int
    path: str
    lanes: list[list[bytes]]


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds for all of it, and milliseconds for each request."""

    seconds: float
    times: list[float]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.times) / self.seconds


class Connection(asyncio.Protocol):
    """A bare HTTP/1.1 connection: one request, one whole answer of status 200."""

    def __init__(self) -> None:
        self._transport: Any = None
        self._buffer = bytearray()
        self._wanted = 0
        self._answer: asyncio.Future[None] | None = None

    def connection_made(self, transport: Any) -> None:
        """Keep the transport."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Collect until the whole answer is there."""
        self._buffer += data
        if not self._wanted:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self._buffer[:end]).lower()
            if not head.startswith(b"http/1.1 200"):
                self._fail(head.decode("latin-1"))
                return
            self._wanted = end + 4 + int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        if len(self._buffer) >= self._wanted and self._answer is not None and not self._answer.done():
            self._answer.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail whoever waits."""
        self._fail("closed")

    async def send(self, request: bytes) -> None:
        """Send a request and wait for its answer; raises ConnectionError."""
        self._buffer.clear()
        self._wanted = 0
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        await self._answer

    def close(self) -> None:
        """Close it."""
        self._answer = None
        self._transport.close()

    def _fail(self, why: str) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionError(why))


def request(path: str, body: bytes) -> bytes:
    """The bytes of a request."""
    return b"POST %s HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % (path.encode(), len(body)) + body


async def connect(port: int) -> Connection:
    """Open a connection to 127.0.0.1."""
    _, connection = await asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", port)
    return connection


def answered(job: Job) -> Answered:
    """Run a job in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", __name__], input=msgspec.msgpack.encode(job), stdout=subprocess.PIPE, check=True
    )
    return msgspec.json.decode(done.stdout, type=Answered)


async def _run(job: Job) -> dict[str, Any]:
    times: list[float] = []

    async def lane(connection: Connection, requests: list[bytes]) -> None:
        for one in requests:
            start = time.perf_counter()
            await connection.send(one)
            times.append((time.perf_counter() - start) * 1000)

    lanes = [[request(job.path, body) for body in bodies] for bodies in job.lanes]
    connections = [await connect(job.port) for _ in lanes]
    start = time.perf_counter()
    await asyncio.gather(*(lane(*pair) for pair in zip(connections, lanes, strict=True)))
    seconds = time.perf_counter() - start
    for connection in connections:
        connection.close()
    return {"seconds": seconds, "times": times}


def main() -> None:
    """Do the job on standard input."""
    job = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Job)
    sys.stdout.write(json.dumps(uvloop.run(_run(job))))


if __name__ == "__main__":
    main()
