"""Writing, end to end: two people on two devices, a server process, and everything that can come between."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest

from heimo_protocol.events import Need, Reaction
from heimo_tui.core.drafts import DraftKind, QuoteOf
from heimo_tui.core.errors import BadInput
from heimo_tui.core.views import Delivery, Filter, Gone, Link
from heimo_tui.network.polling import FOCUSED_SECONDS
from tests.support.people import Person, person, until, with_words
from tests.support.server import Community


async def member(someone: Person, invite: str) -> bytes:
    """Register; gives the circle where nothing is held."""
    await someone.services.membership.register(invite, someone.services.membership.new_phrase())
    return (await someone.circle("Kitchen table")).id


async def texts(someone: Person, circle: bytes) -> list[str]:
    """First lines of every thread, newest activity first."""
    listed = await someone.services.forum.thread_list(circle)
    return [row.title for row in await someone.services.forum.rows(circle, listed.ids)]


async def test_a_post_appears_at_another_device_without_being_asked_for(community: Community, tmp_path: Path) -> None:
    invites = community.invites(2)
    async with person(tmp_path / "a") as a, person(tmp_path / "b") as b:
        circle = await member(a, invites[0])
        await member(b, invites[1])
        await b.services.forum.focus(circle)
        await until(lambda: b.services.membership.current().link is Link.LIVE)  # type: ignore[union-attr] # registered
        await a.published(circle, "first words")
        post = await a.write(circle, "second words")

        async def arrived() -> bool:
            return "second words" in await texts(b, circle)

        # far sooner than anybody asks by themselves: the server told
        await until(arrived, FOCUSED_SECONDS / 3)
        told = [change for change in b.changes if post in change.new_threads]
        assert [change.circle for change in told] == [circle]
        row = (await b.services.forum.rows(circle, [post]))[0]
        assert (row.unread, row.waiting, row.mine, row.author.mine) == (True, True, False, False)
        await b.services.forum.seen(circle, post)
        assert not (await b.services.forum.rows(circle, [post]))[0].unread


async def test_a_conversation_with_quote_reaction_edit_and_goodbye(community: Community, tmp_path: Path) -> None:
    invites = community.invites(2)
    async with person(tmp_path / "a") as a, person(tmp_path / "b") as b:
        circle = await member(a, invites[0])
        await member(b, invites[1])
        draft = await a.services.compose.begin(circle, DraftKind.POST)
        post = await a.services.compose.send(
            replace(draft, text="my hands shake at work", need=Need.ASK, notes=("death",)), 0
        )
        await until(a.nothing_pending)
        await b.services.forum.refresh(circle)
        answer = await b.services.compose.begin(circle, DraftKind.REPLY, post, QuoteOf(post, 3, 8))
        reply = await b.services.compose.send(with_words(answer, "whose hands would not?"), 0)
        await b.services.forum.react(circle, post, Reaction.BEEN_THERE)
        await until(b.nothing_pending)

        async def reacted() -> bool:
            await a.services.forum.refresh(circle)
            return bool((await a.services.forum.thread(circle, post)).root.reactions)

        await until(reacted)
        view = await a.services.forum.thread(circle, post)
        assert view.root.need is Need.ASK and view.root.notes == ("death",)
        assert view.replies[0].quote is not None and view.replies[0].quote.words == "hands"
        assert view.root.reactions == {Reaction.BEEN_THERE: 1} and not view.root.my_reactions
        assert view.first_new == 0 and view.replies[0].new

        edit = await b.services.compose.begin(circle, DraftKind.EDIT, reply)
        assert edit.text == "whose hands would not?"
        await b.services.compose.send(with_words(edit, "mine did too"), 0)
        await b.services.forum.react(circle, post, Reaction.BEEN_THERE)
        await until(b.nothing_pending)

        async def settled() -> bool:
            await a.services.forum.refresh(circle)
            return not (await a.services.forum.thread(circle, post)).root.reactions

        await until(settled)
        view = await a.services.forum.thread(circle, post)
        assert view.replies[0].text == "mine did too" and view.replies[0].edited
        await b.services.compose.take_back(circle, reply)

        async def gone() -> bool:
            await a.services.forum.refresh(circle)
            return (await a.services.forum.thread(circle, post)).replies[0].gone is Gone.TAKEN_BACK

        await until(gone)
        assert (await a.services.forum.thread(circle, post)).replies[0].text == ""
        assert not await a.services.forum.problems() and not await b.services.forum.problems()
    async with person(tmp_path / "late") as late:
        await late.services.membership.look(community.url)
        await late.services.forum.refresh(circle)
        view = await late.services.forum.thread(circle, post)
        assert view.root.text == "my hands shake at work"
        assert not await late.services.forum.problems(), "what its writer deleted is not withheld"
        with pytest.raises(BadInput, match="not_registered"):
            await late.write(circle, "may I?")


async def test_undo_gives_the_words_back_and_signs_what_came_after_anew(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        circle = await member(a, community.invite)
        first = await a.write(circle, "one", hold=120)
        await a.write(circle, "two", hold=120)
        pending = await a.services.compose.pending()
        assert [(one.start, one.delivery) for one in pending] == [
            ("one", Delivery.HOLDING),
            ("two", Delivery.HOLDING),
        ]
        assert 100 < pending[0].hold_left <= 120
        draft = await a.services.compose.undo(first)
        assert draft.text == "one" and draft in await a.services.compose.drafts()
        left = await a.services.compose.pending()
        assert [one.start for one in left] == ["two"]
        await a.services.compose.retry(left[0].id)
        await until(a.nothing_pending)
        assert await texts(a, circle) == ["two"]
        assert (await a.services.compose.begin(circle, DraftKind.POST)).text == "one"
        with pytest.raises(BadInput, match="already_sent"):
            await a.services.compose.undo(left[0].id)


async def test_undoing_the_first_post_leaves_no_trace_at_the_server(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        circle = await member(a, community.invite)
        post = await a.write(circle, "never mind", hold=120)
        await a.services.compose.undo(post)
        await a.services.forum.refresh()
        assert not (await a.circle("Kitchen table")).joined
    stats = community.command("stats")
    assert stats["names"] == 0


async def test_a_post_waits_while_there_is_no_server_and_survives_a_crash(community: Community, tmp_path: Path) -> None:
    invites = community.invites(2)
    async with person(tmp_path / "a") as a:
        circle = await member(a, invites[0])
        await a.services.forum.refresh(circle)
        community.kill()
        await a.write(circle, "written in a tunnel")

        async def queued() -> bool:
            pending = await a.services.compose.pending()
            return [one.delivery for one in pending] == [Delivery.QUEUED]

        await until(queued)
        await until(lambda: a.services.membership.current().link is Link.OFFLINE)  # type: ignore[union-attr] # registered
        listed = await a.services.forum.thread_list(circle)
        # between two tries it waits, and while one lasts it is on its way
        shown = (await a.services.forum.rows(circle, listed.ids))[0].delivery
        assert shown in (Delivery.QUEUED, Delivery.SENDING)
        keyring = a.keyring
    # what was on its way is in the vault, whatever became of the program
    community.start()
    async with person(tmp_path / "a", keyring=keyring) as a:
        await until(a.nothing_pending)
        assert await texts(a, circle) == ["written in a tunnel"]


async def test_posted_exactly_once_when_the_server_dies_in_the_middle(community: Community, tmp_path: Path) -> None:
    invites = community.invites(2)
    async with person(tmp_path / "a") as a, person(tmp_path / "b") as b:
        circle = await member(a, invites[0])
        await a.published(circle, "before")
        for number in range(4):
            if number % 2:
                community.freeze()
            await a.write(circle, f"post {number}")
            await asyncio.sleep(0.003 * number)
            community.kill()
            await asyncio.sleep(0.05)
            community.start()
            for waiting in await a.services.compose.pending():
                await a.services.compose.retry(waiting.id)
        await until(a.nothing_pending, 40)
        await b.services.membership.look(community.url)
        await b.services.forum.refresh(circle)
        assert sorted(await texts(b, circle)) == ["before", *(f"post {n}" for n in range(4))]
        assert not await b.services.forum.problems() and not await a.services.forum.problems()


async def test_many_posts_at_once_keep_their_order(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        circle = await member(a, community.invite)
        for number in range(5):
            await a.write(circle, f"{number}")
        await until(a.nothing_pending)
        assert await texts(a, circle) == ["4", "3", "2", "1", "0"]


async def test_limits_are_told_before_anything_is_signed(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        circle = await member(a, community.invite)
        draft = await a.services.compose.begin(circle, DraftKind.POST)
        for words, code in (("   ", "empty"), ("ä" * 4001, "too_long")):
            with pytest.raises(BadInput, match=code):
                await a.services.compose.send(with_words(draft, words), 0)
        with pytest.raises(BadInput, match="not_yours"):
            await a.services.compose.begin(circle, DraftKind.EDIT, b"\0" * 16)


async def test_since_you_left_search_and_unread(community: Community, tmp_path: Path) -> None:
    invites = community.invites(2)
    async with person(tmp_path / "a") as a, person(tmp_path / "b") as b:
        circle = await member(a, invites[0])
        await member(b, invites[1])
        old = await a.published(circle, "an old worry about sleep")
        await b.services.forum.refresh(circle)
        await b.services.forum.seen(circle, old)
        await b.services.forum.left(circle)
        new = await a.published(circle, "a new worry")
        await b.services.forum.refresh(circle)
        listed = await b.services.forum.thread_list(circle)
        assert listed.ids == (new, old) and listed.left_at == 1 and listed.waiting == 2
        assert (await b.services.forum.thread_list(circle, Filter.NEW)).ids == (new,)
        assert (await b.services.forum.thread_list(circle, query="sleep")).ids == (old,)
        assert await b.services.forum.next_unread(circle, old) == new
        await b.services.forum.seen(circle, new)
        assert await b.services.forum.next_unread(circle, old) is None


async def test_what_waits_goes_at_once_when_the_network_is_back(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        circle = await member(a, community.invites(1)[0])
        await a.services.forum.refresh(circle)
        await a.published(circle, "before the storm")
        community.stop()
        await a.write(circle, "in the storm")

        async def waits_long() -> bool:
            """Several tries have failed, so that the next one would be a while away."""
            rows = await a.services.forum._house.open_vault().read(lambda tables: tables.outbox.all())
            return bool(rows) and rows[0].next_try > time.time() + 6

        await until(waits_long, seconds=40)
        community.start()
        await a.services.forum.refresh(circle)
        await until(a.nothing_pending, seconds=4)


async def test_a_reaction_shows_at_once_and_stays(community: Community, tmp_path: Path) -> None:
    """On its way, and once it is in the log, it looks the same to whom it is from."""
    async with person(tmp_path / "a") as a:
        circle = await member(a, community.invite)
        post = await a.published(circle, "so tired")
        reply = await a.published(circle, "still so tired", parent=post)
        await a.services.compose.stop()

        async def given() -> tuple[dict[Reaction, int], frozenset[Reaction]]:
            view = (await a.services.forum.thread(circle, post)).replies[0]
            return view.reactions, view.my_reactions

        nothing, said = ({}, frozenset()), ({Reaction.HEAR_YOU: 1}, {Reaction.HEAR_YOU})
        for shown in (said, nothing, said):
            a.changes.clear()
            await a.services.forum.react(circle, reply, Reaction.HEAR_YOU)
            assert await given() == shown and not await a.nothing_pending()
            assert {post} in [change.threads for change in a.changes], "the thread that shows it is told"
        await a.services.compose.start()
        while not await a.nothing_pending():
            assert await given() == said
        assert await given() == said
