"""Very many connections in a process of its own that send something and then hold on, taking nothing.

Reads one job (msgpack, a line of base64) from standard input; says "ready" when everything was sent, and writes JSON
when all were closed by the server, or when a line comes on standard input or the time is over.
"""

import asyncio
import base64
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import msgspec
import uvloop

from benchmarks.server.listeners import allow_files

_AT_ONCE = 100


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """`count` connections that each send one of `sends`, in turn, and then `drip` every `every` seconds.

    `deaf`: with the smallest buffer there is, of which nothing is ever read.
    """

    count: int
    sends: list[bytes]
    drip: bytes = b""
    every: float = 1.0
    deaf: bool = False


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Holds on for `seconds` at most."""

    port: int
    groups: list[Group]
    seconds: float


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """How many were still open at the end, how many had not even come in, and seconds of those closed, in order.

    Seconds are from the last bytes of the first sending.
    """

    open: int
    refused: int
    closed: list[float]

    @property
    def last(self) -> float:
        """When the last of those closed was."""
        return self.closed[-1] if self.closed else 0.0


class _Ends:
    """When connections were closed, and whether that is asked now."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self._stopped = False
        self._changed = asyncio.Event()

    def stop(self) -> None:
        """Wait no longer."""
        self._stopped = True
        self._changed.set()

    def add(self) -> None:
        """One was closed now."""
        self.times.append(time.perf_counter())
        self._changed.set()

    async def wait(self, count: int) -> None:
        """Until so many were, or it was stopped."""
        while len(self.times) < count and not self._stopped:
            await self._changed.wait()
            self._changed.clear()


class _Holder(asyncio.Protocol):
    """One connection; it counts nothing but its end."""

    def __init__(self, group: Group, send: bytes, ends: _Ends) -> None:
        self._group = group
        self._send = send
        self._ends = ends
        self._transport: Any = None

    def connection_made(self, transport: Any) -> None:
        """Send the first part, and begin to drip."""
        self._transport = transport
        if self._group.deaf:
            transport.pause_reading()
        transport.write(self._send)
        if self._group.drip:
            asyncio.get_running_loop().call_later(self._group.every, self._drip)

    def _drip(self) -> None:
        if not self._transport.is_closing():
            self._transport.write(self._group.drip)
            asyncio.get_running_loop().call_later(self._group.every, self._drip)

    def connection_lost(self, exc: Exception | None) -> None:
        """Note the time."""
        self._ends.add()


@contextmanager
def holding(job: Job) -> Iterator["Holding"]:
    """The holders in a process of their own; everything was sent when this begins."""
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(base64.b64encode(msgspec.msgpack.encode(job)) + b"\n")
            process.stdin.flush()
            if process.stdout.readline() != b"ready\n":
                raise RuntimeError("the holders did not get in")
            yield Holding(process)
        finally:
            process.kill()


class Holding:
    """Holders at work."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def wait(self) -> Held:
        """Until the server closed all of them, or their time is over."""
        assert self._process.stdout is not None
        return msgspec.json.decode(self._process.stdout.readline(), type=Held)

    def stop(self) -> Held:
        """Ask now how it went."""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write(b"stop\n")
            self._process.stdin.flush()
        return self.wait()


async def _run(job: Job) -> dict[str, Any]:
    ends = _Ends()
    refused, count = 0, sum(group.count for group in job.groups)
    for group in job.groups:
        for at in range(0, group.count, _AT_ONCE):
            numbers = range(at, min(at + _AT_ONCE, group.count))
            made = await asyncio.gather(*(_connect(job, group, number, ends) for number in numbers))
            refused += made.count(False)
    sent = time.perf_counter()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), ends.stop)
    with suppress(TimeoutError):
        async with asyncio.timeout(job.seconds):
            await ends.wait(count - refused)
    closed = ends.times
    held = count - refused - len(closed)
    return {"open": held, "refused": refused, "closed": sorted(max(0.0, one - sent) for one in closed)}


async def _connect(job: Job, group: Group, number: int, ends: _Ends) -> bool:
    loop = asyncio.get_running_loop()
    connection = socket.socket()
    connection.setblocking(False)
    if group.deaf:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    try:
        await loop.sock_connect(connection, ("127.0.0.1", job.port))
        send = group.sends[number % len(group.sends)]
        await loop.create_connection(lambda: _Holder(group, send, ends), sock=connection)
    except OSError:
        connection.close()
        return False
    return True


def main() -> None:
    """Do the job on standard input."""
    job = msgspec.msgpack.decode(base64.b64decode(sys.stdin.readline()), type=Job)
    allow_files(sum(group.count for group in job.groups) + 100)
    sys.stdout.write(json.dumps(uvloop.run(_run(job))) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
