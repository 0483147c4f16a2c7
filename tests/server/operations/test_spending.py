"""Tokens that pay: good once, for one request, and only where what they pay for was done."""

import os

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import operations as ops
from heimo_protocol.anonymity.tokens import Token, TokenType
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Code
from heimo_protocol.limits import TOKEN_EPOCH_DAYS
from heimo_protocol.operations import OPERATIONS, Args
from heimo_protocol.requests import SpentToken
from heimo_protocol.signing import public_bytes
from server_stub.limiter import Bucket, Purpose
from server_stub.upkeep.retention import sweep
from tests.server.mail import Queue, draw, fetch, pay, request_to, spent
from tests.server.people import Clock, Name, Town, refuses


async def drawn(name: Name, kind: TokenType) -> Token:
    (token,) = await draw(name.town, kind, 1, name.private)
    return token


async def nullifiers(town: Town) -> list[object]:
    assert town.context is not None
    rows: list[object] = await town.context.store.read(
        lambda txn: list(txn._each("SELECT type, epoch, nullifier FROM nullifiers WHERE type < 3"))  # type: ignore[attr-defined] # looks below the store
    )
    return rows


def costly(town: Town, name: Name) -> list[tuple[str, Args, TokenType]]:
    return [
        ("request.send", request_to(name), TokenType.REQUEST),
        ("queue.create", Queue(town).args(), TokenType.QUEUE),
    ]


def test_these_operations_cost_a_token() -> None:
    costs = {name: operation.token for name, operation in OPERATIONS.items() if operation.token is not None}
    assert costs == {"request.send": TokenType.REQUEST, "queue.create": TokenType.QUEUE}


async def test_nothing_goes_without_its_token(town: Town) -> None:
    name = await town.name(await town.circle())
    others = {TokenType.REQUEST: TokenType.QUEUE, TokenType.QUEUE: TokenType.REQUEST}
    for op, args, kind in costly(town, name):
        async with refuses(Code.TOKEN_INVALID):
            await town.call(op, args)
        wrong = await drawn(name, others[kind])
        async with refuses(Code.TOKEN_INVALID):
            await pay(town, op, args, wrong)
        raw = encode(args)
        async with refuses(Code.TOKEN_INVALID):  # the wrong token under the right type
            await town.send(op, raw, None, msgspec.structs.replace(spent(wrong, op, raw), type=int(kind)))
    assert await nullifiers(town) == []


@pytest.mark.parametrize(
    "change", [{"mac": bytes(32)}, {"nonce": bytes(32)}, {"nonce": b""}, {"mac": b""}, {"type": 3}, {"type": 77}]
)
async def test_no_part_of_a_token_can_be_changed(town: Town, change: dict[str, object]) -> None:
    name = await town.name(await town.circle())
    token, queue = await drawn(name, TokenType.QUEUE), Queue(town)
    raw = encode(queue.args())
    async with refuses(Code.TOKEN_INVALID):
        await town.send("queue.create", raw, None, msgspec.structs.replace(spent(token, "queue.create", raw), **change))
    await queue.create(token)


async def test_a_token_pays_for_the_request_it_was_made_for_alone(town: Town) -> None:
    name = await town.name(await town.circle())
    token = await drawn(name, TokenType.QUEUE)
    raw, other = encode(Queue(town).args()), encode(Queue(town).args())
    async with refuses(Code.TOKEN_INVALID):
        await town.send("queue.create", other, None, spent(token, "queue.create", raw))
    async with refuses(Code.TOKEN_INVALID):
        await town.send("queue.create", raw, None, spent(token, "request.send", raw))


