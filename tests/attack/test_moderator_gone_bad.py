"""A moderator who turns against the circle: what stops them, and what of it can be taken back."""

import pytest

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Action, Kind, ModerationBody, SignedEvent
from server_stub.operations.budgets import SMALL_FACTOR
from tests.server.operations.test_moderation import decide, host_decides, moderated
from tests.server.people import Clock, Name, Town, refuses


async def bench(town: Town, count: int, **settings: object) -> tuple[bytes, list[Name]]:
    circle, first = await moderated(town, **settings)
    names = [first]
    for _ in range(count - 1):
        names.append(await town.name(circle))
        await host_decides(town, circle, Action.GRANT, names[-1].key)
    return circle, names


@pytest.mark.parametrize("hours", [0, 24, 13 * 24])
async def test_what_was_signed_while_it_was_allowed_is_too_late_afterwards(town: Town, hours: int) -> None:
    """Kept back in an outbox for as long as the server takes events at all; an earlier time on it helps nothing."""
    assert isinstance(town.clock, Clock)
    circle, (rogue, _) = await bench(town, 2)
    member = await town.name(circle)
    post = await member.post()
    kept: list[SignedEvent] = [
        rogue.sign(Kind.MODERATION, ModerationBody(action=action, target=target))
        for action, target in ((Action.HIDE, post.id), (Action.BAN, member.key), (Action.KEEP, post.id))
    ]
    await host_decides(town, circle, Action.REVOKE, rogue.key)
    town.clock.forward(hours=hours)
    for signed in kept:
        async with refuses(Code.NOT_MODERATOR):
            await rogue.put(signed)
    await member.post("still here")


async def test_a_kept_second_word_is_too_late_as_well(town: Town) -> None:
    circle, (rogue, other) = await bench(town, 2, ban_by_two=True)
    member = await town.name(circle)
    kept = rogue.sign(Kind.MODERATION, ModerationBody(action=Action.BAN, target=member.key))
    await host_decides(town, circle, Action.REVOKE, rogue.key)
    await decide(other, Action.BAN, member.key)
    async with refuses(Code.NOT_MODERATOR):
        await rogue.put(kept)
    await member.post("still here")


async def test_all_of_it_can_be_taken_back(town: Town) -> None:
    circle, (rogue, other) = await bench(town, 2)
    members = [await town.name(circle) for _ in range(5)]
    posts = [await member.post(f"words of {number}") for number, member in enumerate(members)]
    for member, post in zip(members, posts, strict=True):
        await decide(rogue, Action.HIDE, post.id)
        await decide(rogue, Action.LOCK, post.id)
        await decide(rogue, Action.BAN, member.key)
    await decide(rogue, Action.SLOW, circle, until=86_400)
    assert await town.texts(circle) == []
    await host_decides(town, circle, Action.REVOKE, rogue.key)
    await decide(other, Action.SLOW, circle)
    for member, post in zip(members, posts, strict=True):
        await decide(other, Action.UNHIDE, post.id)
        await decide(other, Action.UNLOCK, post.id)
        await decide(other, Action.UNBAN, member.key)
        await member.reply(post, "I am back.")
    assert [text for text in await town.texts(circle) if text.startswith("words")] == [
        f"words of {number}" for number in range(5)
    ]


async def test_where_two_decide_one_bans_nobody_for_good(town: Town) -> None:
    circle, (rogue, _) = await bench(town, 2, ban_by_two=True)
    members = [await town.name(circle) for _ in range(5)]
    for member in members:
        for _ in range(2):
            await decide(rogue, Action.BAN, member.key)
        await member.post("still here")


async def test_a_spree_ends_with_the_budget_of_a_member(town: Town) -> None:
    _, (rogue, _) = await bench(town, 2)
    post = await rogue.post()
    allowed = town.descriptor.limits.posts_hour * SMALL_FACTOR
    assert allowed == 200
    done = 0
    try:
        while done <= allowed:
            await decide(rogue, Action.LOCK if done % 2 else Action.UNLOCK, post.id)
            done += 1
    except Refusal as refusal:
        assert refusal.code is Code.QUOTA
    assert done == allowed
