"""Queues: one key reads, one key writes, nothing is lost or doubled, and nobody learns of them by trying."""

import asyncio
import os
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import framing, limits
from heimo_protocol import operations as ops
from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Action
from heimo_protocol.franking import stamp
from heimo_protocol.requests import Mode, Request
from heimo_protocol.signing import public_bytes
from server_stub.limiter import Bucket, Purpose
from server_stub.operations.mail.queues import MARKS_KEPT
from server_stub.store.sqlite.statements import Statements
from server_stub.transport.replay import ReplayMemory
from server_stub.upkeep.retention import sweep
from tests.server.mail import Queue, decide, draw, open_queue
from tests.server.people import Clock, Name, Town, refuses


@pytest.fixture
async def name(town: Town) -> Name:
    return await town.name(await town.circle())


async def drain(queue: Queue, ack: int = 0) -> list[ops.QueueEntry]:
    """All that waits, page by page, acknowledged."""
    entries, more = list[ops.QueueEntry](), True
    while more:
        page = await queue.recv(ack)
        assert len(page.entries) <= limits.QUEUE_RECV_MAX
        entries += page.entries
        ack, more = page.entries[-1].seq if page.entries else ack, page.more
    await queue.recv(ack)
    return entries


async def test_frames_come_in_order_with_stamps_and_go_when_acknowledged(name: Name, town: Town) -> None:
    assert town.context is not None
    queue = await open_queue(name)
    sent = [await queue.send() for _ in range(3)]
    result = await queue.recv()
    assert [entry.seq for entry in result.entries] == [1, 2, 3] and not result.more
    assert [(entry.frame, entry.c2) for entry in result.entries] == [(args.frame, args.c2) for args in sent]
    hour, key = town.context.hour(), town.context.secrets.k_stamp
    assert all(e.hour == hour and e.stamp == stamp(key, e.c2, hour) for e in result.entries)
    assert (await queue.recv()).entries == result.entries
    assert [entry.seq for entry in (await queue.recv(2)).entries] == [3]
    assert [entry.seq for entry in (await queue.recv()).entries] == [3]
    assert (await queue.recv(3)).entries == []
    await queue.send()
    assert [entry.seq for entry in (await queue.recv(3)).entries] == [4], "numbers go on"


async def test_the_same_frame_again_changes_nothing(name: Name) -> None:
    queue = await open_queue(name)
    first = queue.frame()
    for _ in range(3):
        await queue.put(first)
    assert len((await queue.recv()).entries) == 1
    await queue.recv(1)
    await queue.put(first)
    assert (await queue.recv(1)).entries == [], "also after it was taken"
    await queue.put(queue.frame(frame=first.frame))
    assert [entry.seq for entry in (await queue.recv(1)).entries] == [2], "another commitment is another message"


async def test_so_many_frames_are_remembered_and_no_more(
    name: Name, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MARKS_KEPT > limits.QUEUE_FRAMES, "all that can wait is known"
    monkeypatch.setattr("server_stub.operations.mail.queues.MARKS_KEPT", 3)
    assert town.context is not None
    queue = await open_queue(name)
    sent = [await queue.send() for _ in range(6)]
    await queue.recv(6)
    for args in sent[3:]:
        await queue.put(args)
    assert (await queue.recv(6)).entries == []
    marks = await town.context.store.read(
        lambda txn: txn._number("SELECT count(*) FROM frame_marks WHERE qid = ?", queue.qid)  # type: ignore[attr-defined] # looks below the store
    )
    assert marks == 3


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
    assert codes == [Code.QUEUE_UNKNOWN] * 2 + [Code.BUSY] * 4
    await queue.send()
    assert len((await queue.recv()).entries) == 2, "those who have a queue notice nothing"


async def test_strangers_do_not_fill_the_memory_against_replay(name: Name, town: Town) -> None:
    """Each of their requests is counted before it is remembered, so that memory grows by the budget at most."""
    assert town.context is not None
    seen = list[bytes]()
    before = ReplayMemory.require_new

    def watched(self: ReplayMemory, key: bytes, nonce: bytes) -> None:
        seen.append(key)
        before(self, key, nonce)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ReplayMemory, "require_new", watched)
        buckets = {**town.context.limiter._anonymous, Purpose.QUEUE_STRANGER: Bucket(0, 2, lambda: 0.0)}
        patch.setattr(town.context.limiter, "_anonymous", buckets)
        for _ in range(5):
            with pytest.raises(Refusal):
                await Queue(town, qid=os.urandom(16)).put(Queue(town).frame(qid=os.urandom(16)))
    assert len(seen) == 1


