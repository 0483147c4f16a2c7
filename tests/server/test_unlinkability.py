"""Whoever holds the whole database and all logs cannot tell which keys are one person.

Attacks look for shared bytes, order of rows, places in files, times and counters, over all columns there are. The
tolerance is stated in tests.server.linking: a false alarm comes about once in 100,000 runs. Leaks put in on purpose
have to be found by the same attacks.
"""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from heimo_protocol.signing import public_bytes
from server_stub.upkeep import incidents
from tests.server.commands import Heimo, serving
from tests.server.linking import Dump, attack, dump, order_shown, with_column
from tests.server.people import town_at, town_here
from tests.server.recorded_run import MEMBERS, Month, Truth

SEED = 20261123


class _Everything(logging.Handler):
    """Keeps all that the server's process would write, see incidents.configure_logging."""

    def __init__(self) -> None:
        super().__init__(0)
        self.lines: list[str] = []
        self.setFormatter(incidents._Redacted())

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith("heimo.") or record.levelno >= logging.WARNING:
            self.lines.append(self.format(record))


async def _record(folder: Path) -> tuple[Dump, Truth]:
    ear, root = _Everything(), logging.getLogger()
    root.addHandler(ear)
    try:
        async with town_here(folder) as town:
            truth = await Month(town, SEED).live()
            # While it still runs: the write-ahead log shows the order of the last writes.
            return dump(folder, "\n".join(ear.lines).encode()), truth
    finally:
        root.removeHandler(ear)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Dump, Truth]]:
    yield asyncio.run(_record(tmp_path_factory.mktemp("town") / "data"))


def test_the_run_is_large_enough(recorded: tuple[Dump, Truth]) -> None:
    found, truth = recorded
    for pairs in (truth.accounts_and_names, truth.two_names, truth.name_and_once, truth.inviter_and_invited):
        assert len(pairs) == MEMBERS
    assert len(found.tables["accounts"]) == 2 * MEMBERS
    assert len(found.tables["names"]) == 3 * MEMBERS
    assert len(found.tables["events"]) > 8 * MEMBERS
    assert len(found.tables["bundles"]) == 2 * MEMBERS
    assert found.tables["account_counts"] and found.tables["name_counts"] and found.tables["nullifiers"]
    assert len(found.files) == 3


@pytest.mark.parametrize("who", ["accounts_and_names", "two_names", "name_and_once", "inviter_and_invited"])
def test_no_attack_does_better_than_chance(recorded: tuple[Dump, Truth], who: str) -> None:
    found, truth = recorded
    assert [str(finding) for finding in attack(found, getattr(truth, who), seed=SEED)] == []


def test_no_log_line_holds_a_key(recorded: tuple[Dump, Truth]) -> None:
    found, truth = recorded
    keys = {key for pairs in (truth.accounts_and_names, truth.two_names) for pair in pairs for key in pair}
    assert not any(key[:4].hex().encode() in found.log or key[:6] in found.log for key in keys)


def test_no_table_knows_both_an_account_and_a_name(recorded: tuple[Dump, Truth]) -> None:
    found, truth = recorded
    accounts = {account for account, _ in truth.accounts_and_names}
    secrets = {row["m1enc"] for row in found.tables["accounts"]} | accounts
    holding = {
        table
        for table, rows in found.tables.items()
        for row in rows
        for value in row.values()
        if isinstance(value, bytes) and any(isinstance(s, bytes) and s in value for s in secrets)
    }
    assert holding == {"accounts", "account_counts"}


def test_times_are_no_finer_than_hours(recorded: tuple[Dump, Truth]) -> None:
    found, _ = recorded
    for table, rows in found.tables.items():
        for row in rows:
            for column, value in row.items():
                assert not isinstance(value, int) or value < 10**6, f"{table}.{column} may hold a time in seconds"


async def _arrive(folder: Path) -> tuple[list[bytes], Dump, Dump]:
    async with town_here(folder) as town:
        assert town.context is not None
        arrivals = [public_bytes((await town.person()).account) for _ in range(MEMBERS)]
        before = dump(folder, b"")
        await town.context.store.rewrite()
        return arrivals, before, dump(folder, b"")


