"""Queues: frames come in order, none is lost or doubled, and what is full or old is refused or goes."""

from typing import Any

import pytest

from heimo_protocol import framing, limits
from heimo_protocol import operations as ops
from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Code
from heimo_protocol.franking import stamp
from heimo_protocol.requests import Mode, Request
from server_stub.operations.mail.queues import MARKS_KEPT
from server_stub.upkeep.retention import sweep
from tests.server.ears import ear
from tests.server.mail import Queue, draw, open_queue
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
    monkeypatch.setattr("server_stub.operations.mail.queues.MARKS_STEP", 2)
    assert town.context is not None
    queue = await open_queue(name)
    sent = [await queue.send() for _ in range(6)]
    await queue.recv(6)
    for args in sent[3:]:
        await queue.put(args)
    assert (await queue.recv(6)).entries == []
    marks = await town.context.store.read(
        lambda txn: txn._number("SELECT count(*) FROM frame_marks WHERE qid = $1", queue.qid)  # type: ignore[attr-defined] # looks below the store
    )
    assert marks == 3


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


async def test_a_new_frame_wakes_the_queues_listener_and_nobody_else(name: Name, town: Town) -> None:
    assert town.context is not None
    queue, other = await open_queue(name), await open_queue(name)
    hub = town.context.queue_hub
    here, there = ear(hub, queue.qid, b"one"), ear(hub, other.qid, b"two")
    log = ear(town.context.hub, queue.qid, b"three")
    args = await queue.send()
    assert await anext(here) == b"data: 1\n\n"
    await queue.put(args)
    await queue.send()
    assert await anext(here) == b"data: 2\n\n"
    await other.send()
    assert await anext(there) == b"data: 1\n\n"
    town.context.hub.close()
    assert [chunk async for chunk in log] == []
