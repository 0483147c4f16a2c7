"""Bans that two moderators decide, where the circle asks for it."""

import pytest

from heimo_protocol.circles import CircleSettings
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Action, Kind, ModerationBody, floor_minutes
from heimo_protocol.limits import PAUSE_MOST_HOURS, SECOND_DAYS
from server_stub.operations.banning import FIRST_WORD_HOURS
from server_stub.upkeep.retention import sweep
from tests.server.operations.test_moderation import decide, host_decides
from tests.server.people import Clock, Name, Town, refuses


@pytest.fixture
async def circle(town: Town) -> bytes:
    return await town.circle(ban_by_two=True)


@pytest.fixture
async def moderators(town: Town, circle: bytes) -> list[Name]:
    names = [await town.name(circle) for _ in range(2)]
    for name in names:
        await host_decides(town, circle, Action.GRANT, name.key)
    return names


@pytest.fixture
async def member(town: Town, circle: bytes) -> Name:
    return await town.name(circle)


async def waits(town: Town, member: Name) -> bool:
    assert town.context is not None
    return await town.context.store.read(lambda txn: txn.first_word(member.circle, member.key)) is not None


async def is_banned(member: Name) -> bool:
    """Whether the member can write no more."""
    try:
        await member.post()
    except Refusal as refusal:
        assert refusal.code is Code.BANNED
        return True
    return False


async def test_the_first_word_is_in_the_log_and_bans_nobody(
    town: Town, circle: bytes, moderators: list[Name], member: Name
) -> None:
    first = await decide(moderators[0], Action.BAN, member.key)
    assert first.data in [entry.event for entry in await town.entries(circle)]
    assert not await is_banned(member) and await waits(town, member)
    await decide(moderators[0], Action.BAN, member.key, words="I mean it.")
    assert not await is_banned(member), "the same moderator again is no second"
    await decide(moderators[1], Action.BAN, member.key)
    assert await is_banned(member) and not await waits(town, member)


async def test_a_pause_needs_one(town: Town, moderators: list[Name], member: Name) -> None:
    hour = int(town.clock() // 3600)
    await decide(moderators[0], Action.BAN, member.key, until=hour + PAUSE_MOST_HOURS)
    assert await is_banned(member)
    await decide(moderators[0], Action.UNBAN, member.key)
    await decide(moderators[0], Action.BAN, member.key, until=hour + PAUSE_MOST_HOURS + 24)
    assert not await is_banned(member)


async def test_the_owner_suffices(town: Town, circle: bytes, moderators: list[Name], member: Name) -> None:
    await decide(moderators[0], Action.BAN, member.key)
    await host_decides(town, circle, Action.BAN, member.key)
    assert await is_banned(member) and not await waits(town, member)


async def test_an_unban_clears_the_first_word(town: Town, moderators: list[Name], member: Name) -> None:
    await decide(moderators[0], Action.BAN, member.key)
    await decide(moderators[1], Action.UNBAN, member.key)
    await decide(moderators[1], Action.BAN, member.key)
    assert not await is_banned(member)
    await decide(moderators[0], Action.BAN, member.key)
    assert await is_banned(member)


async def test_the_word_of_who_was_revoked_counts_no_more(
    town: Town, circle: bytes, moderators: list[Name], member: Name
) -> None:
    await decide(moderators[0], Action.BAN, member.key)
    await host_decides(town, circle, Action.REVOKE, moderators[0].key)
    await decide(moderators[1], Action.BAN, member.key)
    assert not await is_banned(member) and await waits(town, member)


async def test_one_member_is_not_two_moderators(town: Town, circle: bytes, member: Name) -> None:
    person = await town.person()
    before = await person.join(circle)
    await host_decides(town, circle, Action.GRANT, before.key)
    await decide(before, Action.BAN, member.key)
    now = await person.join(circle, reset=True)
    await host_decides(town, circle, Action.GRANT, now.key)
    async with refuses(Code.NOT_MODERATOR):
        await decide(now, Action.BAN, member.key)
    assert not await is_banned(member)


async def test_a_late_second_word_is_a_first_one(town: Town, moderators: list[Name], member: Name) -> None:
    assert isinstance(town.clock, Clock)
    await decide(moderators[0], Action.BAN, member.key)
    town.clock.forward(days=SECOND_DAYS, hours=1)
    await decide(moderators[1], Action.BAN, member.key)
    assert not await is_banned(member) and await waits(town, member)
    await decide(moderators[0], Action.BAN, member.key)
    assert await is_banned(member)


async def test_a_second_word_from_an_outbox_counts_by_when_it_was_written(
    town: Town, moderators: list[Name], member: Name
) -> None:
    """Readers count by the minutes in the event, so the server remembers for as long as one may be on its way."""
    assert isinstance(town.clock, Clock) and town.context is not None
    await decide(moderators[0], Action.BAN, member.key)
    minutes = floor_minutes(town.clock()) + 6 * 24 * 60
    town.clock.forward(days=6 + 13)
    await sweep(town.context)
    body = ModerationBody(action=Action.BAN, target=member.key)
    await moderators[1].do(Kind.MODERATION, body, minutes=minutes)
    assert await is_banned(member)


async def test_first_words_are_forgotten(town: Town, moderators: list[Name], member: Name) -> None:
    assert isinstance(town.clock, Clock) and town.context is not None
    await decide(moderators[0], Action.BAN, member.key)
    town.clock.forward(hours=FIRST_WORD_HOURS)
    await sweep(town.context)
    assert await waits(town, member)
    town.clock.forward(hours=1)
    await sweep(town.context)
    assert not await waits(town, member)


async def test_where_the_circle_does_not_ask_one_is_enough(town: Town) -> None:
    assert not CircleSettings(name="Any").ban_by_two
    circle = await town.circle()
    moderator, member = await town.name(circle), await town.name(circle)
    await host_decides(town, circle, Action.GRANT, moderator.key)
    await decide(moderator, Action.BAN, member.key)
    assert await is_banned(member)
