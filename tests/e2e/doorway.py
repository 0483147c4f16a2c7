"""Stands between clients and a server, and lets a test act at a chosen moment of a request."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from enum import Enum


class Moment(Enum):
    """When the test acts, as a put passes."""

    UNHEARD = "nothing of the request has reached the server"
    HALF_HEARD = "half of the request has reached the server"
    UNANSWERED = "the server has answered, and the client has not heard it"


class Doorway:
    """Passes connections on to `port`; set `moment` and `act` to break the next put there: `act` is awaited, then
    the client's connection is cut.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self.moment: Moment | None = None
        self.act: Callable[[], Awaitable[None]] | None = None
        self.acted = asyncio.Event()

    def at(self, moment: Moment, act: Callable[[], Awaitable[None]]) -> None:
        """Break the next put."""
        self.acted.clear()
        self.moment, self.act = moment, act

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client's connection."""
        try:
            to_server = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            writer.close()
            return
        try:
            while await self._exchange((reader, writer), to_server):
                pass
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            to_server[1].close()

    async def _exchange(self, client: "Pair", server: "Pair") -> bool:
        """Pass one request and its answer; false where the connection is cut."""
        head, body = await _message(client[0])
        is_put = head.startswith(b"POST /v1/event.put ")
        if is_put and await self._acts(Moment.UNHEARD):
            return False
        if is_put and self.moment is Moment.HALF_HEARD:
            server[1].write(head + body[: len(body) // 2])
            await server[1].drain()
            return not await self._acts(Moment.HALF_HEARD)
        server[1].write(head + body)
        if head.startswith(b"POST /v1/live "):
            return await _pour(server[0], client[1])
        answer = b"".join(await _message(server[0]))
        if is_put and await self._acts(Moment.UNANSWERED):
            return False
        client[1].write(answer)
        await client[1].drain()
        return True

    async def _acts(self, moment: Moment) -> bool:
        if self.moment is not moment or self.act is None:
            return False
        act, self.moment, self.act = self.act, None, None
        await act()
        self.acted.set()
        return True


Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def doorway(port: int, server_port: int) -> AsyncIterator[Doorway]:
    """A doorway that listens on `port`."""
    door = Doorway(server_port)
    connections: set[asyncio.Task[None]] = set()

    def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(door.serve(reader, writer))
        connections.add(task)
        task.add_done_callback(connections.discard)

    server = await asyncio.start_server(take, "127.0.0.1", port)
    try:
        yield door
    finally:
        server.close()
        for task in tuple(connections):
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)


async def _message(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return head, await reader.readexactly(int(lengths[0].split(b":")[1]) if lengths else 0)


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    while data := await reader.read(4096):
        writer.write(data)
        await writer.drain()
    return False
