"""Decisions: held posts, hiding, locking, slowing, moderators, settings."""

import datetime
from typing import Any

import msgspec

from heimo_protocol import operations as ops
from heimo_protocol.circles import OnceNames
from heimo_protocol.errors import Code
from heimo_protocol.events import (
    Action,
    EditBody,
    Kind,
    ModerationBody,
    Need,
    NoteBody,
    PostBody,
    Reaction,
    ReactionBody,
    ReplyBody,
    SettingsBody,
    SignedEvent,
    open_event,
)
from server_stub.community.found import opened
from server_stub.upkeep.retention import HIDDEN_DAYS, sweep
from tests.server.people import Clock, Name, Town, refuses


async def moderated(town: Town, **settings: Any) -> tuple[bytes, Name]:
    """A circle, and a member whom the host has made its moderator."""
    circle = await town.circle(**settings)
    moderator = await town.name(circle, "keeper")
    await host_decides(town, circle, Action.GRANT, moderator.key)
    return circle, moderator


async def host_decides(town: Town, circle: bytes, action: Action, target: bytes, **more: Any) -> None:
    async with opened(town.data) as host:
        host._clock = town.clock
        await host.decide(circle, ModerationBody(action=action, target=target, **more))


async def decide(moderator: Name, action: Action, target: bytes, **more: Any) -> SignedEvent:
    return await moderator.do(Kind.MODERATION, ModerationBody(action=action, target=target, **more))


async def held(name: Name) -> list[ops.HeldEntry]:
    result = await name.town.call("event.held", ops.HeldArgs(circle=name.circle), name.private)
    return list(result.entries)


async def put_held(name: Name, text: str = "my first words") -> SignedEvent:
    signed = name.sign(Kind.POST, PostBody(text=text, need=Need.LISTEN))
    result = await name.put(signed)
    assert result.held
    return signed


async def test_a_first_post_waits_and_is_let_in(town: Town) -> None:
    circle, moderator = await moderated(town, hold_first=True)
    name, other = await town.name(circle), await town.name(circle)
    card = await name.show_card()
    signed = await put_held(name)
    assert (await name.put(signed)).held
    assert [entry.event for entry in await held(name)] == [signed.data]
    assert [entry.event for entry in await held(moderator)] == [signed.data]
    assert await held(other) == []
    assert await town.texts(circle) == []
    await decide(moderator, Action.ADMIT, signed.id)
    assert await town.texts(circle) == ["my first words"]
    entries = [open_event(entry.event or b"") for entry in await town.entries(circle)]
    assert [entry.id for entry in entries[-1:]] == [signed.id] and entries[-2].event.kind == Kind.MODERATION
    assert card.id in [entry.id for entry in entries]
    assert await held(moderator) == []
    again = await name.put(signed)
    assert not again.held and again.log_seq == len(entries)
    await name.post("and more, at once")


async def test_nothing_passes_while_something_waits(town: Town) -> None:
    circle, moderator = await moderated(town, hold_first=True)
    post = await moderator.post("welcome")
    name = await town.name(circle)
    await put_held(name)
    reaction = ReactionBody(code=Reaction.WITH_YOU)
    for attempt in (name.post("another"), name.reply(post), name.do(Kind.REACTION, reaction, post.id)):
        async with refuses(Code.AWAITING_MODERATOR):
            await attempt


async def test_a_returned_post_tells_why_and_frees_its_place(town: Town) -> None:
    circle, moderator = await moderated(town, hold_first=True)
    name = await town.name(circle)
    signed = await put_held(name)
    await decide(moderator, Action.RETURN, signed.id, reason="names", words="Please leave out the street.")
    (entry,) = await held(name)
    assert (entry.returned, entry.reason, entry.words) == (True, "names", "Please leave out the street.")
    assert await held(moderator) == []
    assert (await name.put(signed)).held
    assert (await held(name))[0].returned
    async with refuses(Code.PARENT_UNKNOWN):
        await decide(moderator, Action.ADMIT, signed.id)
    second = await put_held(name, "without the street")
    assert [entry.event for entry in await held(name)] == [second.data]
    await decide(moderator, Action.ADMIT, second.id)
    assert await town.texts(circle) == ["without the street"]


