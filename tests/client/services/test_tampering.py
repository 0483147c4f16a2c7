"""A malicious server for each way to cheat: the client has to notice, and to say so."""

import time
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.events import (
    Action,
    Body,
    Event,
    Kind,
    ModerationBody,
    Need,
    PostBody,
    Seen,
    encode_body,
    floor_minutes,
)
from heimo_protocol.signing import public_bytes, seal
from heimo_tui.core.errors import HeimoError, Tampering
from heimo_tui.core.views import Gone
from server_stub.profile import load_profile, write_profile
from tests.support.liar import LyingCommunity
from tests.support.people import Person, person, until


async def codes(someone: Person) -> set[str]:
    return {problem.code for problem in await someone.services.forum.problems()}


async def refresh(someone: Person, circle: bytes) -> None:
    """Ask, whatever comes of it; and read back to the beginning."""
    try:
        await someone.services.forum.refresh(circle)
    except HeimoError:
        return


async def settle(liar: LyingCommunity, folder: Path, *, posts: int = 2) -> tuple[bytes, list[bytes]]:
    """Two people write and answer each other, honestly; gives the circle and the posts."""
    invites = liar.honest.invites(2)
    async with person(folder / "writer") as writer, person(folder / "other") as other:
        await writer.services.membership.register(invites[0], writer.services.membership.new_phrase())
        await other.services.membership.register(invites[1], other.services.membership.new_phrase())
        circle = (await writer.circle("Kitchen table")).id
        ids = []
        for number in range(posts):
            for one in (writer, other):
                await one.services.forum.refresh(circle)
                ids.append(await one.published(circle, f"post {number}"))
        return circle, ids


async def hide(liar: LyingCommunity, folder: Path, circle: bytes, event: bytes) -> None:
    """Somebody reports a post, and the host takes it out of sight."""
    invite = liar.honest.invites(1)[0]
    async with person(folder / "reporter") as reporter:
        await reporter.services.membership.register(invite, reporter.services.membership.new_phrase())
        await reporter.services.forum.refresh(circle)
        await reporter.services.forum.report(circle, event, "unkind")
    reports = liar.honest.command("reports")["reports"]
    assert isinstance(reports, list)
    liar.honest.command("hide", "Kitchen table", reports[0]["mark"])


def forge(
    circle: bytes,
    key: Ed25519PrivateKey,
    kind: Kind,
    body: Body,
    *,
    seq: int = 0,
    seen: Seen | None = None,
    dh: bytes = b"\0" * 8,
    parent: bytes | None = None,
) -> bytes:
    event = Event(
        kind=kind,
        circle=circle,
        author=public_bytes(key),
        seq=seq,
        prev=None if seq == 0 else b"\1" * 32,
        minutes=floor_minutes(time.time()),
        parent=parent,
        body=encode_body(body),
        dh=dh,
        seen=seen or Seen(1, b"\0" * 16),
    )
    return seal(key, "event", event).to_bytes()


@pytest.mark.parametrize(
    ("trick", "expected"),
    [("reorder", "log_fork"), ("drop", "author_gap"), ("alter", "sig_invalid"), ("withhold", "withheld")],
)
async def test_a_first_time_reader_notices(liar: LyingCommunity, tmp_path: Path, trick: str, expected: str) -> None:
    circle, _ = await settle(liar, tmp_path)
    async with person(tmp_path / "honest") as before:
        await before.services.membership.look(liar.url)
        assert not await codes(before)
    liar.lie(trick)
    async with person(tmp_path / "reader") as reader:
        await reader.services.membership.look(liar.url)
        await refresh(reader, circle)
        assert expected in await codes(reader)


@pytest.mark.parametrize("trick", ["reorder", "drop", "alter", "roll_back"])
async def test_a_past_that_changes_is_a_fork(liar: LyingCommunity, tmp_path: Path, trick: str) -> None:
    circle, _ = await settle(liar, tmp_path)
    async with person(tmp_path / "reader") as reader:
        await reader.services.membership.look(liar.url)
        await reader.services.forum.refresh(circle)
        shown = (await reader.services.forum.thread_list(circle)).ids
        assert not await codes(reader)
        liar.lie(trick)
        with pytest.raises(Tampering):
            await reader.services.forum.refresh(circle)
        assert "log_fork" in await codes(reader)
        assert (await reader.services.forum.thread_list(circle)).ids == shown


