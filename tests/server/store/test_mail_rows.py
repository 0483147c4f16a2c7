"""What every store must remember of messages between two, and forget."""

import os
from pathlib import Path

import msgspec
import pytest

from heimo_protocol.circles import Circle
from heimo_protocol.franking import Stamped
from server_stub.store.base import Store
from server_stub.store.mail_rows import BundleQuery, BundleRow, FrameRow, QueueRow, RequestRow, SealedReportRow
from server_stub.store.rows import BanRow
from server_stub.store.sqlite.connection import connect
from server_stub.store.sqlite.migrate import migrate, migrations
from server_stub.store.sqlite.store import open_sqlite
from tests.server.house import Member


def queue(**changes: object) -> QueueRow:
    row = QueueRow(qid=os.urandom(16), receiver=os.urandom(32), claim=os.urandom(32), sender=None, last_day=100)
    return msgspec.structs.replace(row, **changes)


def frame(row: QueueRow, seq: int, size: int = 10, hour: int = 5) -> FrameRow:
    return FrameRow(qid=row.qid, seq=seq, hour=hour, c2=os.urandom(32), frame=os.urandom(size))


async def put(store: Store, row: FrameRow, *, forget_to: int = 0) -> None:
    mark = row.c2[:16]
    await store.write(lambda txn: txn.add_frame(row, mark=mark, forget_to=forget_to))


async def name_in(store: Store, circle: Circle) -> Member:
    member = Member(circle.id)
    await store.write(lambda txn: txn.add_name(member.row()))
    return member


async def test_a_queue_counts_what_waits(store: Store) -> None:
    row = queue()
    assert await store.write(lambda txn: txn.add_queue(row))
    assert not await store.write(lambda txn: txn.add_queue(queue(receiver=row.receiver)))
    assert await store.read(lambda txn: txn.queue_of(row.receiver)) == row
    sender = os.urandom(32)
    await store.write(lambda txn: txn.bind_sender(row.qid, sender))
    frames = [frame(row, seq, size) for seq, size in ((1, 10), (2, 20), (3, 40))]
    for one in frames:
        await put(store, one)
    bound = msgspec.structs.replace(row, claim=None, sender=sender)
    assert await store.read(lambda txn: txn.queue(row.qid)) == msgspec.structs.replace(
        bound, newest=3, frames=3, size=70
    )
    assert await store.read(lambda txn: txn.is_marked(row.qid, frames[0].c2[:16]))
    assert await store.read(lambda txn: txn.has_frames_to(row.qid, 1))
    await store.write(lambda txn: txn.forget_frames(row.qid, 2))
    assert not await store.read(lambda txn: txn.has_frames_to(row.qid, 2))
    assert await store.read(lambda txn: txn.queue(row.qid)) == msgspec.structs.replace(
        bound, newest=3, frames=1, size=40
    )
    await store.write(lambda txn: txn.delete_queue(row.qid))
    assert await store.read(lambda txn: txn.queue(row.qid)) is None
    assert not await store.read(lambda txn: txn.is_marked(row.qid, frames[0].c2[:16]))
    assert not await store.read(lambda txn: txn.has_frames_to(row.qid, 9))


async def test_what_fails_leaves_no_trace_in_the_counts(store: Store) -> None:
    row = queue()
    await store.write(lambda txn: txn.add_queue(row))
    await put(store, frame(row, 1))
    other = frame(row, 2)

    def fail(txn: object) -> None:
        txn.add_frame(other, mark=bytes(16), forget_to=0)  # type: ignore[attr-defined] # a WriteTxn
        raise LookupError

    with pytest.raises(LookupError):
        await store.write(fail)
    assert await store.read(lambda txn: txn.queue(row.qid)) == msgspec.structs.replace(row, newest=1, frames=1, size=10)
    assert not await store.read(lambda txn: txn.is_marked(row.qid, bytes(16)))


