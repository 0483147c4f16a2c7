"""Whoever holds the whole database cannot tell who writes to whom, nor whose queue is whose.

The attacks, and how far chance may go, are those of tests.server.linking.
"""

import asyncio
from collections.abc import Iterable, Iterator

import pytest

from heimo_protocol.signing import public_bytes
from tests.server.linking import Dump, Value, attack, dump, with_column
from tests.server.mail import open_queue
from tests.server.people import Town, town_here
from tests.server.recorded_mail import MEMBERS, Truth, Weeks

SEED = 20261123
PIECE = 8
"""Bytes that are the same by chance in two of a megabyte once in a hundred million runs."""
QUEUE_TABLES = {"queues", "frames", "frame_marks"}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Dump, Truth]]:
    folder = tmp_path_factory.mktemp("town") / "data"

    async def record() -> tuple[Dump, Truth]:
        async with town_here(folder) as town:
            truth = await Weeks(town, SEED).live()
            return dump(folder, b""), truth

    yield asyncio.run(record())


def blobs(found: Dump, tables: Iterable[str]) -> set[bytes]:
    """All values of some tables that could stand for somebody or something."""
    return {
        value
        for table in tables
        for row in found.tables[table]
        for value in row.values()
        if isinstance(value, bytes) and len(value) >= 4
    }


def without_recipients(found: Dump) -> Dump:
    """The dump as it were if requests did not say whom they are for: what is left may lead to their makers."""
    rows = [{**row, "recipient": None} for row in found.tables["requests"]]
    return Dump({**found.tables, "requests": rows}, found.files, found.log)


def windows(values: Iterable[bytes]) -> set[bytes]:
    return {value[i : i + PIECE] for value in values for i in range(len(value) - PIECE + 1)}


def test_the_run_is_large_enough(recorded: tuple[Dump, Truth]) -> None:
    found, truth = recorded
    for pairs in (truth.own_queues, truth.queues_written_to, truth.accounts_and_queues, truth.requests_made):
        assert len(pairs) == MEMBERS
    assert len(truth.reports_made) > MEMBERS // 2
    for table in ("queues", "requests", "bundles"):
        assert len(found.tables[table]) == MEMBERS
    assert len(found.tables["frames"]) > MEMBERS // 2
    assert len(found.tables["frame_marks"]) == 3 * MEMBERS
    assert len(found.tables["message_reports"]) == len(truth.reports_made)


@pytest.mark.parametrize(
    "who", ["own_queues", "queues_written_to", "accounts_and_queues", "requests_made", "reports_made"]
)
def test_no_attack_does_better_than_chance(recorded: tuple[Dump, Truth], who: str) -> None:
    found, truth = recorded
    for seen in (found, without_recipients(found)):
        assert [str(finding) for finding in attack(seen, getattr(truth, who), seed=SEED)] == []


def test_nothing_of_a_queue_is_anywhere_else(recorded: tuple[Dump, Truth]) -> None:
    """No value, and no eight bytes of one, that stand in a queue's tables stand in another."""
    found, _ = recorded
    others = set(found.tables) - QUEUE_TABLES
    assert set(found.tables) > QUEUE_TABLES
    assert not blobs(found, QUEUE_TABLES) & blobs(found, others)
    assert not windows(blobs(found, QUEUE_TABLES)) & windows(blobs(found, others))


def test_no_row_of_a_request_holds_its_sender(recorded: tuple[Dump, Truth]) -> None:
    found, truth = recorded
    names = {row["key"]: row for row in found.tables["names"]}
    for row in found.tables["requests"]:
        c2 = row["c2"]
        assert isinstance(c2, bytes)
        sender = names[truth.senders[c2]]
        assert sender["key"] != row["recipient"]
        of_sender = windows([sender["key"], sender["nym_id"]])  # type: ignore[list-item] # bytes
        assert not of_sender & windows(value for value in row.values() if isinstance(value, bytes))


def test_no_plaintext_key_claim_or_token_is_in_any_file(recorded: tuple[Dump, Truth]) -> None:
    found, truth = recorded
    assert len(truth.secret) > 10 * MEMBERS
    everything = b"".join(found.files.values())
    assert b"could not sleep" not in everything
    assert [secret for secret in truth.secret if secret[:PIECE] in everything] == []


def test_times_are_no_finer_than_hours(recorded: tuple[Dump, Truth]) -> None:
    found, _ = recorded
    for table, rows in found.tables.items():
        for row in rows:
            for column, value in row.items():
                assert not isinstance(value, int) or value < 10**6, f"{table}.{column} may hold a time in seconds"


def test_everything_has_one_of_few_sizes(recorded: tuple[Dump, Truth]) -> None:
    found, _ = recorded

    def sizes(table: str, column: str) -> set[int]:
        return {len(value) for row in found.tables[table] if isinstance(value := row[column], bytes)}

    assert sizes("requests", "sealed") == {8192}
    assert sizes("frames", "frame") == {4096}
    assert len(sizes("bundles", "bundle")) == 1
    assert sizes("message_reports", "sealed") == {4096 + 1136}


# --- what the attacks have to find ---


@pytest.mark.parametrize("who", ["own_queues", "queues_written_to", "accounts_and_queues"])
def test_a_queue_that_names_somebody_is_found(recorded: tuple[Dump, Truth], who: str) -> None:
    found, truth = recorded
    pairs = getattr(truth, who)
    leak: dict[object, Value] = {qid: b"of" + key[:8] for key, qid in pairs}
    assert attack(with_column(found, "queues", leak, by="qid"), pairs, seed=SEED)


def test_a_queue_in_the_order_of_its_owners_is_found(recorded: tuple[Dump, Truth]) -> None:
    found, truth = recorded
    names = {name: n for n, (name, _) in enumerate(truth.own_queues)}
    leaky = with_column(found, "names", names)
    queues: dict[object, Value] = {qid: n for n, (_, qid) in enumerate(truth.own_queues)}
    assert attack(with_column(leaky, "queues", queues, by="qid"), truth.own_queues, seed=SEED)


def test_a_request_that_names_its_sender_is_found(recorded: tuple[Dump, Truth]) -> None:
    found, truth = recorded
    leak: dict[object, Value] = {c2: name[5:13] for name, c2 in truth.requests_made}
    leaky = with_column(without_recipients(found), "requests", leak, by="c2")
    assert attack(leaky, truth.requests_made, seed=SEED)


# --- what is gone is gone ---


async def _delete(town: Town) -> list[bytes]:
    assert town.context is not None
    name = await town.name(await town.circle())
    queue = await open_queue(name)
    sent = [await queue.send() for _ in range(3)]
    await queue.recv(2)
    await queue.delete()
    await town.context.store.scrub()
    await town.context.store.rewrite()
    return [queue.qid, public_bytes(queue.receiver), public_bytes(queue.sender), *(args.frame for args in sent)]


async def test_no_byte_of_a_deleted_queue_is_left(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("town") / "data"
    async with town_here(folder) as town:
        gone = await _delete(town)
        everything = b"".join(dump(folder, b"").files.values())
    assert not any(part[:PIECE] in everything for part in gone)
