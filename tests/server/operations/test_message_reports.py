"""Reports of messages: stamped, sealed to moderators, a few a day, and gone after their time."""

import os
from typing import Any

import msgspec
import pytest

from heimo_protocol import limits
from heimo_protocol import operations as ops
from heimo_protocol.errors import Code
from heimo_protocol.events import Action
from heimo_protocol.franking import Stamped
from server_stub.operations.budgets import MESSAGE_REPORTS_DAY
from server_stub.upkeep.retention import sweep
from tests.server.mail import SEALING, decide, stamped
from tests.server.people import Clock, Name, Town, refuses

SIZES = [size + SEALING for size in limits.SEALED_REPORT_CLASSES]


@pytest.fixture
async def circle(town: Town) -> bytes:
    return await town.circle()


@pytest.fixture
async def moderators(town: Town, circle: bytes) -> list[Name]:
    names = [await town.name(circle) for _ in range(2)]
    for name in names:
        await decide(circle, Action.GRANT, name)
    return names


@pytest.fixture
async def reporter(town: Town, circle: bytes) -> Name:
    return await town.name(circle)


@pytest.fixture
async def message(reporter: Name) -> Stamped:
    return await stamped(reporter)


def sealed(*names: Name, size: int = SIZES[0]) -> list[ops.SealedFor]:
    return [ops.SealedFor(name.key, os.urandom(size)) for name in names]


async def report(name: Name, messages: list[Stamped], to: list[ops.SealedFor]) -> list[ops.SealedFor]:
    await name.town.call("report.put", ops.ReportPutArgs(messages=messages, sealed=to), name.private)
    return to


async def fetch(name: Name, *done: int) -> ops.ReportFetchResult:
    args = ops.ReportFetchArgs(done=list(done))
    result: ops.ReportFetchResult = await name.town.call("report.fetch", args, name.private)
    return result


async def test_each_moderator_gets_what_was_sealed_for_them(
    town: Town, moderators: list[Name], reporter: Name, message: Stamped
) -> None:
    assert town.context is not None
    to = await report(reporter, [message], sealed(*moderators))
    for name, one in zip(moderators, to, strict=True):
        (entry,) = (await fetch(name)).entries
        assert (entry.sealed, entry.messages, entry.hour) == (one.sealed, [message], town.context.hour())
        assert (await fetch(name)).entries == [entry]
    first, second = moderators
    (entry,) = (await fetch(first)).entries
    assert (await fetch(first, entry.id)).entries == []
    assert len((await fetch(second, entry.id)).entries) == 1, "numbers of others do nothing"


async def test_the_same_report_again_changes_nothing(moderators: list[Name], reporter: Name, message: Stamped) -> None:
    to = sealed(*moderators)
    for _ in range(MESSAGE_REPORTS_DAY + 1):
        await report(reporter, [message], to)
    assert len((await fetch(moderators[0])).entries) == 1


async def test_what_was_not_stamped_here_is_refused_at_once(
    moderators: list[Name], reporter: Name, message: Stamped
) -> None:
    for change in ({"c2": os.urandom(32)}, {"hour": message.hour + 1}, {"stamp": os.urandom(32)}):
        forged = msgspec.structs.replace(message, **change)
        async with refuses(Code.STAMP_INVALID):
            await report(reporter, [message, forged], sealed(*moderators))
    for change in ({"c2": b""}, {"hour": -1}, {"hour": 2**40}, {"stamp": b""}):
        async with refuses(Code.BAD_ENCODING):
            await report(reporter, [msgspec.structs.replace(message, **change)], sealed(*moderators))
    assert (await fetch(moderators[0])).entries == []