def test_a_rewritten_file_keeps_no_order_of_arrival(tmp_path: Path) -> None:
    arrivals, before, after = asyncio.run(_arrive(tmp_path / "data"))
    assert order_shown(before, arrivals, seed=SEED)
    assert [str(finding) for finding in order_shown(after, arrivals, seed=SEED)] == []


# --- what the attacks have to find ---


def test_a_shared_value_is_found(recorded: tuple[Dump, Truth]) -> None:
    found, truth = recorded
    leaky = with_column(found, "names", {name: account[:8] for account, name in truth.accounts_and_names})
    assert attack(leaky, truth.accounts_and_names, seed=SEED)


def test_a_part_of_a_value_inside_another_is_found(recorded: tuple[Dump, Truth]) -> None:
    found, truth = recorded
    m1enc = {row["key"]: row["m1enc"] for row in found.tables["accounts"]}
    leak = {name: b"token=" + bytes(m1enc[account])[3:11] for account, name in truth.accounts_and_names}  # type: ignore[arg-type] # bytes
    assert attack(with_column(found, "names", leak), truth.accounts_and_names, seed=SEED)


def test_a_shared_secret_between_two_names_is_found(recorded: tuple[Dump, Truth]) -> None:
    found, truth = recorded
    leak = {
        key: bytes([n]) * 2 + b"member" + bytes([n, 7, n]) for n, pair in enumerate(truth.two_names) for key in pair
    }
    assert attack(with_column(found, "names", leak), truth.two_names, seed=SEED)


def test_a_common_order_is_found(recorded: tuple[Dump, Truth]) -> None:
    found, truth = recorded
    for noise in (0, 6):
        leaky = with_column(found, "accounts", {a: 9 * n for n, (a, _) in enumerate(truth.accounts_and_names)})
        order = {name: 9 * n + (n * 31 % 9) * noise for n, (_, name) in enumerate(truth.accounts_and_names)}
        leaky = with_column(leaky, "names", order)
        assert attack(leaky, truth.accounts_and_names, seed=SEED)


def test_rows_in_order_of_arrival_are_found(recorded: tuple[Dump, Truth]) -> None:
    found, truth = recorded
    arrival = {key: n for n, pair in enumerate(truth.accounts_and_names) for key in pair}
    tables = dict(found.tables)
    for table in ("accounts", "names"):
        tables[table] = sorted(tables[table], key=lambda row: arrival.get(bytes(row["key"] or b""), -1))  # type: ignore[arg-type] # a key
    assert attack(Dump(tables, found.files, found.log), truth.accounts_and_names, seed=SEED)


def test_a_counter_that_both_sides_share_is_found(recorded: tuple[Dump, Truth]) -> None:
    found, truth = recorded
    amounts = {key: n // 2 for n, pair in enumerate(truth.two_names) for key in pair}
    assert attack(with_column(found, "names", amounts), truth.two_names, seed=SEED)


def test_a_log_line_with_both_is_found(recorded: tuple[Dump, Truth]) -> None:
    found, truth = recorded
    lines = [f"join {account.hex()[:12]} as {name.hex()[:12]}" for account, name in truth.accounts_and_names]
    leaky = Dump(found.tables, found.files, "\n".join(lines).encode())
    assert attack(leaky, truth.accounts_and_names, seed=SEED)


def test_a_real_server_logs_nothing_of_what_people_do(tmp_path: Path) -> None:
    heimo = Heimo(tmp_path / "data")
    heimo("init", "--no-starters")
    heimo.relax()

    async def visit(address: str) -> None:
        async with town_at(heimo.data, address) as town:
            circle = await town.circle()
            name = await town.name(circle)
            await name.reply(await name.post())
            await town.entries(circle)

    with serving(heimo) as address:
        asyncio.run(visit(address))
    assert (tmp_path / "server.log").read_bytes() == b""
