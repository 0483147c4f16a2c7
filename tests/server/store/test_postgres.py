"""PostgreSQL under several writers at once, and when it goes away; what every store does is tested beside this file."""

import asyncio
import itertools
import secrets
import time
from collections.abc import Iterator

import msgspec
import pytest

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.log import next_head
from server_stub import log
from server_stub.operations import admission
from server_stub.operations.placing import Terms
from server_stub.store.base import Store, StoreBusy, WriteTxn
from server_stub.store.mail_rows import FrameRow, QueueRow
from server_stub.store.postgres.store import open_postgres
from server_stub.store.rows import BanRow, CircleRow, EventRow
from tests.server.house import ROOMY, Member, make_circle

HOUR = 480_000


async def circle_in(store: Store) -> CircleRow:
    _, row, _ = make_circle(bytes(32))
    assert await store.write(lambda txn: txn.add_circle(row, []))
    return row


def alternating(pair: tuple[Store, Store]) -> Iterator[Store]:
    return itertools.cycle(pair)


async def entries(store: Store, circle: bytes) -> list[EventRow]:
    return await store.read(lambda txn: txn.events_after(circle, 0, limit=10_000, max_bytes=10**8))


def require_whole(first_head: bytes, rows: list[EventRow]) -> None:
    head = first_head
    for number, row in enumerate(rows, 1):
        head = next_head(head, number, row.hash)
        assert (row.log_seq, row.head) == (number, head)


# --- several processes ---


@pytest.mark.parametrize("named", [True, False], ids=["by circle", "by nothing"])
async def test_one_log_is_exact_under_writers_of_two_processes(pair: tuple[Store, Store], named: bool) -> None:
    row = await circle_in(pair[0])
    members = [Member(row.id) for _ in range(8)]
    on = (row.id,) if named else ()

    async def write(store: Store, member: Member) -> list[int]:
        numbers = []
        for _ in range(8):
            post = member.post("words")
            numbers.append((await store.write(lambda txn, p=post: log.append(txn, p, HOUR), on=on)).log_seq)  # type: ignore[misc] # bound now
        return numbers

    found = await asyncio.gather(*(write(s, m) for s, m in zip(alternating(pair), members, strict=False)))
    assert sorted(itertools.chain(*found)) == list(range(1, 65))
    assert all(numbers == sorted(numbers) for numbers in found)
    require_whole(row.head, await entries(pair[1], row.id))


async def test_the_same_event_through_two_processes_stands_once(pair: tuple[Store, Store]) -> None:
    row = await circle_in(pair[0])
    member = Member(row.id)
    await pair[0].write(lambda txn: txn.add_name(member.row()))
    post, terms = member.post("words"), Terms(now=time.time(), server_id=bytes(32), limits=ROOMY)
    placed = await asyncio.gather(
        *(s.write(lambda txn: admission.put(txn, post, terms), on=(row.space, row.id)) for s in pair * 5)
    )
    assert {(one.log_seq, one.head) for one in placed} == {(1, placed[0].head)}
    assert sum(one.is_new for one in placed) == 1


async def test_a_token_is_spent_once_over_all_processes(pair: tuple[Store, Store]) -> None:
    tokens = [secrets.token_bytes(16) for _ in range(20)]
    spent = await asyncio.gather(
        *(s.write(lambda txn, t=token: txn.spend(1, 7, t), on=(token,)) for token in tokens for s in pair * 2)  # type: ignore[misc] # bound now
    )
    assert sum(spent) == len(tokens)


async def test_a_budget_is_one_over_all_processes(pair: tuple[Store, Store]) -> None:
    """Also where the operations are about different things and may run at the same time."""
    member = secrets.token_bytes(32)

    def count(txn: WriteTxn) -> int:
        found = txn.count_name(member, "posts", 1, expiry_hour=HOUR)
        if found > 25:
            raise Refusal(Code.QUOTA)
        return found

    done = await asyncio.gather(
        *(s.write(count, on=(secrets.token_bytes(8),)) for s in pair * 20), return_exceptions=True
    )
    assert sorted(one for one in done if isinstance(one, int)) == list(range(1, 26))
    assert await pair[0].read(lambda txn: txn.name_count(member, "posts", 1)) == 25


