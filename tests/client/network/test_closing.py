"""What is broken off closes its connection, at whatever moment that happens: the other side sees it end."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest

from heimo_tui.core.errors import Unreachable
from heimo_tui.network.contexts import PUBLIC, Contexts, Route
from heimo_tui.network.http_door import Reply
from tests.support.people import until

STEPS = 40
"""More turns of the event loop than an exchange with a peer in the same loop takes."""


class Peer:
    """Answers each request, or says nothing at all where it is `mute`, and counts connections that are open."""

    def __init__(self, mute: bool) -> None:
        self._mute = mute
        self._serving: set[asyncio.Task[None]] = set()
        self.open = 0
        self.heard = asyncio.Event()

    def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        task = asyncio.create_task(self._serve(reader, writer))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def end(self) -> None:
        """Leave every connection."""
        for task in tuple(self._serving):
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        try:
            while data := await reader.read(65536):
                self.heard.set()
                if not self._mute and data.endswith(b"ask"):
                    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhel")
                    await asyncio.sleep(0)
                    writer.write(b"lo")
        except ConnectionError:
            return
        finally:
            self.open -= 1
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


@asynccontextmanager
async def peer(*, mute: bool = False) -> AsyncIterator[tuple[Peer, int]]:
    one = Peer(mute)
    server = await asyncio.start_server(one.take, "127.0.0.1", 0)
    try:
        yield one, server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await one.end()


async def whole(contexts: Contexts) -> None:
    assert await contexts.client(PUBLIC).post("/x", b"ask") == Reply(200, b"hello")


async def in_pieces(contexts: Contexts) -> None:
    async with contexts.client(PUBLIC).stream("/x", b"ask", 20) as (status, chunks):
        assert (status, b"".join([chunk async for chunk in chunks])) == (200, b"hello")


Ask = Callable[[Contexts], Coroutine[Any, Any, None]]


@pytest.mark.parametrize("ask", [whole, in_pieces])
async def test_closing_ends_what_goes_on(ask: Ask) -> None:
    ended = set()
    async with peer() as (other, port):
        for steps in range(STEPS):
            contexts = Contexts(Route(f"http://127.0.0.1:{port}"))
            asking = asyncio.create_task(ask(contexts))
            for _ in range(steps):
                await asyncio.sleep(0)
            await contexts.close_all()
            try:
                await asking
                ended.add("answered")
            except Unreachable as problem:
                ended.add(problem.reason)
            await until(lambda: other.open == 0)
    assert ended == {"closed", "answered"}, "it was closed before, during and after"


@pytest.mark.parametrize("ask", [whole, in_pieces])
async def test_cancelling_closes_what_was_opened(ask: Ask) -> None:
    async with peer() as (other, port):
        for steps in range(STEPS):
            contexts = Contexts(Route(f"http://127.0.0.1:{port}"))
            asking = asyncio.create_task(ask(contexts))
            for _ in range(steps):
                await asyncio.sleep(0)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
            await contexts.close_all()
            await until(lambda: other.open == 0)


async def test_cancelling_a_handshake_closes_the_connection() -> None:
    async with peer(mute=True) as (other, port):
        contexts = Contexts(Route(f"https://127.0.0.1:{port}"))
        asking = asyncio.create_task(whole(contexts))
        await other.heard.wait()
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        await until(lambda: other.open == 0)
        await contexts.close_all()


async def test_closing_ends_a_handshake() -> None:
    async with peer(mute=True) as (other, port):
        contexts = Contexts(Route(f"https://127.0.0.1:{port}"))
        asking = asyncio.create_task(whole(contexts))
        await other.heard.wait()
        await contexts.close_all()
        with pytest.raises(Unreachable, match="closed"):
            await asking
        await until(lambda: other.open == 0)
