"""Writing and reading: what may follow what, budgets, edits and deletions that really erase."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import operations as ops
from heimo_protocol.circles import CircleSettings
from heimo_protocol.errors import Code
from heimo_protocol.events import (
    CardBody,
    EditBody,
    EmptyBody,
    Kind,
    Need,
    NoteBody,
    PostBody,
    Reaction,
    ReactionBody,
    ReplyBody,
    SettingsBody,
    floor_minutes,
    open_event,
)
from heimo_protocol.limits import MAX_EVENT_AGE_MINUTES, ServerLimits
from heimo_protocol.log import next_head
from tests.server.people import NO_RUSH, Clock, Name, Town, refuses, town_here

THANKS = ReactionBody(code=Reaction.THANK_YOU)


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("community.db*")))


async def test_a_post_is_read_by_everybody(town: Town) -> None:
    circle = await town.circle()
    one, two = await town.name(circle), await town.name(circle)
    post = await one.post("Back at work, hands shaking.")
    await two.reply(post, "I know that morning.")
    assert await town.texts(circle) == ["Back at work, hands shaking.", "I know that morning."]


async def test_the_log_is_a_chain(town: Town) -> None:
    circle = await town.circle()
    name = await town.name(circle)
    placed = [await name.put(name.sign(Kind.POST, PostBody(text=str(n), need=Need.ASK))) for n in range(5)]
    listed = await town.call("event.list", ops.ListArgs(circle=circle))
    head = listed.base
    for entry, put in zip(listed.entries, placed, strict=True):
        head = next_head(head, entry.log_seq, open_event(entry.event).hash)
        assert (put.log_seq, put.head, put.hour) == (entry.log_seq, head, entry.hour)
    assert (listed.head_seq, listed.head) == (5, head)


async def test_reading_forward_and_backward_gives_the_same(town: Town) -> None:
    circle = await town.circle()
    name = await town.name(circle)
    for n in range(5):
        await name.do(Kind.CARD, CardBody(card=name.card(n + 1)))

    async def seqs(**how: Any) -> tuple[list[int], bytes]:
        result = await town.call("event.list", ops.ListArgs(circle=circle, **how))
        return [entry.log_seq for entry in result.entries], result.base

    whole, first = await seqs()
    assert whole == [1, 2, 3, 4, 5]
    assert (await seqs(max=2))[0] == [4, 5]
    assert (await seqs(after=1, max=2))[0] == [2, 3]
    assert (await seqs(before=3, max=10)) == ([1, 2], first)
    assert (await seqs(after=5))[0] == []
    for how in ({"after": 1, "before": 3}, {"max": 0}, {"max": 201}, {"after": -1}):
        async with refuses(Code.BAD_ENCODING):
            await seqs(**how)


async def test_long_posts_come_in_several_answers(town: Town) -> None:
    circle = await town.circle()
    names = [await town.name(circle) for _ in range(8)]
    for _, name in itertools.product(range(5), names):
        await name.post("a" * 8000)
    seen: list[int] = []
    while True:
        after = seen[-1] if seen else 0
        result = await town.call("event.list", ops.ListArgs(circle=circle, after=after))
        if not result.entries:
            break
        seen += [entry.log_seq for entry in result.entries]
    assert seen == list(range(1, 41))


async def test_the_same_event_again_changes_nothing(town: Town) -> None:
    circle = await town.circle()
    name = await town.name(circle)
    signed = name.sign(Kind.POST, PostBody(text="once", need=Need.LISTEN))
    first = await name.put(signed)
    await name.post("twice")
    assert await name.put(signed) == first
    assert await town.texts(circle) == ["once", "twice"]


async def test_the_author_chain_has_no_gap_and_no_fork(town: Town) -> None:
    circle = await town.circle()
    name = await town.name(circle)
    await name.post()
    body = PostBody(text="other", need=Need.LISTEN)
    for fields, value in (({"seq": 0, "prev": None}, 1), ({"seq": 2}, 1)):
        async with refuses(Code.SEQ_CONFLICT) as refused:
            await name.do(Kind.POST, body, **fields)
        assert refused.value == value
    async with refuses(Code.PREV_MISMATCH):
        await name.do(Kind.POST, body, prev=bytes(32))
    await name.post()


async def test_nobody_writes_for_another(town: Town) -> None:
    circle = await town.circle()
    one, two = await town.name(circle), await town.name(circle)
    signed = one.sign(Kind.POST, PostBody(text="not mine", need=Need.LISTEN))
    async with refuses(Code.AUTH_INVALID):
        await town.call("event.put", ops.PutArgs(event=signed.data), two.private)
    stranger = Name(town, circle, Ed25519PrivateKey.generate(), "nobody")
    async with refuses(Code.AUTH_UNKNOWN):
        await stranger.post()
    elsewhere = Name(town, await town.circle(), one.private, "elsewhere")
    async with refuses(Code.AUTH_UNKNOWN):
        await elsewhere.post()


async def test_a_changed_byte_breaks_the_signature(town: Town) -> None:
    name = await town.name(await town.circle())
    data = bytearray(name.sign(Kind.POST, PostBody(text="a quiet word", need=Need.LISTEN)).data)
    at = data.index(b"quiet")
    data[at] ^= 1
    async with refuses(Code.SIG_INVALID):
        await town.call("event.put", ops.PutArgs(event=bytes(data)), name.private)


async def test_an_outbox_may_have_slept_but_not_for_ever(town: Town) -> None:
    name = await town.name(await town.circle())
    now, body = floor_minutes(town.clock()), PostBody(text="late", need=Need.LISTEN)
    for minutes in (now - MAX_EVENT_AGE_MINUTES - 10, now + 30):
        async with refuses(Code.CLOCK_SKEW):
            await name.do(Kind.POST, body, minutes=minutes)
    await name.do(Kind.POST, body, minutes=now - MAX_EVENT_AGE_MINUTES + 10)


async def test_threads_are_flat(town: Town) -> None:
    circle, other = await town.circle(), await town.circle()
    name = await town.name(circle)
    post = await name.post()
    reply = await name.reply(post)
    foreign = await (await town.name(other)).post()
    for parent in (reply, foreign):
        async with refuses(Code.PARENT_UNKNOWN):
            await name.reply(parent)
    await name.do(Kind.REACTION, THANKS, reply.id)


async def test_a_post_may_want_no_replies(town: Town) -> None:
    circle = await town.circle()
    writer, other = await town.name(circle), await town.name(circle)
    post = await writer.post("only read this", Need.NONE)
    async with refuses(Code.REPLIES_OFF):
        await other.reply(post)
    await other.do(Kind.REACTION, THANKS, post.id)
    await writer.reply(post)
    await writer.edit(post, "now tell me", Need.ASK)
    await other.reply(post)
    await writer.edit(post, "enough for today", Need.NONE)
    async with refuses(Code.REPLIES_OFF):
        await other.reply(post)


async def test_only_ones_own_can_be_changed(town: Town) -> None:
    circle = await town.circle()
    writer, other = await town.name(circle), await town.name(circle)
    post = await writer.post()
    async with refuses(Code.PARENT_UNKNOWN):
        await other.edit(post, "mine now")
    async with refuses(Code.PARENT_UNKNOWN):
        await other.delete(post)
    reaction = await other.do(Kind.REACTION, THANKS, post.id)
    async with refuses(Code.PARENT_UNKNOWN):
        await other.delete(reaction)


async def test_some_kinds_are_not_for_members(town: Town) -> None:
    circle = await town.circle()
    name = await town.name(circle)
    post = await name.post()
    attempts = (
        (Kind.NOTE, NoteBody(notes=["death"]), post.id),
        (Kind.SETTINGS, SettingsBody(settings=CircleSettings(name="mine")), None),
        (Kind.IDENTITY_CHANGED, EmptyBody(), None),
    )
    for kind, body, parent in attempts:
        async with refuses(Code.NOT_MODERATOR):
            await name.do(kind, body, parent)


async def test_another_names_card_is_refused(town: Town) -> None:
    circle = await town.circle()
    one, two = await town.name(circle), await town.name(circle)
    async with refuses(Code.SIG_INVALID):
        await one.do(Kind.CARD, CardBody(card=two.card(5)))
    await one.show_card()


async def test_an_edit_erases_the_old_words(town: Town) -> None:
    assert town.context is not None
    circle = await town.circle()
    name = await town.name(circle)
    post = await name.post("my boss Margit at the harbour")
    await name.edit(post, "my boss at work, called Margit too")
    await name.edit(post, "somebody at work")
    entries = await town.entries(circle)
    assert [entry.event is None for entry in entries] == [True, True, False]
    assert entries[0].hash == post.hash
    assert await town.texts(circle) == ["somebody at work"]
    await town.context.store.scrub()
    disk = bytes_on_disk(town.data)
    assert b"Margit" not in disk and b"somebody at work" in disk


async def test_an_edit_tells_the_thread_of_what_it_edits(town: Town) -> None:
    circle = await town.circle()
    name = await town.name(circle)
    post, other = await name.post(), await name.post()
    reply = await name.reply(post)
    for body, event in (
        (EditBody(text="elsewhere", thread=other.id), reply),
        (EditBody(text="a post now", need=Need.LISTEN), reply),
        (EditBody(text="a reply now", thread=post.id), post),
    ):
        async with refuses(Code.PARENT_UNKNOWN):
            await name.do(Kind.EDIT, body, event.id)
    for words in ("better", "better still"):  # the second one edits what was erased
        await name.edit(reply, words)
    assert (await town.texts(circle))[-1] == "better still"


async def test_a_deletion_erases_the_words_from_every_file(town: Town) -> None:
    assert town.context is not None
    circle = await town.circle()
    name = await town.name(circle)
    post = await name.post("the sentence I regret")
    await name.edit(post, "another sentence I regret")
    assert b"sentence I regret" in bytes_on_disk(town.data)
    await name.delete(post)
    await town.context.store.scrub()
    assert b"sentence I regret" not in bytes_on_disk(town.data)
    assert [entry.event is None for entry in await town.entries(circle)] == [True, True, False]
    async with refuses(Code.PARENT_UNKNOWN):
        await name.edit(post, "back again")


async def test_the_first_day_is_short(town: Town) -> None:
    assert isinstance(town.clock, Clock)
    name = await town.name(await town.circle())
    for _ in range(NO_RUSH.first_day_posts):
        post = await name.post()
    async with refuses(Code.QUOTA) as refused:
        await name.post()
    assert refused.retry_after is not None and 22 * 3600 <= refused.retry_after <= 24 * 3600
    await name.do(Kind.REACTION, THANKS, post.id)
    town.clock.forward(hours=24)
    await name.post()


async def test_an_hour_and_a_day_have_room_for_so_much(tmp_path: Path) -> None:
    limits = ServerLimits(posts_hour=3, posts_day=5, first_day_posts=99, anonymous_second=999, anonymous_burst=999)
    async with town_here(tmp_path / "data", limits) as town:
        assert isinstance(town.clock, Clock)
        town.clock.ahead = 86_400 - town.clock() % 86_400  # just after midnight
        name = await town.name(await town.circle())
        for _ in range(3):
            await name.post()
        async with refuses(Code.QUOTA) as hourly:
            await name.post()
        assert hourly.retry_after is not None and 3500 < hourly.retry_after <= 3600
        town.clock.forward(hours=1)
        for _ in range(2):
            await name.post()
        async with refuses(Code.QUOTA) as daily:
            await name.post()
        assert daily.retry_after is not None and 22 * 3600 < daily.retry_after <= 23 * 3600
        town.clock.forward(hours=23)
        await name.post()


async def test_budgets_count_the_member_and_not_the_key(town: Town) -> None:
    person, circle = await town.person(), await town.circle()
    name = await person.join(circle)
    for _ in range(NO_RUSH.first_day_posts):
        await name.post()
    again = await person.join(circle, reset=True)
    async with refuses(Code.QUOTA):
        await again.post()


async def test_a_refused_event_costs_nothing(town: Town) -> None:
    name = await town.name(await town.circle())
    for _ in range(NO_RUSH.first_day_posts * 2):
        async with refuses(Code.SEQ_CONFLICT):
            await name.do(Kind.POST, PostBody(text="wrong", need=Need.LISTEN), seq=9, prev=bytes(32))
    await name.post()


async def test_slow_circles_ask_for_a_pause(town: Town) -> None:
    circle = await town.circle(slow_seconds=60)
    one, two = await town.name(circle), await town.name(circle)
    post = await one.post()
    async with refuses(Code.SLOW_MODE) as refused:
        await one.post()
    assert refused.retry_after is not None and 0 < refused.retry_after <= 60
    await one.put(post)
    await one.do(Kind.REACTION, THANKS, post.id)
    await two.post()


async def test_closed_circles_are_for_their_members(town: Town) -> None:
    circle = await town.circle(open_reading=False)
    name, other = await town.name(circle), await town.name(await town.circle())
    await name.post("inside")
    for private in (None, other.private):
        for op, args in (
            ("event.list", ops.ListArgs(circle=circle)),
            ("circle.governance", ops.GovernanceArgs(circle=circle)),
            ("live", ops.LiveArgs(circle=circle)),
        ):
            async with refuses(Code.AUTH_UNKNOWN):
                await town.call(op, args, private)
    assert len(await town.entries(circle, name.private)) == 1


async def test_a_reply_can_quote_and_leave_ends_it(town: Town) -> None:
    circle = await town.circle()
    name = await town.name(circle)
    post = await name.post()
    await name.do(Kind.REPLY, ReplyBody(text="yes"), post.id)
    await name.do(Kind.LEAVE, EmptyBody())
    kinds = [open_event(entry.event or b"").event.kind for entry in await town.entries(circle)]
    assert kinds == [Kind.POST, Kind.REPLY, Kind.LEAVE]


@pytest.mark.parametrize("circle", [bytes(16), b"short"])
async def test_unknown_circles_are_not_found(town: Town, circle: bytes) -> None:
    async with refuses(Code.NOT_FOUND):
        await town.entries(circle)