async def test_what_its_author_asks_to_be_read_first_waits(town: Town) -> None:
    circle, moderator = await moderated(town, hold_first=False)
    name = await town.name(circle)
    post = await name.post("here at once")
    signed: list[tuple[Kind, PostBody | ReplyBody | EditBody, bytes | None]] = [
        (Kind.POST, PostBody(text="words that need eyes", need=Need.LISTEN), None),
        (Kind.REPLY, ReplyBody(text="an answer that needs eyes"), post.id),
        (Kind.EDIT, EditBody(text="new words that need eyes", need=Need.LISTEN), post.id),
    ]
    for kind, body, parent in signed:
        event = name.sign(kind, body, parent)
        before = await town.texts(circle)
        assert (await name.put(event, hold=True)).held
        assert (await name.put(event)).held, "asking no more changes nothing"
        assert await town.texts(circle) == before
        assert [entry.event for entry in await held(moderator)] == [event.data]
        await decide(moderator, Action.ADMIT, event.id)
        name.took(event)
        assert body.text in await town.texts(circle)
    reaction = name.sign(Kind.REACTION, ReactionBody(code=Reaction.WITH_YOU), post.id)
    assert not (await name.put(reaction, hold=True)).held
    assert not (await moderator.put(moderator.sign(Kind.POST, signed[0][1]), hold=True)).held


async def test_a_waiting_post_can_be_taken_back(town: Town) -> None:
    circle, moderator = await moderated(town, hold_first=True)
    name, other = await town.name(circle), await town.name(circle)
    signed = await put_held(name, "words I take back")
    await put_held(other)
    async with refuses(Code.AWAITING_MODERATOR):
        await other.delete(signed)
    await name.delete(signed)
    assert await held(name) == []
    assert [open_event(entry.event).event.author for entry in await held(moderator)] == [other.key]
    assert town.context is not None
    await town.context.store.scrub()
    assert all(b"words I take back" not in path.read_bytes() for path in town.data.glob("community.db*"))
    await put_held(name)


async def test_a_banned_writers_held_post_stays_out(town: Town) -> None:
    circle, moderator = await moderated(town, hold_first=True)
    name = await town.name(circle)
    signed = await put_held(name)
    await decide(moderator, Action.BAN, name.key)
    async with refuses(Code.BANNED):
        await decide(moderator, Action.ADMIT, signed.id)
    await decide(moderator, Action.RETURN, signed.id)


async def test_moderators_are_not_held(town: Town) -> None:
    circle, moderator = await moderated(town, hold_first=True)
    await moderator.post("welcome, everybody")
    assert await town.texts(circle) == ["welcome, everybody"]


async def test_one_time_names_wait_each_time_where_the_circle_says_so(town: Town) -> None:
    circle, moderator = await moderated(town, once=OnceNames.HELD)
    today = datetime.datetime.fromtimestamp(town.clock(), datetime.UTC)
    once = await (await town.person()).join(circle, once=(today.year * 12 + today.month - 1, 0))
    post = await put_held(once)
    await decide(moderator, Action.ADMIT, post.id)
    once.took(post)
    edit = once.sign(Kind.EDIT, EditBody(text="what nobody read before", need=Need.LISTEN), post.id)
    assert (await once.put(edit)).held
    assert await town.texts(circle) == ["my first words"]
    await decide(moderator, Action.ADMIT, edit.id)
    assert await town.texts(circle) == ["what nobody read before"]


async def test_only_moderators_decide(town: Town) -> None:
    circle, moderator = await moderated(town)
    name = await town.name(circle)
    post = await moderator.post()
    for action, target in (
        (Action.HIDE, post.id),
        (Action.BAN, moderator.key),
        (Action.LOCK, post.id),
        (Action.GRANT, name.key),
    ):
        async with refuses(Code.NOT_MODERATOR):
            await decide(name, action, target)


async def test_only_the_owner_makes_and_ends_moderators(town: Town) -> None:
    circle, moderator = await moderated(town)
    name = await town.name(circle)
    for action, target in ((Action.GRANT, name.key), (Action.REVOKE, moderator.key)):
        async with refuses(Code.NOT_MODERATOR):
            await decide(moderator, action, target)
    await host_decides(town, circle, Action.REVOKE, moderator.key)
    post = await name.post()
    async with refuses(Code.NOT_MODERATOR):
        await decide(moderator, Action.HIDE, post.id)


async def test_owner_and_moderators_are_safe_from_moderators(town: Town) -> None:
    circle, moderator = await moderated(town)
    second = await town.name(circle)
    await host_decides(town, circle, Action.GRANT, second.key)
    assert town.context is not None
    row = await town.context.store.read(lambda txn: txn.circle(circle))
    assert row is not None
    for target in (row.owner, second.key):
        async with refuses(Code.NOT_MODERATOR):
            await decide(moderator, Action.BAN, target)
    await host_decides(town, circle, Action.BAN, second.key)
    async with refuses(Code.BANNED):
        await second.post()


