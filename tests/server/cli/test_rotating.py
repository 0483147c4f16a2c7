"""Rotated keys: what people hold goes on working or is drawn anew, and their programs see nothing to be alarmed at."""

import hashlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import operations as ops
from heimo_protocol.anonymity.tokens import TokenType, epoch_of
from heimo_protocol.descriptor import Descriptor, open_descriptor
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Action
from heimo_protocol.franking import TOKEN_LABEL, FrankToken, frank_keys, read_token, week_of
from heimo_protocol.signing import public_bytes, sign
from heimo_tui.core.pins import require_successor
from server_stub.app import create_app
from server_stub.community.rotation import Kind, rotate
from server_stub.config import ServerConfig
from server_stub.descriptor import DescriptorBook
from server_stub.operations import HANDLERS
from server_stub.profile import Profile
from server_stub.secrets import load_secrets, make_secrets
from server_stub.serve import make_context
from tests.server.commands import Heimo, serving
from tests.server.mail import Queue, decide, draw, open_queue, settled, stamped
from tests.server.people import Clock, Name, Person, Town, refuses, town_at, town_here

PROFILE = Profile(name="Test", urls=["http://127.0.0.1"])
DAY = 20_003


@asynccontextmanager
async def served(founded: Heimo, known: Town | None = None) -> AsyncIterator[Town]:
    """The town; where it is known from before, the same one at its new address."""
    with serving(founded) as address:
        async with town_at(founded.data, address) as town:
            if known is not None:
                known.client, known.descriptor, known.dh = town.client, town.descriptor, town.dh
            yield known or town


async def token_of(name: Name) -> bytes:
    result: ops.FrankTokenResult = await name.town.call("frank.token", ops.FrankTokenArgs(), name.private)
    return result.token


def digest_of(data: Path) -> tuple[Descriptor, bytes]:
    return open_descriptor((data / "descriptor.cbor").read_bytes())


async def test_people_go_on_after_all_keys_were_rotated(founded: Heimo) -> None:
    async with served(founded) as town:
        circle = await town.circle()
        moderator, sender, reader = [await town.name(circle) for _ in range(3)]
        await decide(circle, Action.GRANT, moderator)
        late, invite = await town.person(), await town.invite()
        old_token, old_message = await token_of(sender), await stamped(reader)
        assert "Stop it first" in founded("rotate-keys", "credentials", code=1).err
        made = founded.json("circle", "create", "Behind the sauna", "--private")
    before = digest_of(founded.data)
    answer = founded.json("rotate-keys", *Kind)
    assert answer["rotated"] == [*Kind]
    after = digest_of(founded.data)
    require_successor(*before, *after)
    assert (after[0].cred_epoch, after[0].kvac) != (0, before[0].kvac) and after[0].frank[:32] != before[0].frank
    async with served(founded, town):
        assert (await town.client.get("/.well-known/heimo")).content == (founded.data / "descriptor.cbor").read_bytes()
        async with refuses(Code.PROOF_INVALID):
            await late.join(circle)
        late.credential = await late.renew()
        await (await late.join(circle)).post("I am late.")
        await Person(town).register(invite)
        message, token = await stamped(reader), await token_of(sender)
        for shown, written in ((old_token, old_message), (old_token, message), (token, message)):
            args = ops.FrankOpenArgs(token=shown, message=written)
            assert (await town.call("frank.open", args, moderator.private)).author == sender.key
            assert read_token(shown, town.descriptor.frank)
        door = bytes.fromhex(made["circle"]["id"])
        async with refuses(Code.ENTRY_CODE):
            await (await town.person()).join(door, code=made["code"])
        await (await town.person()).join(door, code=answer["codes"]["Behind the sauna"])


