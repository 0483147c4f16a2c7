"""Queues and those whose they are not: who may write and read, and what trying tells."""

import asyncio
import os

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import operations as ops
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Action
from heimo_protocol.requests import Mode
from heimo_protocol.signing import public_bytes
from server_stub.limiter import Bucket, Purpose
from server_stub.store.sqlite.statements import Statements
from tests.server.mail import Queue, decide, open_queue
from tests.server.people import Name, Town, refuses


@pytest.fixture
async def name(town: Town) -> Name:
    return await town.name(await town.circle())


async def test_the_first_frame_makes_its_key_the_sender(name: Name, town: Town) -> None:
    assert town.context is not None
    queue = await open_queue(name)
    async with refuses(Code.QUEUE_UNKNOWN):
        await queue.put(queue.frame(claim=None))
    await queue.send()
    row = await town.context.store.read(lambda txn: txn.queue(queue.qid))
    assert row is not None and (row.claim, row.sender) == (None, public_bytes(queue.sender))
    late = Ed25519PrivateKey.generate()
    for private in (late, queue.receiver):
        async with refuses(Code.QUEUE_UNKNOWN):
            await queue.put(queue.frame(claim=queue.claim), private)
    await queue.put(queue.frame(claim=os.urandom(32)))
    assert len((await queue.recv()).entries) == 2


async def test_one_of_two_who_claim_at_once_gets_the_queue(name: Name) -> None:
    for _ in range(5):
        queue = await open_queue(name)
        rivals = [Ed25519PrivateKey.generate() for _ in range(2)]
        frames = [queue.frame() for _ in rivals]
        outcomes = await asyncio.gather(
            *(queue.put(frame, private) for frame, private in zip(frames, rivals, strict=True)), return_exceptions=True
        )
        refused = [outcome for outcome in outcomes if outcome is not None]
        assert [getattr(one, "code", one) for one in refused] == [Code.QUEUE_UNKNOWN]
        winner = outcomes.index(None)
        (entry,) = (await queue.recv()).entries
        assert entry.frame == frames[winner].frame
        await queue.put(queue.frame(claim=None), rivals[winner])
        async with refuses(Code.QUEUE_UNKNOWN):
            await queue.put(queue.frame(claim=queue.claim), rivals[1 - winner])


async def test_unknown_queue_wrong_key_and_wrong_claim_are_not_told_apart(name: Name, town: Town) -> None:
    used, fresh = await open_queue(name), await open_queue(name)
    await used.send()
    stranger, nowhere = Ed25519PrivateKey.generate(), os.urandom(16)
    tries = [
        used.frame(qid=nowhere),
        used.frame(qid=nowhere, claim=os.urandom(32)),
        fresh.frame(claim=os.urandom(32)),
        fresh.frame(claim=None),
        used.frame(claim=used.claim),
        used.frame(claim=os.urandom(32)),
    ]
    said = set()
    for args in tries:
        async with refuses(Code.QUEUE_UNKNOWN) as refused:
            await used.put(args, stranger)
        said.add((str(refused.refusal), refused.value, refused.retry_after))
    for queue in (used, fresh, Queue(town, qid=nowhere)):
        for private in (stranger, used.sender, name.private, fresh.receiver if queue is used else used.receiver):
            for act in (queue.recv, queue.delete):
                async with refuses(Code.QUEUE_UNKNOWN) as refused:
                    await act(private=private)
                said.add((str(refused.refusal), refused.value, refused.retry_after))
            listen = ops.QueueArgs(qid=queue.qid)
            async with refuses(Code.QUEUE_UNKNOWN):
                await town.call("queue.live", listen, private, Mode.QUEUE_RECEIVER)
    assert len(said) == 1
    assert len((await used.recv()).entries) == 1


async def test_every_refusal_of_a_stranger_looks_into_the_store_as_often(
    name: Name, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time itself cannot be tested on a busy machine; the work can."""
    assert town.context is not None
    used, fresh = await open_queue(name), await open_queue(name)
    await used.send()
    stranger, looked = Ed25519PrivateKey.generate(), list[str]()
    one = Statements._one

    def counted(self: Statements, sql: str, *values: object) -> object:
        looked.append(sql)
        return one(self, sql, *values)

    monkeypatch.setattr(Statements, "_one", counted)
    work = set()
    for args in (
        used.frame(qid=os.urandom(16)),
        used.frame(claim=used.claim),
        used.frame(),
        fresh.frame(claim=os.urandom(32)),
        fresh.frame(claim=None),
    ):
        looked.clear()
        async with refuses(Code.QUEUE_UNKNOWN):
            await used.put(args, stranger)
        work.add(tuple(looked))
    assert len(work) == 1
    work.clear()
    for queue in (used, fresh, Queue(town, qid=os.urandom(16))):
        looked.clear()
        async with refuses(Code.QUEUE_UNKNOWN):
            await queue.recv(private=stranger)
        work.add(tuple(looked))
    assert len(work) == 1


async def test_strangers_have_a_budget_of_their_own(name: Name, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    assert town.context is not None
    queue = await open_queue(name)
    await queue.send()
    buckets = {**town.context.limiter._anonymous, Purpose.QUEUE_STRANGER: Bucket(0, 4, lambda: 0.0)}
    monkeypatch.setattr(town.context.limiter, "_anonymous", buckets)
    codes = []
    for _ in range(6):
        with pytest.raises(Refusal) as refused:
            await Queue(town, qid=os.urandom(16)).recv()
        codes.append(refused.value.code)
    assert codes == [Code.QUEUE_UNKNOWN] * 4 + [Code.BUSY] * 2
    await queue.send()
    assert len((await queue.recv()).entries) == 2, "those who have a queue notice nothing"
    await (await open_queue(name)).send()  # nor does whoever brings a claim under a key that is new


async def test_a_banned_name_gets_no_queues_and_what_it_has_goes_on(name: Name, town: Town) -> None:
    queue = await open_queue(name)
    await decide(name.circle, Action.BAN, name)
    async with refuses(Code.BANNED):
        await open_queue(name)
    await queue.send()
    assert len((await queue.recv()).entries) == 1
