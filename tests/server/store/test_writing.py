"""Writes are durable together, fail alone, and wait in a queue with an end."""

import asyncio
import threading
import time
from pathlib import Path

import pytest

from heimo_protocol.circles import Circle
from heimo_protocol.errors import Code, Refusal
from server_stub import log
from server_stub.store.base import ReadTxn, Store, StoreUnavailable, WriteTxn
from server_stub.store.rows import EventRow
from tests.server.house import Member
from tests.server.store.conftest import Opener


def busy_until(txn: ReadTxn, gate: threading.Event) -> bool:
    """Go on asking the database, since an operation may run in the event loop, where it must not just wait."""
    end = time.monotonic() + 10
    while not gate.is_set() and time.monotonic() < end:
        txn.totals()
    return gate.is_set()


class Poison(Exception):
    """What an operation must not do to its neighbours."""


async def test_a_poisoned_operation_harms_no_neighbour(store: Store, circle: Circle) -> None:
    """All of them wait while one blocks the writer, so that they surely share a transaction."""
    members = [Member(circle.id) for _ in range(60)]
    posts = [member.post("words") for member in members]
    gate = threading.Event()

    def operation(txn: WriteTxn, number: int) -> int:
        appended = log.append(txn, posts[number], 1)
        match number % 4:
            case 1:
                raise Poison(str(number))
            case 2:
                raise Refusal(Code.QUOTA)
            case 3 if number % 8 == 3:
                txn.insert_event(_unfit(circle.id))  # the database itself objects
        return appended.log_seq

    blocked = asyncio.ensure_future(store.write(lambda txn: busy_until(txn, gate), on=(circle.id,)))
    await asyncio.sleep(0.05)
    jobs = [asyncio.ensure_future(store.write(lambda txn, n=n: operation(txn, n), on=(circle.id,))) for n in range(60)]  # type: ignore[misc] # bound now
    await asyncio.sleep(0.05)
    gate.set()
    assert await blocked
    outcomes = await asyncio.gather(*jobs, return_exceptions=True)
    good = [outcome for outcome in outcomes if isinstance(outcome, int)]
    assert good == list(range(1, len(good) + 1)), "numbers have no gaps where others failed"
    for number, outcome in enumerate(outcomes):
        assert isinstance(outcome, int) == (number % 4 == 0 or number % 8 == 7), (number, outcome)
        if number % 4 == 1:
            assert isinstance(outcome, Poison) and str(outcome) == str(number)
    rows = await store.read(lambda txn: txn.events_after(circle.id, 0, limit=100, max_bytes=10**6))
    assert {row.event_id for row in rows} == {
        posts[number].id for number, outcome in enumerate(outcomes) if isinstance(outcome, int)
    }


def _unfit(circle: bytes) -> EventRow:
    """A row whose number is taken."""
    return EventRow(
        circle=circle,
        log_seq=1,
        event_id=bytes(16),
        author=bytes(32),
        author_seq=0,
        kind=1,
        parent=None,
        thread=None,
        hour=1,
        hash=bytes(32),
        head=bytes(32),
        envelope=b"",
    )


async def test_readers_see_nothing_before_the_commit(store: Store, circle: Circle) -> None:
    written, gate = threading.Event(), threading.Event()
    member = Member(circle.id)
    signed = member.post("words")

    def slow(txn: WriteTxn) -> int:
        seq = log.append(txn, signed, 1).log_seq
        written.set()
        assert busy_until(txn, gate)
        return seq

    job = asyncio.ensure_future(store.write(slow))
    assert await asyncio.to_thread(written.wait, 10)
    assert await store.read(lambda txn: txn.event(circle.id, signed.id)) is None
    assert not job.done()
    gate.set()
    assert await job == 1
    assert await store.read(lambda txn: txn.event(circle.id, signed.id)) is not None


async def test_a_reader_sees_one_moment(store: Store, circle: Circle, opener: Opener, tmp_path: Path) -> None:
    """Somebody else writes while the operation runs, which may be in this very thread: another store, in another."""
    signed = Member(circle.id).post("words")

    async def write_elsewhere() -> None:
        other = await opener(tmp_path)
        await other.write(lambda txn: log.append(txn, signed, 1))
        await other.close()

    def look(txn: ReadTxn) -> tuple[int, int]:
        before = txn.totals().events
        other = threading.Thread(target=asyncio.run, args=(write_elsewhere(),))
        other.start()
        other.join()
        return before, txn.totals().events

    assert await store.read(look) == (0, 0)
    assert await store.read(lambda txn: txn.totals().events) == 1


async def test_who_stops_waiting_does_not_undo_the_work(store: Store, circle: Circle) -> None:
    gate = threading.Event()
    member = Member(circle.id)
    signed = member.post("words")
    blocked = asyncio.ensure_future(store.write(lambda txn: busy_until(txn, gate)))
    await asyncio.sleep(0.02)
    job = asyncio.ensure_future(store.write(lambda txn: log.append(txn, signed, 1)))
    await asyncio.sleep(0.02)
    job.cancel()
    gate.set()
    await blocked
    await store.write(lambda _: None)
    assert await store.read(lambda txn: txn.event(circle.id, signed.id)) is not None


async def test_closing_finishes_what_was_accepted(store: Store, circle: Circle) -> None:
    posts = [Member(circle.id).post("words") for _ in range(50)]
    jobs = [
        asyncio.ensure_future(store.write(lambda txn, s=signed: log.append(txn, s, 1).log_seq))  # type: ignore[misc] # bound now
        for signed in posts
    ]
    await asyncio.sleep(0)
    await store.close()
    assert sorted(await asyncio.gather(*jobs)) == list(range(1, 51))
    with pytest.raises(StoreUnavailable):
        await store.write(lambda _: None)
    with pytest.raises(StoreUnavailable):
        await store.read(lambda _: None)
