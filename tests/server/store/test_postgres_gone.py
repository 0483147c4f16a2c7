"""PostgreSQL that goes away or is not fit, and what stays in its files."""

import asyncio
import secrets
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from server_stub import log
from server_stub.store.base import Store, StoreUnavailable, UnsafeStore
from server_stub.store.postgres.store import open_postgres
from tests.server.house import Member
from tests.server.store.test_postgres import HOUR, circle_in, entries, require_whole
from tests.support.postgres import Cluster, cluster, shared

# --- when PostgreSQL goes away ---


async def test_lost_connections_are_made_again(pair: tuple[Store, Store], address: str) -> None:
    row = await circle_in(pair[0])
    await pair[0].write(lambda _: None, on=(b"a lane",))
    shared().sql(
        address,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid()",
    )
    assert await pair[0].write(lambda txn: txn.circle(row.id), on=(b"a lane",)) == row
    for _ in range(8):  # each connection of the pool finds out for itself
        try:
            assert await pair[0].read(lambda txn: txn.circle(row.id)) == row
        except StoreUnavailable:
            continue
    assert await pair[0].read(lambda txn: txn.circle(row.id)) == row


@pytest.fixture
def own() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


async def until_well(store: Store) -> None:
    async with asyncio.timeout(15):
        while not store.health().database:  # noqa: ASYNC110 — health tells nobody by itself
            await asyncio.sleep(0.05)


async def test_a_crash_loses_nothing_that_was_acknowledged_and_the_store_recovers(own: Cluster) -> None:
    store = await open_postgres(own.create())
    row = await circle_in(store)
    members = [Member(row.id) for _ in range(6)]
    kept: list[bytes] = []

    async def write(member: Member) -> None:
        while True:
            post = member.post("words")
            try:
                await store.write(lambda txn, p=post: log.append(txn, p, HOUR), on=(row.id,))  # type: ignore[misc] # bound now
            except StoreUnavailable:
                return
            kept.append(post.id)

    jobs = [asyncio.ensure_future(write(member)) for member in members]
    await asyncio.sleep(0.3)
    await asyncio.to_thread(own.stop, signal.SIGQUIT)
    await asyncio.gather(*jobs)
    assert not store.health().database
    with pytest.raises(StoreUnavailable):
        await store.read(lambda txn: txn.totals())
    with pytest.raises(StoreUnavailable):
        await store.write(lambda txn: txn.totals())
    await asyncio.to_thread(own.start)
    await until_well(store)
    rows = await entries(store, row.id)
    require_whole(row.head, rows)
    assert set(kept) <= {one.event_id for one in rows}
    assert len(rows) - len(kept) <= len(members), "only what was under way may be there unasked"
    await store.close()


# --- when it takes no writes ---

FULL = """
CREATE FUNCTION heimo.full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER is_full BEFORE INSERT ON heimo.events EXECUTE FUNCTION heimo.full()
"""
ROOM = "DROP FUNCTION heimo.full CASCADE"


async def refused(store: Store, circle: bytes, member: Member) -> bool:
    try:
        await store.write(lambda txn: log.append(txn, member.pending(), HOUR), on=(circle,))
    except StoreUnavailable:
        return True
    return False


async def test_health_is_steady_while_some_writes_fail_and_others_do_not(address: str) -> None:
    store = await open_postgres(address)
    row = await circle_in(store)
    member = Member(row.id)
    shared().sql(address, FULL)
    for _ in range(12):
        assert await refused(store, row.id, member)
        assert await store.write(lambda txn: txn.spend(1, 7, secrets.token_bytes(16)), on=(b"token",))
        assert await store.read(lambda txn: txn.totals().circles) == 1
        await asyncio.sleep(0.2)
        assert not store.health().database
    shared().sql(address, ROOM)
    assert not await refused(store, row.id, member)
    await until_well(store)
    assert len(await entries(store, row.id)) == 1
    await store.close()


async def test_what_fails_again_soon_is_believed_later(address: str) -> None:
    """Health that came back with a look, though writes fail, comes and goes less and less."""
    store = await open_postgres(address)
    row = await circle_in(store)
    shared().sql(address, FULL)
    times = []
    for _ in range(2):
        assert await refused(store, row.id, Member(row.id))
        begun = time.monotonic()
        await until_well(store)
        times.append(time.monotonic() - begun)
    assert times[0] >= 1 and times[1] >= 2
    await store.close()


# --- addresses and safety ---


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("postgresql://heimo@127.0.0.1:1/heimo", "cannot be used"),
        ("postgresql://heimo:secret@127.0.0.1:{port}/nowhere", "no database of this name"),
        ("postgresql://nobody:secret@127.0.0.1:{port}/postgres", "does not let this user in"),
        ("postgresql://heimo:secret@127.0.0.1:many/heimo", "looks like"),
    ],
)
async def test_a_wrong_address_is_told_in_words_that_do_not_repeat_it(wrong: str, says: str) -> None:
    with pytest.raises((StoreUnavailable, UnsafeStore), match=says) as told:
        await open_postgres(wrong.format(port=shared().port))
    assert "secret" not in str(told.value) and "127" not in str(told.value)


async def test_a_newer_database_and_an_unsafe_server_are_refused(address: str) -> None:
    await (await open_postgres(address)).close()
    shared().sql(address, "INSERT INTO heimo.schema_versions VALUES (999, 'later')")
    with pytest.raises(UnsafeStore, match="999"):
        await open_postgres(address)
    shared().sql(address, "ALTER ROLE heimo SET synchronous_commit = off")
    try:
        with pytest.raises(UnsafeStore, match="synchronous_commit"):
            await open_postgres(address)
    finally:
        shared().sql(address, "ALTER ROLE heimo RESET synchronous_commit")


# --- what stays in the files ---


async def test_writing_anew_leaves_no_order_and_no_erased_byte(address: str) -> None:
    store = await open_postgres(address)
    row = await circle_in(store)
    member = Member(row.id)
    await store.write(lambda txn: txn.add_name(member.row()))
    word = secrets.token_hex(16)
    post = member.post(word)
    await store.write(lambda txn: log.append(txn, post, HOUR), on=(row.id,))
    for _ in range(30):
        await store.write(lambda txn: txn.spend(1, 7, secrets.token_bytes(16)), on=(b"token",))
    await store.write(lambda txn: txn.erase(row.id, post.id), on=(row.id,))
    shown = "SELECT array_agg(encode(nullifier, 'hex') ORDER BY ctid), count(DISTINCT xmin::text) FROM heimo.nullifiers"
    order, writers = shared().sql(address, shown).strip().split("|")
    assert order != ",".join(sorted(order.strip("{}").split(","))) and writers == "30"
    await store.rewrite()
    await store.scrub()
    order, writers = shared().sql(address, shown).strip().split("|")
    assert order.strip("{}").split(",") == sorted(order.strip("{}").split(",")) and writers == "1"
    shared().sql(address, "CHECKPOINT")
    assert not [path for path in tables(address) if word.encode() in path.read_bytes()]
    assert len(await entries(store, row.id)) == 1
    await store.close()


def tables(address: str) -> list[Path]:
    number = shared().sql(address, "SELECT oid FROM pg_database WHERE datname = current_database()").strip()
    return [path for path in (shared().folder / "data" / "base" / number).iterdir() if path.is_file()]
