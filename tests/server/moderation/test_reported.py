"""What was reported, as moderators get it: by event, oldest first, and gone once somebody decided."""

import time

import apsw
import pytest

from heimo_protocol import operations as ops
from heimo_protocol.errors import Code
from heimo_protocol.events import Action, Kind, Need, PostBody, SignedEvent
from heimo_protocol.limits import REPORTED_LIST_MAX
from server_stub.operations.budgets import REPORTS_DAY
from server_stub.operations.reports import OTHER
from server_stub.store.moderation_rows import ReportRow
from server_stub.store.sql.moderation_reads import _REPORTED
from server_stub.store.sqlite.store import open_sqlite
from server_stub.upkeep.retention import sweep
from tests.server.operations.test_moderation import decide, host_decides, moderated
from tests.server.people import Clock, Name, Town, refuses

MANY = 10_000


async def report(name: Name, event: SignedEvent, reason: str = "unkind") -> None:
    args = ops.ReportArgs(circle=name.circle, event=event.id, reason=reason)
    await name.town.call("post.report", args, name.private)


async def page(moderator: Name, after: tuple[int, bytes] | None = None) -> ops.ReportedResult:
    args = ops.ReportedArgs(circle=moderator.circle, after=after)
    result: ops.ReportedResult = await moderator.town.call("post.reported", args, moderator.private)
    return result


async def reported(moderator: Name) -> list[tuple[bytes, dict[str, int]]]:
    return [(entry.event, entry.reasons) for entry in (await page(moderator)).entries]


async def test_events_come_oldest_first_with_their_reasons(town: Town) -> None:
    assert isinstance(town.clock, Clock) and town.context is not None
    circle, moderator = await moderated(town)
    writer, one, two = [await town.name(circle) for _ in range(3)]
    posts = [await writer.post(f"words {number}") for number in range(2)]
    hour = town.context.hour()
    await report(one, posts[1])
    town.clock.forward(hours=2)
    await report(one, posts[0], "spam")
    await report(two, posts[1], "spam")
    await report(two, posts[0], "spam")
    result = await page(moderator)
    assert [(entry.event, entry.hour, entry.reasons) for entry in result.entries] == [
        (posts[1].id, hour, {"spam": 1, "unkind": 1}),
        (posts[0].id, hour + 2, {"spam": 2}),
    ]
    assert not result.more


async def test_only_moderators_learn_what_was_reported(town: Town) -> None:
    circle, moderator = await moderated(town)
    member, (_, elsewhere) = await town.name(circle), await moderated(town)
    await report(member, await moderator.post())
    async with refuses(Code.NOT_MODERATOR):
        await page(member)
    async with refuses(Code.AUTH_UNKNOWN):
        await town.call("post.reported", ops.ReportedArgs(circle=circle), elsewhere.private)
    await host_decides(town, circle, Action.REVOKE, moderator.key)
    async with refuses(Code.NOT_MODERATOR):
        await page(moderator)


async def test_keep_and_hide_answer_reports(town: Town) -> None:
    circle, moderator = await moderated(town)
    writer, reader = await town.name(circle), await town.name(circle)
    for action in (Action.KEEP, Action.HIDE):
        post = await writer.post()
        await report(reader, post)
        assert await reported(moderator) == [(post.id, {"unkind": 1})]
        await decide(moderator, action, post.id)
        assert await reported(moderator) == []
        assert town.context is not None
        assert await town.context.store.read(lambda txn: txn.reports_in(circle)) == []
    await report(reader, post)
    assert await reported(moderator) == [], "what is hidden needs no report"


async def test_keep_is_about_a_text_that_is_there(town: Town) -> None:
    _, moderator = await moderated(town)
    post = await moderator.post()
    lock = await decide(moderator, Action.LOCK, post.id)
    card = await moderator.show_card()
    for target in (bytes(16), lock.id, card.id):
        async with refuses(Code.PARENT_UNKNOWN):
            await decide(moderator, Action.KEEP, target)
    async with refuses(Code.BAD_ENCODING):
        await decide(moderator, Action.KEEP, moderator.key)


async def test_what_its_writer_took_back_is_not_there(town: Town) -> None:
    circle, moderator = await moderated(town)
    writer, reader = await town.name(circle), await town.name(circle)
    post = await writer.post()
    await report(reader, post)
    await writer.edit(post, "milder words")
    assert await reported(moderator) == [(post.id, {"unkind": 1})], "an edit answers nothing"
    await writer.delete(post)
    assert await reported(moderator) == []
    await report(reader, post)
    assert await reported(moderator) == []


async def test_what_was_erased_by_age_is_not_there(town: Town) -> None:
    assert isinstance(town.clock, Clock) and town.context is not None
    circle, moderator = await moderated(town, retention_days=10)
    writer, reader = await town.name(circle), await town.name(circle)
    post = await writer.post()
    town.clock.forward(days=9)
    await report(reader, post)
    town.clock.forward(days=2)
    assert len(await reported(moderator)) == 1
    await sweep(town.context)
    assert await reported(moderator) == []
    town.clock.forward(days=9)
    await sweep(town.context)
    assert await town.context.store.read(lambda txn: txn.reports_in(circle)) == []