async def test_pages_have_few_frames_and_one_size(name: Name, town: Town) -> None:
    queue = await open_queue(name)

    async def raw(ack: int) -> tuple[int, list[int], bool]:
        args = encode(ops.QueueRecvArgs(qid=queue.qid, ack=ack))
        auth = town.auth("queue.recv", args, queue.receiver, Mode.QUEUE_RECEIVER)
        answer = await town.client.post("/v1/queue.recv", content=framing.pack(encode(Request(args=args, auth=auth))))
        page = await queue.recv(ack)
        return len(answer.content), [len(entry.frame) for entry in page.entries], page.more

    assert await raw(0) == (65536, [], False)
    sizes = [4096] * 10 + [16384] * 4 + [32768, 65536, 32768, 4096]
    for size in sizes:
        await queue.send(size)
    pages, ack = [], 0
    while True:
        length, found, more = await raw(ack)
        pages.append(found)
        assert length == (262144 if found == [65536] else 65536)
        ack += len(found)
        if not more:
            break
    assert [size for page in pages for size in page] == sizes
    assert [len(page) for page in pages] == [8, 5, 2, 1, 2]


async def test_every_frame_class_goes_through_and_no_other(name: Name) -> None:
    queue = await open_queue(name)
    for size in (*limits.FRAME_CLASSES,):
        await queue.send(size)
    for size in (4095, 4097, 65537, 1):
        async with refuses(Code.BAD_ENCODING):
            await queue.put(queue.frame(size))
    wrong: list[dict[str, Any]] = [
        {"frame": b""},
        {"c2": bytes(31)},
        {"qid": bytes(15)},
        {"claim": bytes(33)},
        {"claim": b""},
    ]
    for change in wrong:
        async with refuses(Code.BAD_ENCODING):
            await queue.put(queue.frame(**change))
    for qid, ack in ((bytes(15), 0), (queue.qid, -1)):
        async with refuses(Code.BAD_ENCODING):
            args = ops.QueueRecvArgs(qid=qid, ack=ack)
            await queue.town.call("queue.recv", args, queue.receiver, Mode.QUEUE_RECEIVER)