async def test_what_was_given_up_counts_no_more_until_the_new_keys_begin(tmp_path: Path) -> None:
    async with town_here(tmp_path) as town:
        assert isinstance(town.clock, Clock) and town.context is not None
        circle = await town.circle()
        (name,), invite = await settled(town, circle), await town.invite()
        (token,) = await draw(town, TokenType.QUEUE, 1, name.private)
        rotate(tmp_path, [Kind.TOKENS], town.clock(), give_up=True)
        first = load_secrets(tmp_path).tokens_from
        context = make_context(ServerConfig(data=tmp_path), town.context.store, clock=town.clock)
        transport = httpx.ASGITransport(create_app(context, HANDLERS))
        async with httpx.AsyncClient(transport=transport, base_url="http://town") as town.client:
            async with refuses(Code.TOKEN_EXPIRED):
                await Queue(town).create(token)
            async with refuses(Code.INVITE_INVALID):
                await Person(town).register(invite)
            async with refuses(Code.QUOTA) as refused:
                await draw(town, TokenType.QUEUE, 1, name.private)
            assert refused.retry_after is not None and 7 * 86_400 < refused.retry_after <= 14 * 86_400
            with pytest.raises(Refusal, match="rotated at once"):
                await town.invite()
            await name.post("Words go on.")
            town.clock.forward(days=(refused.retry_after + 60) / 86_400)
            assert epoch_of(int(town.clock() // 86_400)) == first
            await open_queue(name)
            await Person(town).register(await town.invite())


def test_token_keys_change_only_where_nobody_knows_them_yet(tmp_path: Path) -> None:
    """Twice in a row, and half a year later: no client meets another key for an epoch that it knows."""
    made = make_secrets(tmp_path)
    days = [DAY, DAY, DAY + 3, DAY + 8, DAY + 15, DAY + 22, DAY + 180]
    known = open_descriptor(DescriptorBook(tmp_path, made, PROFILE).at(DAY))
    first = keys_of(known[0])
    seen = dict(first)
    for number, day in enumerate(days):
        if number in (1, 2, 6):
            (tmp_path / "community.toml").write_text('name = "Test"\nurls = ["http://127.0.0.1"]\n')
            rotate(tmp_path, [Kind.TOKENS], day * 86_400)
        now = open_descriptor(DescriptorBook(tmp_path, load_secrets(tmp_path), PROFILE).at(day))
        require_successor(*known, *now)
        for epoch, key in keys_of(now[0]).items():
            assert seen.setdefault(epoch, key) == key
        known = now
    later = load_secrets(tmp_path)
    assert all(later.token_key(1, epoch) != made.token_key(1, epoch) for epoch in range(DAY // 7 + 2, DAY // 7 + 30))  # type: ignore[arg-type] # a type's number
    assert len(later.voprf_seed) == 32 + 36  # what is over is forgotten


def keys_of(descriptor: Descriptor) -> dict[tuple[int, int], bytes]:
    return {(key.type, key.epoch): key.public for key in descriptor.tokens}


def signed_by(private: Ed25519PrivateKey, week: int) -> bytes:
    body = FrankToken(key=public_bytes(Ed25519PrivateKey.generate()), hidden=os.urandom(60), week=week).body()
    return body + sign(private, TOKEN_LABEL, body)


def test_a_stolen_franking_key_ends_with_the_week_of_the_rotation() -> None:
    first, second, now = (Ed25519PrivateKey.generate() for _ in range(3))
    ring = frank_keys(public_bytes(now), [(10, public_bytes(first)), (20, public_bytes(second))])
    good = [(first, 9), (first, 10), (second, 10), (second, 20), (now, 10), (now, 30)]
    for private, week in good:
        assert read_token(signed_by(private, week), ring).week == week
    for private, week in ((first, 11), (second, 21), (Ed25519PrivateKey.generate(), 9)):
        with pytest.raises(Refusal):
            read_token(signed_by(private, week), ring)
    for damaged in (b"", ring[:-1], ring + b"\0", ring[:31]):
        with pytest.raises(Refusal):
            read_token(signed_by(now, 30), damaged)


def test_a_new_franking_key_signs_a_week_after_it_was_told_at_the_earliest(tmp_path: Path) -> None:
    """Twice in one week, and once when the first exchange is hardly over."""
    first = make_secrets(tmp_path).frank
    (tmp_path / "community.toml").write_text('name = "Test"\nurls = ["http://127.0.0.1"]\n')
    week = week_of(DAY * 24)
    for _ in range(2):
        rotate(tmp_path, [Kind.MESSAGES], DAY * 86_400)
    second = load_secrets(tmp_path).frank
    rotate(tmp_path, [Kind.MESSAGES], (DAY + 14) * 86_400)
    now = load_secrets(tmp_path)
    signs = {after: public_bytes(now.frank_of(week + after)) for after in range(5)}
    assert signs[0] == signs[1] == public_bytes(first)
    assert signs[2] == signs[3] == public_bytes(second) and signs[4] == public_bytes(now.frank)
    for after in range(5):
        assert read_token(signed_by(now.frank_of(week + after), week + after), now.frank_public)


def test_old_franking_keys_are_forgotten_after_half_a_year(tmp_path: Path) -> None:
    make_secrets(tmp_path)
    (tmp_path / "community.toml").write_text('name = "Test"\nurls = ["http://127.0.0.1"]\n')
    for weeks in (0, 10, 20, 30):
        rotate(tmp_path, [Kind.MESSAGES], (DAY + 7 * weeks) * 86_400)
    kept = [one.last_week for one in load_secrets(tmp_path).retired]
    assert kept == [week_of(DAY * 24) + weeks + 1 for weeks in (10, 20, 30)]
    assert (tmp_path / "secrets" / "frank_before").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("stage", range(4))
def test_a_rotation_that_was_cut_off_proves_what_came_before(tmp_path: Path, stage: int) -> None:
    """After each file that is replaced: tokens and stamps of before still count, and rotating again works."""
    make_secrets(tmp_path)
    (tmp_path / "community.toml").write_text('name = "Test"\nurls = ["http://127.0.0.1"]\n')
    before = load_secrets(tmp_path)
    names = ("frank_before", "k_frank_id", "k_stamp", "frank")
    old = {name: (tmp_path / "secrets" / name).read_bytes() for name in names[1:]}
    rotate(tmp_path, [Kind.MESSAGES], DAY * 86_400)
    for name in names[stage + 1 :]:
        (tmp_path / "secrets" / name).write_bytes(old[name])
    for _ in range(2):
        now = load_secrets(tmp_path)
        assert read_token(signed_by(before.frank, week_of(DAY * 24)), now.frank_public)
        assert before.k_stamp in {now.k_stamp, *(one.k_stamp for one in now.retired)}
        assert before.k_frank_id in {now.k_frank_id, *(one.k_frank_id for one in now.retired)}
        rotate(tmp_path, [Kind.MESSAGES], DAY * 86_400)


def test_what_cannot_be_rotated_is_refused(founded: Heimo) -> None:
    before = hashlib.sha256((founded.data / "secrets" / "server_root").read_bytes()).digest()
    founded("rotate-keys", "server_root", code=2)
    founded("rotate-keys", code=2)
    assert hashlib.sha256((founded.data / "secrets" / "server_root").read_bytes()).digest() == before
