"""Two real server processes on one PostgreSQL: what one of them takes, both know."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

from heimo_protocol import operations as ops
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.requests import Mode
from server_stub.community.found import found
from server_stub.profile import Profile
from tests.server.house import ROOMY, Running, start
from tests.server.mail import open_queue
from tests.server.people import Name, Town, refuses, town_at
from tests.server.transport.test_queue_live import Ear
from tests.support.postgres import cluster, shared

PATIENCE = 30.0


@asynccontextmanager
async def pair(data: Path, address: str, *, incidents: bool = False) -> AsyncIterator[tuple[list[Town], list[Running]]]:
    """A founded community and two processes that serve it; without `incidents` nothing may have gone wrong."""
    await found(data, Profile(name="Test", urls=["http://127.0.0.1:8420"], limits=ROOMY), database=address)
    servers = await asyncio.gather(*(asyncio.to_thread(start, data) for _ in range(2)))
    try:
        async with AsyncExitStack() as stack:
            yield [await stack.enter_async_context(town_at(data, server.address)) for server in servers], servers
        for server in servers:
            assert server.process.poll() is not None or await asyncio.to_thread(server.stop) == 0
    finally:
        for server in servers:
            if server.process.poll() is None:
                server.kill()
    assert incidents or (data / "stderr").read_text() == ""


def at(town: Town, name: Name) -> Name:
    """The same name, who goes to another process."""
    return replace(name, town=town)


async def test_a_frame_taken_by_one_wakes_the_receiver_at_the_other(tmp_path: Path, postgres_address: str) -> None:
    async with pair(tmp_path / "data", postgres_address) as ((here, there), servers):
        queue = await open_queue(await here.name(await here.circle()))
        ear = await Ear.open(servers[1].port, queue)
        assert await ear.number() == 0
        for number in (1, 2, 3):
            await queue.send()
            assert await ear.number() == number
        entries = (await replace(queue, town=there).recv()).entries
        assert [entry.seq for entry in entries] == [1, 2, 3]
        await ear.close()


async def test_a_log_that_both_append_to_has_one_order(tmp_path: Path, postgres_address: str) -> None:
    async with pair(tmp_path / "data", postgres_address) as (towns, _):
        circle = await towns[0].circle()
        names = [await towns[0].name(circle) for _ in range(4)]

        async def write(name: Name) -> None:
            for turn in range(10):  # one post here, the next one there
                turned = at(towns[turn % 2], name)
                await turned.post(f"{turn}")
                name.seq, name.prev = turned.seq, turned.prev

        await asyncio.gather(*map(write, names))
        entries = (await towns[1].call("event.list", ops.ListArgs(circle=circle, max=200), names[0].private)).entries
        assert [entry.log_seq for entry in entries] == list(range(1, 41))


async def test_a_request_is_taken_by_one_of_them_only(tmp_path: Path, postgres_address: str) -> None:
    async with pair(tmp_path / "data", postgres_address) as (towns, _):
        circle = await towns[0].circle()
        name = await towns[0].name(circle)
        raw = encode(ops.ListArgs(circle=circle))
        for _ in range(5):
            auth = towns[0].auth("event.list", raw, name.private, Mode.NAME)
            answers = await asyncio.gather(
                *(town.send("event.list", raw, auth) for town in towns * 2), return_exceptions=True
            )
            refused = [answer.code for answer in answers if isinstance(answer, Refusal)]
            assert refused == [Code.REPLAY] * 3


async def test_a_pause_begun_at_one_holds_at_the_other(tmp_path: Path, postgres_address: str) -> None:
    async with pair(tmp_path / "data", postgres_address) as (towns, _):
        name = await towns[0].name(await towns[0].circle(slow_seconds=3600))
        await name.post("the first")
        async with refuses(Code.SLOW_MODE) as refused:
            await at(towns[1], name).post("the second")
        assert 3500 < (refused.retry_after or 0) <= 3600


async def test_what_one_accepted_is_with_the_other_when_it_is_killed(tmp_path: Path, postgres_address: str) -> None:
    async with pair(tmp_path / "data", postgres_address) as ((here, there), servers):
        circle = await here.circle()
        name = await here.name(circle)
        queue = await open_queue(name)
        ear = await Ear.open(servers[1].port, queue)
        assert await ear.number() == 0
        await name.post("before")
        await queue.send()
        assert await ear.number() == 1
        servers[0].process.send_signal(signal.SIGKILL)
        servers[0].process.wait(20)
        # what it had written and not told yet: whoever notices that it is gone looks it up
        await asyncio.to_thread(shared().sql, postgres_address, "UPDATE heimo.queues SET newest = newest + 1")
        assert await ear.number() == 2
        await at(there, name).post("after")
        assert await there.texts(circle) == ["before", "after"]
        await ear.close()


async def test_listeners_are_told_what_came_while_nobody_was_heard(tmp_path: Path, postgres_address: str) -> None:
    data = tmp_path / "data"
    await found(data, Profile(name="Test", urls=["http://127.0.0.1:8420"], limits=ROOMY), database=postgres_address)
    server = await asyncio.to_thread(start, data)
    try:
        async with town_at(data, server.address) as town:
            queue = await open_queue(await town.name(await town.circle()))
            await queue.send()
            ear = await Ear.open(server.port, queue)
            assert await ear.number() == 1
            # what another process would have written and told while this one was cut off
            cut = (
                "UPDATE heimo.queues SET newest = newest + 1;"
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            await asyncio.to_thread(shared().sql, postgres_address, cut)
            assert await ear.number() == 2
            await ear.close()
    finally:
        server.kill()


async def test_servers_go_on_by_themselves_after_the_database_fell(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with cluster() as postgres:
        async with pair(data, postgres.create(), incidents=True) as ((here, there), servers):
            circle = await here.circle()
            name = await here.name(circle)
            queue = await open_queue(name)
            ear = await Ear.open(servers[1].port, queue)
            assert await ear.number() == 0
            await name.post("before")
            await asyncio.to_thread(postgres.stop, signal.SIGQUIT)
            async with refuses(Code.CLOSED) as refused:
                await name.post("meanwhile")
            assert refused.retry_after
            await asyncio.to_thread(postgres.start)
            await _again(here, lambda: name.post("after"))
            await _again(there, lambda: at(there, name).post("after that"))
            await _again(here, queue.send)
            assert await ear.number() == 1, "the stream that was open all the time"
            assert await there.texts(circle) == ["before", "after", "after that"]
            await ear.close()


async def _again(town: Town, do: Callable[[], Awaitable[object]]) -> None:
    """Do something until it works, at the time that the server asks for, as the program does."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                await do()
            except Refusal as refusal:
                assert refusal.code in (Code.CLOSED, Code.CLOCK_SKEW), refusal
                least = refusal.value or 0
                town.clock = lambda least=least: max(time.time(), least)  # type: ignore[misc] # bound now
                await asyncio.sleep(0.1)
            else:
                return
