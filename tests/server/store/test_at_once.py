"""What goes to PostgreSQL in one message: the locks, whether all is as it was, the rows and the commit."""

import asyncio
import itertools
import re
import secrets
import time
from urllib.parse import urlsplit

import asyncpg

from heimo_protocol.errors import Code, Refusal
from server_stub.operations import admission
from server_stub.operations.placing import Terms
from server_stub.store.ahead import EventAhead, FrameAhead
from server_stub.store.base import Store, WriteTxn
from server_stub.store.mail_rows import FrameRow, QueueRow
from server_stub.store.postgres.store import open_postgres
from server_stub.store.rows import CircleRow
from tests.server.house import ROOMY, Member
from tests.server.store.test_postgres import HOUR, alternating, circle_in, entries, require_whole
from tests.support.postgres import cluster

TERMS = Terms(now=time.time(), server_id=bytes(32), limits=ROOMY)


async def post(store: Store, row: CircleRow, member: Member) -> int | None:
    signed = member.post("words")
    ahead = EventAhead(row.id, member.key, signed.id, None, signed.event.seen.log_seq)
    placed = await store.write(lambda txn: admission.put(txn, signed, TERMS), on=(row.space, row.id), ahead=ahead)
    return placed.log_seq


async def test_a_post_alone_takes_a_look_and_a_message() -> None:
    with cluster(log_statement="all") as postgres:
        store = await open_postgres(postgres.create())
        row = await circle_in(store)
        member = Member(row.id)
        await store.write(lambda txn: txn.add_name(member.row()))
        await post(store, row, member)
        begun = len(postgres.log())
        for _ in range(5):
            await post(store, row, member)
        await store.close()
        asked = re.findall(r"LOG:  (?:statement|execute).*", postgres.log()[begun:])
    assert len(asked) == 10, asked


async def test_whoever_was_quicker_is_seen(pair: tuple[Store, Store]) -> None:
    """Both look before either writes, again and again; each number is given once, and no chain breaks."""
    row = await circle_in(pair[0])
    members = [Member(row.id) for _ in range(8)]
    for member in members:
        await pair[0].write(lambda txn, m=member: txn.add_name(m.row()))  # type: ignore[misc] # bound now

    async def write(store: Store, member: Member) -> list[int | None]:
        return [await post(store, row, member) for _ in range(12)]

    found = await asyncio.gather(*(write(s, m) for s, m in zip(alternating(pair), members, strict=False)))
    assert sorted(itertools.chain(*found)) == list(range(1, 97))  # type: ignore[type-var] # none is None
    require_whole(row.head, await entries(pair[1], row.id))


async def test_frames_of_two_processes_are_numbered_once(pair: tuple[Store, Store]) -> None:
    qid = secrets.token_bytes(16)
    queue = QueueRow(qid=qid, receiver=secrets.token_bytes(32), claim=bytes(32), sender=None, last_day=30_000)
    assert await pair[0].write(lambda txn: txn.add_queue(queue))

    async def put(store: Store, mark: bytes) -> int:
        def send(txn: WriteTxn) -> int:
            found = txn.queue(qid)
            assert found is not None
            if txn.is_marked(qid, mark):
                return 0
            frame = FrameRow(qid=qid, seq=found.newest + 1, hour=HOUR, c2=bytes(32), frame=b"it's \\ a frame")
            txn.add_frame(frame, mark=mark, forget_to=0)
            return frame.seq

        return await store.write(send, on=(qid,), ahead=FrameAhead(qid, mark))

    marks = [secrets.token_bytes(16) for _ in range(40)]
    numbers = await asyncio.gather(*(put(store, mark) for mark in marks for store in pair))
    assert sorted(n for n in numbers if n) == list(range(1, 41)), "the same frame counts once"
    frames, _ = await pair[0].read(lambda txn: txn.frames_after(qid, 0, limit=50, max_bytes=10**6))
    assert {frame.frame for frame in frames} == {b"it's \\ a frame"}


async def test_a_budget_spent_elsewhere_is_seen(pair: tuple[Store, Store]) -> None:
    """The other process counts the same member under another lock, between the look and the message."""
    row = await circle_in(pair[0])
    member = Member(row.id)
    name, signed = member.row(), member.post("words")
    await pair[0].write(lambda txn: txn.add_name(name))

    def count(txn: WriteTxn) -> int:
        found = txn.count_name(name.nym_id, "posts", 1, expiry_hour=HOUR)
        if found > 3:
            raise Refusal(Code.QUOTA)
        return found

    ahead = EventAhead(row.id, member.key, signed.id, None, 0)
    done = await asyncio.gather(
        *(s.write(count, on=(secrets.token_bytes(8),), ahead=ahead) for s in pair * 20), return_exceptions=True
    )
    assert sorted(one for one in done if isinstance(one, int)) == [1, 2, 3]
    assert {type(one) for one in done if not isinstance(one, int)} == {Refusal}


async def test_what_asks_more_than_was_looked_up_is_done_under_locks(pair: tuple[Store, Store]) -> None:
    row = await circle_in(pair[0])
    member = Member(row.id)
    await pair[0].write(lambda txn: txn.add_name(member.row()))
    signed = member.post("words")

    def put_and_count(txn: WriteTxn) -> int:
        admission.put(txn, signed, TERMS)
        return txn.totals().events

    ahead = EventAhead(row.id, member.key, signed.id, None, 0)
    assert await pair[0].write(put_and_count, on=(row.space, row.id), ahead=ahead) == 1
    assert len(await entries(pair[1], row.id)) == 1


async def test_postgresql_notes_nothing_of_what_was_overtaken() -> None:
    """It writes down each statement that fails, so no value may stand in one."""
    with cluster() as postgres:
        address = postgres.create()
        pair = await open_postgres(address), await open_postgres(address)
        row = await circle_in(pair[0])
        member = Member(row.id)
        name, signed = member.row(), member.post("words")
        await pair[0].write(lambda txn: txn.add_name(name))
        ahead = EventAhead(row.id, member.key, signed.id, None, 0)

        def count(txn: WriteTxn) -> int:
            return txn.count_name(name.nym_id, "posts", 1, expiry_hour=HOUR)

        while "another process was quicker" not in postgres.log():
            await asyncio.gather(*(s.write(count, on=(secrets.token_bytes(8),), ahead=ahead) for s in pair * 5))
        for store in pair:
            await store.close()
        told = postgres.log().lower()
    assert "statement:" in told
    assert not any(value.hex() in told for value in (row.id, member.key, name.nym_id, signed.id))


async def test_where_sessions_may_make_no_function_all_is_done_under_locks() -> None:
    with cluster(log_statement="all") as postgres:
        owner = postgres.create()
        database = urlsplit(owner).path[1:]
        connection = await asyncpg.connect(owner)
        await connection.execute(
            f"CREATE ROLE plain LOGIN; REVOKE ALL ON DATABASE {database} FROM PUBLIC;"
            f" GRANT CONNECT, CREATE ON DATABASE {database} TO plain"
        )
        await connection.close()
        store = await open_postgres(owner.replace("//heimo@", "//plain@"))
        row = await circle_in(store)
        member = Member(row.id)
        await store.write(lambda txn: txn.add_name(member.row()))
        assert [await post(store, row, member) for _ in range(3)] == [1, 2, 3]
        require_whole(row.head, await entries(store, row.id))
        await store.close()
        assert postgres.log().count("permission denied to create temporary") == 1, "it is not tried again"
