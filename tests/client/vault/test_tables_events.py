"""Events and threads: order of activity, what is new or waiting, search, erasing, forks, and late arrivals."""

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heimo_tui.core.secrets import SecretBytes
from heimo_tui.core.views import Filter
from heimo_tui.vault import Tables, Vault
from heimo_tui.vault.database import create_database
from heimo_tui.vault.migrations import migrate
from heimo_tui.vault.tables import EventFlag, EventRow, Stored, ThreadEntry

from .conftest import CIRCLE, SERVER, event, event_id, furnish

ME, ANA, BO = b"m" * 32, b"a" * 32, b"b" * 32
MINE = EventFlag.MINE


def talk() -> list[EventRow]:
    """1 Ana's post, answered by Bo (4) and by herself (5); 2 my post, unanswered; 3 Bo's, answered by himself (6)."""
    return [
        event(1, author=ANA, body="first light on the lake", need="listen", notes=("death", "illness")),
        event(2, author=ME, flags=MINE, body="I could not sleep"),
        event(3, author=BO, body="the long road home"),
        event(4, kind=2, thread=1, author=BO, body="I hear the lake too"),
        event(5, kind=2, thread=1, author=ANA, body="thank you"),
        event(6, kind=2, thread=3, author=BO, body="and another thing"),
        event(7, kind=5, thread=2, author=ANA, body="with_you"),
    ]


async def listed(vault: Vault, which: Filter = Filter.ALL) -> list[int]:
    rows = await vault.read(lambda tables: tables.threads.page(CIRCLE, which))
    order = await vault.read(lambda tables: tables.threads.order(CIRCLE, which))
    assert [row.thread for row in rows] == [key.thread for key in order]
    return [row.post.log_seq for row in rows if row.post is not None]


async def entry(vault: Vault, number: int) -> ThreadEntry:
    [found] = await vault.read(lambda tables: tables.threads.some(CIRCLE, [event_id(number)]))
    return found


async def test_threads_by_activity_and_by_filter(vault: Vault) -> None:
    stored = await vault.run(lambda tables: tables.events.add(talk()))
    assert stored == Stored((1, 2, 3, 4, 5, 6, 7), ())
    assert await listed(vault) == [3, 1, 2]
    assert await listed(vault, Filter.MINE) == [2]
    assert await listed(vault, Filter.WAITING) == [3, 2]
    assert await listed(vault, Filter.NEW) == [3, 1]
    first = await entry(vault, 1)
    assert first.post == talk()[0]
    assert (first.replies, first.others, first.new_replies, first.last_seq) == (2, 1, 2, 5)
    counts = await vault.read(lambda tables: tables.threads.counts(CIRCLE))
    assert (counts.unread, counts.waiting, counts.threads, counts.last_minutes) == (2, 1, 3, 30), (
        "one's own is no count"
    )


async def test_pages_follow_each_other_without_gap_or_repeat(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add([event(number) for number in range(1, 26)]))
    seen: list[int] = []
    before = None
    while page := await vault.read(lambda tables, b=before: tables.threads.page(CIRCLE, before=b, limit=7)):  # type: ignore[misc]  # b is bound
        seen += [row.last_seq for row in page]
        before = page[-1].last_seq
    assert seen == list(range(25, 0, -1))


async def test_what_was_read_is_not_new_and_never_goes_back(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add(talk()))
    await vault.run(lambda tables: tables.threads.set_read(CIRCLE, event_id(1), 4))
    assert (await entry(vault, 1)).new_replies == 1
    await vault.run(lambda tables: tables.threads.set_read(CIRCLE, event_id(1), 5))
    await vault.run(lambda tables: tables.threads.set_read(CIRCLE, event_id(1), 1))
    assert await listed(vault, Filter.NEW) == [3]
    assert not (await entry(vault, 1)).unread
    await vault.run(lambda tables: tables.events.add([event(8, kind=2, thread=1, author=ME, flags=MINE)]))
    assert not (await entry(vault, 1)).unread
    assert await listed(vault) == [1, 3, 2]
    await vault.run(lambda tables: tables.events.add([event(9, kind=2, thread=1, author=BO)]))
    assert (await entry(vault, 1)).unread
    await vault.run(lambda tables: tables.circles.set_read(CIRCLE, 9))
    await vault.run(lambda tables: tables.circles.set_read(CIRCLE, 2))
    assert await listed(vault, Filter.NEW) == []


