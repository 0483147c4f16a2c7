"""Helping on real devices: who waits, how much is enough for a day, what is usual, and what came since one left."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from heimo_protocol.events import Need
from heimo_tui.core.answering import Usual
from heimo_tui.core.digest import Concern
from heimo_tui.core.drafts import DraftKind, QuoteOf
from heimo_tui.core.errors import BadInput
from heimo_tui.core.preferences import FoldRule
from heimo_tui.core.views import Distance, FoldAction
from tests.client.services.test_edits import two
from tests.support.people import Person, person, until, with_words
from tests.support.server import Community


async def waiting(someone: Person) -> list[str]:
    """The beginnings of those who wait, in their order."""
    return [one.row.title for one in await someone.services.helping.waiting()]


async def quoting(someone: Person, circle: bytes, thread: bytes, event: bytes, words: str) -> None:
    """Answer under the first two letters of `event`."""
    draft = await someone.services.compose.begin(circle, DraftKind.REPLY, thread, QuoteOf(event, 0, 2))
    await someone.services.compose.send(with_words(draft, words), 0)
    await until(someone.nothing_pending)


async def test_who_waits_is_met_across_circles_until_somebody_answers(community: Community, tmp_path: Path) -> None:
    async with two(community, tmp_path) as (a, b, circle):
        first = await a.published(circle, "nobody said anything")
        quiet = await a.services.compose.begin(circle, DraftKind.POST)
        await a.services.compose.send(replace(with_words(quiet, "only put down"), need=Need.NONE), 0)
        await a.published(circle, "one more, about hospitals")
        await until(a.nothing_pending)
        await b.published(circle, "mine waits, too")
        await b.services.forum.refresh(None)
        assert sorted(await waiting(b)) == ["nobody said anything", "one more, about hospitals"]
        assert await waiting(b) == await waiting(b)
        views = await b.services.helping.waiting()
        assert {one.circle_name for one in views} == {"Kitchen table"} and not any(one.row.mine for one in views)
        assert (await b.circle("Kitchen table")).waiting == 2, "the line says as many as the place shows"
        await b.services.preferences.set(folds=(FoldRule(keyword="hospital", action=FoldAction.NEVER),))
        assert await waiting(b) == ["nobody said anything"]
        await b.write(circle, "I read it", parent=first, hold=300)
        assert await waiting(b) == [], "what is on its way counts"
        held = (await b.services.compose.pending())[0]
        await b.services.compose.undo(held.id)
        assert await waiting(b) == ["nobody said anything"]
        await b.published(circle, "I read it", parent=first)
        await a.services.forum.refresh(circle)
        assert await waiting(b) == [] and await waiting(a) == ["mine waits, too"]
        await a.services.compose.take_back(circle, first)
        await until(a.nothing_pending)
        assert not await a.services.forum.problems() + await b.services.forum.problems()


async def test_a_day_of_helping_has_the_end_that_one_set(community: Community, tmp_path: Path) -> None:
    async with two(community, tmp_path) as (a, b, circle):
        post = await a.published(circle, "a long night")
        await b.services.forum.refresh(circle)
        own = await b.published(circle, "my own")
        helping = b.services.helping
        assert helping.capacity() == 0 and not (await helping.day()).reached
        await helping.set_capacity(2)
        await b.published(circle, "an answer", parent=post)
        await b.published(circle, "to myself", parent=own)
        assert await helping.answered_today() == 1, "answers to oneself are none"
        await b.write(circle, "another", parent=post, hold=300)
        assert (await helping.day()).reached
        for bad in (-1, 51):
            with pytest.raises(BadInput, match="preference"):
                await helping.set_capacity(bad)
        keyring = b.keyring
        order = await waiting(b)
    async with person(tmp_path / "b", keyring=keyring) as b:
        assert b.services.helping.capacity() == 2 and await b.services.helping.answered_today() == 2
        assert await waiting(b) == order
        await b.services.compose.undo((await b.services.compose.pending())[0].id)
        assert await b.services.helping.answered_today() == 1
    tomorrow = time.time() + 86_400
    async with person(tmp_path / "b", keyring=keyring, clock=lambda: tomorrow) as b:
        assert await b.services.helping.answered_today() == 0


async def test_the_writer_of_a_waiting_post_learns_what_is_usual(community: Community, tmp_path: Path) -> None:
    async with two(community, tmp_path) as (a, b, circle):
        posts = [await a.published(circle, f"night {number}") for number in range(5)]
        assert (await a.services.forum.thread(circle, posts[0])).usual is Usual.FEW
        await b.services.forum.refresh(circle)
        assert (await b.services.forum.thread(circle, posts[0])).usual is None, "it is told to those who wait"
        for post in posts[:4]:
            await b.published(circle, "I hear you", parent=post)
        await a.services.forum.refresh(circle)
        assert (await a.services.forum.thread(circle, posts[0])).usual is None
        keyring = a.keyring
    later = time.time() + 7 * 86_400
    async with person(tmp_path / "a", keyring=keyring, clock=lambda: later) as a:
        assert await a.services.helping.usual(circle) is Usual.HOUR
        assert (await a.services.forum.thread(circle, posts[4])).usual is Usual.HOUR
        held = await a.write(circle, "on its way", hold=300)
        assert (await a.services.forum.thread(circle, held)).usual is Usual.HOUR, "told at once, before it is out"
    much_later = time.time() + 40 * 86_400
    async with person(tmp_path / "a", keyring=keyring, clock=lambda: much_later) as a:
        assert await a.services.helping.usual(circle) is Usual.FEW, "what was long ago is not usual now"


async def test_what_came_since_one_left(community: Community, tmp_path: Path) -> None:
    async with two(community, tmp_path) as (a, b, circle), person(tmp_path / "c") as c:
        await c.services.membership.register(community.invites(1)[0], c.services.membership.new_phrase())
        mine = await b.published(circle, "written by me")
        await a.services.forum.refresh(circle)
        theirs = await a.published(circle, "where I answered")
        other = await c.published(circle, "not my business")
        quoted = await a.published(circle, "where I am quoted")
        await b.services.forum.refresh(circle)
        for thread in (theirs, quoted):
            answer = await b.published(circle, "my answer", parent=thread)
            await b.services.forum.seen(circle, thread)
        assert await b.services.digests.news() == ()
        await a.services.forum.refresh(circle)
        await quoting(a, circle, quoted, answer, "that was good to hear")
        await c.services.forum.refresh(circle)
        for who, words in ((a, "one"), (a, "two"), (c, "three"), (c, "four")):
            await who.published(circle, words, parent=mine)
        await c.published(circle, "thank you", parent=theirs)
        await b.services.forum.refresh(circle)
        digest = await b.services.digests.since_left()
        assert [news.row.id for news in digest.threads] == [mine, quoted, theirs]
        assert [news.concern for news in digest.threads] == [Concern.YOURS, Concern.QUOTES_YOU, Concern.YOU_WROTE]
        assert [post.text for post in digest.threads[0].replies] == ["one", "two", "three"]
        assert [news.more for news in digest.threads] == [True, False, False]
        assert [one.row.id for one in digest.waiting] == [other]
        view = await b.services.forum.thread(circle, mine)
        assert view.first_new is not None
        assert view.replies[view.first_new].id == digest.threads[0].replies[0].id, "where the thread opens"
        await b.services.forum.seen(circle, mine)
        await b.services.forum.seen(circle, quoted)
        assert [news.row.id for news in await b.services.digests.news()] == [theirs]
        await b.services.preferences.set(folds=(FoldRule(keyword="thank you", action=FoldAction.NEVER),))
        assert await b.services.digests.news() == ()


async def test_a_name_that_one_blocked_is_neither_waited_for_nor_news(community: Community, tmp_path: Path) -> None:
    async with two(community, tmp_path) as (a, b, circle):
        mine = await b.published(circle, "written by me")
        await a.services.forum.refresh(circle)
        post = await a.published(circle, "somebody answer me")
        for words in ("one", "two"):
            await a.published(circle, words, parent=mine)
        await b.services.forum.refresh(circle)
        assert await waiting(b) == ["somebody answer me"] and len(await b.services.digests.news()) == 1
        author = (await b.services.forum.thread(circle, post)).root.author.key
        await b.services.apart.keep(circle, author, Distance.BLOCKED)
        assert await waiting(b) == [] and await b.services.digests.news() == ()
        await b.services.apart.keep(circle, author, Distance.MUTED)
        assert [one.row.fold is not None for one in await b.services.helping.waiting()] == [True]
        await b.services.apart.keep(circle, author, None)
        assert await waiting(b) == ["somebody answer me"]
        assert [reply.text for news in await b.services.digests.news() for reply in news.replies] == ["one", "two"]
