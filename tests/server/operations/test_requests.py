"""Requests for contact: left by nobody, read by one."""

import datetime
import os

from heimo_protocol import operations as ops
from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.cards import DmPolicy
from heimo_protocol.circles import OnceNames
from heimo_protocol.errors import Code
from heimo_protocol.events import Action
from heimo_protocol.franking import stamp
from heimo_protocol.limits import REQUEST_DAYS
from heimo_protocol.operations import RequestSendArgs
from server_stub.upkeep.retention import sweep
from tests.server.mail import decide, draw, fetch, pay, request_to, settled
from tests.server.people import NO_RUSH, Clock, Name, Town, refuses


async def ask(writer: Name, args: RequestSendArgs) -> None:
    (token,) = await draw(writer.town, TokenType.REQUEST, 1, writer.private)
    await pay(writer.town, "request.send", args, token)


async def test_a_request_comes_as_it_was_left_with_a_stamp(town: Town) -> None:
    assert town.context is not None
    reader, writer = await settled(town, await town.circle(), 2)
    args = request_to(reader)
    await ask(writer, args)
    result = await fetch(reader)
    (entry,) = result.entries
    assert not result.more
    assert (entry.sealed, entry.c2, entry.hour) == (args.sealed, args.c2, town.context.hour())
    assert entry.stamp == stamp(town.context.secrets.k_stamp, args.c2, entry.hour)
    assert (await fetch(writer)).entries == []
    assert (await fetch(reader)).entries == [entry], "until it is acknowledged"
    assert (await fetch(reader, entry.id)).entries == []


async def test_only_the_reader_acknowledges(town: Town) -> None:
    reader, writer = await settled(town, await town.circle(), 2)
    await ask(writer, request_to(reader))
    (entry,) = (await fetch(reader)).entries
    await fetch(writer, entry.id)
    assert (await fetch(reader)).entries == [entry]
    async with refuses(Code.AUTH_UNKNOWN):
        await town.call("request.fetch", ops.RequestFetchArgs())
    for done in ([-1], list(range(501))):
        async with refuses(Code.BAD_ENCODING):
            await town.call("request.fetch", ops.RequestFetchArgs(done=done), reader.private)


async def test_names_that_take_none_are_left_alone(town: Town) -> None:
    circle, quiet = await town.circle(once=OnceNames.ON), await town.circle(requests=False)
    writer, closed = await settled(town, circle, 2)
    closed.dm = DmPolicy.NOBODY
    await closed.show_card()
    async with refuses(Code.POLICY_REFUSED):
        await ask(writer, request_to(closed))
    async with refuses(Code.POLICY_REFUSED):
        await ask(writer, request_to(await town.name(quiet)))
    closed.dm = DmPolicy.SETTLED_MEMBERS
    await closed.show_card(2)
    await ask(writer, request_to(closed))
    assert len((await fetch(closed)).entries) == 1


async def test_who_is_not_there_any_more_is_not_told_apart(town: Town) -> None:
    circle, other = await town.circle(once=OnceNames.ON), await town.circle()
    writer, banned = await settled(town, circle, 2)
    person = await town.person()
    retired = await person.join(circle)
    await person.join(circle, reset=True)
    today = datetime.datetime.fromtimestamp(town.clock(), datetime.UTC)
    once = await (await town.person()).join(circle, once=(today.year * 12 + today.month - 1, 0))
    await decide(circle, Action.BAN, banned)
    told = set()
    (token,) = await draw(town, TokenType.REQUEST, 1, writer.private)
    for args in (
        request_to(banned),
        request_to(retired),
        request_to(once),
        request_to(writer, to=os.urandom(32)),
        request_to(writer, circle=other),
        request_to(writer, circle=os.urandom(16)),
    ):
        async with refuses(Code.NOT_FOUND) as refused:
            await pay(town, "request.send", args, token)
        told.add(str(refused.refusal))
    assert len(told) == 1
    await decide(circle, Action.UNBAN, banned)
    await pay(town, "request.send", request_to(banned), token)


async def test_sizes_are_exact(town: Town) -> None:
    (writer,) = await settled(town, await town.circle())
    (token,) = await draw(town, TokenType.REQUEST, 1, writer.private)
    for change in (
        {"sealed": bytes(8191)},
        {"sealed": bytes(8193)},
        {"sealed": b""},
        {"c2": bytes(31)},
        {"to": bytes(33)},
        {"circle": b""},
    ):
        async with refuses(Code.BAD_ENCODING):
            await pay(town, "request.send", request_to(writer, **change), token)


async def test_an_inbox_has_an_end(town: Town) -> None:
    assert isinstance(town.clock, Clock) and NO_RUSH.inbox == 50
    circle = await town.circle()
    reader, *writers = await settled(town, circle, 11)
    for writer in writers:
        for token in await draw(town, TokenType.REQUEST, 5, writer.private):
            await pay(town, "request.send", request_to(reader), token)
    town.clock.forward(days=1)
    (token,) = await draw(town, TokenType.REQUEST, 1, writers[0].private)
    async with refuses(Code.INBOX_FULL):
        await pay(town, "request.send", request_to(reader), token)
    counts, done, more = list[int](), list[int](), True
    while more:
        page = await fetch(reader, *done)
        counts.append(len(page.entries))
        done, more = [entry.id for entry in page.entries], page.more
    assert sum(counts) == NO_RUSH.inbox and len(counts) == 3
    await fetch(reader, *done)
    await pay(town, "request.send", request_to(reader), token)


async def test_requests_go_after_their_time_and_with_their_name(town: Town) -> None:
    assert isinstance(town.clock, Clock) and town.context is not None
    circle = await town.circle()
    person = await town.person()
    reader, renamed = await town.name(circle), await person.join(circle)
    (writer,) = await settled(town, circle)
    await ask(writer, request_to(reader))
    await ask(writer, request_to(renamed))
    await person.join(circle, reset=True)
    assert (await town.context.store.read(lambda txn: txn.totals())).requests == 1
    town.clock.forward(days=REQUEST_DAYS)
    await sweep(town.context)
    assert len((await fetch(reader)).entries) == 1
    town.clock.forward(hours=1)
    await sweep(town.context)
    assert (await fetch(reader)).entries == []


async def test_numbers_tell_neither_order_nor_how_many(town: Town) -> None:
    reader, *writers = await settled(town, await town.circle(), 5)
    for writer in writers:
        for token in await draw(town, TokenType.REQUEST, 5, writer.private):
            await pay(town, "request.send", request_to(reader), token)
    ids = [entry.id for entry in (await fetch(reader)).entries]
    assert ids == sorted(ids), "within an hour they come by number, which is a hash"
    assert max(ids) > 2**55 and len(set(ids)) == 20