async def test_the_same_again_changes_nothing_and_another_story_is_a_conflict(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add(talk()))
    before = await vault.read(lambda tables: tables.events.between(CIRCLE, 0))
    assert await vault.run(lambda tables: tables.events.add(talk())) == Stored((), ())
    forged = event(4, kind=2, thread=1, author=BO, body="something else")
    other_head = [
        replace(forged, head=b"x" * 32),
        replace(forged, log_seq=5, payload_hash=b"y" * 32),
    ]
    assert await vault.run(lambda tables: tables.events.add(other_head)) == Stored((), (4, 5))
    assert await vault.read(lambda tables: tables.events.between(CIRCLE, 0)) == before


async def test_erasing_forgets_words_and_keeps_the_place(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add(talk()))
    await vault.run(lambda tables: tables.events.erase(CIRCLE, [event_id(4), b"unknown" + bytes(9)]))
    gone = await vault.read(lambda tables: tables.events.get(CIRCLE, event_id(4)))
    assert gone is not None
    assert (gone.body, gone.envelope, gone.notes, gone.flags) == (None, None, (), EventFlag.ERASED)
    assert (gone.payload_hash, gone.head) == (talk()[3].payload_hash, talk()[3].head)
    assert await listed(vault, Filter.WAITING) == [3, 1, 2]
    assert (await entry(vault, 1)).replies == 1
    assert await vault.run(lambda tables: tables.events.add(talk())) == Stored((), ())
    again = await vault.read(lambda tables: tables.events.get(CIRCLE, event_id(4)))
    assert again == gone
    assert await vault.read(lambda tables: tables.threads.search("hear")) == []


async def test_a_body_that_the_server_erased_goes_here_too(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add(talk()))
    bare = replace(talk()[3], envelope=None, body=None)
    assert await vault.run(lambda tables: tables.events.add([bare])) == Stored((), ())
    gone = await vault.read(lambda tables: tables.events.at(CIRCLE, 4))
    assert gone is not None
    assert (gone.body, gone.envelope) == (None, None)
    assert (await entry(vault, 1)).replies == 1


async def test_hiding_and_showing_again(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add(talk()))
    await vault.run(lambda tables: tables.events.flag(CIRCLE, [event_id(3)], add=EventFlag.HIDDEN))
    assert await listed(vault) == [1, 2]
    assert await vault.read(lambda tables: tables.threads.search("road")) == []
    await vault.run(lambda tables: tables.events.flag(CIRCLE, [event_id(3)], drop=EventFlag.HIDDEN))
    assert await listed(vault) == [3, 1, 2]
    assert len(await vault.read(lambda tables: tables.threads.search("road"))) == 1


async def test_an_edit_is_what_lists_and_search_show(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add(talk()))
    await vault.run(lambda tables: tables.events.set_body(CIRCLE, event_id(1), "evening on the hill", ("hate",)))
    found = await vault.read(lambda tables: tables.events.get(CIRCLE, event_id(1)))
    assert found is not None
    assert (found.body, found.notes) == ("evening on the hill", ("hate",))
    assert found.flags & EventFlag.EDITED
    assert await vault.read(lambda tables: tables.threads.search("light")) == []
    [hit] = await vault.read(lambda tables: tables.threads.search("hill"))
    assert hit.log_seq == 1
    await vault.run(lambda tables: tables.events.erase(CIRCLE, [event_id(1)]))
    await vault.run(lambda tables: tables.events.set_body(CIRCLE, event_id(1), "back again"))
    assert await vault.read(lambda tables: tables.threads.search("back")) == []


async def test_search_takes_any_typing_for_words(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add([*talk(), event(8, body='Äiti sanoi "ei" — OR (NOT) near:x*')]))

    async def hits(words: str) -> list[int]:
        return [row.log_seq for row in await vault.read(lambda tables: tables.threads.search(words))]

    assert await hits("lake") == [4, 1]
    assert await hits("the lake") == [4, 1]
    assert await hits("LAK") == [4, 1]
    assert await hits("aiti") == [8]
    assert await hits("lake road") == []
    for odd in (
        "",
        "   ",
        '"',
        '""',
        '"ei',
        "NOT",
        "a OR b",
        "near:x",
        "(",
        "*",
        "body:lake",
        "lake AND",
        "\0",
        "'; --",
    ):
        assert all(isinstance(number, int) for number in await hits(odd))
    assert await hits("body:lake") == []
    assert await vault.read(lambda tables: tables.threads.search("lake", circle_id=b"x" * 16)) == []
    assert len(await vault.read(lambda tables: tables.threads.search("lake", limit=1))) == 1


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20))
def test_no_typing_breaks_search(tables: Tables, words: str) -> None:
    assert isinstance(tables.threads.search(words), list)


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[Tables]:
    connection = create_database(tmp_path / "heimo.db", SecretBytes(bytes(32)))
    migrate(connection)
    made = Tables(connection)
    furnish(made)
    made.events.add(talk())
    yield made
    connection.close()


