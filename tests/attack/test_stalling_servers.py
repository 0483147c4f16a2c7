"""Servers that keep their readers waiting."""

import asyncio
import time

import pytest

from heimo_tui.core.errors import Unreachable
from heimo_tui.network import http_door
from heimo_tui.network.http_door import HttpClient
from heimo_tui.network.resting import Resting


async def test_an_answer_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_door, "WHOLE_SECONDS", 0.5)
    gone = asyncio.Event()

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer with one byte after the other, until nobody listens."""
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
        try:
            while not reader.at_eof():
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.05)
        except ConnectionError:
            pass
        finally:
            writer.close()
            gone.set()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    client = HttpClient(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", None, Resting())
    before = time.monotonic()
    try:
        with pytest.raises(Unreachable) as found:
            await client.get("/.well-known/heimo")
    finally:
        await client.close()
        await gone.wait()
        server.close()
        await server.wait_closed()
    assert found.value.reason == "timeout" and time.monotonic() - before < 10
