"""A server that acts as a moderator, hides what one decided, or applies what nobody signed: members notice each."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.circles import CircleSettings
from heimo_protocol.events import Action, Body, Kind, ModerationBody, NoteBody, SettingsBody
from heimo_protocol.signing import public_bytes
from heimo_tui.core.errors import Tampering
from heimo_tui.core.governance import Rulings
from heimo_tui.core.moderating import Deed, Verdict, Waits
from heimo_tui.core.views import Delivery, Gone
from heimo_tui.ui.notices import for_problem
from tests.client.services.test_tampering import codes, forge, refresh, settle
from tests.support.liar import LyingCommunity
from tests.support.moderators import Circle, circle_of
from tests.support.people import Person, person, until


async def rulings(someone: Person, circle: bytes) -> Rulings:
    return (await someone.services.forum._sync.ledger(circle)).rulings


@asynccontextmanager
async def watched(liar: LyingCommunity, folder: Path) -> AsyncIterator[Circle]:
    """A circle whose people come through the malicious server, which is honest until told otherwise."""
    async with circle_of(liar.honest, folder / "people") as circle:
        yield circle


async def remove(circle: Circle, post: bytes) -> None:
    await circle.report(post)
    (item,) = await circle.waiting(Waits.REPORTED)
    await circle.decide(item, Deed.REMOVE, words="not like this")


DECISIONS: list[tuple[Kind, Action | None]] = [
    *((Kind.MODERATION, action) for action in Action if action not in (Action.ADMIT, Action.RETURN)),
    *((Kind.SETTINGS, None), (Kind.NOTE, None)),
]


async def test_a_decision_by_a_key_that_is_no_moderators_counts_for_nothing(
    liar: LyingCommunity, tmp_path: Path
) -> None:
    circle, ids = await settle(liar, tmp_path, posts=1)
    key = Ed25519PrivateKey.generate()
    for number, (kind, action) in enumerate(DECISIONS):
        liar.lie("")
        async with person(tmp_path / f"reader {number}") as reader:
            await reader.services.membership.look(liar.url)
            await refresh(reader, circle)
            before = await rulings(reader, circle)
            author = (await reader.services.forum.thread(circle, ids[0])).root.author.key
            body = decision(kind, action, post=ids[0], author=author, circle=circle, key=key)
            parent = ids[0] if kind is Kind.NOTE else None
            liar.lie("extend", [forge(circle, key, kind, body, parent=parent)])
            await refresh(reader, circle)
            assert "not_moderator" in await codes(reader), (kind, action)
            after = await rulings(reader, circle)
            changed = [name for name in Rulings.__slots__ if getattr(before, name) != getattr(after, name)]
            assert changed == ["ignored"], (kind, action)
            assert (await reader.services.forum.thread(circle, ids[0])).root.gone is Gone.NO, (kind, action)


def decision(
    kind: Kind, action: Action | None, *, post: bytes, author: bytes, circle: bytes, key: Ed25519PrivateKey
) -> Body:
    """What somebody decides about a post, its author, the circle, or for their own `key`."""
    if kind is Kind.NOTE:
        return NoteBody(notes=["death"])
    if action is None:
        return SettingsBody(settings=CircleSettings(name="Mine now"))
    targets = {Action.BAN: author, Action.UNBAN: author, Action.REVOKE: author, Action.SLOW: circle}
    own = {Action.GRANT: public_bytes(key), Action.ENTRUST: public_bytes(key)}
    return ModerationBody(action=action, target=(targets | own).get(action, post))


async def test_a_server_cannot_appoint_a_moderator_and_act_through_it(liar: LyingCommunity, tmp_path: Path) -> None:
    circle, ids = await settle(liar, tmp_path, posts=1)
    server, puppet = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    appointed = ModerationBody(action=Action.GRANT, target=public_bytes(puppet))
    hidden = ModerationBody(action=Action.HIDE, target=ids[0])
    liar.lie(
        "extend", [forge(circle, server, Kind.MODERATION, appointed), forge(circle, puppet, Kind.MODERATION, hidden)]
    )
    async with person(tmp_path / "reader") as reader:
        await reader.services.membership.look(liar.url)
        await refresh(reader, circle)
        told = [one for one in await reader.services.forum.problems() if one.code == "not_moderator"]
        assert len(told) == 2
        assert (await reader.services.forum.thread(circle, ids[0])).root.gone is Gone.NO
        assert await reader.services.moderating.history(circle, names=True) == (), "no such decision was taken"


async def test_a_decision_that_is_dropped_from_the_log_is_missed_by_who_knew_it(
    liar: LyingCommunity, tmp_path: Path
) -> None:
    async with watched(liar, tmp_path) as circle, person(tmp_path / "reader") as reader:
        post = await circle.author.published(circle.id, "harsh words")
        await circle.read()
        await remove(circle, post)
        await reader.services.membership.look(liar.url)
        await reader.services.forum.refresh(circle.id)
        assert post in (await rulings(reader, circle.id)).hidden and not await codes(reader)
        liar.lie("hide_decision")
        with pytest.raises(Tampering):
            await reader.services.forum.refresh(circle.id)
        assert "log_fork" in await codes(reader)
        assert post in (await rulings(reader, circle.id)).hidden, "what was decided stays decided"


@pytest.mark.parametrize("after", [False, True])
async def test_a_newcomer_misses_a_decision_that_was_dropped(liar: LyingCommunity, tmp_path: Path, after: bool) -> None:
    """By the text that is gone without a reason, or by what the moderator, or anybody who saw it, wrote after it."""
    async with watched(liar, tmp_path) as circle, person(tmp_path / "reader") as reader:
        post = await circle.author.published(circle.id, "harsh words")
        await circle.read()
        await remove(circle, post)
        if after:
            await circle.moderator.published(circle.id, "let us be kind")
        liar.lie("hide_decision")
        await reader.services.membership.look(liar.url)
        await refresh(reader, circle.id)
        assert ({"author_gap", "log_fork"} & await codes(reader)) if after else "withheld" in await codes(reader)


async def test_a_moderator_notices_that_a_decision_was_taken_and_not_put(liar: LyingCommunity, tmp_path: Path) -> None:
    invite = liar.honest.invites(1)[0]
    circle, ids = await settle(liar, tmp_path, posts=1)
    async with person(tmp_path / "moderator") as moderator:
        await moderator.services.membership.register(invite, moderator.services.membership.new_phrase())
        await moderator.services.forum.refresh(circle)
        await moderator.services.membership.join_circle(circle)
        name = (await moderator.circle("Kitchen table")).my_name
        assert name is not None
        liar.honest.command("moderators", "add", "Kitchen table", name.key.hex())
        await moderator.services.forum.refresh(circle)
        liar.lie("swallow")
        await moderator.services.moderating.decide_on(circle, ids[0], Verdict(Deed.REMOVE, words="no"))

        async def noticed() -> bool:
            return "log_fork" in await codes(moderator)

        await until(noticed)
        assert not await moderator.nothing_pending(), "it goes on trying"


async def test_a_text_that_nobody_removed_is_missed(liar: LyingCommunity, tmp_path: Path) -> None:
    async with watched(liar, tmp_path) as circle, person(tmp_path / "reader") as reader:
        await circle.author.published(circle.id, "harmless words")
        liar.lie("withhold")
        await reader.services.membership.look(liar.url)
        await refresh(reader, circle.id)
        assert await codes(reader) == {"withheld"}


async def refused(someone: Person, circle: bytes) -> None:
    """Write, and be told that one is banned."""
    await someone.write(circle, "may I say something?")

    async def put_aside() -> bool:
        return [one.code for one in await someone.services.compose.pending()] == ["banned"]

    await until(put_aside)


async def test_a_ban_that_no_moderator_signed_is_told(liar: LyingCommunity, tmp_path: Path) -> None:
    invite = liar.honest.invites(1)[0]
    circle, _ = await settle(liar, tmp_path, posts=1)
    async with person(tmp_path / "banned") as writer:
        await writer.services.membership.register(invite, writer.services.membership.new_phrase())
        await writer.services.forum.refresh(circle)
        await writer.published(circle, "hello")
        assert not await codes(writer)
        liar.lie("ban")
        await refused(writer, circle)
        assert await codes(writer) == {"ban_unsigned"}
        (problem,) = await writer.services.forum.problems()
        assert "banned" in str(for_problem(problem)) and "no moderator's decision" in str(for_problem(problem))


@pytest.mark.parametrize("lifted", [False, True])
async def test_a_signed_ban_is_no_offence_until_it_is_lifted(
    liar: LyingCommunity, tmp_path: Path, lifted: bool
) -> None:
    invite = liar.honest.invites(1)[0]
    circle, _ = await settle(liar, tmp_path, posts=1)
    async with person(tmp_path / "banned") as writer:
        await writer.services.membership.register(invite, writer.services.membership.new_phrase())
        await writer.services.forum.refresh(circle)
        await writer.published(circle, "hello")
        name = (await writer.circle("Kitchen table")).my_name
        assert name is not None
        liar.honest.command("ban", "Kitchen table", name.key.hex(), "--words", "rest")
        if lifted:
            liar.honest.command("unban", "Kitchen table", name.key.hex())
            liar.lie("ban")
        await refused(writer, circle)
        assert await codes(writer) == ({"ban_unsigned"} if lifted else set())


async def test_what_no_moderator_gave_back_goes_on_waiting(liar: LyingCommunity, tmp_path: Path) -> None:
    async with circle_of(liar.honest, tmp_path / "people", name="Front door") as circle:
        writer = circle.author
        liar.lie("give_back")
        await writer.write(circle.id, "may I come in?")

        async def told() -> bool:
            await writer.services.compose._sender.ask_held_now()
            return "return_unsigned" in await codes(writer)

        await until(told)
        assert [one.delivery for one in await writer.services.compose.pending()] == [Delivery.HELD]
        liar.lie("")
        (item,) = await circle.waiting()
        await circle.decide(item, Deed.RETURN, reason="identifying", words="please leave the name out")

        async def returned() -> bool:
            await writer.services.compose._sender.ask_held_now()
            pending = await writer.services.compose.pending()
            return [(one.delivery, one.words) for one in pending] == [(Delivery.RETURNED, "please leave the name out")]

        await until(returned)