async def test_two_different_pasts_are_noticed_by_what_others_saw(liar: LyingCommunity, tmp_path: Path) -> None:
    """Somebody who was shown another log gives it away with the next word they write."""
    circle, _ = await settle(liar, tmp_path, posts=1)
    words = PostBody(text="what a strange order", need=Need.LISTEN)
    for seen, misled in ((Seen(0, circle), False), (Seen(3, b"\2" * 16), True)):
        # no honest server takes what was written after another log, so this one puts it in by itself
        liar.lie("extend", [forge(circle, Ed25519PrivateKey.generate(), Kind.POST, words, seen=seen)])
        async with person(tmp_path / f"reader {misled}") as reader:
            await reader.services.membership.look(liar.url)
            await refresh(reader, circle)
            assert ("log_fork" in await codes(reader)) is misled


async def test_an_altered_post_is_not_shown(liar: LyingCommunity, tmp_path: Path) -> None:
    circle, ids = await settle(liar, tmp_path)
    liar.lie("alter")
    async with person(tmp_path / "reader") as reader:
        await reader.services.membership.look(liar.url)
        await refresh(reader, circle)
        listed = await reader.services.forum.thread_list(circle)
        rows = await reader.services.forum.rows(circle, listed.ids)
        assert not any("take it all back" in row.title for row in rows)
        assert ids[0] not in listed.ids


async def test_decisions_of_somebody_without_the_right_do_not_count(liar: LyingCommunity, tmp_path: Path) -> None:
    circle, ids = await settle(liar, tmp_path)
    key = Ed25519PrivateKey.generate()
    liar.lie("extend", [forge(circle, key, Kind.MODERATION, ModerationBody(action=Action.HIDE, target=ids[0]))])
    async with person(tmp_path / "reader") as reader:
        await reader.services.membership.look(liar.url)
        await refresh(reader, circle)
        assert "not_moderator" in await codes(reader)
        assert (await reader.services.forum.thread(circle, ids[0])).root.gone is Gone.NO


async def test_one_place_filled_twice_is_an_author_fork(liar: LyingCommunity, tmp_path: Path) -> None:
    circle, _ = await settle(liar, tmp_path)
    key = Ed25519PrivateKey.generate()
    two = [forge(circle, key, Kind.POST, PostBody(text=words, need=Need.LISTEN)) for words in ("yes", "no")]
    liar.lie("extend", two)
    async with person(tmp_path / "reader") as reader:
        await reader.services.membership.look(liar.url)
        await refresh(reader, circle)
        assert "author_fork" in await codes(reader)


async def test_a_hidden_decision_is_noticed(liar: LyingCommunity, tmp_path: Path) -> None:
    circle, ids = await settle(liar, tmp_path)
    await hide(liar, tmp_path, circle, ids[0])
    async with person(tmp_path / "reader") as reader:
        await reader.services.membership.look(liar.url)
        await reader.services.forum.refresh(circle)
        assert ids[0] not in (await reader.services.forum.thread_list(circle)).ids
        assert (await reader.services.forum.thread(circle, ids[1])).root.gone is Gone.NO
        liar.lie("hide_decision")
        with pytest.raises(Tampering):
            await reader.services.forum.refresh(circle)
        assert "log_fork" in await codes(reader)


async def test_a_server_that_swallows_a_post_is_noticed(liar: LyingCommunity, tmp_path: Path) -> None:
    circle, _ = await settle(liar, tmp_path)
    invite = liar.honest.invites(1)[0]
    async with person(tmp_path / "third") as writer:
        await writer.services.membership.register(invite, writer.services.membership.new_phrase())
        await writer.services.forum.refresh(circle)
        liar.lie("swallow")
        await writer.write(circle, "does anybody read this?")
        await until(lambda: _has(writer, "log_fork"))
        pending = await writer.services.compose.pending()
        assert [one.start for one in pending] == ["does anybody read this?"]


