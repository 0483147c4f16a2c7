"""Contact: asked for after a public exchange only, opened when both agree, ended by either."""

from pathlib import Path

import pytest

from heimo_protocol.cards import DmPolicy
from heimo_protocol.mail import ContentType
from heimo_tui.core.conversations import Asking, Inbox, Line, Mark, Standing
from heimo_tui.core.errors import BadInput
from heimo_tui.services.messages.leaving import asking
from heimo_tui.services.messages.leaving.requesting import write
from heimo_tui.vault.tables import Tables
from tests.client.services.messages.talkers import DAY, Talker, Town, talkers, talking
from tests.support.people import until


async def force(asker: Talker, other: Talker, text: str = "I ask all the same") -> bytes:
    """Ask as a program would that leaves its own checks out."""
    parts = asker.messages._parts
    scene = await parts.ground.scene(asker.circle)
    means = await parts.asking._requesting.prepare(scene, other.key)

    def work(tables: Tables) -> bytes:
        written = write(tables, scene, other.key, means, ContentType.REQUEST, text=text)
        return asking._begin(tables, scene, other.key, written, means)

    return await asker.vault.run(work)


async def nothing_left_at_server(someone: Talker) -> bool:
    """Whether no request waits for somebody any more."""
    from heimo_protocol.operations import REQUEST_FETCH, RequestFetchArgs  # noqa: PLC0415 - this helper's alone

    scene = await someone.messages._parts.ground.scene(someone.circle)
    answer = await scene.place.calls.call(scene.context, REQUEST_FETCH, RequestFetchArgs(), scene.signer)
    return not answer.entries


