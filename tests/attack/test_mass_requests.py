"""Many fresh accounts who ask one member for contact."""

from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.cards import DmPolicy
from heimo_protocol.errors import Code
from tests.attack.crowd import crowd, until_refused
from tests.server.mail import draw, fetch, pay, request_to
from tests.server.people import NO_RUSH, Clock, Name, Town, refuses


async def ask(writer: Name, reader: Name) -> None:
    (token,) = await draw(writer.town, TokenType.REQUEST, 1, writer.private)
    await pay(writer.town, "request.send", request_to(reader), token)


async def test_a_fresh_account_asks_once_and_later_five_times_a_day(town: Town) -> None:
    assert isinstance(town.clock, Clock)
    circle = await town.circle()
    reader, *fresh = await crowd(town, circle, 4)
    for one in fresh:
        assert await until_refused(lambda one=one: ask(one, reader)) == (1, Code.QUOTA)  # type: ignore[misc] # used at once
    assert len((await fetch(reader)).entries) == len(fresh)
    town.clock.forward(days=1, hours=1)
    for one in fresh:
        assert await until_refused(lambda one=one: ask(one, reader)) == (5, Code.QUOTA)  # type: ignore[misc] # used at once


async def test_an_inbox_ends_at_fifty_and_one_answer_empties_it(town: Town) -> None:
    reader, *fresh = await crowd(town, await town.circle(), NO_RUSH.inbox + 3)
    came = 0
    for one in fresh:
        done, code = await until_refused(lambda one=one: ask(one, reader))  # type: ignore[misc] # used at once
        came += done
        assert code in (Code.QUOTA, Code.INBOX_FULL)
    assert came == NO_RUSH.inbox == 50
    seen: list[int] = []
    while (answer := await fetch(reader, *seen)).entries:
        seen = [entry.id for entry in answer.entries]
    assert seen and (await fetch(reader)).entries == []


async def test_whoever_wants_none_gets_none(town: Town) -> None:
    closed, quiet = await town.circle(), await town.circle(requests=False)
    reader, writer = await crowd(town, closed, 2)
    reader.dm = DmPolicy.NOBODY
    await reader.show_card()
    (token,) = await draw(town, TokenType.REQUEST, 1, writer.private)
    for name in (reader, await town.name(quiet)):
        async with refuses(Code.POLICY_REFUSED):
            await pay(town, "request.send", request_to(name), token)