async def test_many_reasons_are_put_together(town: Town) -> None:
    circle, moderator = await moderated(town)
    post = await moderator.post()
    assert town.context is not None
    for number in range(30):
        row = ReportRow(
            circle=circle,
            event_id=post.id,
            reporter=number.to_bytes(32, "big"),
            reason="x" * 30 + f"{number % 12:02}",
            hour=1,
        )
        await town.context.store.write(lambda txn, row=row: txn.add_report(row))  # type: ignore[misc] # bound now
    ((_, reasons),) = await reported(moderator)
    assert len(reasons) == 8 and sum(reasons.values()) == 30 and OTHER in reasons


async def test_shapes(town: Town) -> None:
    _, moderator = await moderated(town)
    for after in ((-1, bytes(16)), (2**50, bytes(16)), (1, b"short")):
        async with refuses(Code.BAD_ENCODING):
            await page(moderator, after)


async def test_a_member_reports_a_few_times_a_day_under_whatever_name(town: Town) -> None:
    """One who wants to bury a writer in reports: a new key brings no new budget, and one-time names no reach."""
    assert isinstance(town.clock, Clock)
    circle, moderator = await moderated(town)
    writers = [await town.name(circle) for _ in range(5)]
    posts = [await writer.post(f"words {number}") for writer in writers for number in range(5)]
    person = await town.person()
    name = await person.join(circle)
    for post in posts[:15]:
        await report(name, post)
    name = await person.join(circle, reset=True)
    await report(name, posts[0])
    assert (await reported(moderator))[0][1] == {"unkind": 1}, "one member counts once"
    for post in posts[15:REPORTS_DAY]:
        await report(name, post)
    async with refuses(Code.QUOTA):
        await report(name, posts[REPORTS_DAY])
    assert len(await reported(moderator)) == REPORTS_DAY
    today = time.gmtime(town.clock())
    month = today.tm_year * 12 + today.tm_mon - 1
    for index in range(3):
        once = await person.join(circle, once=(month, index))
        async with refuses(Code.ONCE_NOT_ALLOWED):
            await report(once, posts[REPORTS_DAY])


async def test_a_one_time_name_reports_in_its_thread(town: Town) -> None:
    circle, moderator = await moderated(town, once=2)
    today = time.gmtime(town.clock())
    once = await (await town.person()).join(circle, once=(today.tm_year * 12 + today.tm_mon - 1, 0))
    post = await once.do(Kind.POST, PostBody(text="my thread", need=Need.LISTEN))
    reply, elsewhere = await moderator.reply(post), await moderator.post()
    await report(once, reply)
    async with refuses(Code.ONCE_NOT_ALLOWED):
        await report(once, elsewhere)


@pytest.fixture
async def busy(town: Town) -> tuple[Town, Name]:
    """A circle with very many reported posts; their reports are put below the operations, to be quick."""
    circle, moderator = await moderated(town)
    assert town.context is not None
    await moderator.post()
    store = town.context.store

    def fill(txn: object) -> None:
        connection: apsw.Connection = txn._connection  # type: ignore[attr-defined] # looks below the store
        numbers = [(number, number.to_bytes(16, "big")) for number in range(1, MANY + 1)]
        connection.executemany(
            "INSERT INTO events SELECT circle, ?1 + 1000, ?2, author, ?1, 1, NULL, ?2, hour, ?2, head, NULL, envelope"
            " FROM events WHERE circle = ?3 AND log_seq = 2",
            [(*one, circle) for one in numbers],
        )
        reports = [
            (circle, event, bytes([who]) * 32, "spam", number // 50) for number, event in numbers for who in (1, 2)
        ]
        connection.executemany("INSERT INTO reports VALUES (?, ?, ?, ?, ?)", reports)
        connection.executemany(
            "INSERT INTO reported VALUES (?, ?, ?)", [(circle, event, number // 50) for number, event in numbers]
        )

    await store.write(fill)
    return town, moderator


async def test_ten_thousand_reported_posts_are_read_page_by_page(busy: tuple[Town, Name]) -> None:
    _, moderator = busy
    after, seen, longest = None, list[tuple[int, bytes]](), 0.0
    while True:
        began = time.perf_counter()
        result = await page(moderator, after)
        longest = max(longest, time.perf_counter() - began)
        assert len(result.entries) <= REPORTED_LIST_MAX
        seen += [(entry.hour, entry.event) for entry in result.entries]
        if not result.more:
            break
        after = seen[-1]
    assert len(seen) == MANY and seen == sorted(set(seen))
    assert longest < 1, "generous, since others may be at work here; a few ms are usual"


async def test_a_page_reads_no_more_than_it_shows(busy: tuple[Town, Name]) -> None:
    town, _ = busy
    store = await open_sqlite(town.data / "community.db")

    def plan(txn: object) -> list[str]:
        connection: apsw.Connection = txn._connection  # type: ignore[attr-defined] # looks below the store
        return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {_REPORTED}", (bytes(16), 0, b"", 1))]

    steps = await store.read(plan)
    await store.close()
    assert "SEARCH reported USING COVERING INDEX reported_by_hour (circle=? AND (hour,event_id)>(?,?))" in steps
    assert not [step for step in steps if step.startswith("SCAN") or "B-TREE" in step], steps
