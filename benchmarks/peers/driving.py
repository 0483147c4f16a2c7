"""Prepared HTTP requests over kept connections, from a process of its own, to whatever server answers them.

Reads one job (msgpack) from standard input and writes what it found (JSON) to standard output. A server may answer by
length or in pieces, and may close a connection after an answer: then another one is opened, outside of the time.
"""

import asyncio
import json
import subprocess
import sys
import time
from typing import Any

import httptools
import msgspec
import uvloop

_FINE = (200, 302)
"""Statuses of work that was done; forums redirect after a post."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Every lane is one connection to 127.0.0.1 on which its requests go out one after the other.

    With `answers` the bodies come back, too.
    """

    port: int
    lanes: list[list[bytes]]
    answers: bool = False


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds for all of it, milliseconds for each request, bytes of all bodies; `answers` by lane where asked for."""

    seconds: float
    times: list[float]
    size: int
    answers: list[list[str]] = []


class Exchange:
    """Collects one answer; httptools calls it."""

    def __init__(self) -> None:
        self.body = bytearray()
        self.closes = False
        self.complete = False
        self._parser = httptools.HttpResponseParser(self)

    def feed(self, data: bytes) -> None:
        """Take what came."""
        self._parser.feed_data(data)

    @property
    def status(self) -> int:
        """The answer's status."""
        return int(self._parser.get_status_code())

    def on_header(self, name: bytes, value: bytes) -> None:
        """Look whether the server will close."""
        if name.lower() == b"connection" and value.lower() == b"close":
            self.closes = True

    def on_body(self, body: bytes) -> None:
        """Collect."""
        self.body += body

    def on_message_complete(self) -> None:
        """The end of the answer."""
        self.complete = True


class Lane(asyncio.Protocol):
    """One connection, which is opened anew where the server closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._transport: Any = None
        self._exchange: Exchange | None = None
        self._done: asyncio.Future[None] | None = None

    async def open(self) -> None:
        """Connect, unless it is."""
        if self._transport is None or self._transport.is_closing():
            loop = asyncio.get_running_loop()
            self._transport, _ = await loop.create_connection(lambda: self, "127.0.0.1", self._port)

    async def ask(self, request: bytes) -> bytes:
        """Send a request and give the whole body of its answer; raises ConnectionError."""
        exchange = self._exchange = Exchange()
        self._done = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        await self._done
        if exchange.status not in _FINE:
            raise ConnectionError(f"status {exchange.status}: {bytes(exchange.body[:300])!r}")
        if exchange.closes:
            self._transport.close()
        return bytes(exchange.body)

    def data_received(self, data: bytes) -> None:
        """Feed the answer."""
        if self._exchange is not None and self._done is not None:
            self._exchange.feed(data)
            if self._exchange.complete and not self._done.done():
                self._done.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail whoever waits."""
        if self._done is not None and not self._done.done():
            self._done.set_exception(ConnectionError("closed"))

    def close(self) -> None:
        """Close it."""
        if self._transport is not None:
            self._transport.close()


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """The bytes of a request; an underscore in a header's name stands for a hyphen."""
    lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1", f"content-length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def answered(job: Job) -> Answered:
    """Run a job in a process of its own; raises RuntimeError where a request was refused."""
    done = subprocess.run(
        [sys.executable, "-m", __name__], input=msgspec.msgpack.encode(job), stdout=subprocess.PIPE, check=False
    )
    if done.returncode:
        raise RuntimeError("a request was refused; what the server said stands above")
    return msgspec.json.decode(done.stdout, type=Answered)


async def _run(job: Job) -> Answered:
    times: list[float] = []
    answers: list[list[str]] = [[] for _ in job.lanes]
    size = 0

    async def drive(number: int, lane: Lane) -> None:
        nonlocal size
        for one in job.lanes[number]:
            await lane.open()
            start = time.perf_counter()
            body = await lane.ask(one)
            times.append((time.perf_counter() - start) * 1000)
            size += len(body)
            if job.answers:
                answers[number].append(body.decode())

    lanes = [Lane(job.port) for _ in job.lanes]
    await asyncio.gather(*(lane.open() for lane in lanes))
    start = time.perf_counter()
    await asyncio.gather(*(drive(number, lane) for number, lane in enumerate(lanes)))
    seconds = time.perf_counter() - start
    for lane in lanes:
        lane.close()
    return Answered(seconds=seconds, times=times, size=size, answers=answers if job.answers else [])


def main() -> None:
    """Do the job on standard input."""
    job = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Job)
    sys.stdout.write(json.dumps(msgspec.to_builtins(uvloop.run(_run(job)))))


if __name__ == "__main__":
    main()