async def test_frames_of_two_processes_have_one_order(pair: tuple[Store, Store]) -> None:
    qid = secrets.token_bytes(16)
    row = QueueRow(qid=qid, receiver=secrets.token_bytes(32), claim=bytes(32), sender=None, last_day=30_000)
    assert await pair[0].write(lambda txn: txn.add_queue(row))

    def send(txn: WriteTxn) -> int:
        queue = txn.queue(qid)
        assert queue is not None
        frame = FrameRow(qid=qid, seq=queue.newest + 1, hour=HOUR, c2=bytes(32), frame=b"frame")
        txn.add_frame(frame, mark=secrets.token_bytes(16), forget_to=0)
        return frame.seq

    seen = await asyncio.gather(*(s.write(send, on=(qid,)) for s in pair * 15))
    assert sorted(seen) == list(range(1, 31))
    queue = await pair[1].read(lambda txn: txn.queue(qid))
    assert queue is not None and (queue.newest, queue.frames, queue.size) == (30, 30, 150)
    await pair[0].write(lambda txn: txn.forget_frames(qid, 12), on=(qid,))
    queue = await pair[1].read(lambda txn: txn.queue(qid))
    assert queue is not None and (queue.newest, queue.frames, queue.size) == (30, 18, 90)


async def test_two_that_wait_for_each_other_both_get_through(pair: tuple[Store, Store]) -> None:
    """Operations that say nothing true about what they touch are begun again where PostgreSQL sees a deadlock."""
    keys = secrets.token_bytes(32), secrets.token_bytes(32)
    space = secrets.token_bytes(16)

    def ban_both(order: tuple[bytes, ...]) -> object:
        def work(txn: WriteTxn) -> None:
            for nym in order:
                txn.set_ban(BanRow(space=space, nym_id=nym, until_hour=0, by=bytes(32)))
                txn.totals()

        return work

    for _ in range(3):
        await asyncio.gather(
            pair[0].write(ban_both(keys), on=(b"one",)),  # type: ignore[arg-type] # a WriteTxn -> None
            pair[1].write(ban_both(keys[::-1]), on=(b"other",)),  # type: ignore[arg-type] # the same
        )


async def test_two_programs_may_make_the_same_database(address: str) -> None:
    stores = await asyncio.gather(*(open_postgres(address) for _ in range(4)))
    totals = [await store.read(lambda txn: txn.totals()) for store in stores]
    assert all(not any(msgspec.structs.astuple(one)) for one in totals)
    await asyncio.gather(*(store.close() for store in stores))


async def test_too_many_writes_are_turned_away(address: str) -> None:
    store = await open_postgres(address, queue=10)
    jobs = [asyncio.ensure_future(store.write(lambda txn: txn.heads())) for _ in range(40)]
    done = await asyncio.gather(*jobs, return_exceptions=True)
    assert {type(one) for one in done} == {dict, StoreBusy}
    assert await store.write(lambda _: 7) == 7
    await store.close()


async def test_a_reader_who_leaves_harms_no_other(pair: tuple[Store, Store]) -> None:
    row = await circle_in(pair[0])

    async def look() -> int:
        return await pair[0].read(lambda txn: max(txn.totals().circles for _ in range(20)))

    jobs = [asyncio.ensure_future(look()) for _ in range(30)]
    await asyncio.sleep(0.01)
    for job in jobs[::2]:
        job.cancel()
    done = await asyncio.gather(*jobs, return_exceptions=True)
    assert {one for one in done[1::2]} == {1}
    assert await pair[0].read(lambda txn: txn.circle(row.id)) == row