async def _has(someone: Person, code: str) -> bool:
    return code in await codes(someone)


@pytest.mark.parametrize(("trick", "code"), [("split", "descriptor_split"), ("swap_keys", "descriptor_keys")])
async def test_a_changed_face_is_refused(liar: LyingCommunity, tmp_path: Path, trick: str, code: str) -> None:
    async with person(tmp_path / "reader") as reader:
        await reader.services.membership.look(liar.url)
        liar.lie(trick)
        with pytest.raises(Tampering, match=code):
            await reader.services.membership.look(liar.url)
        assert code in await codes(reader)


async def test_who_was_shown_other_keys_gives_it_away_with_a_word(liar: LyingCommunity, tmp_path: Path) -> None:
    """The server took words that were written under a description of itself which it shows to nobody else."""
    circle, _ = await settle(liar, tmp_path, posts=1)
    words = PostBody(text="hello", need=Need.LISTEN)
    marked = forge(circle, Ed25519PrivateKey.generate(), Kind.POST, words, dh=b"my face!", seen=Seen(0, circle))
    liar.lie("extend", [marked])
    async with person(tmp_path / "reader") as reader:
        await reader.services.membership.look(liar.url)
        await refresh(reader, circle)
        assert await codes(reader) == {"descriptor_split"}
        listed = await reader.services.forum.thread_list(circle)
        assert "hello" in [row.title for row in await reader.services.forum.rows(circle, listed.ids)]


async def test_a_past_with_another_face_in_it_is_refused(liar: LyingCommunity, tmp_path: Path) -> None:
    async with person(tmp_path / "reader") as reader:
        await reader.services.membership.look(liar.url)
        liar.lie("other_past")
        with pytest.raises(Tampering, match="descriptor_split"):
            await reader.services.membership.look(liar.url)


async def test_a_description_that_changed_in_between_is_no_split(liar: LyingCommunity, tmp_path: Path) -> None:
    """Whoever was away writes under an older description; whoever read before reads the newer one first."""
    circle, _ = await settle(liar, tmp_path, posts=1)
    invite = liar.honest.invites(1)[0]
    async with person(tmp_path / "reader") as reader, person(tmp_path / "away") as writer:
        for one in (reader, writer):
            await one.services.membership.look(liar.url)
            await one.services.forum.refresh(circle)
        liar.honest.stop()
        profile = load_profile(liar.honest.data)
        write_profile(liar.honest.data, msgspec.structs.replace(profile, name="Another name"))
        liar.honest.start()
        async with person(tmp_path / "new") as new:
            await new.services.membership.register(invite, new.services.membership.new_phrase())
            await new.services.forum.refresh(circle)
            await new.published(circle, "under the new one")
            await reader.services.forum.refresh(circle)
            await writer.services.membership.register(
                liar.honest.invites(1)[0], writer.services.membership.new_phrase()
            )
            await writer.published(circle, "and under this")
            await new.services.forum.refresh(circle)
            assert not await codes(new) | await codes(reader) | await codes(writer)


async def test_an_older_face_is_refused(liar: LyingCommunity, tmp_path: Path) -> None:
    async with person(tmp_path / "reader") as reader:
        liar.lie("newer")
        assert (await reader.services.membership.look(liar.url)).name == "Renamed"
        liar.lie("")
        with pytest.raises(Tampering, match="descriptor_rollback"):
            await reader.services.membership.look(liar.url)


async def test_an_invite_pins_the_server(liar: LyingCommunity, tmp_path: Path) -> None:
    invite = liar.honest.invites(1)[0]
    liar.lie("foreign_root")
    async with person(tmp_path / "reader") as reader:
        with pytest.raises(Tampering, match="foreign_root"):
            await reader.services.membership.look(invite)


async def test_a_credential_under_another_key_is_refused(liar: LyingCommunity, tmp_path: Path) -> None:
    invite = liar.honest.invites(1)[0]
    liar.lie("own_credential")
    async with person(tmp_path / "reader") as reader:
        with pytest.raises(Tampering, match="proof_invalid"):
            await reader.services.membership.register(invite, reader.services.membership.new_phrase())
        current = reader.services.membership.current()
        assert current is None or not current.registered