async def test_pages_of_frames_stop_for_count_and_size(store: Store) -> None:
    row = queue()
    await store.write(lambda txn: txn.add_queue(row))
    for seq in range(1, 11):
        await put(store, frame(row, seq, 1000))

    async def page(after: int, limit: int, max_bytes: int) -> tuple[list[int], bool]:
        rows, more = await store.read(lambda txn: txn.frames_after(row.qid, after, limit=limit, max_bytes=max_bytes))
        return [one.seq for one in rows], more

    assert await page(0, 10, 10**6) == (list(range(1, 11)), False)
    assert await page(0, 9, 10**6) == (list(range(1, 10)), True)
    assert await page(9, 9, 10**6) == ([10], False)
    assert await page(10, 9, 10**6) == ([], False)
    assert await page(0, 9, 1) == ([1], True)
    assert await page(0, 9, 3500) == ([1, 2, 3], True)


async def test_requests_come_by_hour_and_go_by_number(store: Store, circle: Circle) -> None:
    reader, other = await name_in(store, circle), await name_in(store, circle)
    rows = [
        RequestRow(recipient=who.key, id=id_, hour=hour, c2=os.urandom(32), sealed=b"s" * 100)
        for who, id_, hour in ((reader, 7, 9), (reader, 2**63 - 1, 8), (reader, 3, 9), (other, 7, 1))
    ]
    for row in (*rows, rows[0]):
        await store.write(lambda txn, row=row: txn.add_request(row))  # type: ignore[misc] # bound now
    assert await store.read(lambda txn: txn.requests_for(reader.key, max_bytes=10**6)) == (
        [rows[1], rows[2], rows[0]],
        False,
    )
    assert await store.read(lambda txn: txn.requests_for(reader.key, max_bytes=300)) == ([rows[1]], True)
    assert await store.read(lambda txn: txn.requests_waiting(reader.key)) == 3
    assert await store.read(lambda txn: txn.has_request(other.key, 7))
    await store.write(lambda txn: txn.forget_requests(reader.key, [7, 3, 5]))
    assert await store.read(lambda txn: txn.requests_for(reader.key, max_bytes=10**6)) == ([rows[1]], False)
    assert await store.read(lambda txn: txn.requests_waiting(other.key)) == 1
    await store.write(lambda txn: txn.retire_name(reader.key, day=3))
    assert await store.read(lambda txn: txn.requests_waiting(reader.key)) == 0


async def test_bundles_are_found_by_version_bucket_and_what_holds(store: Store, circle: Circle) -> None:
    members = [await name_in(store, circle) for _ in range(6)]
    rows = [BundleRow(name=m.key, circle=circle.id, number=1, expires=50, bundle=b"b" + m.key) for m in members]
    for number, row in enumerate(rows):
        assert await store.write(lambda txn, row=row: txn.put_bundle(row)) == number + 1  # type: ignore[misc] # bound now
    assert await store.write(lambda txn: txn.put_bundle(rows[0])) == 7
    assert await store.read(lambda txn: txn.bundle(members[0].key)) == rows[0]
    query = BundleQuery(circle=circle.id, after=0, bits=0, bucket=0, day=49, hour=9)

    async def found(**changes: int) -> list[int]:
        wanted = msgspec.structs.replace(query, **changes)
        page, more = await store.read(lambda txn: txn.bundles(wanted, max_bytes=10**6))
        assert not more
        return [entry.version for entry in page]

    assert await found() == [2, 3, 4, 5, 6, 7]
    assert await found(after=4) == [5, 6, 7]
    assert await found(day=50) == []
    buckets = [await found(bits=2, bucket=bucket) for bucket in range(4)]
    assert sorted(version for bucket in buckets for version in bucket) == [2, 3, 4, 5, 6, 7]
    for bits in (1, 8, 31, 32):
        parts = [await found(bits=bits, bucket=bucket) for bucket in (0, (1 << bits) - 1)]
        assert all(len(part) < 6 for part in parts) or bits == 1
    banned = await store.read(lambda txn: txn.name(members[1].key))
    assert banned is not None
    ban = BanRow(space=circle.id, nym_id=banned.nym_id, until_hour=20, by=bytes(32))
    await store.write(lambda txn: txn.set_ban(ban))
    assert 2 not in await found() and 2 in await found(hour=20)
    await store.write(lambda txn: txn.retire_name(members[2].key, day=3))
    assert await found(hour=20) == [2, 4, 5, 6, 7]


