"""Who may decide: the owner, stewards, moderators; and words that let a moderator read first."""

import msgspec
import pytest

from heimo_protocol import operations as ops
from heimo_protocol.circles import CircleSettings
from heimo_protocol.errors import Code
from heimo_protocol.events import (
    Action,
    Body,
    EditBody,
    Kind,
    Need,
    NoteBody,
    PostBody,
    ReplyBody,
    SettingsBody,
    open_event,
)
from tests.server.operations.test_moderation import decide, held, host_decides, moderated
from tests.server.people import Name, Town, refuses


async def steward_of(town: Town, circle: bytes) -> Name:
    name = await town.name(circle, "steward")
    await host_decides(town, circle, Action.ENTRUST, name.key)
    return name


async def settings_of(town: Town, circle: bytes) -> CircleSettings:
    assert town.context is not None
    row = await town.context.store.read(lambda txn: txn.circle(circle))
    assert row is not None
    return row.settings


async def change(who: Name, **changes: object) -> None:
    settings = msgspec.structs.replace(await settings_of(who.town, who.circle), **changes)
    await who.do(Kind.SETTINGS, SettingsBody(settings=settings))


async def test_a_steward_moderates_and_changes_the_settings(town: Town) -> None:
    circle, moderator = await moderated(town)
    steward, member = await steward_of(town, circle), await town.name(circle)
    await change(steward, slow_seconds=5, ban_by_two=True)
    assert (await settings_of(town, circle)).slow_seconds == 5
    (entry,) = (await town.call("circle.list", ops.CircleListArgs())).circles
    assert open_event(entry.settings).event.author == steward.key
    for name in (moderator, member):
        async with refuses(Code.NOT_MODERATOR):
            await change(name, slow_seconds=0)
    await decide(steward, Action.HIDE, (await member.post()).id)


async def test_a_steward_chooses_moderators_and_bans_them(town: Town) -> None:
    circle, moderator = await moderated(town)
    steward, member = await steward_of(town, circle), await town.name(circle)
    await decide(steward, Action.GRANT, member.key)
    await decide(member, Action.HIDE, (await moderator.post()).id)
    await decide(steward, Action.REVOKE, member.key)
    async with refuses(Code.NOT_MODERATOR):
        await decide(member, Action.HIDE, (await moderator.post()).id)
    await decide(steward, Action.BAN, moderator.key)
    async with refuses(Code.BANNED):
        await moderator.post()


async def test_a_steward_touches_no_steward_and_not_the_owner(town: Town) -> None:
    circle, _ = await moderated(town)
    steward, other = await steward_of(town, circle), await steward_of(town, circle)
    assert town.context is not None
    row = await town.context.store.read(lambda txn: txn.circle(circle))
    assert row is not None
    for target in (other.key, row.owner):
        for action in (Action.BAN, Action.REVOKE, Action.GRANT, Action.ENTRUST):
            async with refuses(Code.NOT_MODERATOR):
                await decide(steward, action, target)
    member = await town.name(circle)
    async with refuses(Code.NOT_MODERATOR):
        await decide(steward, Action.ENTRUST, member.key)


async def test_who_is_revoked_decides_nothing_any_more(town: Town) -> None:
    circle, moderator = await moderated(town)
    steward, member = await steward_of(town, circle), await town.name(circle)
    post = await member.post()
    for name in (moderator, steward):
        await host_decides(town, circle, Action.REVOKE, name.key)
        bodies: list[tuple[Kind, Body, bytes | None]] = [
            (Kind.NOTE, NoteBody(notes=["death"]), post.id),
            (Kind.SETTINGS, SettingsBody(settings=CircleSettings(name="Mine now")), None),
        ]
        for kind, body, parent in bodies:
            async with refuses(Code.NOT_MODERATOR):
                await name.do(kind, body, parent)
        for action, target in ((Action.KEEP, post.id), (Action.HIDE, post.id), (Action.BAN, member.key)):
            async with refuses(Code.NOT_MODERATOR):
                await decide(name, action, target)
    await host_decides(town, circle, Action.GRANT, steward.key)
    async with refuses(Code.NOT_MODERATOR):
        await change(steward, name="Mine now")


async def test_only_a_lasting_name_of_the_circle_is_entrusted(town: Town) -> None:
    circle = await town.circle()
    person, elsewhere = await town.person(), await town.name(await town.circle())
    before = await person.join(circle)
    await person.join(circle, reset=True)
    for key in (before.key, elsewhere.key, bytes(32)):
        async with refuses(Code.PARENT_UNKNOWN):
            await host_decides(town, circle, Action.ENTRUST, key)


async def test_a_moderator_is_not_banned_by_a_steward_through_a_stewards_old_name(town: Town) -> None:
    circle, _ = await moderated(town)
    steward, person = await steward_of(town, circle), await town.person()
    before = await person.join(circle)
    now = await person.join(circle, reset=True)
    await host_decides(town, circle, Action.ENTRUST, now.key)
    async with refuses(Code.NOT_MODERATOR):
        await decide(steward, Action.BAN, before.key)
    await now.post()


@pytest.mark.parametrize(
    ("words", "text", "waits"),
    [
        (["pill"], "I counted PILLS again", True),
        (["pill"], "caterpillars everywhere", False),
        (["itsetuho"], "Itsetuhoisia ajatuksia", True),
        (["two words"], "these two words here", True),
        (["one", "other"], "neither of them", False),
        (["(.*)"], "anything at all", False),
        ([], "anything at all", False),
    ],
)
async def test_texts_with_a_held_word_wait(town: Town, words: list[str], text: str, waits: bool) -> None:
    circle, moderator = await moderated(town, held_words=words)
    name = await town.name(circle)
    post = await name.post("good morning")
    attempts: list[tuple[Kind, PostBody | ReplyBody | EditBody, bytes | None]] = [
        (Kind.POST, PostBody(text=text, need=Need.LISTEN), None),
        (Kind.REPLY, ReplyBody(text=text), post.id),
        (Kind.EDIT, EditBody(text=text, need=Need.LISTEN), post.id),
    ]
    for kind, body, parent in attempts:
        signed = name.sign(kind, body, parent)
        assert (await name.put(signed)).held is waits
        if waits:
            assert [entry.event for entry in await held(moderator)] == [signed.data]
            await decide(moderator, Action.ADMIT, signed.id)
            name.took(signed)
    await moderator.post(text)
    assert await held(moderator) == []