async def test_reactions_count_each_person_once_and_can_be_taken_back(vault: Vault) -> None:
    taken_back = EventFlag.OFF
    await vault.run(
        lambda tables: tables.events.add(
            [
                *talk(),
                event(8, kind=5, thread=2, author=ANA, body="with_you"),
                event(9, kind=5, thread=2, author=BO, body="with_you"),
                event(10, kind=5, thread=2, author=BO, body="hear_you"),
                event(11, kind=5, thread=2, author=BO, body="with_you", flags=taken_back),
                event(12, kind=5, thread=1, parent=4, author=ME, body="thank_you", flags=MINE),
            ]
        )
    )
    second = await vault.read(lambda tables: tables.threads.reactions(CIRCLE, event_id(2)))
    assert second == {event_id(2): {"with_you": frozenset({ANA}), "hear_you": frozenset({BO})}}
    first = await vault.read(lambda tables: tables.threads.reactions(CIRCLE, event_id(1)))
    assert first == {event_id(4): {"thank_you": frozenset({ME})}}


async def test_a_thread_is_read_in_order(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add(talk()))
    read = await vault.read(lambda tables: tables.threads.events(CIRCLE, event_id(1)))
    assert [row.log_seq for row in read] == [1, 4, 5]
    later = await vault.read(lambda tables: tables.threads.events(CIRCLE, event_id(1), after=4))
    assert [row.log_seq for row in later] == [5]
    assert await vault.read(lambda tables: tables.threads.reply_order(CIRCLE, event_id(1))) == [1, 4, 5]


async def test_heads_others_saw_are_compared_with_ours(vault: Vault) -> None:
    rows = talk()
    await vault.run(lambda tables: tables.events.add(rows[:3]))

    async def claim(seq: int, head: bytes, by: int) -> bytes | None:
        return await vault.run(lambda tables: tables.threads.claim_head(CIRCLE, seq, head, event_id(by)))

    assert await claim(2, rows[1].head[:16], 3) is None
    assert await claim(2, b"x" * 16, 4) == rows[1].head[:16]
    assert await claim(5, b"y" * 16, 6) is None
    assert await claim(5, rows[4].head[:16], 7) == b"y" * 16
    await vault.run(lambda tables: tables.events.add(rows))
    forks = await vault.run(lambda tables: tables.threads.forked_claims(CIRCLE))
    assert forks == [(2, event_id(4)), (5, event_id(6))]


async def test_an_authors_neighbours_are_found(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add([event(n, author=ANA) for n in (1, 2, 3, 5)]))
    near = await vault.read(lambda tables: tables.events.neighbours(CIRCLE, ANA, 4))
    assert [row.seq for row in near] == [3, 5]
    assert [row.seq for row in await vault.read(lambda tables: tables.events.by_author(CIRCLE, ANA))] == [1, 2, 3, 5]


async def test_numbers_that_an_author_made_up_do_no_harm(vault: Vault) -> None:
    wild = replace(event(1), minutes=2**64 - 1, hour=2**64 - 1, seq=2**64 - 1)
    await vault.run(lambda tables: tables.events.add([wild]))
    assert await listed(vault) == [1]


async def test_leaving_a_circle_forgets_its_words(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add(talk()))
    await vault.run(lambda tables: tables.circles.remove(CIRCLE))
    assert await vault.read(lambda tables: tables.threads.search("lake")) == []
    assert await vault.read(lambda tables: tables.circles.of(SERVER)) == []
    await vault.run(furnish)
    await vault.run(lambda tables: tables.events.add(talk()))
    await vault.run(lambda tables: tables.communities.remove(SERVER))
    assert await vault.read(lambda tables: tables.threads.search("lake")) == []
    assert await vault.read(lambda tables: tables.communities.all()) == []


STEP = st.tuples(st.sampled_from(["add", "erase", "hide", "show"]), st.integers(0, 39))