async def test_sealed_reports_are_kept_once_for_each_moderator(store: Store, circle: Circle) -> None:
    one, two = await name_in(store, circle), await name_in(store, circle)
    messages = [Stamped(bytes(32), 5, bytes(32)), Stamped(bytes([1]) * 32, 6, bytes(32))]
    rows = [SealedReportRow(moderator=m.key, id=4, hour=5, messages=messages, sealed=b"s") for m in (one, two)]
    for row in rows:
        assert await store.write(lambda txn, row=row: txn.add_sealed_report(row))  # type: ignore[misc] # bound now
        assert not await store.write(lambda txn, row=row: txn.add_sealed_report(row))  # type: ignore[misc] # bound now
    assert await store.read(lambda txn: txn.sealed_reports(one.key, max_bytes=10**6)) == ([rows[0]], False)
    await store.write(lambda txn: txn.forget_sealed_reports(one.key, [4]))
    assert await store.read(lambda txn: txn.sealed_reports(one.key, max_bytes=10**6)) == ([], False)
    assert await store.read(lambda txn: txn.sealed_reports(two.key, max_bytes=10**6)) == ([rows[1]], False)


async def test_what_is_old_goes_in_steps(store: Store, circle: Circle) -> None:
    member, row = await name_in(store, circle), queue(last_day=7)
    await store.write(lambda txn: txn.add_queue(row))
    for number in range(5):
        hour = 10 + number
        await put(store, frame(row, number + 1, hour=hour))
        request = RequestRow(recipient=member.key, id=number, hour=hour, c2=b"c", sealed=b"s")
        await store.write(lambda txn, r=request: txn.add_request(r))  # type: ignore[misc] # bound now
        report = SealedReportRow(moderator=member.key, id=number, hour=hour, messages=[], sealed=b"s")
        await store.write(lambda txn, r=report: txn.add_sealed_report(r))  # type: ignore[misc] # bound now
    for left in (2, 1, 0):
        gone = [
            await store.write(lambda txn: txn.expire_requests(before_hour=13, limit=2)),
            await store.write(lambda txn: txn.expire_frames(before_hour=13, limit=2)),
            await store.write(lambda txn: txn.expire_sealed_reports(before_hour=13, limit=2)),
        ]
        assert gone == [left] * 3
    totals = await store.read(lambda txn: txn.totals())
    assert (totals.requests, totals.frames, totals.sealed_reports) == (2, 2, 2)
    assert await store.write(lambda txn: txn.expire_queues(day=7, limit=9)) == 0
    assert await store.write(lambda txn: txn.expire_queues(day=8, limit=9)) == 1
    assert (await store.read(lambda txn: txn.totals())).frames == 0
    bundle = BundleRow(name=member.key, circle=circle.id, number=1, expires=50, bundle=b"b")
    await store.write(lambda txn: txn.put_bundle(bundle))
    assert await store.write(lambda txn: txn.expire_bundles(day=49, limit=9)) == 0
    assert await store.write(lambda txn: txn.expire_bundles(day=50, limit=9)) == 1


async def test_a_database_from_before_messages_is_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "community.db"
    path.touch()
    connection = connect(path)
    assert migrate(connection, migrations()[:1]) == 1
    connection.execute("INSERT INTO accounts VALUES (?, ?, 1, 0, 0)", (bytes(32), bytes(32)))
    connection.close()
    store = await open_sqlite(path)
    row = queue()
    assert await store.write(lambda txn: txn.add_queue(row))
    totals = await store.read(lambda txn: txn.totals())
    assert (totals.accounts, totals.queues, totals.bundles) == (1, 1, 0)
    await store.close()