async def test_hidden_words_leave_at_once_and_are_erased_later(town: Town) -> None:
    assert isinstance(town.clock, Clock) and town.context is not None
    circle, moderator = await moderated(town)
    name = await town.name(circle)
    post = await name.post("harsh words")
    await decide(moderator, Action.HIDE, post.id, words="This hurts.")
    assert await town.texts(circle) == []
    async with refuses(Code.LOCKED):
        await name.edit(post, "harsher words")
    await decide(moderator, Action.UNHIDE, post.id)
    assert await town.texts(circle) == ["harsh words"]
    await decide(moderator, Action.HIDE, post.id)
    town.clock.forward(days=HIDDEN_DAYS + 1)
    await sweep(town.context)
    assert all(b"harsh words" not in path.read_bytes() for path in town.data.glob("community.db*"))


async def test_decisions_themselves_cannot_be_hidden(town: Town) -> None:
    _, moderator = await moderated(town)
    post = await moderator.post()
    decision = await decide(moderator, Action.LOCK, post.id)
    async with refuses(Code.PARENT_UNKNOWN):
        await decide(moderator, Action.HIDE, decision.id)


async def test_a_locked_thread_takes_no_replies(town: Town) -> None:
    circle, moderator = await moderated(town)
    name = await town.name(circle)
    post = await name.post()
    reply = await name.reply(post)
    async with refuses(Code.PARENT_UNKNOWN):
        await decide(moderator, Action.LOCK, reply.id)
    await decide(moderator, Action.LOCK, post.id)
    async with refuses(Code.LOCKED):
        await name.reply(post)
    for event in (post, reply):
        async with refuses(Code.LOCKED):
            await name.edit(event, "and one more thing")
    await decide(moderator, Action.UNLOCK, post.id)
    await name.reply(post)
    await name.edit(reply, "still mine")


async def test_ones_own_words_can_be_taken_back_from_a_locked_thread(town: Town) -> None:
    circle, moderator = await moderated(town)
    name = await town.name(circle)
    post = await name.post("my street is")
    reply = await name.reply(post, "and my house")
    await decide(moderator, Action.LOCK, post.id)
    await name.delete(reply)
    await name.delete(post)
    assert await town.texts(circle) == []


async def test_a_thread_or_a_circle_can_be_slowed(town: Town) -> None:
    circle, moderator = await moderated(town)
    name = await town.name(circle)
    post = await name.post()
    await decide(moderator, Action.SLOW, post.id, until=60)
    await name.reply(post)
    async with refuses(Code.SLOW_MODE):
        await name.reply(post)
    await name.post()
    await decide(moderator, Action.SLOW, circle, until=60)
    await name.post()
    async with refuses(Code.SLOW_MODE):
        await name.post()
    await decide(moderator, Action.SLOW, circle)
    await name.post()


async def test_targets_must_be_what_the_action_is_about(town: Town) -> None:
    _, moderator = await moderated(town)
    for action, target in ((Action.BAN, bytes(16)), (Action.HIDE, bytes(32)), (Action.SLOW, bytes(32))):
        async with refuses(Code.BAD_ENCODING):
            await decide(moderator, action, target)
    for action, target in ((Action.BAN, bytes(32)), (Action.HIDE, bytes(16)), (Action.ADMIT, bytes(16))):
        async with refuses(Code.PARENT_UNKNOWN):
            await decide(moderator, action, target)


async def test_a_moderator_sets_notes(town: Town) -> None:
    circle, moderator = await moderated(town)
    post = await (await town.name(circle)).post()
    await moderator.do(Kind.NOTE, NoteBody(notes=["death"]), post.id)
    result = await town.call("circle.governance", ops.GovernanceArgs(circle=circle))
    kinds = [open_event(entry.event).event.kind for entry in result.entries]
    assert kinds == [Kind.MODERATION, Kind.NOTE] and not result.more


async def test_governance_comes_in_pieces_that_fit(town: Town) -> None:
    circle = await town.circle()
    async with opened(town.data) as host:
        settings = (await host.store.read(lambda txn: txn.circles()))[0].settings
        for n in range(260):
            rules = f"{n} " + "é" * 495
            await host.change_circle(circle, msgspec.structs.replace(settings, rules=rules))
    after, seen = 0, 0
    while True:
        result = await town.call("circle.governance", ops.GovernanceArgs(circle=circle, after=after))
        seen += len(result.entries)
        if not result.more:
            break
        after = result.entries[-1].log_seq
    assert seen == 260


async def test_new_settings_hold_at_once_and_show(town: Town) -> None:
    circle = await town.circle()
    name = await town.name(circle)
    async with opened(town.data) as host:
        row = (await host.store.read(lambda txn: txn.circles()))[0]
        await host.change_circle(circle, msgspec.structs.replace(row.settings, name="Harbour", hold_first=True))
    (entry,) = (await town.call("circle.list", ops.CircleListArgs())).circles
    body = open_event(entry.settings).body
    assert isinstance(body, SettingsBody) and body.settings.name == "Harbour"
    assert entry.head_seq == 1
    await put_held(name)