@settings(deadline=None, max_examples=40)
@given(st.randoms(use_true_random=False), st.lists(STEP, max_size=30))
def test_counts_are_right_whatever_the_order(
    tmp_path_factory: pytest.TempPathFactory, dice: random.Random, steps: list[tuple[str, int]]
) -> None:
    """The kept counts equal a count by hand, with events arriving backwards, twice, erased and hidden."""
    log = [event(number, author=dice.choice([ME, ANA, BO])) for number in range(1, 6)]
    for number in range(6, 41):
        mine = dice.random() < 0.2
        author = ME if mine else dice.choice([ANA, BO])
        flags = MINE if mine else EventFlag.NONE
        log.append(event(number, kind=2, thread=dice.randint(1, 5), author=author, flags=flags))
    connection = create_database(tmp_path_factory.mktemp("counts") / "heimo.db", SecretBytes(bytes(32)))
    migrate(connection)
    tables = Tables(connection)
    furnish(tables)
    for what, place in steps:
        row = log[place]
        if what == "add":
            tables.events.add(dice.sample(log, k=min(8, len(log))))
        elif what == "erase":
            tables.events.erase(CIRCLE, [row.event_id])
        elif what == "hide":
            tables.events.flag(CIRCLE, [row.event_id], add=EventFlag.HIDDEN)
        else:
            tables.events.flag(CIRCLE, [row.event_id], drop=EventFlag.HIDDEN)
    check_counts(tables)
    connection.close()


def check_counts(tables: Tables) -> None:
    stored = tables.events.between(CIRCLE, 0, 10_000)
    gone = EventFlag.HIDDEN | EventFlag.ERASED
    posts = {row.event_id: row for row in stored if row.kind == 1}
    shown = {row.thread for row in stored if row.thread not in posts or not posts[row.thread].flags & gone}
    page = tables.threads.page(CIRCLE, limit=1000)
    assert {row.thread for row in page} == shown
    for row in page:
        post = posts.get(row.thread)
        replies = [r for r in stored if r.thread == row.thread and r.kind == 2 and not r.flags & gone]
        assert row.post == post
        assert row.replies == len(replies)
        assert row.others == len([r for r in replies if post is None or r.author != post.author])
        assert row.last_seq == max([r.log_seq for r in replies] + ([post.log_seq] if post else [0]))
        mine = any(r.flags & MINE for r in stored if r.thread == row.thread)
        assert row.mine == mine


@pytest.mark.slow
async def test_a_large_circle_stays_quick(vault: Vault) -> None:
    """20,000 events: a page, a thread and a search within what a person does not notice."""
    dice = random.Random(1)
    roots = list(range(1, 2001))
    for start in range(1, 20_001, 200):
        batch = [
            event(n, body=f"words number {n}")
            if n <= 2000
            else event(n, kind=2, thread=dice.choice(roots), author=BO, body=f"answer number {n}")
            for n in range(start, start + 200)
        ]
        await vault.run(lambda tables, b=batch: tables.events.add(b))  # type: ignore[misc]  # b is bound
    for question in (
        lambda tables: tables.threads.page(CIRCLE),
        lambda tables: tables.threads.order(CIRCLE, Filter.NEW),
        lambda tables: tables.threads.counts(CIRCLE),
        lambda tables: tables.threads.events(CIRCLE, event_id(7)),
        lambda tables: tables.threads.search("number 777"),
    ):
        await vault.read(question)
        started = time.process_time()  # what others do on the machine does not count
        assert await vault.read(question)
        assert time.process_time() - started < 0.25


async def test_texts_expire_but_not_under_a_younger_edit(vault: Vault) -> None:
    """The server keeps an edit for its own time, and so does everybody who read the first words."""
    post, other = event(1, author=ANA), event(2, author=BO)
    rows = [
        replace(post, hour=10),
        replace(other, hour=10),
        replace(event(3, kind=2, thread=2, author=ANA), hour=30),
        replace(event(4, kind=3, thread=1, author=ANA), hour=30),
        replace(event(5, kind=3, thread=2, author=ANA), hour=30),  # not one's own, so it edits nothing
    ]
    await vault.run(lambda tables: tables.events.add(rows))
    assert await vault.run(lambda tables: tables.checks.expire(CIRCLE, 20)) == 1
    left = await vault.read(lambda tables: tables.events.between(CIRCLE, 0))
    assert [row.envelope is not None for row in left] == [True, False, True, True, True]
    assert await vault.run(lambda tables: tables.checks.expire(CIRCLE, 31)) == 4


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    unread=st.lists(st.booleans(), min_size=1, max_size=8),
    at=st.one_of(st.none(), st.integers(1, 8)),
    forward=st.booleans(),
    without=st.sets(st.integers(1, 8), max_size=3),
)
def test_the_next_unread_is_the_one_the_eye_would_find(
    tmp_path: Path, unread: list[bool], at: int | None, forward: bool, without: set[int]
) -> None:
    path = tmp_path / f"{time.monotonic_ns()}.db"
    connection = create_database(path, SecretBytes(bytes(32)))
    try:
        migrate(connection)
        tables = Tables(connection)
        furnish(tables)
        numbers = range(1, len(unread) + 1)
        tables.events.add(event(n, author=ANA) for n in numbers)
        for n in numbers:
            if not unread[n - 1]:
                tables.threads.set_read(CIRCLE, event_id(n), n)
        order = [n for n in reversed(numbers)] if forward else list(numbers)
        start = order.index(at) + 1 if at in order else 0
        wanted = [n for n in order[start:] + order[:start] if unread[n - 1] and n != at and n not in without]
        found = tables.threads.next_unread(
            CIRCLE,
            None if at is None else event_id(at),
            forward=forward,
            without=frozenset(event_id(n) for n in without),
        )
        assert found == (event_id(wanted[0]) if wanted else None)
    finally:
        connection.close()