async def test_only_moderators_of_the_circle_are_sealed_to_and_fetch(
    town: Town, circle: bytes, moderators: list[Name], reporter: Name, message: Stamped
) -> None:
    elsewhere = await town.name(await town.circle())
    await decide(elsewhere.circle, Action.GRANT, elsewhere)
    for stranger in (reporter, elsewhere):
        async with refuses(Code.NOT_MODERATOR):
            await report(reporter, [message], sealed(moderators[0], stranger))
    assert (await fetch(moderators[0])).entries == [], "all or nothing"
    async with refuses(Code.NOT_MODERATOR):
        await fetch(reporter)
    await report(reporter, [message], sealed(*moderators))
    await decide(circle, Action.REVOKE, moderators[0])
    async with refuses(Code.NOT_MODERATOR):
        await fetch(moderators[0])
    await decide(circle, Action.BAN, reporter)
    async with refuses(Code.BANNED):
        await report(reporter, [message], sealed(moderators[1]))


async def test_shapes(moderators: list[Name], reporter: Name, message: Stamped) -> None:
    one = moderators[0]
    wrong: list[tuple[list[Stamped], list[ops.SealedFor]]] = [
        ([], sealed(one)),
        ([message] * (limits.MAX_REPORT_MESSAGES + 1), sealed(one)),
        ([message], []),
        ([message], sealed(one, one)),
        ([message], sealed(one, size=SIZES[0] - 1)),
        ([message], sealed(one, size=4096)),
        ([message], [*sealed(one), *sealed(moderators[1], size=SIZES[1])]),
        ([message], [ops.SealedFor(b"short", os.urandom(SIZES[0]))]),
        ([message], [ops.SealedFor(os.urandom(32), os.urandom(SIZES[0])) for _ in range(17)]),
    ]
    for messages, to in wrong:
        async with refuses(Code.BAD_ENCODING):
            await report(reporter, messages, to)
    for size in SIZES:
        await report(reporter, [message] * limits.MAX_REPORT_MESSAGES, sealed(*moderators, size=size))


async def test_pages_fit_and_end(moderators: list[Name], reporter: Name, message: Stamped) -> None:
    for _ in range(5):
        await report(reporter, [message], sealed(moderators[0], size=SIZES[2]))
    counts, done, more = list[int](), list[int](), True
    while more:
        page = await fetch(moderators[0], *done)
        counts.append(len(page.entries))
        done, more = [entry.id for entry in page.entries], page.more
    assert counts == [2, 2, 1]


async def test_a_name_reports_a_few_times_a_day(
    town: Town, moderators: list[Name], reporter: Name, message: Stamped
) -> None:
    assert isinstance(town.clock, Clock)
    for _ in range(MESSAGE_REPORTS_DAY):
        await report(reporter, [message], sealed(*moderators))
    async with refuses(Code.QUOTA):
        await report(reporter, [message], sealed(*moderators))
    assert len((await fetch(moderators[0])).entries) == MESSAGE_REPORTS_DAY
    town.clock.forward(days=1)
    await report(reporter, [message], sealed(*moderators))


async def test_reports_go_after_their_time(
    town: Town, moderators: list[Name], reporter: Name, message: Stamped
) -> None:
    assert isinstance(town.clock, Clock) and town.context is not None
    await report(reporter, [message], sealed(*moderators))
    town.clock.forward(days=limits.REPORT_DAYS)
    await sweep(town.context)
    assert len((await fetch(moderators[0])).entries) == 1
    town.clock.forward(hours=1)
    await sweep(town.context)
    assert (await fetch(moderators[0])).entries == []


async def test_nothing_is_kept_of_who_reported(
    town: Town, moderators: list[Name], reporter: Name, message: Stamped
) -> None:
    assert town.context is not None
    await report(reporter, [message], sealed(*moderators))
    rows: list[Any] = await town.context.store.read(
        lambda txn: list(txn._each("SELECT * FROM message_reports"))  # type: ignore[attr-defined] # looks below the store
    )
    name = await town.context.store.read(lambda txn: txn.name(reporter.key))
    assert name is not None and len(rows) == 2
    for value in (value for row in rows for value in row if isinstance(value, bytes)):
        assert reporter.key not in value and name.nym_id not in value
