"""Edited texts, as those see them who were there before, and those who come later."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from heimo_protocol.events import Need, Reaction
from heimo_tui.core.drafts import DraftKind, QuoteOf
from heimo_tui.core.views import Filter
from heimo_tui.vault.tables import EventRow
from tests.support.people import Person, person, until, with_words
from tests.support.server import Community


@asynccontextmanager
async def two(community: Community, folder: Path) -> AsyncIterator[tuple[Person, Person, bytes]]:
    """Two members who read the circle where nothing is held."""
    invites = community.invites(2)
    async with person(folder / "a") as a, person(folder / "b") as b:
        for one, invite in ((a, invites[0]), (b, invites[1])):
            await one.services.membership.register(invite, one.services.membership.new_phrase())
        circle = (await a.circle("Kitchen table")).id
        await b.services.forum.refresh(circle)
        yield a, b, circle


async def edit(someone: Person, circle: bytes, event: bytes, words: str) -> None:
    draft = await someone.services.compose.begin(circle, DraftKind.EDIT, event)
    await someone.services.compose.send(with_words(draft, words), 0)
    await until(someone.nothing_pending)


async def answer(someone: Person, circle: bytes, post: bytes, words: str, quote: QuoteOf) -> bytes:
    await someone.services.forum.refresh(circle)
    draft = await someone.services.compose.begin(circle, DraftKind.REPLY, post, quote)
    reply = await someone.services.compose.send(with_words(draft, words), 0)
    await until(someone.nothing_pending)
    return reply


async def stored(someone: Person, circle: bytes) -> list[EventRow]:
    return await someone.services.forum._house.open_vault().read(lambda tables: tables.events.between(circle, 0))


@asynccontextmanager
async def late(community: Community, folder: Path, circle: bytes) -> AsyncIterator[Person]:
    """Somebody who looks only now."""
    async with person(folder / "late") as someone:
        await someone.services.membership.look(community.url)
        await someone.services.forum.refresh(circle)
        yield someone
        assert not await someone.services.forum.problems()


async def test_a_late_reader_finds_an_edited_reply_in_its_thread(community: Community, tmp_path: Path) -> None:
    async with two(community, tmp_path) as (a, b, circle):
        post = await a.published(circle, "my hands shake at work")
        other = await a.published(circle, "another thread")
        reply = await answer(b, circle, post, "whose hands would not?", QuoteOf(post, 3, 8))
        await a.services.forum.refresh(circle)
        await a.services.forum.react(circle, reply, Reaction.THANK_YOU)
        await until(a.nothing_pending)
        await edit(b, circle, reply, "mine did")
        await edit(b, circle, reply, "mine did too")
        await a.services.forum.refresh(circle)
        here = await a.services.forum.thread(circle, post)
        async with late(community, tmp_path, circle) as someone:
            view = await someone.services.forum.thread(circle, post)
            assert [one.text for one in view.replies] == ["mine did too"] == [one.text for one in here.replies]
            shown = view.replies[0]
            assert shown.edited and shown.id == reply and shown.author.key == here.replies[0].author.key
            assert shown.quote is not None and shown.quote.words == "hands"
            assert shown.reactions == {Reaction.THANK_YOU: 1}
            assert not (await someone.services.forum.thread(circle, other)).replies
            row = (await someone.services.forum.rows(circle, [post]))[0]
            assert (row.replies, row.waiting) == (1, False)
            hit = await someone.services.forum.thread_list(circle, query="mine too")
            assert hit.ids == (post,), "search finds what is said now"


async def test_a_late_reader_sees_an_edited_post_that_nobody_answered(community: Community, tmp_path: Path) -> None:
    async with two(community, tmp_path) as (a, b, circle):
        draft = await a.services.compose.begin(circle, DraftKind.POST)
        post = await a.services.compose.send(replace(draft, text="I only say this", need=Need.LISTEN), 0)
        await until(a.nothing_pending)
        await b.services.forum.refresh(circle)
        change = await a.services.compose.begin(circle, DraftKind.EDIT, post)
        quiet = replace(change, text="I only say it once", need=Need.NONE, notes=("death",))
        await a.services.compose.send(quiet, 0)
        await until(a.nothing_pending)
        await b.services.forum.refresh(circle)
        async with late(community, tmp_path, circle) as someone:
            for reader in (b, someone):
                root = (await reader.services.forum.thread(circle, post)).root
                assert (root.text, root.need, root.notes) == ("I only say it once", Need.NONE, ("death",))
                listed = await reader.services.forum.thread_list(circle)
                assert listed.ids == (post,) and listed.waiting == 0, "it wants no replies, so it waits for none"
                assert (await reader.services.forum.thread_list(circle, Filter.WAITING)).ids == ()
                assert (await reader.circle("Kitchen table")).waiting == 0


async def test_quotes_of_erased_words_show_nothing(community: Community, tmp_path: Path) -> None:
    async with two(community, tmp_path) as (a, b, circle):
        post = await a.published(circle, "my boss Margit shouted")
        before = await answer(b, circle, post, "that hurts", QuoteOf(post, 8, 14))
        await edit(a, circle, post, "somebody at work shouted")
        after = await answer(b, circle, post, "at work, too", QuoteOf(post, 0, 8))
        async with late(community, tmp_path, circle) as someone:
            for reader in (b, someone):
                view = await reader.services.forum.thread(circle, post)
                quotes = {one.id: one.quote.words for one in view.replies if one.quote is not None}
                assert quotes == {before: "", after: "somebody"}
        again = await b.services.compose.begin(circle, DraftKind.EDIT, before)
        assert again.quote is None, "an edit does not quote other words than its reply did"
        kept = await b.services.compose.begin(circle, DraftKind.EDIT, after)
        assert kept.quote == QuoteOf(post, 0, 8)


async def test_an_edit_leaves_nothing_of_the_old_words_on_other_devices(community: Community, tmp_path: Path) -> None:
    async with two(community, tmp_path) as (a, b, circle):
        post = await a.published(circle, "Margit")
        await b.services.forum.refresh(circle)
        await edit(a, circle, post, "my boss, Margit")
        await edit(a, circle, post, "somebody")
        await b.services.forum.refresh(circle)
        await b.services.keeping.keep(circle, post)
        assert [kept.text for kept in await b.services.keeping.kept()] == ["somebody"]
        assert not any(b"Margit" in (row.envelope or b"") for row in await stored(b, circle))
        await a.services.compose.take_back(circle, post)

        async def gone() -> bool:
            await b.services.forum.refresh(circle)
            return (await b.services.forum.thread(circle, post)).root.text == ""

        await until(gone)
        assert not any(b"somebody" in (row.envelope or b"") for row in await stored(b, circle))
        assert not await b.services.forum.problems()


@pytest.mark.parametrize("kind", [DraftKind.POST, DraftKind.EDIT])
async def test_undo_remembers_what_was_put_aside(community: Community, tmp_path: Path, kind: DraftKind) -> None:
    async with two(community, tmp_path) as (a, _, circle):
        post = await a.published(circle, "first") if kind is DraftKind.EDIT else None
        draft = await a.services.compose.begin(circle, kind, post)
        marked = replace(draft, text="nobody likes me", need=Need.ASK, dismissed=frozenset({"thinking:nobody"}))
        first = await a.services.compose.send(marked, 120)
        second = await a.services.compose.send(replace(marked, id=b"s" * 16, text="and so on"), 120)
        assert (await a.services.compose.undo(first)).dismissed == marked.dismissed
        left = [one.id for one in await a.services.compose.pending()]
        assert second not in left, "signed anew, since it came after the first"
        draft = await a.services.compose.undo(left[0])
        assert (draft.text, draft.need, draft.dismissed) == ("and so on", Need.ASK, marked.dismissed)
