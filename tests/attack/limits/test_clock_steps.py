"""A server's clock that jumps by a day, forward or back: people go on, and what was recorded is worth nothing."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from heimo_protocol import operations as ops
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import CLOCK_AHEAD_SECONDS, NONCE_MEMORY_SECONDS
from heimo_protocol.requests import Auth, Mode, authenticate
from server_stub.transport.replay import ReplayMemory
from tests.server.people import Clock, Name, Town, refuses, town_here

DAY = 86_400.0


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_here(tmp_path / "data") as town:
        yield town


@pytest.fixture
async def name(town: Town) -> Name:
    return await town.name(await town.circle())


def clock_of(town: Town) -> Clock:
    assert isinstance(town.clock, Clock)
    return town.clock


def signed(name: Name, time: float) -> tuple[bytes, Auth]:
    """A request of the name at a time."""
    raw = encode(ops.HeldArgs(circle=name.circle))
    auth = authenticate(
        name.private,
        Mode.NAME,
        server_id=name.town.server_id,
        op="event.held",
        args=raw,
        time=int(time),
        nonce=os.urandom(16),
    )
    return raw, auth


async def ask(name: Name, request: tuple[bytes, Auth]) -> None:
    await name.town.send("event.held", *request)


async def least_time(name: Name, request: tuple[bytes, Auth]) -> int:
    """What the refusal of a request says that the server takes at least."""
    async with refuses(Code.CLOCK_SKEW) as refused:
        await ask(name, request)
    assert refused.value is not None
    return refused.value


@pytest.mark.parametrize("days", [1, -1])
async def test_people_go_on_after_a_step(town: Town, name: Name, days: int) -> None:
    """A clock that is now off is told so, and by how much; by that time the next request is taken."""
    before = await name.post("Before.")
    clock_of(town).ahead += days * DAY
    least = await least_time(name, signed(name, town.clock() - days * DAY))
    await ask(name, signed(name, max(town.clock(), least)))
    town.data.joinpath("server.start").write_text(f"{max(int(town.clock()), least)}\n")  # what these people go by
    await name.reply(before, "After.")
    assert await town.texts(name.circle) == ["Before.", "After."]


@pytest.mark.parametrize("ahead", [DAY, -DAY, 2 * CLOCK_AHEAD_SECONDS, -2 * CLOCK_AHEAD_SECONDS])
async def test_nothing_recorded_is_taken_again_after_a_step_there_and_back(
    town: Town, name: Name, ahead: float
) -> None:
    clock = clock_of(town)
    recorded = [signed(name, clock())]
    await ask(name, recorded[0])
    clock.ahead += ahead
    least = await least_time(name, recorded[0]) if abs(ahead) == DAY or ahead < 0 else 0
    recorded.append(signed(name, max(clock(), least)))
    await ask(name, recorded[1])
    for _ in range(2):
        for request in recorded:
            with pytest.raises(Refusal) as refused:
                await ask(name, request)
            assert refused.value.code in (Code.CLOCK_SKEW, Code.REPLAY)
        clock.ahead -= ahead
        ahead = 0


async def test_what_was_recorded_the_day_before_does_not_come_into_its_time_again(town: Town, name: Name) -> None:
    clock = clock_of(town)
    old = signed(name, clock())
    await ask(name, old)
    clock.forward(days=1)
    await ask(name, signed(name, clock()))
    clock.forward(days=-1)
    assert await least_time(name, old) > old[1].time
    clock.forward(hours=0.1)
    await least_time(name, old)


def test_a_memory_whose_clock_was_put_back_goes_on_forgetting() -> None:
    now, passed = [1_000_000.0], [0.0]
    memory = ReplayMemory(lambda: now[0], monotonic=lambda: passed[0], maximum=100, for_one=100)
    for _ in range(3):
        for _ in range(100):
            memory.require_new(b"key", os.urandom(16))
        now[0] -= DAY
        with pytest.raises(Refusal) as refused:
            memory.require_new(b"key", os.urandom(16))
        assert refused.value.code == Code.BUSY and (refused.value.retry_after or 0) <= NONCE_MEMORY_SECONDS + 1
        passed[0] += NONCE_MEMORY_SECONDS
