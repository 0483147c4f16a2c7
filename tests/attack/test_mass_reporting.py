"""Many who report, to bury the moderators or to get somebody silenced."""

from heimo_protocol import operations as ops
from heimo_protocol.errors import Code
from heimo_protocol.events import Action, SignedEvent
from server_stub.operations.budgets import REPORTS_DAY
from tests.attack.crowd import crowd, until_refused
from tests.server.moderation.test_reported import page, report, reported
from tests.server.operations.test_moderation import decide, moderated
from tests.server.people import Clock, Town

MEMBERS = 24


async def posts_in(town: Town, circle: bytes, count: int) -> list[SignedEvent]:
    """So many posts, by members who joined today and write as many as they may."""
    authors = [await town.name(circle) for _ in range(count // 5)]
    return [await author.post(f"post {number}") for author in authors for number in range(5)]


async def test_one_member_reports_twenty_things_a_day(town: Town) -> None:
    assert isinstance(town.clock, Clock)
    circle, moderator = await moderated(town)
    (loud,) = await crowd(town, circle, 1)
    posts = iter(await posts_in(town, circle, 25))

    async def next_one() -> None:
        await report(loud, next(posts))

    assert await until_refused(next_one) == (20, Code.QUOTA)
    assert len((await page(moderator)).entries) == REPORTS_DAY == 20
    town.clock.forward(days=1)
    await next_one()


async def test_a_crowd_makes_one_entry_of_one_post_and_takes_nothing_away(town: Town) -> None:
    """Reports are counted for the moderators; no number of them hides a text or keeps its author from writing."""
    circle, moderator = await moderated(town)
    author = await town.name(circle)
    post = await author.post("an opinion that some do not like")
    for number, one in enumerate(await crowd(town, circle, MEMBERS)):
        for _ in range(3):
            await report(one, post, "unkind" if number % 3 else "spam")
    assert await reported(moderator) == [(post.id, {"unkind": 16, "spam": 8})]
    assert await town.texts(circle) == ["an opinion that some do not like"]
    await author.reply(post, "I still say so")
    await decide(moderator, Action.KEEP, post.id)
    assert await reported(moderator) == [], "one deed answers all of them"


async def test_all_that_a_crowd_can_do_in_a_day_is_a_list_without_doubles(town: Town) -> None:
    circle, moderator = await moderated(town)
    posts = await posts_in(town, circle, 25)
    members = await crowd(town, circle, 6)
    for number, one in enumerate(members):
        mine = iter(posts[number:] + posts[:number])

        async def next_one(one=one, mine=mine) -> None:  # type: ignore[no-untyped-def] # bound in the loop
            await report(one, next(mine))

        assert await until_refused(next_one) == (REPORTS_DAY, Code.QUOTA)
    entries = (await page(moderator)).entries
    assert len(entries) == len({entry.event for entry in entries}) == REPORTS_DAY + len(members) - 1
    assert sum(sum(entry.reasons.values()) for entry in entries) == REPORTS_DAY * len(members)


async def test_what_was_answered_is_brought_back_at_most_twenty_times_a_day(town: Town) -> None:
    circle, moderator = await moderated(town)
    post = await moderator.post()
    (stubborn,) = await crowd(town, circle, 1)

    async def again() -> None:
        await report(stubborn, post)
        await decide(moderator, Action.KEEP, post.id)

    assert await until_refused(again) == (REPORTS_DAY, Code.QUOTA)


async def test_whoever_is_banned_reports_nothing_more(town: Town) -> None:
    circle, moderator = await moderated(town)
    post = await moderator.post()
    (loud,) = await crowd(town, circle, 1)
    await decide(moderator, Action.BAN, loud.key)

    async def once_more() -> None:
        args = ops.ReportArgs(circle=circle, event=post.id, reason="spam")
        await town.call("post.report", args, loud.private)

    done, code = await until_refused(once_more)
    assert (done, code) == (0, Code.BANNED)
