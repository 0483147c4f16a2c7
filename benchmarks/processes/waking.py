"""How soon a listener is told of a post: at the server that wrote it, and at another one."""

import asyncio
import time

from benchmarks.measure import Figure, p50, p95
from benchmarks.processes.side import place
from benchmarks.server.load import connect, request
from heimo_protocol.operations import LiveArgs
from tests.support.postgres import Cluster

POSTS = 60
_PAUSE_SECONDS = 0.02
_PATIENCE_SECONDS = 10


def measured(cluster: Cluster) -> list[Figure]:
    """One listener at each of two servers; all posts are put at the first."""
    with place(cluster, 2, 1) as here:
        listen = here.town.body("live", LiveArgs(circle=here.town.circle))
        puts = [here.town.writers[0].put() for _ in range(POSTS + 5)]
        near, far = asyncio.run(_told([server.port for server in here.servers], listen, puts))
    return [
        Figure(
            "from a post's answer to a listener at the other server, median", p50(far), "ms", "same server", p50(near)
        ),
        Figure("from a post's answer to a listener at the other server, p95", p95(far), "ms", "limit", 300, True),
    ]


async def _told(ports: list[int], listen: bytes, puts: list[bytes]) -> list[list[float]]:
    """For each listener the milliseconds from each put's answer to its being told; 0 where it was told before."""
    streams = [await _Stream.open(port, listen) for port in ports]
    writer = await connect(ports[0])
    late: list[list[float]] = [[] for _ in ports]
    for put in puts:
        numbers = [stream.newest + 1 for stream in streams]
        await writer.send(request("/v1/event.put", put))
        answered = time.perf_counter()
        for times, stream, number in zip(late, streams, numbers, strict=True):
            times.append(max(0.0, await stream.told(number) - answered) * 1000)
        await asyncio.sleep(_PAUSE_SECONDS)
    writer.close()
    for stream in streams:
        stream.close()
    return [times[-POSTS:] for times in late]


class _Stream(asyncio.Protocol):
    """One live stream: the newest number it was told, and when each came."""

    def __init__(self, hello: bytes) -> None:
        self.newest = -1
        self._hello = hello
        self._at: dict[int, float] = {}
        self._rest = b""
        self._more = asyncio.Event()
        self._transport: asyncio.BaseTransport | None = None

    @classmethod
    async def open(cls, port: int, listen: bytes) -> "_Stream":
        """Open it and wait for its first number."""
        hello = request("/v1/live", listen)
        _, stream = await asyncio.get_running_loop().create_connection(lambda: cls(hello), "127.0.0.1", port)
        await stream.told(0)
        return stream

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        self._transport = transport
        if isinstance(transport, asyncio.WriteTransport):
            transport.write(self._hello)

    def data_received(self, data: bytes) -> None:
        """Note when a number came."""
        *events, self._rest = (self._rest + data).split(b"\n\n")
        for event in events:
            if b"data: " in event:
                self.newest = int(event.rpartition(b"data: ")[2])
                self._at[self.newest] = time.perf_counter()
                self._more.set()

    async def told(self, number: int) -> float:
        """When this number or a later one came; raises TimeoutError."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while self.newest < number:
                self._more.clear()
                await self._more.wait()
        return min(at for told, at in self._at.items() if told >= number)

    def close(self) -> None:
        """End it."""
        if self._transport is not None:
            self._transport.close()
