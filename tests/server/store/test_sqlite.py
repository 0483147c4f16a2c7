"""What holds for SQLite alone: its library, files, migrations, erased bytes, queue and writer."""

import asyncio
import os
import random
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from server_stub.store.ahead import NameAhead
from server_stub.store.base import Store, StoreBusy, StoreUnavailable, UnsafeStore, WriteTxn
from server_stub.store.rows import AccountRow, EventRow
from server_stub.store.sqlite.connection import connect, require_safe_library
from server_stub.store.sqlite.migrate import Migration, migrate, migrations
from server_stub.store.sqlite.store import open_sqlite
from server_stub.store.sqlite.writer import GROUP_SIZE, Job, LoneJob, Writer
from tests.server.house import make_circle

AHEAD = NameAhead(bytes(32))
"""Operations that tell what they look up may be done in the event loop."""


@pytest.mark.parametrize("version", ["3.40.1", "3.51.2", "3.7.17"])
def test_old_libraries_are_refused(version: str) -> None:
    with pytest.raises(UnsafeStore, match=version):
        require_safe_library(version)


def test_this_library_and_newer_ones_are_taken() -> None:
    require_safe_library()
    for version in ("3.51.3", "3.52.0", "4.0.0"):
        require_safe_library(version)


async def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = await open_sqlite(tmp_path / "data" / "community.db")
        await store.write(lambda txn: txn.spend(1, 1, bytes(16)))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}
        await store.close()
    finally:
        os.umask(before)
    assert set(modes) == {"community.db", "community.db-wal", "community.db-shm"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


async def test_writes_are_synced_and_erased_bytes_overwritten(tmp_path: Path) -> None:
    connection = connect_new(tmp_path)
    settings = {
        name: connection.pragma(name) for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
    }
    connection.close()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}


def connect_new(folder: Path) -> apsw.Connection:
    (folder / "x.db").touch()
    return connect(folder / "x.db")


def test_readers_cannot_write(tmp_path: Path) -> None:
    connect_new(tmp_path).close()
    reader = connect(tmp_path / "x.db", readonly=True)
    with pytest.raises(apsw.ReadOnlyError):
        reader.execute("CREATE TABLE t (x)")
    reader.close()


def test_migrations_are_numbered_from_one_without_gaps() -> None:
    assert [step.version for step in migrations()] == list(range(1, len(migrations()) + 1))


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    connection = connect_new(tmp_path)
    newest = migrate(connection)
    before = list(connection.execute("SELECT * FROM sqlite_schema"))
    assert migrate(connection) == newest
    assert list(connection.execute("SELECT * FROM sqlite_schema")) == before
    connection.close()


def test_a_step_that_fails_leaves_no_half_schema(tmp_path: Path) -> None:
    connection = connect_new(tmp_path)
    steps = [*migrations(), Migration(len(migrations()) + 1, "broken", "CREATE TABLE half (x); NONSENSE")]
    with pytest.raises(apsw.SQLError):
        migrate(connection, steps)
    assert list(connection.execute("SELECT name FROM sqlite_schema")) == []
    assert migrate(connection) == len(migrations())
    connection.close()


async def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    store = await open_sqlite(tmp_path / "community.db")
    await store.close()
    connection = apsw.Connection(str(tmp_path / "community.db"))
    connection.execute("INSERT INTO schema_versions VALUES (999, 'later')")
    connection.close()
    with pytest.raises(UnsafeStore, match="999"):
        await open_sqlite(tmp_path / "community.db")


async def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "community.db").write_bytes(b"something else entirely " * 100)
    with pytest.raises(StoreUnavailable):
        await open_sqlite(tmp_path / "community.db")
    assert (tmp_path / "community.db").read_bytes().startswith(b"something else")


async def test_erased_bodies_are_in_no_file(tmp_path: Path) -> None:
    """Bodies of three circles, in mixed order and size, erased one by one and by age: not one byte pattern stays."""
    randomly = random.Random(7)
    store = await open_sqlite(tmp_path / "data" / "community.db")
    circles = []
    for _ in range(3):
        _, row, _ = make_circle(os.urandom(32))
        await store.write(lambda txn, row=row: txn.add_circle(row, []))  # type: ignore[misc] # bound now
        circles.append(row.id)
    numbers = dict.fromkeys(circles, 0)

    async def add(mark: bytes) -> EventRow:
        circle = randomly.choice(circles)
        numbers[circle] += 1
        row = EventRow(
            circle=circle,
            log_seq=numbers[circle],
            event_id=os.urandom(16),
            author=os.urandom(32),
            author_seq=0,
            kind=1,
            parent=None,
            thread=None,
            hour=randomly.randrange(100),
            hash=os.urandom(32),
            head=os.urandom(32),
            envelope=mark + os.urandom(randomly.randrange(4000)) + mark,
        )
        await store.write(lambda txn: txn.insert_event(row))
        return row

    rows = [await add(b"ERASE-THIS-BODY!" if number % 2 else b"keep-this-body!!") for number in range(1500)]
    randomly.shuffle(rows)
    await erase(store, rows, b"ERASE")
    await store.scrub()
    assert (tmp_path / "data" / "community.db-wal").stat().st_size == 0
    await store.rewrite()
    assert count(tmp_path / "data", b"ERASE-THIS-BODY!") == 0
    assert count(tmp_path / "data", b"keep-this-body!!") == 1500, "no stale copies, which nobody would erase later"
    await erase(store, rows, b"keep")
    await store.rewrite()
    assert count(tmp_path / "data", b"keep-this-body!!") == 0
    await store.close()


