"""Retention erases what is due, and only that."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from heimo_protocol.events import SignedEvent
from server_stub import log
from server_stub.config import ServerConfig
from server_stub.context import Context
from server_stub.serve import make_context
from server_stub.store.moderation_rows import ReportRow
from server_stub.store.rows import HeldRow
from server_stub.upkeep.retention import HIDDEN_DAYS, keep_house, sweep
from tests.server.house import House, build_house

DAY = 24
RETENTION = 30


class Clock:
    """A time that the test moves, in hours from now."""

    def __init__(self) -> None:
        self.hours = 0

    def __call__(self) -> float:
        return time.time() + self.hours * 3600


@pytest.fixture
async def house(tmp_path: Path) -> House:
    return await build_house(tmp_path / "data", retention_days=RETENTION)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def context(house: House, clock: Clock) -> AsyncIterator[Context]:
    store = await house.open()
    yield make_context(ServerConfig(data=house.data, maintenance_seconds=0.01), store, clock=clock)
    await store.close()


async def append(context: Context, signed: SignedEvent) -> None:
    hour = context.hour()
    await context.store.write(lambda txn: log.append(txn, signed, hour))


async def bodies(context: Context, house: House) -> list[bool]:
    rows = await context.store.read(lambda txn: txn.events_after(house.circle.id, 0, limit=9, max_bytes=10**6))
    return [row.envelope is not None for row in rows]


async def test_bodies_go_when_the_circle_says(context: Context, house: House, clock: Clock) -> None:
    await append(context, house.members[0].post("first"))
    clock.hours = DAY
    await append(context, house.members[0].post("second"))
    clock.hours = RETENTION * DAY
    assert ((await sweep(context)).texts, await bodies(context, house)) == (0, [True, True])
    clock.hours += 1
    assert ((await sweep(context)).texts, await bodies(context, house)) == (1, [False, True])
    clock.hours += DAY
    assert ((await sweep(context)).texts, await bodies(context, house)) == (1, [False, False])


async def test_more_than_one_step_is_erased(context: Context, house: House, clock: Clock) -> None:
    for _ in range(1100):
        await append(context, house.members[0].post("words"))
    clock.hours = RETENTION * DAY + 1
    assert (await sweep(context)).texts == 1100


async def test_what_nobody_decided_on_goes_too(context: Context, house: House, clock: Clock) -> None:
    member = house.members[0]
    signed = member.post("held words")
    held = HeldRow(circle=house.circle.id, event_id=signed.id, author=member.key, hour=context.hour(), envelope=b"e")
    report = ReportRow(
        circle=house.circle.id, event_id=signed.id, reporter=member.key, reason="spam", hour=context.hour()
    )
    await context.store.write(lambda txn: txn.hold(held))
    await context.store.write(lambda txn: txn.add_report(report))

    async def left() -> tuple[int, int]:
        return await context.store.read(
            lambda txn: (len(txn.held_in(house.circle.id)), len(txn.reports_in(house.circle.id)))
        )

    clock.hours = RETENTION * DAY
    await sweep(context)
    assert await left() == (1, 1)
    clock.hours += 1
    await sweep(context)
    assert await left() == (0, 0)


async def test_hidden_bodies_go_after_a_time_to_think(context: Context, house: House, clock: Clock) -> None:
    post = house.members[0].post("hidden")
    await append(context, post)
    day = context.day()
    await context.store.write(lambda txn: txn.set_hidden(house.circle.id, post.id, hidden=True, day=day))
    clock.hours = HIDDEN_DAYS * DAY
    assert ((await sweep(context)).hidden, await bodies(context, house)) == (0, [True])
    clock.hours += DAY
    assert ((await sweep(context)).hidden, await bodies(context, house)) == (1, [False])


async def test_spent_tokens_are_forgotten_once_their_key_is(context: Context, clock: Clock) -> None:
    epoch = context.day() // 7
    nonce = bytes(16)
    await context.store.write(lambda txn: txn.spend(1, epoch, nonce))
    clock.hours = 7 * DAY
    await sweep(context)
    assert await context.store.read(lambda txn: txn.is_spent(1, epoch, nonce)), "still valid in the next epoch"
    clock.hours = 14 * DAY
    await sweep(context)
    assert not await context.store.read(lambda txn: txn.is_spent(1, epoch, nonce))


def in_files(house: House, words: bytes) -> bool:
    return any(words in path.read_bytes() for path in house.data.iterdir() if path.is_file())


async def test_the_house_is_kept_until_it_is_told_to_stop(context: Context, house: House, clock: Clock) -> None:
    await append(context, house.members[0].post("a sentence of long ago"))
    clock.hours = RETENTION * DAY + 1
    keeper = asyncio.create_task(keep_house(context))
    end = time.monotonic() + 20
    while any(await bodies(context, house)) or in_files(house, b"of long ago"):
        assert time.monotonic() < end
        await asyncio.sleep(0.02)
    keeper.cancel()
    assert await bodies(context, house) == [False]
