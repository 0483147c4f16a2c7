"""The hub: shared chunks, one slot a listener, heartbeats, and ends."""

import asyncio
import os

import pytest

from heimo_protocol.errors import Code, Refusal
from server_stub.hub import HEARTBEAT, STREAMS_OF_ONE, Hub, encode
from tests.server.ears import ear

HERE, THERE = bytes(16), bytes([1]) * 16


async def test_a_listener_hears_its_circle_only() -> None:
    hub = Hub(max_listeners=10)
    here, there = ear(hub, HERE), ear(hub, THERE)
    hub.wake(HERE, 7)
    assert await anext(here) == b"data: 7\n\n"
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await anext(there)


async def test_one_encoded_chunk_is_shared_by_all() -> None:
    hub = Hub(max_listeners=100)
    streams = [ear(hub, HERE) for _ in range(50)]
    hub.wake(HERE, 1)
    chunks = [await anext(stream) for stream in streams]
    assert all(chunk is chunks[0] for chunk in chunks)


async def test_a_slow_listener_gets_the_newest_number_only() -> None:
    hub = Hub(max_listeners=10)
    stream = ear(hub, HERE)
    for number in range(1, 10_001):
        hub.wake(HERE, number)
    assert await anext(stream) == encode(10_000)
    hub.wake(HERE, 10_001)
    assert await anext(stream) == encode(10_001)


async def test_the_beginning_does_not_hide_what_came_since() -> None:
    hub = Hub(max_listeners=10)
    stream = ear(hub, HERE)
    hub.wake(HERE, 5)
    stream.stream.offer(4)
    await asyncio.sleep(0)
    assert await anext(stream) == encode(5)


async def test_heartbeat_when_nothing_happens() -> None:
    hub = Hub(max_listeners=10, heartbeat=0.05)
    stream = ear(hub, HERE)
    assert await anext(stream) == HEARTBEAT
    hub.wake(HERE, 1)
    assert await anext(stream) == encode(1)
    assert await anext(stream) == HEARTBEAT
    assert HEARTBEAT.startswith(b":"), "a comment, which readers of server-sent events skip"


async def test_room_is_counted_over_all_circles_and_given_back() -> None:
    hub = Hub(max_listeners=3)
    streams = [ear(hub, os.urandom(16), os.urandom(32)) for _ in range(3)]
    with pytest.raises(Refusal) as refused:
        ear(hub, HERE, b"fourth")
    assert refused.value.code == Code.BUSY and refused.value.retry_after
    streams[0].stream.close()
    streams[0].stream.close()
    assert hub.listeners == 2
    ear(hub, HERE, b"fourth")


async def test_closing_a_stream_ends_the_one_who_waits() -> None:
    hub = Hub(max_listeners=3)
    stream = ear(hub, HERE)
    waiting = asyncio.ensure_future(anext(stream, b"ended"))
    await asyncio.sleep(0)
    stream.stream.close()
    assert await asyncio.wait_for(waiting, 1) == b"ended"
    assert hub.listeners == 0


async def test_closing_the_hub_ends_all_and_takes_no_more() -> None:
    hub = Hub(max_listeners=10)
    streams = [ear(hub, HERE) for _ in range(5)]
    hub.wake(HERE, 3)
    hub.close()
    for stream in streams:
        assert [chunk async for chunk in stream] == []
    assert hub.listeners == 0
    with pytest.raises(Refusal) as refused:
        ear(hub, HERE)
    assert refused.value.code == Code.CLOSED


async def test_what_a_later_listener_was_told_is_still_told_to_the_earlier_one() -> None:
    hub = Hub(max_listeners=10, heartbeat=0.05)
    early = ear(hub, HERE)
    early.stream.offer(0)
    assert await anext(early) == encode(0)
    late = ear(hub, HERE)
    late.stream.offer(1)
    hub.wake(HERE, 1)
    assert await anext(early) == encode(1)
    assert await anext(late) == encode(1)


async def test_nobody_is_told_the_beginning_twice() -> None:
    hub = Hub(max_listeners=10, heartbeat=0.05)
    stream = ear(hub, HERE)
    stream.stream.offer(0)
    assert await anext(stream) == encode(0)
    hub.wake(HERE, 0)
    assert await anext(stream) == HEARTBEAT


async def test_nameless_ones_have_half_and_the_oldest_makes_room() -> None:
    hub = Hub(max_listeners=4)
    nobodies = [ear(hub, HERE) for _ in range(3)]
    assert hub.listeners == 2
    assert [chunk async for chunk in nobodies[0]] == []
    names = [ear(hub, HERE, bytes([number]) * 32) for number in range(3)]
    assert hub.listeners == 4
    assert [chunk async for chunk in nobodies[1]] == []
    hub.wake(HERE, 1)
    assert [await anext(stream) for stream in (nobodies[2], *names)] == [encode(1)] * 4
    for _ in range(50):
        ear(hub, THERE)
    hub.wake(HERE, 2)
    assert [await anext(stream) for stream in names] == [encode(2)] * 3


async def test_one_name_does_not_take_the_places_of_the_others() -> None:
    hub = Hub(max_listeners=8)
    streams = [ear(hub, HERE, b"loud") for _ in range(50)]
    assert hub.listeners == STREAMS_OF_ONE
    ear(hub, HERE, b"quiet")
    hub.wake(HERE, 1)
    assert await anext(streams[-1]) == encode(1)
    assert await anext(streams[0], None) is None


async def test_where_all_places_are_names_the_next_one_waits() -> None:
    hub = Hub(max_listeners=3)
    streams = [ear(hub, HERE, bytes([number])) for number in range(3)]
    for name in (b"fourth", None):
        with pytest.raises(Refusal) as refused:
            ear(hub, HERE, name)
        assert refused.value.code == Code.BUSY and refused.value.retry_after
    streams[0].stream.close()
    ear(hub, HERE, b"fourth")


async def test_where_the_hub_yields_the_oldest_stream_makes_room() -> None:
    hub = Hub(max_listeners=3, yields=True)
    streams = [ear(hub, bytes([number]) * 16, bytes([number])) for number in range(5)]
    assert hub.listeners == 3
    assert [await anext(stream, None) for stream in streams[:2]] == [None, None]
    hub.wake(bytes([4]) * 16, 1)
    assert await anext(streams[4]) == encode(1)
    streams[2].stream.close()
    ear(hub, HERE, b"next")
    ear(hub, HERE, b"next")
    assert hub.listeners == 3
    assert await anext(streams[3], None) is None


async def test_one_key_has_few_streams_also_where_the_hub_yields() -> None:
    hub = Hub(max_listeners=8, yields=True)
    quiet = ear(hub, HERE, b"quiet")
    for _ in range(50):
        ear(hub, THERE, b"loud")
    assert hub.listeners == STREAMS_OF_ONE + 1
    hub.wake(HERE, 1)
    assert await anext(quiet) == encode(1)