async def test_row_numbers_that_meet_are_drawn_again(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([5, 5, 5, 5, 6, 5, 6, 7])
    monkeypatch.setattr("secrets.randbits", lambda _bits: next(drawn))
    neighbour = b"n" * 16
    far = 2**20 + 1
    alike = [replace(event(number), hour=1, log_seq=number) for number in (1, far)]

    def work(tables: Tables) -> list[Stored]:
        tables.circles.describe(
            circle_id=neighbour, server_id=SERVER, genesis=b"", settings=None, name="Grief", space_id=None, place=1
        )
        return [tables.events.add(alike), tables.events.add([event(1, circle=neighbour)])]

    here, there = await vault.run(work)
    assert (here.fresh, there.fresh) == ((1, far), (1,))
    assert await vault.read(lambda tables: [row.log_seq for row in tables.events.between(CIRCLE, 0)]) == [1, far]
    assert await vault.read(lambda tables: tables.events.at(neighbour, 1)) is not None
    assert list(drawn) == []


async def test_who_waits_how_long_and_whom_one_answered(vault: Vault) -> None:
    asking = [
        event(1, author=ANA, body="at night", need="listen"),
        event(2, author=BO, body="in the rain", need="ask", notes=("death",)),
        event(3, author=ANA, body="only put down", need="none"),
        event(4, author=ME, flags=MINE, body="mine", need="listen"),
        event(5, kind=2, thread=1, author=ANA, body="still here"),
    ]
    await vault.run(lambda tables: tables.events.add(asking))
    waiting = await vault.read(lambda tables: tables.waits.waiting(CIRCLE))
    assert {(row.thread, row.author, row.need, row.notes) for row in waiting} == {
        (event_id(1), ANA, "listen", ()),
        (event_id(2), BO, "ask", ("death",)),
    }
    assert [wait for _, wait in await vault.read(lambda tables: tables.waits.first_replies(CIRCLE, 0))] == [None] * 3
    answer = event(6, kind=2, thread=1, author=ME, flags=MINE, body="I am here")
    await vault.run(lambda tables: tables.events.add([answer, event(7, kind=2, thread=4, author=BO, body="so am I")]))
    assert [row.thread for row in await vault.read(lambda tables: tables.waits.waiting(CIRCLE))] == [event_id(2)]
    first = await vault.read(lambda tables: tables.waits.first_replies(CIRCLE, 0))
    assert [wait is not None for _, wait in first] == [True, False, True], "the newest post first"
    [given] = await vault.read(lambda tables: tables.waits.answers(CIRCLE, [ME], 0))
    assert (given.thread, given.asked_by, given.minutes) == (event_id(1), ANA, answer.minutes)
    assert not await vault.read(lambda tables: tables.waits.answers(CIRCLE, [ME], answer.minutes + 1))
    assert await vault.read(lambda tables: tables.waits.with_news(CIRCLE)) == [event_id(4), event_id(1)]
    [new] = await vault.read(lambda tables: tables.waits.new_replies(CIRCLE, event_id(4), 0, most=3))
    assert new.log_seq == 7
    await vault.run(lambda tables: tables.events.erase(CIRCLE, [event_id(6), event_id(7)]))
    assert not await vault.read(lambda tables: tables.waits.answers(CIRCLE, [ME], 0))
    assert not await vault.read(lambda tables: tables.waits.new_replies(CIRCLE, event_id(4), 0, most=3))