async def test_a_token_is_good_for_its_epoch_and_the_next(town: Town) -> None:
    assert isinstance(town.clock, Clock) and town.context is not None
    name = await town.name(await town.circle())
    tokens = await draw(town, TokenType.QUEUE, 3, name.private)
    await Queue(town).create(tokens[0])
    town.clock.forward(days=TOKEN_EPOCH_DAYS)
    await sweep(town.context)
    await Queue(town).create(tokens[1])
    async with refuses(Code.TOKEN_SPENT):
        await Queue(town).create(tokens[0])
    town.clock.forward(days=TOKEN_EPOCH_DAYS)
    await sweep(town.context)
    for token in tokens:
        async with refuses(Code.TOKEN_EXPIRED):
            await Queue(town).create(token)
    assert await nullifiers(town) == []
    late = spent(tokens[2], "queue.create", raw := encode(Queue(town).args()))
    async with refuses(Code.TOKEN_INVALID):
        await town.send("queue.create", raw, None, msgspec.structs.replace(late, epoch=late.epoch + 3))
    for epoch in (-1, 2**62):
        async with refuses(Code.TOKEN_EXPIRED if epoch < 0 else Code.TOKEN_INVALID):
            await town.send("queue.create", raw, None, msgspec.structs.replace(late, epoch=epoch))


async def test_a_refused_write_spends_nothing(town: Town) -> None:
    circle = await town.circle()
    name = await town.name(circle)
    token = await drawn(name, TokenType.REQUEST)
    for args, code in (
        (request_to(name, to=os.urandom(32)), Code.NOT_FOUND),
        (request_to(name, sealed=bytes(8191)), Code.BAD_ENCODING),
    ):
        async with refuses(code):
            await pay(town, "request.send", args, token)
    assert await nullifiers(town) == []
    await pay(town, "request.send", request_to(name), token)
    assert len(await nullifiers(town)) == 1
    async with refuses(Code.TOKEN_SPENT):
        await pay(town, "request.send", request_to(name), token)
    assert len((await fetch(name)).entries) == 1


async def test_a_lost_answer_can_be_asked_for_again(town: Town) -> None:
    name = await town.name(await town.circle())
    token, queue, request = await drawn(name, TokenType.QUEUE), Queue(town), request_to(name)
    await queue.create(token)
    assert (await pay(town, "queue.create", queue.args(), token)).qid == queue.qid
    paid = await drawn(name, TokenType.REQUEST)
    for _ in range(2):
        await pay(town, "request.send", request, paid)
    (entry,) = (await fetch(name)).entries
    await fetch(name, entry.id)
    async with refuses(Code.TOKEN_SPENT):
        await pay(town, "request.send", request, paid)


async def test_two_queues_of_one_key_there_are_none(town: Town) -> None:
    name = await town.name(await town.circle())
    one, two = await draw(town, TokenType.QUEUE, 2, name.private)
    receiver = Ed25519PrivateKey.generate()
    await Queue(town, receiver=receiver).create(one)
    async with refuses(Code.EXISTS):
        await Queue(town, receiver=receiver).create(two)
    await Queue(town).create(two)
    assert public_bytes(receiver)


async def test_asking_and_opening_queues_have_budgets_of_their_own(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    assert town.context is not None
    name = await town.name(await town.circle())
    tokens = iter(await draw(town, TokenType.QUEUE, 3, name.private))
    empty = {purpose: Bucket(0, 1, lambda: 0.0) for purpose in (Purpose.ASKING, Purpose.QUEUES)}
    monkeypatch.setattr(town.context.limiter, "_anonymous", {**town.context.limiter._anonymous, **empty})
    async with refuses(Code.TOKEN_INVALID):
        await town.call("request.send", request_to(name))
    async with refuses(Code.BUSY) as refused:
        await town.call("request.send", request_to(name))
    assert refused.retry_after
    queue = await Queue(town).create(next(tokens))
    async with refuses(Code.BUSY):
        await Queue(town).create(next(tokens))
    await queue.send()
    await town.call("circle.list", ops.CircleListArgs())


async def test_signing_does_not_replace_paying(town: Town) -> None:
    name = await town.name(await town.circle())
    for op, args, _ in costly(town, name):
        async with refuses(Code.AUTH_UNKNOWN):
            await town.call(op, args, name.private)


def test_a_token_as_it_goes_shows_its_output_nowhere() -> None:
    token = Token(TokenType.QUEUE, 1, b"n" * 32, b"W" * 64)
    sent = spent(token, "queue.create", b"")
    assert isinstance(sent, SpentToken) and token.output[:6] not in encode(sent)