async def test_a_queue_is_full_by_count(name: Name, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heimo_protocol.limits.QUEUE_FRAMES", 5)
    queue = await open_queue(name)
    sent = [await queue.send() for _ in range(5)]
    async with refuses(Code.QUEUE_FULL):
        await queue.send()
    await queue.put(sent[2])  # a repetition is no new frame
    await queue.recv(1)
    await queue.send()
    async with refuses(Code.QUEUE_FULL):
        await queue.send()
    assert len(await drain(queue)) == 5


async def test_a_queue_is_full_by_bytes(name: Name) -> None:
    queue = await open_queue(name)
    room = limits.QUEUE_BYTES // 65536
    for _ in range(room - 1):
        await queue.send(65536)
    await queue.send(32768)
    for size in (65536,):
        async with refuses(Code.QUEUE_FULL):
            await queue.send(size)
    await queue.send(32768)
    async with refuses(Code.QUEUE_FULL):
        await queue.send(4096)
    await queue.recv(1)
    await queue.send(65536)
    assert len(await drain(queue)) == room + 1


async def test_an_acknowledgement_of_what_never_came_loses_nothing(name: Name) -> None:
    """After a restored backup a client may have seen more than the server knows of."""
    queue = await open_queue(name)
    sent = [await queue.send() for _ in range(2)]
    page = await queue.recv(1000)
    assert [entry.frame for entry in page.entries] == [args.frame for args in sent]
    assert (await queue.recv(2)).entries == []


async def test_a_deleted_queue_is_as_if_it_had_never_been(name: Name, town: Town) -> None:
    assert town.context is not None
    queue = await open_queue(name)
    args = await queue.send()
    await queue.delete()
    for act in (queue.delete, queue.recv, lambda: queue.put(args)):
        async with refuses(Code.QUEUE_UNKNOWN):
            await act()
    totals = await town.context.store.read(lambda txn: txn.totals())
    assert (totals.queues, totals.frames) == (0, 0)


async def test_frames_and_queues_go_after_their_days(name: Name, town: Town) -> None:
    assert isinstance(town.clock, Clock) and town.context is not None
    store = town.context.store
    short, long = await open_queue(name, days=3), await open_queue(name, days=limits.QUEUE_DAYS)
    for queue in (short, long):
        await queue.send()
    town.clock.forward(days=3)
    await sweep(town.context)
    assert len((await short.recv()).entries) == 1
    town.clock.forward(days=1)
    async with refuses(Code.QUEUE_UNKNOWN):
        await short.recv()  # also before the server has swept
    async with refuses(Code.QUEUE_UNKNOWN):
        await short.send()
    await sweep(town.context)
    assert (await store.read(lambda txn: txn.totals())).queues == 1
    town.clock.forward(days=limits.FRAME_DAYS - 4)
    await sweep(town.context)
    assert len((await long.recv()).entries) == 1
    town.clock.forward(hours=1)
    await sweep(town.context)
    assert (await long.recv()).entries == []
    await long.send()
    assert [entry.seq for entry in (await long.recv()).entries] == [2]
    row = await store.read(lambda txn: txn.queue(long.qid))
    assert row is not None and (row.frames, row.size) == (1, 4096)


async def test_queues_have_a_length_of_life(name: Name, town: Town) -> None:
    (token,) = await draw(town, TokenType.QUEUE, 1, name.private)
    for days in (0, -1, limits.QUEUE_DAYS + 1):
        async with refuses(Code.BAD_ENCODING):
            await Queue(town).create(token, days)
    for receiver in (bytes(32), b"\x01" + bytes(31), b""):
        async with refuses(Code.SIG_INVALID):
            args = ops.QueueCreateArgs(receiver=receiver, claim=bytes(32), days=1)
            await town.call("queue.create", args)
    await Queue(town).create(token, 1)


async def test_a_banned_name_gets_no_queues_and_what_it_has_goes_on(name: Name, town: Town) -> None:
    queue = await open_queue(name)
    await decide(name.circle, Action.BAN, name)
    async with refuses(Code.BANNED):
        await open_queue(name)
    await queue.send()
    assert len((await queue.recv()).entries) == 1


async def test_a_new_frame_wakes_the_queues_listener_and_nobody_else(name: Name, town: Town) -> None:
    assert town.context is not None
    queue, other = await open_queue(name), await open_queue(name)
    hub = town.context.queue_hub
    here, there, circle = hub.listen(queue.qid, b"one"), hub.listen(other.qid, b"two"), town.context.hub
    log = circle.listen(queue.qid, b"three")
    args = await queue.send()
    assert await anext(here) == b"data: 1\n\n"
    await queue.put(args)
    await queue.send()
    assert await anext(here) == b"data: 2\n\n"
    await other.send()
    assert await anext(there) == b"data: 1\n\n"
    town.context.hub.close()
    assert [chunk async for chunk in log] == []