async def test_two_people_ask_accept_and_talk(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        assert await a.messages.asking(a.circle, b.key) is Asking.OPEN
        mine, theirs = await talking(a, b)
        assert (await a.messages.open(mine)).standing is Standing.OPEN
        assert await a.kinds(mine) == [Line.TEXT, Line.ACCEPTED]
        assert await a.messages.asking(a.circle, b.key) is Asking.TALKING
        await a.messages.send(mine, "good that you are there")
        await a.step()
        await b.step()
        assert await b.texts(theirs) == [">may I write to you?", ">good that you are there"]
        await b.messages.send(theirs, "and you")
        await b.step()
        await a.step()
        assert await a.texts(mine) == ["may I write to you?", "good that you are there", ">and you"]
        assert (await a.lines(mine))[2].mark is Mark.SENT
        assert a.messages.inbox() == Inbox(requests=0, unread=2)  # that it was accepted, and the answer
        await a.messages.seen(mine)
        assert a.messages.inbox().waiting == 0


async def test_whoever_never_spoke_with_somebody_cannot_ask(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b", exchange=False) as (a, b):
        assert await a.messages.asking(a.circle, b.key) is Asking.NO_EXCHANGE
        with pytest.raises(BadInput) as refused:
            await a.messages.ask(a.circle, b.key, "hello")
        assert (refused.value.code, refused.value.value) == ("cannot_ask", "no_exchange")


async def test_a_request_without_an_exchange_is_dropped_by_the_other_side(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b", exchange=False) as (a, b):
        conversation = await force(a, b)
        await a.step()
        assert (await a.lines(conversation))[0].mark is Mark.SENT
        await b.step()
        assert await b.messages.requests() == ()
        assert await nothing_left_at_server(b)


async def test_a_quote_is_an_exchange(town: Town, tmp_path: Path) -> None:
    from dataclasses import replace  # noqa: PLC0415 - this test's alone

    from heimo_tui.core.drafts import DraftKind, QuoteOf  # noqa: PLC0415 - this test's alone

    async with talkers(town, tmp_path, "a", "b", "c", exchange=False) as (a, b, c):
        post = await c.person.published(c.circle, "somebody else's thread")
        for one in (a, b):
            await one.person.services.forum.refresh(one.circle)
        reply = await a.person.published(a.circle, "some words of mine", parent=post)
        await b.person.services.forum.refresh(b.circle)
        assert await b.messages.asking(b.circle, a.key) is Asking.NO_EXCHANGE
        compose = b.person.services.compose
        draft = await compose.begin(b.circle, DraftKind.REPLY, post)
        await compose.send(replace(draft, text="as you say", quote=QuoteOf(reply, 0, 4)), 0)
        await until(b.person.nothing_pending)
        assert await b.messages.asking(b.circle, a.key) is Asking.OPEN
        await b.messages.ask(b.circle, a.key, "may I?")
        await b.step()
        await a.step()
        assert [one.text for one in await a.messages.requests()] == ["may I?"]


async def test_a_declined_request_tells_nothing_and_stays_declined(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        conversation = await a.messages.ask(a.circle, b.key, "may I write to you?")
        await a.step()
        await b.step()
        (request,) = await b.messages.requests()
        assert (request.text, request.author.key) == ("may I write to you?", a.key)
        assert b.messages.inbox().requests == 1
        await b.messages.decline(request.id)
        assert b.messages.inbox().requests == 0
        await b.step()
        await a.step()
        assert (await a.messages.open(conversation)).standing is Standing.ASKED
        assert await a.kinds(conversation) == [Line.TEXT]
        assert await a.messages.asking(a.circle, b.key) is Asking.ASKED
        await a.messages.forget(conversation)
        await force(a, b)
        await a.step()
        await b.step()
        assert await b.messages.requests() == ()
        b.clock.ahead = 31 * DAY
        await b.messages._parts.keeper.work_off()
        a.clock.ahead = 31 * DAY
        assert await a.messages.asking(a.circle, b.key) is Asking.OPEN


async def test_a_second_request_takes_the_place_of_the_first(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        for text in ("first", "second"):
            for row in await a.messages.conversations():
                await a.messages.forget(row.id)
            await force(a, b, text)
            await a.step()
            await b.step()
        assert [one.text for one in await b.messages.requests()] == ["second"]


async def test_nobody_who_is_blocked_comes_through(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        await a.messages.ask(a.circle, b.key, "may I?")
        await a.step()
        await b.step()
        (request,) = await b.messages.requests()
        await b.messages.block_request(request.id)
        assert await b.messages.requests() == ()
        assert [key for key, _, _ in await b.messages.blocked()] == [a.key]
        assert await b.messages.asking(b.circle, a.key) is Asking.BLOCKED
        await force(a, b)
        await a.step()
        await b.step()
        assert await b.messages.requests() == ()
        await b.messages.unblock(b.circle, a.key)
        assert await b.messages.blocked() == ()
        await force(a, b)
        await a.step()
        await b.step()
        assert len(await b.messages.requests()) == 1


async def test_blocking_in_a_conversation_ends_it_and_says_nothing(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        await b.messages.block(theirs)
        await b.step()
        assert (await b.messages.open(theirs)).standing is Standing.ENDED
        assert await b.read(lambda tables: (tables.mail.queues.all(), tables.mail.sessions.of(theirs))) == ([], [])
        message = await a.messages.send(mine, "are you still there?")
        await a.step()
        await b.step()
        assert await b.texts(theirs) == [">may I write to you?"]
        line = next(one for one in await a.lines(mine) if one.id == message)
        assert (line.mark, line.code) == (Mark.FAILED, "queue_unknown")
        with pytest.raises(BadInput, match="not_open"):
            await b.messages.send(theirs, "no")
        await b.messages.forget(theirs)
        assert await b.messages.conversations() == ()


async def test_after_a_block_is_taken_back_both_can_begin_again(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        await b.messages.block(theirs)
        await b.step()
        await b.messages.unblock(b.circle, a.key)
        assert await b.messages.asking(b.circle, a.key) is Asking.OPEN
        assert await b.messages.ask(b.circle, a.key, "I am sorry") == theirs
        assert (await b.messages.open(theirs)).standing is Standing.ASKED
        await b.step()
        await a.step()  # the conversation is open here, and the keys are the same: it goes on
        assert await a.messages.requests() == ()
        await b.step()
        await a.messages.send(mine, "it is good")
        await a.step()
        await b.step()
        assert await b.texts(theirs) == [">may I write to you?", "I am sorry", ">it is good"]
        assert (await a.texts(mine))[1:] == [">I am sorry", "it is good"]


async def test_answering_with_a_request_of_ones_own_accepts(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine = await a.messages.ask(a.circle, b.key, "may I?")
        await a.step()
        await b.step()
        theirs = await b.messages.ask(b.circle, a.key, "I wanted to ask you too")
        assert await b.messages.requests() == ()
        await b.step()
        await a.step()
        assert await a.texts(mine) == ["may I?", ">I wanted to ask you too"]
        assert await b.kinds(theirs) == [Line.TEXT, Line.ACCEPTED, Line.TEXT]


async def test_who_takes_no_requests_gets_none(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        await b.messages.set_policy(b.circle, DmPolicy.NOBODY)
        await until(b.person.nothing_pending)
        assert await b.messages.policy(b.circle) is DmPolicy.NOBODY
        # the asking side has not read the new card: the server refuses
        conversation = await force(a, b)
        await a.step()
        line = (await a.lines(conversation))[0]
        assert (line.mark, line.code) == (Mark.FAILED, "policy_refused")
        await a.messages.forget(conversation)
        await a.person.services.forum.refresh(a.circle)
        assert await a.messages.asking(a.circle, b.key) is Asking.NOT_WANTED
        await b.person.services.membership.set_name(b.circle, "another name")
        await until(b.person.nothing_pending)
        await a.person.services.forum.refresh(a.circle)
        assert await a.messages.asking(a.circle, b.key) is Asking.NOT_WANTED


async def test_newcomers_wait_a_week_where_that_is_wished(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        await b.messages.set_policy(b.circle, DmPolicy.SETTLED_MEMBERS)
        await until(b.person.nothing_pending)
        await force(a, b)  # the server lets it through: it cannot know who asks
        await a.step()
        await b.step()
        assert await b.messages.requests() == ()
        await a.person.services.forum.refresh(a.circle)
        for row in await a.messages.conversations():
            await a.messages.forget(row.id)
        assert await a.messages.asking(a.circle, b.key) is Asking.NOT_WANTED


async def test_asking_each_other_at_once_opens_one_conversation(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine = await a.messages.ask(a.circle, b.key, "may I?")
        theirs = await b.messages.ask(b.circle, a.key, "may I too?")
        for one in (a, b, a, b, a, b):
            await one.step()
        for one, conversation in ((a, mine), (b, theirs)):
            assert await one.messages.requests() == ()
            assert (await one.messages.open(conversation)).standing is Standing.OPEN
            await one.messages.send(conversation, "at last")
        for one in (a, b, a, b):
            await one.step()
        assert await a.texts(mine) == ["may I?", ">may I too?", "at last", ">at last"]
        assert sorted(await b.texts(theirs)) == sorted(["may I too?", ">may I?", "at last", ">at last"])


async def test_somebody_without_keys_cannot_be_asked_yet(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a") as (a,), talkers(town, tmp_path, "c", exchange=False) as (c,):
        post = await c.person.published(c.circle, "a third")
        await a.person.services.forum.refresh(a.circle)
        await a.person.published(a.circle, "a reply", parent=post)
        await c.vault.run(lambda tables: tables.mail.keys.drop_bundles(10**6))
        assert await a.messages.asking(a.circle, c.key) is Asking.OPEN
        assert await c.messages.asking(c.circle, c.key) is Asking.MYSELF
        with pytest.raises(BadInput, match="request_text"):
            await a.messages.ask(a.circle, c.key, "x" * 281)


async def test_an_unread_circle_is_read_before_a_request_is_judged(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b", exchange=False) as (a, b):
        post = await a.person.published(a.circle, "a post")
        await b.person.services.forum.refresh(b.circle)
        await a.step()
        await b.person.published(b.circle, "a reply that a has not read", parent=post)
        await b.messages.ask(b.circle, a.key, "may I?")
        await b.step()
        await a.step()
        assert [one.text for one in await a.messages.requests()] == ["may I?"]
