"""Franking: a sender is hidden until a moderator of the same circle asks with a stamped message."""

import datetime
import os

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from heimo_protocol import operations as ops
from heimo_protocol.circles import OnceNames
from heimo_protocol.errors import Code
from heimo_protocol.events import Action
from heimo_protocol.franking import (
    TOKEN_LABEL,
    TOKEN_SIZE,
    FrankToken,
    Stamped,
    check_message,
    commitment,
    read_token,
    signed_part,
    week_of,
)
from heimo_protocol.limits import FRANK_TOKENS_WEEK
from heimo_protocol.signing import public_bytes, sign
from tests.server.mail import decide, stamped
from tests.server.people import Clock, Name, Town, refuses

_HOURS_OF_WEEK = 7 * 24


async def token_of(name: Name) -> ops.FrankTokenResult:
    result: ops.FrankTokenResult = await name.town.call("frank.token", ops.FrankTokenArgs(), name.private)
    return result


async def opened(name: Name, token: bytes, message: Stamped) -> bytes:
    args = ops.FrankOpenArgs(token=token, message=message)
    return bytes((await name.town.call("frank.open", args, name.private)).author)


async def moderated(town: Town) -> tuple[bytes, Name, Name, Name]:
    """A circle with a moderator, a sender and a reader."""
    circle = await town.circle(once=OnceNames.ON)
    moderator, sender, reader = [await town.name(circle) for _ in range(3)]
    await decide(circle, Action.GRANT, moderator)
    return circle, moderator, sender, reader


async def test_a_token_carries_its_name_hidden(town: Town) -> None:
    assert town.context is not None
    _, _, sender, reader = await moderated(town)
    result = await token_of(sender)
    assert len(result.token) == TOKEN_SIZE
    token = read_token(result.token, town.descriptor.frank)
    assert token.week == week_of(town.context.hour())
    assert sender.key not in result.token and sender.key[:6] not in result.token
    seed = Ed25519PrivateKey.from_private_bytes(result.seed)
    assert public_bytes(seed) == token.key
    c2 = commitment(os.urandom(32), b"content")
    signature = sign(seed, "frank-msg", signed_part(c2, sender.circle, reader.key))
    check_message(token, c2, signature, circle=sender.circle, recipient=reader.key)
    again = await token_of(sender)
    assert again.seed != result.seed
    kept = b"".join(path.read_bytes() for path in town.data.glob("community.db*"))
    assert not any(part in kept for part in (result.seed, token.key, token.hidden, again.seed))


async def test_a_moderator_learns_the_name_from_a_stamped_message(town: Town) -> None:
    _, moderator, sender, reader = await moderated(town)
    token, message = (await token_of(sender)).token, await stamped(reader)
    assert await opened(moderator, token, message) == sender.key


async def test_nobody_else_learns_it(town: Town) -> None:
    circle, moderator, sender, reader = await moderated(town)
    token, message = (await token_of(sender)).token, await stamped(reader)
    for name in (sender, reader):
        async with refuses(Code.NOT_MODERATOR):
            await opened(name, token, message)
    elsewhere = await town.name(await town.circle())
    await decide(elsewhere.circle, Action.GRANT, elsewhere)
    async with refuses(Code.FRANK_INVALID):
        await opened(elsewhere, token, message)
    async with refuses(Code.AUTH_UNKNOWN):
        await town.call("frank.open", ops.FrankOpenArgs(token=token, message=message))
    await decide(circle, Action.REVOKE, moderator)
    async with refuses(Code.NOT_MODERATOR):
        await opened(moderator, token, message)


