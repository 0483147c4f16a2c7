"""Fresh accounts that come together to flood a circle."""

from typing import Any

import pytest

from heimo_protocol.errors import Code
from heimo_protocol.events import Action, Kind, Need, PostBody, SignedEvent
from server_stub.operations.budgets import SMALL_FACTOR
from tests.attack.crowd import crowd, until_refused
from tests.server.operations.test_moderation import decide, held, host_decides, moderated
from tests.server.people import NO_RUSH, Name, Town, refuses

MEMBERS = 16


async def flood(one: Name) -> tuple[list[SignedEvent], Code]:
    """Put posts for as long as the server takes them."""
    put: list[SignedEvent] = []

    async def another() -> None:
        signed = one.sign(Kind.POST, PostBody(text=f"go away {len(put)}", need=Need.NONE))
        await one.put(signed)
        put.append(signed)

    _, code = await until_refused(another)
    return put, code


@pytest.mark.parametrize(
    ("settings", "each", "seen", "code"),
    [
        ({}, 5, 5, Code.QUOTA),
        ({"slow_seconds": 3600}, 1, 1, Code.SLOW_MODE),
        ({"hold_first": True}, 1, 0, Code.AWAITING_MODERATOR),
        ({"hold_first": True, "slow_seconds": 3600}, 1, 0, None),
        ({"held_words": ["go away"]}, 1, 0, Code.AWAITING_MODERATOR),
    ],
    ids=["nothing set", "slow mode", "first posts held", "held and slow", "held words"],
)
async def test_how_much_a_brigade_gets_through_in_its_first_hour(
    town: Town, settings: dict[str, Any], each: int, seen: int, code: Code | None
) -> None:
    """Each account may write five posts in its first day; what a circle sets makes that one, or none that is seen."""
    circle, moderator = await moderated(town, **settings)
    for one in await crowd(town, circle, MEMBERS):
        put, why = await flood(one)
        assert len(put) == each and code in (None, why)
    assert len(await town.texts(circle)) == MEMBERS * seen
    assert len(await held(moderator)) == (0 if seen else MEMBERS)
    assert NO_RUSH.first_day_posts == 5


async def test_undoing_it_takes_six_deeds_an_account_and_one_moderator_has_two_hundred_an_hour(town: Town) -> None:
    circle, moderator = await moderated(town)
    members = await crowd(town, circle, MEMBERS)
    flooded = {one.key: (await flood(one))[0] for one in members}
    deeds = 0
    for one in members:
        await decide(moderator, Action.BAN, one.key)
        for post in flooded[one.key]:
            await decide(moderator, Action.HIDE, post.id)
        deeds += 1 + len(flooded[one.key])
        async with refuses(Code.BANNED):
            await one.post("and again")
    assert await town.texts(circle) == []
    assert deeds == 6 * MEMBERS < NO_RUSH.posts_hour * SMALL_FACTOR == 200
    post = await moderator.post("a quiet evening to all of you")

    async def another() -> None:
        await decide(moderator, Action.KEEP, post.id)

    assert await until_refused(another) == (200 - deeds, Code.QUOTA)
    await host_decides(town, circle, Action.LOCK, post.id)  # whose circle it is has no such end


async def test_ending_new_posts_takes_one_deed(town: Town) -> None:
    circle, moderator = await moderated(town)
    members = await crowd(town, circle, 4)
    for one in members:
        await one.post("go away")
    await decide(moderator, Action.SLOW, circle, until=86_400)
    for one in members:
        await one.post("go away")
        async with refuses(Code.SLOW_MODE):
            await one.post("go away")
