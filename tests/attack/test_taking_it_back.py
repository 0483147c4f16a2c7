"""For how long, and with how much work, what a moderator gone bad did is taken back."""

from heimo_protocol.errors import Code
from heimo_protocol.events import Action
from server_stub.upkeep.retention import HIDDEN_DAYS, sweep
from tests.attack.crowd import crowd, until_refused
from tests.attack.test_moderator_gone_bad import bench
from tests.server.operations.test_moderation import decide, host_decides
from tests.server.people import Clock, Town


async def test_it_takes_one_deed_for_each_of_theirs(town: Town) -> None:
    assert isinstance(town.clock, Clock)
    circle, (rogue, other) = await bench(town, 2)
    authors = await crowd(town, circle, 8)
    posts = [await author.post(f"words {number}") for author in authors for number in range(5)]
    for post in posts:
        await decide(rogue, Action.HIDE, post.id)
    for author in authors:
        await decide(rogue, Action.BAN, author.key)
    done = len(posts) + len(authors)

    async def another() -> None:
        await decide(rogue, Action.SLOW, circle, until=60)

    assert await until_refused(another) == (200 - done, Code.QUOTA), "no more than two hundred an hour"
    await host_decides(town, circle, Action.REVOKE, rogue.key)
    town.clock.forward(days=1, hours=1)
    assert await until_refused(another) == (0, Code.NOT_MODERATOR)
    for post in posts:
        await decide(other, Action.UNHIDE, post.id)
    for author in authors:
        await decide(other, Action.UNBAN, author.key)
    await decide(other, Action.SLOW, circle)
    assert town.context is not None
    rows = await town.context.store.read(lambda txn: [txn.event(circle, post.id) for post in posts])
    assert all(
        row is not None and not row.hidden and row.envelope == post.data for row, post in zip(rows, posts, strict=True)
    )
    for author in authors:
        await author.post("I am back")


async def test_what_was_taken_away_can_be_brought_back_for_seven_days(town: Town) -> None:
    assert isinstance(town.clock, Clock) and town.context is not None and HIDDEN_DAYS == 7
    circle, (rogue, other) = await bench(town, 2)
    first, second = [await author.post("words") for author in await crowd(town, circle, 2)]
    for post in (first, second):
        await decide(rogue, Action.HIDE, post.id)
    town.clock.forward(days=HIDDEN_DAYS)
    await sweep(town.context)
    await decide(other, Action.UNHIDE, first.id)
    assert await town.texts(circle) == ["words"]
    town.clock.forward(days=1)
    await sweep(town.context)
    await decide(other, Action.UNHIDE, second.id)
    assert await town.texts(circle) == ["words"], "this one is erased: a week went by in which nobody looked"