async def test_no_part_of_token_or_stamp_can_be_forged(town: Town) -> None:
    _, moderator, sender, reader = await moderated(town)
    token, message = (await token_of(sender)).token, await stamped(reader)
    for place in (0, 31, 32, 44, 60, 91, 92, 95, 96, 159):
        forged = bytearray(token)
        forged[place] ^= 1
        async with refuses(Code.FRANK_INVALID):
            await opened(moderator, bytes(forged), message)
    for data in (b"", token[:-1], token + b"\x00"):
        async with refuses(Code.FRANK_INVALID):
            await opened(moderator, data, message)
    for change in ({"c2": os.urandom(32)}, {"hour": message.hour - 1}, {"stamp": os.urandom(32)}):
        async with refuses(Code.STAMP_INVALID):
            await opened(moderator, token, msgspec.structs.replace(message, **change))
    for change in ({"c2": b""}, {"hour": -1}, {"hour": 2**32}, {"stamp": bytes(31)}):
        async with refuses(Code.BAD_ENCODING):
            await opened(moderator, token, msgspec.structs.replace(message, **change))
    assert await opened(moderator, token, message) == sender.key


async def test_a_token_signed_by_the_server_over_nonsense_opens_nothing(town: Town) -> None:
    """What is hidden is bound to its week, and to the server's own key for it."""
    assert town.context is not None
    _, moderator, _, reader = await moderated(town)
    message, secrets = await stamped(reader), town.context.secrets
    week, nonce = week_of(message.hour), os.urandom(12)

    def signed(hidden: bytes) -> bytes:
        body = FrankToken(key=public_bytes(Ed25519PrivateKey.generate()), hidden=hidden, week=week).body()
        return body + sign(secrets.frank, TOKEN_LABEL, body)

    def sealed(key: bytes, about: int) -> bytes:
        return nonce + ChaCha20Poly1305(key).encrypt(nonce, reader.key, b"heimo/v1/frank-id" + about.to_bytes(4, "big"))

    for hidden in (os.urandom(60), sealed(secrets.k_frank_id, week - 1), sealed(os.urandom(32), week)):
        async with refuses(Code.FRANK_INVALID):
            await opened(moderator, signed(hidden), message)
    assert await opened(moderator, signed(sealed(secrets.k_frank_id, week)), message) == reader.key


@pytest.mark.parametrize(("weeks", "good"), [(0, True), (5, True), (6, False)])
async def test_a_token_is_good_for_some_weeks(town: Town, weeks: int, good: bool) -> None:
    assert isinstance(town.clock, Clock)
    _, moderator, sender, reader = await moderated(town)
    token = (await token_of(sender)).token
    town.clock.forward(hours=weeks * _HOURS_OF_WEEK)
    message = await stamped(reader)
    if good:
        assert await opened(moderator, token, message) == sender.key
    else:
        async with refuses(Code.FRANK_INVALID):
            await opened(moderator, token, message)


async def test_a_name_has_few_a_week(town: Town) -> None:
    assert isinstance(town.clock, Clock)
    circle, _, sender, _ = await moderated(town)
    for _ in range(FRANK_TOKENS_WEEK):
        await token_of(sender)
    async with refuses(Code.QUOTA) as refused:
        await token_of(sender)
    assert refused.retry_after is not None and 0 < refused.retry_after <= _HOURS_OF_WEEK * 3600
    await token_of(await town.name(circle))
    town.clock.forward(hours=_HOURS_OF_WEEK)
    await token_of(sender)


async def test_banned_and_one_time_names_get_none(town: Town) -> None:
    circle, _, sender, _ = await moderated(town)
    await decide(circle, Action.BAN, sender)
    async with refuses(Code.BANNED):
        await token_of(sender)
    today = datetime.datetime.fromtimestamp(town.clock(), datetime.UTC)
    once = await (await town.person()).join(circle, once=(today.year * 12 + today.month - 1, 0))
    async with refuses(Code.ONCE_NOT_ALLOWED):
        await token_of(once)


async def test_who_took_a_new_name_is_still_found(town: Town) -> None:
    circle, moderator, _, reader = await moderated(town)
    person = await town.person()
    sender = await person.join(circle)
    token = (await token_of(sender)).token
    await person.join(circle, reset=True)
    assert await opened(moderator, token, await stamped(reader)) == sender.key
