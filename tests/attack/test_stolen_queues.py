"""Strangers, and members who mean ill, at the queues and inboxes of others."""

import asyncio
import os

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import framing, limits
from heimo_protocol import operations as ops
from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.requests import Mode, Request
from heimo_protocol.signing import public_bytes
from tests.server.mail import Queue, draw, fetch, open_queue, pay, request_to, settled, spent
from tests.server.people import NO_RUSH, Clock, Name, Town, refuses


@pytest.fixture
async def name(town: Town) -> Name:
    return await town.name(await town.circle())


async def raw_answer(town: Town, op: str, body: bytes) -> httpx.Response:
    return await town.client.post(f"/v1/{op}", content=body)


async def test_a_recorded_request_does_nothing_a_second_time(name: Name, town: Town) -> None:
    """Whoever records what goes over the wire cannot take frames out, nor put any in."""
    queue = await open_queue(name)
    await queue.send()
    for op, args, private, mode in (
        ("queue.send", queue.frame(), queue.sender, Mode.QUEUE_SENDER),
        ("queue.recv", ops.QueueRecvArgs(qid=queue.qid, ack=1), queue.receiver, Mode.QUEUE_RECEIVER),
        ("queue.delete", ops.QueueArgs(qid=queue.qid), queue.receiver, Mode.QUEUE_RECEIVER),
    ):
        raw = encode(args)
        auth = town.auth(op, raw, private, mode)
        await town.send(op, raw, auth)
        with pytest.raises(Refusal) as refused:
            await town.send(op, raw, auth)
        assert refused.value.code in (Code.REPLAY, Code.QUEUE_UNKNOWN)


async def test_a_signature_counts_in_its_role_and_for_its_operation_alone(name: Name, town: Town) -> None:
    queue = await open_queue(name)
    await queue.send()
    recv = ops.QueueRecvArgs(qid=queue.qid)
    for mode in (Mode.ACCOUNT, Mode.NAME, Mode.QUEUE_SENDER):
        async with refuses(Code.AUTH_UNKNOWN):
            await town.call("queue.recv", recv, queue.receiver, mode)
    for mode in (Mode.ACCOUNT, Mode.NAME, Mode.QUEUE_RECEIVER):
        async with refuses(Code.AUTH_UNKNOWN):
            await town.call("queue.send", queue.frame(), queue.sender, mode)
    raw = encode(ops.QueueArgs(qid=queue.qid))
    auth = town.auth("queue.live", raw, queue.receiver, Mode.QUEUE_RECEIVER)
    async with refuses(Code.AUTH_INVALID):
        await town.send("queue.delete", raw, auth)
    for op, args in (
        ("queue.recv", recv),
        ("queue.send", queue.frame()),
        ("queue.delete", ops.QueueArgs(qid=bytes(16))),
    ):
        async with refuses(Code.AUTH_UNKNOWN):
            await town.call(op, args)


async def test_a_recorded_token_pays_for_nothing_else(name: Name, town: Town) -> None:
    """Not for another queue, not for a request, and not for the same queue under another key."""
    (token,) = await draw(town, TokenType.QUEUE, 1, name.private)
    queue = Queue(town)
    raw = encode(queue.args())
    shown = spent(token, "queue.create", raw)
    thief = Queue(town)
    for args in (thief.args(), queue.args(days=45), Queue(town, receiver=queue.receiver).args()):
        async with refuses(Code.TOKEN_INVALID):
            await town.send("queue.create", encode(args), None, shown)
    async with refuses(Code.TOKEN_INVALID):
        await town.send("request.send", encode(request_to(name)), None, shown)
    await queue.create(token)
    async with refuses(Code.TOKEN_SPENT):
        await pay(town, "queue.create", thief.args(), token)


async def test_one_token_raced_by_many_pays_once(name: Name, town: Town) -> None:
    (token,) = await draw(town, TokenType.QUEUE, 1, name.private)
    outcomes = await asyncio.gather(*(Queue(town).create(token) for _ in range(8)), return_exceptions=True)
    refused = [one.code for one in outcomes if isinstance(one, Refusal)]
    assert refused == [Code.TOKEN_SPENT] * 7
    assert town.context is not None
    assert (await town.context.store.read(lambda txn: txn.totals())).queues == 1


