"""Live wake-ups over HTTP: at once, for many, and ended cleanly."""

import asyncio
import resource
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from heimo_protocol.operations import LiveArgs, PutArgs
from tests.server.house import House, Member, Running, build_house, envelope, read_response, result_of, running

LISTENERS = 1000


class Listener:
    """One open stream, read on a bare connection: a thousand of them must not be the test's own burden."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def open(cls, server: Running, house: House, member: Member | None = None) -> "Listener":
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        body = envelope(house, LiveArgs(circle=house.circle.id), "live", member)
        writer.write(b"POST /v1/live HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200") and b"text/event-stream" in head, head
        return cls(reader, writer)

    async def number(self) -> int:
        """The next log number."""
        line = await self.reader.readuntil(b"\n\n")
        return int(line.split(b"data: ")[1])

    async def close(self) -> None:
        self.writer.close()
        await self.writer.wait_closed()


@asynccontextmanager
async def serving(tmp_path: Path, **settings: object) -> AsyncIterator[tuple[House, Running]]:
    house = await build_house(tmp_path / "data")
    with running(house.data, **settings) as server:
        yield house, server


async def put(house: House, server: Running, member: Member, text: str) -> int:
    body = envelope(house, PutArgs(event=member.post(text).data), "event.put", member)
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{server.address}/v1/event.put", content=body, timeout=20)
    return int(result_of("event.put", answer).log_seq)


async def test_the_newest_number_comes_at_once_and_at_every_growth(tmp_path: Path) -> None:
    async with serving(tmp_path) as (house, server):
        await put(house, server, house.members[0], "before")
        listener = await Listener.open(server, house)
        assert await listener.number() == 1
        for number in (2, 3):
            assert await put(house, server, house.members[0], "news") == number
            assert await listener.number() == number
        await listener.close()


async def test_a_circle_that_is_not_there_is_refused_before_the_stream(tmp_path: Path) -> None:
    async with serving(tmp_path) as (house, server):
        body = envelope(house, LiveArgs(circle=bytes(16)), "live")
        async with httpx.AsyncClient() as client:
            answer = await client.post(f"{server.address}/v1/live", content=body)
        assert (answer.status_code, read_response(answer).code) == (404, "not_found")


async def test_more_listeners_than_there_is_room_for_are_refused(tmp_path: Path) -> None:
    async with serving(tmp_path, max_listeners=2) as (house, server):
        listeners = [await Listener.open(server, house, member) for member in house.members]
        body = envelope(house, LiveArgs(circle=house.circle.id), "live")
        async with httpx.AsyncClient() as client:
            answer = await client.post(f"{server.address}/v1/live", content=body)
            assert (answer.status_code, read_response(answer).code) == (429, "busy")
            await listeners.pop().close()
            for _ in range(50):  # the server learns of the leaving a moment later
                async with client.stream("POST", f"{server.address}/v1/live", content=body) as again:
                    if again.status_code == 200:
                        break
                await asyncio.sleep(0.05)
            assert again.status_code == 200
        await listeners.pop().close()


async def test_somebody_nameless_who_takes_all_streams_shuts_nobody_out(tmp_path: Path) -> None:
    async with serving(tmp_path, max_listeners=20) as (house, server):
        greedy = [await Listener.open(server, house) for _ in range(40)]
        named = [await Listener.open(server, house, member) for member in house.members]
        newcomer = await Listener.open(server, house)
        assert [await one.number() for one in (*named, newcomer)] == [0] * 3
        await put(house, server, house.members[0], "news")
        assert [await one.number() for one in (*named, newcomer)] == [1] * 3
        ended = await asyncio.wait_for(greedy[0].reader.read(), 5)
        assert ended.endswith(b"0\r\n\r\n"), "the oldest one made room"
        for one in (*greedy, *named, newcomer):
            await one.close()


async def test_a_listener_that_says_more_is_ended(tmp_path: Path) -> None:
    async with serving(tmp_path) as (house, server):
        talking, quiet = await Listener.open(server, house), await Listener.open(server, house)
        assert [await talking.number(), await quiet.number()] == [0, 0]
        talking.writer.write(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
        assert await asyncio.wait_for(talking.reader.read(), 5) == b"\r\n0\r\n\r\n"
        await put(house, server, house.members[0], "news")
        assert await quiet.number() == 1
        for one in (talking, quiet):
            await one.close()


async def test_a_stop_ends_the_streams_and_the_process_cleanly(tmp_path: Path) -> None:
    async with serving(tmp_path) as (house, server):
        listeners = [await Listener.open(server, house) for _ in range(20)]
        begin = time.monotonic()
        assert await asyncio.to_thread(server.stop) == 0
        assert time.monotonic() - begin < 10
        for listener in listeners:
            rest = await listener.reader.read()
            assert rest.endswith(b"0\r\n\r\n"), "the stream ends as HTTP wants it"
            await listener.close()


@pytest.mark.slow
async def test_a_thousand_listeners_are_woken(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    async with serving(tmp_path) as (house, server):
        listeners: list[Listener] = []
        for _ in range(LISTENERS // 50):
            listeners += await asyncio.gather(*(Listener.open(server, house) for _ in range(50)))
        assert set(await asyncio.gather(*(listener.number() for listener in listeners))) == {0}
        await put(house, server, house.members[0], "to all")
        assert set(await asyncio.gather(*(listener.number() for listener in listeners))) == {1}
        await asyncio.gather(*(listener.close() for listener in listeners))
        begin = time.monotonic()
        assert await asyncio.to_thread(server.stop) == 0
        assert time.monotonic() - begin < 10, "streams whose client left are not waited for"
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def test_a_listener_that_does_not_read_does_not_hold_the_others(tmp_path: Path) -> None:
    async with serving(tmp_path) as (house, server):
        deaf = await Listener.open(server, house)
        listener = await Listener.open(server, house)
        assert await listener.number() == 0
        for number in range(1, 31):
            await put(house, server, house.members[0], "words")
            assert await listener.number() == number
        assert await deaf.number() == 0
        await listener.close()
        await deaf.close()
