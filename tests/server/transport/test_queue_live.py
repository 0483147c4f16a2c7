"""Being woken by a queue, over HTTP and from a real server process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from heimo_protocol import framing
from heimo_protocol import operations as ops
from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Code
from heimo_protocol.requests import Mode, Request
from tests.server.house import start
from tests.server.mail import Queue, draw, open_queue
from tests.server.people import Name, Town, make_town_data, refuses, town_at


class Ear:
    """One open stream of a queue, on a bare connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def open(cls, port: int, queue: Queue) -> "Ear":
        town = queue.town
        raw = encode(ops.QueueArgs(qid=queue.qid))
        auth = town.auth("queue.live", raw, queue.receiver, Mode.QUEUE_RECEIVER)
        body = framing.pack(encode(Request(args=raw, auth=auth)))
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = b"POST /v1/queue.live HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % len(body)
        writer.write(head + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200") and b"text/event-stream" in answer, answer
        return cls(reader, writer)

    async def number(self) -> int:
        """The next number."""
        return int((await asyncio.wait_for(self.reader.readuntil(b"\n\n"), 20)).split(b"data: ")[1])

    async def ended(self) -> bool:
        return (await asyncio.wait_for(self.reader.read(), 20)).endswith(b"0\r\n\r\n")

    async def close(self) -> None:
        self.writer.close()
        await self.writer.wait_closed()


@asynccontextmanager
async def served(tmp_path: Path, **settings: Any) -> AsyncIterator[tuple[Town, int, Name]]:
    """A town that a process serves, its port, and a name in it."""
    data = tmp_path / "data"
    await make_town_data(data)
    server = await asyncio.to_thread(lambda: start(data, **settings))
    try:
        async with town_at(data, server.address) as town:
            yield town, server.port, await town.name(await town.circle())
        assert await asyncio.to_thread(server.stop) == 0
    finally:
        if server.process.poll() is None:
            server.kill()
    assert (data / "stderr").read_text() == ""


async def test_every_frame_wakes_its_receiver(tmp_path: Path) -> None:
    async with served(tmp_path) as (_, port, name):
        queue = await open_queue(name)
        await queue.send()
        ear = await Ear.open(port, queue)
        assert await ear.number() == 1
        for number in (2, 3):
            await queue.send()
            assert await ear.number() == number
        await ear.close()


async def test_a_queue_of_others_is_refused_before_the_stream(tmp_path: Path) -> None:
    async with served(tmp_path) as (town, _, name):
        queue, own = await open_queue(name), await open_queue(name)
        for qid, private in ((queue.qid, own.receiver), (queue.qid, queue.sender), (bytes(16), own.receiver)):
            async with refuses(Code.QUEUE_UNKNOWN):
                await town.call("queue.live", ops.QueueArgs(qid=qid), private, Mode.QUEUE_RECEIVER)


async def test_listeners_of_queues_take_no_place_of_those_of_circles(tmp_path: Path) -> None:
    async with served(tmp_path, max_listeners=2, max_queue_listeners=3) as (town, port, name):
        queues = [await Queue(town).create(token) for token in await draw(town, TokenType.QUEUE, 5, name.private)]
        ears = [await Ear.open(port, queue) for queue in queues]
        assert [await ear.number() for ear in ears] == [0] * 5
        assert [await ear.ended() for ear in ears[:2]] == [True] * 2, "the oldest made room"
        raw = encode(ops.LiveArgs(circle=name.circle))
        body = framing.pack(encode(Request(args=raw, auth=town.auth("live", raw, name.private, Mode.NAME))))
        async with town.client.stream("POST", "/v1/live", content=body) as stream:
            assert stream.status_code == 200
            lines = stream.aiter_lines()
            assert await anext(lines) == "data: 0"
        await queues[4].send()
        assert await ears[4].number() == 1
        for ear in ears:
            await ear.close()


async def test_a_stop_ends_the_streams_of_queues_too(tmp_path: Path) -> None:
    data = tmp_path / "data"
    await make_town_data(data)
    server = await asyncio.to_thread(start, data)
    async with town_at(data, server.address) as town:
        queue = await open_queue(await town.name(await town.circle()))
        ear = await Ear.open(server.port, queue)
        assert await ear.number() == 0
        assert await asyncio.to_thread(server.stop) == 0
        assert await ear.ended()
        await ear.close()


async def test_what_was_accepted_is_there_after_a_restart(tmp_path: Path) -> None:
    data = tmp_path / "data"
    await make_town_data(data)
    server = await asyncio.to_thread(start, data)
    async with town_at(data, server.address) as town:
        queue = await open_queue(await town.name(await town.circle()))
        sent = [await queue.send() for _ in range(3)]
    server.kill()
    server = await asyncio.to_thread(start, data)
    try:
        async with town_at(data, server.address) as town:
            queue.town = town
            for args in sent:
                await queue.put(args)  # as a client does that heard no answer
            assert [entry.frame for entry in (await queue.recv()).entries] == [args.frame for args in sent]
    finally:
        assert await asyncio.to_thread(server.stop) == 0
