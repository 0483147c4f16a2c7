"""What moderators and authors decide, as readers see it: hidden and shown again, refused, decided before one came."""

from dataclasses import replace
from pathlib import Path

import pytest

from heimo_protocol.events import Need, Reaction
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.views import Delivery, Gone
from tests.client.services.test_edits import edit, two
from tests.support.liar import LyingCommunity
from tests.support.people import Person, person, until
from tests.support.server import Community


def hide(community: Community, event: bytes, *how: str) -> None:
    community.command("hide", "Kitchen table", event.hex(), *how)


async def problems(*people: Person) -> list[str]:
    return [one.code for someone in people for one in await someone.services.forum.problems()]


async def test_what_is_shown_again_comes_back_for_those_who_came_while_it_was_hidden(
    community: Community, tmp_path: Path
) -> None:
    async with two(community, tmp_path) as (a, b, circle):
        plain = await a.published(circle, "plain words")
        post = await a.published(circle, "first words")
        reply = await a.published(circle, "an answer", parent=post)
        await edit(a, circle, post, "better words")
        await edit(a, circle, reply, "a better answer")
        for event in (plain, post, reply):
            await b.services.forum.refresh(circle)
            await b.services.forum.report(circle, event, "unkind")
            hide(community, event, "--words", "not like this")
        async with person(tmp_path / "late") as late:
            await late.services.membership.look(community.url)
            for reader in (a, b, late):
                await reader.services.forum.refresh(circle)
            assert (await late.services.forum.thread_list(circle)).ids == ()
            seen = await b.services.forum.thread(circle, post)
            assert (seen.root.gone, seen.root.words, seen.root.text) == (Gone.REMOVED, "not like this", "")
            for event in (plain, post, reply):
                hide(community, event, "--undo")
            for reader in (a, b, late):
                await reader.services.forum.refresh(circle)
                view = await reader.services.forum.thread(circle, post)
                assert [view.root.text, *(one.text for one in view.replies)] == ["better words", "a better answer"]
                assert (await reader.services.forum.thread(circle, plain)).root.text == "plain words"
                assert len((await reader.services.forum.thread_list(circle)).ids) == 2
            assert not await problems(a, b, late)


async def _is_published(someone: Person, circle: bytes, event: bytes) -> bool:
    return (await someone.services.forum.thread(circle, event)).root.delivery is Delivery.PUBLISHED


async def test_a_refused_reply_is_put_aside_with_its_words(community: Community, tmp_path: Path) -> None:
    async with two(community, tmp_path) as (a, b, circle):
        draft = await a.services.compose.begin(circle, DraftKind.POST)
        post = await a.services.compose.send(replace(draft, text="please do not answer", need=Need.NONE), 0)
        await until(a.nothing_pending)
        await b.services.forum.refresh(circle)
        reply = await b.write(circle, "but I want to", parent=post)

        async def refused() -> bool:
            return [one.delivery for one in await b.services.compose.pending()] == [Delivery.REFUSED]

        await until(refused)
        waiting = (await b.services.compose.pending())[0]
        assert (waiting.code, waiting.thread, waiting.start) == ("replies_off", post, "but I want to")
        shown = (await b.services.forum.thread(circle, post)).replies[0]
        assert (shown.delivery, shown.code) == (Delivery.REFUSED, "replies_off")
        other = await b.write(circle, "something of my own")
        await until(refused)
        await until(lambda: _is_published(b, circle, other))
        assert (await b.services.compose.undo(reply)).text == "but I want to"
        assert await b.nothing_pending() and not await problems(a, b)


@pytest.mark.slow
async def test_what_was_decided_before_the_newest_part_counts(liar: LyingCommunity, tmp_path: Path) -> None:
    community = liar.honest
    async with two(community, tmp_path) as (a, b, circle):
        gone = await a.published(circle, "soon hidden")
        post = await a.published(circle, "something to react to")
        await b.services.forum.refresh(circle)
        await b.services.forum.report(circle, gone, "unkind")
        hide(community, gone)
        for _ in range(105):
            for one in (a, b):
                await one.services.forum.react(circle, post, Reaction.WITH_YOU)

        async def all_sent() -> bool:
            outbox = [one.services.forum._house.open_vault().read(lambda t: t.outbox.all()) for one in (a, b)]
            return not any([await rows for rows in outbox])

        await until(all_sent, 120)
    for name, trick, expected in (("told", "", set()), ("untold", "untold", {"withheld"})):
        liar.lie(trick)
        async with person(tmp_path / name) as late:
            await late.services.membership.look(liar.url)
            await late.services.forum.refresh(circle)
            ledger = await late.services.forum._sync.ledger(circle)
            assert (gone in ledger.rulings.hidden) is (not expected), "the newest part of the log says nothing of it"
            await late.services.forum.focus(circle)

            async def whole(late: Person = late) -> bool:
                return (await late.services.forum.thread_list(circle)).ids == (post,)

            await until(whole)
            assert not await late.services.forum._sync.older(circle), "all of it is here"

            async def told(late: Person = late, expected: set[str] = expected) -> bool:
                return set(await problems(late)) == expected

            await until(told)
            assert gone in (await late.services.forum._sync.ledger(circle)).rulings.hidden