async def test_a_claim_raced_by_many_has_one_winner(name: Name) -> None:
    queue = await open_queue(name)
    rivals = [Ed25519PrivateKey.generate() for _ in range(8)]
    outcomes = await asyncio.gather(
        *(queue.put(queue.frame(claim=queue.claim), rival) for rival in rivals), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType"] + ["Refusal"] * 7
    assert len((await queue.recv()).entries) == 1


async def test_bodies_over_every_class_are_refused_unread(name: Name, town: Town) -> None:
    queue = await open_queue(name)
    answer = await raw_answer(town, "queue.send", bytes(limits.BODY_CLASSES[-1] + 1))
    assert answer.status_code == 413
    for size in (65_537, 131_072, 200_000):
        async with refuses(Code.BAD_ENCODING):
            await queue.put(queue.frame(size))
    too_many = ops.ReportFetchArgs(done=list(range(501)))
    with pytest.raises(Refusal):
        await town.call("report.fetch", too_many, name.private)


async def test_nobody_writes_into_a_queue_that_nobody_claimed_without_its_claim(name: Name) -> None:
    queue = await open_queue(name)
    for claim in (None, bytes(32), os.urandom(32), public_bytes(queue.receiver)):
        async with refuses(Code.QUEUE_UNKNOWN):
            await queue.put(queue.frame(claim=claim))
    assert (await queue.recv()).entries == []


async def test_a_flood_stops_at_the_queue_and_reaches_no_other(name: Name, town: Town) -> None:
    flooded, quiet = await open_queue(name), await open_queue(name)
    taken = 0
    with pytest.raises(Refusal) as refused:
        while taken <= limits.QUEUE_FRAMES:
            await flooded.send(65536)
            taken += 1
    assert refused.value.code == Code.QUEUE_FULL and taken == limits.QUEUE_BYTES // 65536
    await quiet.send()
    assert len((await quiet.recv()).entries) == 1
    assert len((await flooded.recv()).entries) == 1


async def test_a_member_fills_nobodys_inbox_in_a_day(town: Town) -> None:
    assert isinstance(town.clock, Clock)
    reader, writer = await settled(town, await town.circle(), 2)
    for token in await draw(town, TokenType.REQUEST, NO_RUSH.request_tokens_day, writer.private):
        await pay(town, "request.send", request_to(reader), token)
    async with refuses(Code.QUOTA):
        await draw(town, TokenType.REQUEST, 1, writer.private)
    assert len((await fetch(reader)).entries) == NO_RUSH.request_tokens_day < NO_RUSH.inbox


@pytest.mark.parametrize("op", ["queue.recv", "queue.send", "queue.create", "request.send", "report.put", "frank.open"])
async def test_arguments_of_another_shape_are_refused(town: Town, op: str) -> None:
    for raw in (b"", b"\xa0", encode({"qid": 1}), encode({"qid": bytes(16), "ack": 0, "more": 1}), encode([1, 2])):
        with pytest.raises(Refusal):
            await town.send(op, raw, None)
        private = Ed25519PrivateKey.generate()
        for mode in (Mode.QUEUE_RECEIVER, Mode.QUEUE_SENDER):
            with pytest.raises(Refusal) as refused:
                await town.send(op, raw, town.auth(op, raw, private, mode))
            assert refused.value.code in (Code.BAD_ENCODING, Code.AUTH_UNKNOWN)


async def test_a_refusal_of_a_queue_is_as_long_as_any(town: Town) -> None:
    """Only what is in a queue makes an answer long."""
    args = encode(ops.QueueRecvArgs(qid=os.urandom(16)))
    auth = town.auth("queue.recv", args, Ed25519PrivateKey.generate(), Mode.QUEUE_RECEIVER)
    answer = await raw_answer(town, "queue.recv", framing.pack(encode(Request(args=args, auth=auth))))
    assert (answer.status_code, len(answer.content)) == (404, limits.BODY_CLASSES[0])