async def erase(store: Store, rows: list[EventRow], beginning: bytes) -> None:
    for row in rows:
        if row.envelope is not None and row.envelope.startswith(beginning):
            await store.write(lambda txn, row=row: txn.erase(row.circle, row.event_id))  # type: ignore[misc] # bound now


def count(folder: Path, pattern: bytes) -> int:
    return sum(path.read_bytes().count(pattern) for path in folder.iterdir())


async def test_a_full_queue_is_busy_and_loses_nothing(tmp_path: Path) -> None:
    store = await open_sqlite(tmp_path / "community.db", queue=3)
    begun, gate = threading.Event(), threading.Event()

    def block(_: object) -> bool:
        begun.set()
        return gate.wait(20)

    blocked = asyncio.ensure_future(store.write(block))
    assert await asyncio.to_thread(begun.wait, 20)
    waiting = [asyncio.ensure_future(store.write(lambda txn, n=n: txn.spend(1, 1, bytes([n]) * 16))) for n in range(3)]  # type: ignore[misc] # bound now
    await asyncio.sleep(0.01)
    with pytest.raises(StoreBusy):
        await store.write(lambda txn: txn.spend(1, 1, bytes([9]) * 16))
    assert store.health().waiting == 3
    gate.set()
    assert await blocked and await asyncio.gather(*waiting) == [True] * 3
    assert not await store.read(lambda txn: txn.is_spent(1, 1, bytes([9]) * 16))
    await store.close()


@pytest.mark.parametrize("ahead", [None, AHEAD], ids=["any", "small"])
async def test_the_writer_survives_a_broken_connection(tmp_path: Path, ahead: NameAhead | None) -> None:
    """Another process holds the file longer than we wait: that group fails, the next one is written."""
    store = await open_sqlite(tmp_path / "community.db")
    other = apsw.Connection(str(tmp_path / "community.db"))
    other.set_busy_timeout(5000)  # the store may still be opening
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="Busy"):
        await store.write(lambda txn: txn.spend(1, 1, bytes(16)), ahead=ahead)
    assert store.health().writer and not store.health().database
    other.execute("ROLLBACK")
    other.close()
    assert await store.write(lambda txn: txn.spend(1, 1, bytes(16)), ahead=ahead)
    assert store.health().database
    await store.close()


@pytest.mark.parametrize("ahead", [None, AHEAD], ids=["any", "small"])
async def test_an_operation_that_ends_its_thread_fails_alone_with_its_group(
    tmp_path: Path, ahead: NameAhead | None
) -> None:
    def leave(_: object) -> None:
        raise SystemExit(3)

    store = await open_sqlite(tmp_path / "community.db")
    with pytest.raises(StoreUnavailable, match="SystemExit"):
        await store.write(leave, ahead=ahead)
    assert await store.write(lambda txn: txn.spend(1, 1, bytes(16)), ahead=ahead)
    await store.close()


async def test_a_writer_that_cannot_go_on_says_so_and_refuses(tmp_path: Path) -> None:
    """The file cannot be opened again after a fault: everything that waits fails, and the end is told."""
    connections = [connect_new(tmp_path)]
    migrate(connections[0])
    died = asyncio.Event()

    def reconnect() -> apsw.Connection:
        if not connections:
            raise UnsafeStore("gone")
        return connections.pop()

    def fault(_: object) -> None:
        raise apsw.IOError

    loop = asyncio.get_running_loop()
    told: list[BaseException | None] = []
    loop.set_exception_handler(lambda _, context: told.append(context.get("exception")))
    writer = Writer(reconnect, died.set, capacity=10)
    futures = [loop.create_future() for _ in range(2)]
    writer.submit(Job(fault, futures[0], small=False))
    writer.submit(LoneJob(lambda _: None, futures[1]))
    assert [type(one) for one in await asyncio.gather(*futures, return_exceptions=True)] == [StoreUnavailable] * 2
    assert died.is_set() and not writer.alive
    assert [type(problem) for problem in told] == [UnsafeStore]
    with pytest.raises(StoreUnavailable):
        writer.submit(Job(fault, loop.create_future(), small=True))
    await writer.close()


async def test_small_operations_of_a_crowd_are_committed_together_and_in_turn(tmp_path: Path) -> None:
    """Those in the event loop and those in the thread come in the order they were asked for; one fails alone."""
    store = await open_sqlite(tmp_path / "community.db")
    count, spender = 2 * GROUP_SIZE, bytes(16)

    def spend(n: int) -> Callable[[WriteTxn], int]:
        def work(txn: WriteTxn) -> int:
            number = txn.count_name(spender, "turn", 0, expiry_hour=1)
            if n == count // 2:
                raise LookupError
            return number

        return work

    jobs = [store.write(spend(n), ahead=None if n % 50 == 7 else AHEAD) for n in range(count)]
    outcomes = await asyncio.gather(*jobs, return_exceptions=True)
    assert isinstance(outcomes.pop(count // 2), LookupError)
    assert outcomes == list(range(1, count))
    assert await store.read(lambda txn: txn.name_count(spender, "turn", 0)) == count - 1
    await store.close()


async def test_no_table_keeps_an_order_or_a_moment_or_joins_accounts_with_names(tmp_path: Path) -> None:
    """Rows can be tied together by a shared value, by their order, or by a time: none is there to use."""
    store = await open_sqlite(tmp_path / "community.db")
    await store.close()
    connection = connect(tmp_path / "community.db")
    tables = {
        name: {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({name})")}
        for name, without_rowid in connection.execute(
            "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'"
        )
        if without_rowid
    }
    every = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    links = {(name, row[2]) for name in tables for row in connection.execute(f"PRAGMA foreign_key_list({name})")}
    connection.close()
    assert set(tables) == every, "a table with row ids keeps the order of its rows"
    times = {column for columns in tables.values() for column, kind in columns.items() if kind == "INTEGER"}
    assert times <= {
        *("created_day", "hidden_day", "day", "joined_hour", "hour", "expiry_hour", "until_hour"),
        *("version", "cred_epoch", "repeats", "period", "amount", "head_seq", "card_seq", "once_month", "once_index"),
        *("resets", "retired", "admitted", "type", "epoch", "log_seq", "author_seq", "kind", "next_seq", "returned"),
        *("seconds", "number", "expires", "last_day", "newest", "seq", "frames", "size"),
        *("steward", "answered"),
    }
    assert set(tables["accounts"]) == {"key", "m1enc", "created_day", "cred_epoch", "repeats"}
    about_accounts = {name for name, columns in tables.items() if "account" in columns or name == "accounts"}
    about_names = {name for name, columns in tables.items() if {"nym_id", "author", "reporter"} & set(columns)}
    assert about_accounts == {"accounts", "account_counts"} and not about_accounts & about_names
    assert {target for source, target in links if source in about_accounts} == {"accounts"}
    assert not {source for source, target in links if target == "accounts"} - about_accounts
    of_queues = {name for name, columns in tables.items() if "qid" in columns}
    assert of_queues == {"queues", "frames", "frame_marks"}
    assert set(tables["queues"]) == {"qid", "receiver", "claim", "sender", "last_day", "newest", "frames", "size"}
    assert set(tables["requests"]) == {"recipient", "id", "hour", "c2", "sealed"}
    assert {(source, target) for source, target in links if {source, target} & of_queues} == {
        ("frames", "queues"),
        ("frame_marks", "queues"),
    }


async def test_a_rewritten_file_does_not_tell_in_which_order_rows_came(tmp_path: Path) -> None:
    """The same accounts in two orders give the same bytes, all but the counters in the file's header page."""
    accounts = [AccountRow(key=os.urandom(32), m1enc=bytes(32), created_day=1, cred_epoch=0) for _ in range(500)]
    files = []
    for name, order in (("a", accounts), ("b", sorted(accounts, key=lambda row: row.key))):
        store = await open_sqlite(tmp_path / name / "community.db")
        for row in order:
            await store.write(lambda txn, row=row: txn.add_account(row))  # type: ignore[misc] # bound now
        await store.scrub()
        before = (tmp_path / name / "community.db").read_bytes()
        await store.rewrite()
        assert (tmp_path / name / "community.db-wal").stat().st_size == 0, "the log would tell the order"
        await store.close()
        files.append((before, (tmp_path / name / "community.db").read_bytes()))
    assert files[0][0][8192:] != files[1][0][8192:], "which is why it is rewritten"
    assert files[0][1][8192:] == files[1][1][8192:]
