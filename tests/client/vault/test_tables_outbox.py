"""Outbox and author chain: they move together, in order, and come back together."""

import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heimo_tui.core.errors import BadInput
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.vault import Tables, Vault
from heimo_tui.vault.database import create_database
from heimo_tui.vault.migrations import migrate
from heimo_tui.vault.tables import Chain, OutboxRow, OutboxState

from .conftest import CIRCLE, furnish

ME, OTHER = b"a" * 32, b"b" * 32


def row(seq: int, prev: bytes | None, *, author: bytes = ME, salt: int = 0, **more: object) -> OutboxRow:
    digest = hashlib.sha256(b"%d %d" % (seq, salt) + author).digest()
    return OutboxRow(
        event_id=digest[:16],
        circle_id=CIRCLE,
        author=author,
        seq=seq,
        prev=prev,
        payload_hash=digest,
        envelope=b"envelope",
        created=float(seq),
        **more,  # type: ignore[arg-type]  # the test names real fields
    )


def chain_of(count: int, **more: object) -> list[OutboxRow]:
    rows: list[OutboxRow] = []
    for seq in range(count):
        rows.append(row(seq, rows[-1].payload_hash if rows else None, **more))  # type: ignore[arg-type]  # as above
    return rows


def add_all(tables: Tables, rows: list[OutboxRow]) -> None:
    for one in rows:
        tables.outbox.add(one)


async def test_the_chain_moves_on_with_each_event(vault: Vault) -> None:
    rows = chain_of(3, for_moderator=True)
    assert await vault.read(lambda tables: tables.outbox.chain(CIRCLE, ME)) is None
    await vault.run(lambda tables: add_all(tables, rows))
    assert await vault.read(lambda tables: tables.outbox.chain(CIRCLE, ME)) == Chain(3, rows[2].payload_hash)
    assert await vault.read(lambda tables: tables.outbox.all(CIRCLE)) == rows
    assert await vault.read(lambda tables: tables.outbox.get(rows[1].event_id)) == rows[1]


@pytest.mark.parametrize("wrong", [row(1, None), row(0, b"x" * 32), row(2, b"x" * 32)])
async def test_an_event_out_of_order_is_not_taken(vault: Vault, wrong: OutboxRow) -> None:
    with pytest.raises(BadInput) as raised:
        await vault.run(lambda tables: tables.outbox.add(wrong))
    assert raised.value.code == "seq_conflict"
    assert await vault.read(lambda tables: tables.outbox.all()) == []


async def test_a_recovered_chain_goes_on_where_the_log_says(vault: Vault) -> None:
    await vault.run(lambda tables: tables.outbox.set_chain(CIRCLE, ME, Chain(41, b"p" * 32)))
    await vault.run(lambda tables: tables.outbox.add(row(41, b"p" * 32)))
    assert (await vault.read(lambda tables: tables.outbox.chain(CIRCLE, ME))) == Chain(42, row(41, b"").payload_hash)


async def test_only_the_first_of_each_chain_is_due_and_only_in_its_time(vault: Vault) -> None:
    mine = chain_of(2, state=OutboxState.HOLDING, hold_until=60.0)
    theirs = [row(0, None, author=OTHER, next_try=10.0)]
    await vault.run(lambda tables: add_all(tables, mine + theirs))

    async def due(now: float) -> set[bytes]:
        return {one.event_id for one in await vault.read(lambda tables: tables.outbox.due(now))}

    assert await vault.read(lambda tables: tables.outbox.next_due()) == 10.0
    assert await due(9.9) == set()
    assert await due(10.0) == {theirs[0].event_id}
    assert await due(60.0) == {mine[0].event_id, theirs[0].event_id}
    await vault.run(lambda tables: tables.outbox.release(mine[1].event_id))
    assert await due(10.0) == {theirs[0].event_id}
    await vault.run(lambda tables: tables.outbox.done(theirs[0].event_id))
    assert await vault.read(lambda tables: tables.outbox.next_due()) == 60.0
    await vault.run(lambda tables: tables.outbox.set_state(mine[0].event_id, OutboxState.HELD))
    assert await due(60.0) == {mine[1].event_id}
    await vault.run(lambda tables: tables.outbox.done(mine[1].event_id))
    assert await vault.read(lambda tables: tables.outbox.next_due()) is None


async def test_states_attempts_and_errors_are_kept(vault: Vault) -> None:
    [one] = chain_of(1)
    await vault.run(lambda tables: tables.outbox.add(one))
    await vault.run(
        lambda tables: tables.outbox.set_state(
            one.event_id, OutboxState.QUEUED, error="busy", next_try=99.0, attempted=True
        )
    )
    found = await vault.read(lambda tables: tables.outbox.get(one.event_id))
    assert found is not None
    assert (found.state, found.error, found.next_try, found.attempts) == (OutboxState.QUEUED, "busy", 99.0, 1)
    await vault.run(lambda tables: tables.outbox.set_state(one.event_id, OutboxState.SENDING))
    found = await vault.read(lambda tables: tables.outbox.get(one.event_id))
    assert found is not None
    assert (found.error, found.next_try, found.attempts) == ("", 99.0, 1)


async def test_withdrawing_takes_the_later_ones_along_and_rewinds(vault: Vault) -> None:
    rows = chain_of(4, state=OutboxState.HOLDING)
    await vault.run(lambda tables: add_all(tables, rows))
    assert await vault.run(lambda tables: tables.outbox.withdraw(rows[1].event_id)) == tuple(rows[1:])
    assert await vault.read(lambda tables: tables.outbox.chain(CIRCLE, ME)) == Chain(1, rows[0].payload_hash)
    again = row(1, rows[0].payload_hash, salt=1)
    await vault.run(lambda tables: tables.outbox.add(again))
    assert await vault.read(lambda tables: tables.outbox.all()) == [rows[0], again]


@pytest.mark.parametrize("state", [OutboxState.SENDING, OutboxState.HELD, OutboxState.REFUSED])
async def test_what_may_have_left_cannot_be_withdrawn(vault: Vault, state: OutboxState) -> None:
    rows = chain_of(2)
    await vault.run(lambda tables: add_all(tables, rows))
    await vault.run(lambda tables: tables.outbox.set_state(rows[1].event_id, state))
    for one in rows:
        with pytest.raises(BadInput) as raised:
            await vault.run(lambda tables, it=one: tables.outbox.withdraw(it.event_id))  # type: ignore[misc]  # bound
        assert raised.value.code == "already_sent"
    assert len(await vault.read(lambda tables: tables.outbox.all())) == 2


async def test_one_that_was_tried_cannot_be_withdrawn_even_if_it_waits_again(vault: Vault) -> None:
    [one] = chain_of(1)
    await vault.run(lambda tables: tables.outbox.add(one))
    await vault.run(lambda tables: tables.outbox.set_state(one.event_id, OutboxState.QUEUED, attempted=True))
    with pytest.raises(BadInput):
        await vault.run(lambda tables: tables.outbox.withdraw(one.event_id))


async def test_one_whose_successor_is_in_the_log_cannot_be_withdrawn(vault: Vault) -> None:
    rows = chain_of(2)
    await vault.run(lambda tables: add_all(tables, rows))
    await vault.run(lambda tables: tables.outbox.done(rows[1].event_id))
    with pytest.raises(BadInput):
        await vault.run(lambda tables: tables.outbox.withdraw(rows[0].event_id))


async def test_what_is_parked_holds_up_nothing(vault: Vault) -> None:
    rows = chain_of(3)
    await vault.run(lambda tables: add_all(tables, rows))
    later = await vault.run(
        lambda tables: tables.outbox.park(rows[0].event_id, OutboxState.RETURNED, words="please, softer")
    )
    assert later == tuple(rows[1:])
    assert await vault.read(lambda tables: tables.outbox.chain(CIRCLE, ME)) == Chain(0, None)
    again = row(0, None, salt=1)
    await vault.run(lambda tables: tables.outbox.add(again))
    assert await vault.read(lambda tables: tables.outbox.due(0.0)) == [again]
    assert await vault.read(lambda tables: tables.outbox.unsent(CIRCLE, ME)) == [again]
    parked = await vault.read(lambda tables: tables.outbox.get(rows[0].event_id))
    assert parked is not None
    assert (parked.state, parked.words) == (OutboxState.RETURNED, "please, softer")
    assert await vault.run(lambda tables: tables.outbox.withdraw(again.event_id)) == (again,)


async def test_a_failed_transaction_moves_nothing(vault: Vault) -> None:
    def broken(tables: Tables) -> None:
        add_all(tables, chain_of(2))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await vault.run(broken)
    assert await vault.read(lambda tables: tables.outbox.all()) == []
    assert await vault.read(lambda tables: tables.outbox.chain(CIRCLE, ME)) is None


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["add", "done", "withdraw", "send", "hold", "park"]), max_size=25), st.randoms())
def test_the_chain_never_breaks(tmp_path_factory: pytest.TempPathFactory, steps: list[str], dice: object) -> None:
    """Whatever happens in whatever order, every event still to go follows the one before it."""
    path: Path = tmp_path_factory.mktemp("chain") / "heimo.db"
    connection = create_database(path, SecretBytes(bytes(32)))
    migrate(connection)
    tables = Tables(connection)
    furnish(tables)
    for salt, step in enumerate(steps):
        chain = tables.outbox.chain(CIRCLE, ME) or Chain(0, None)
        going = tables.outbox.unsent(CIRCLE, ME)
        if step == "add":
            tables.outbox.add(row(chain.next_seq, chain.prev, salt=salt, state=OutboxState.HOLDING))
        elif going:
            first, some = going[0], dice.choice(going)  # type: ignore[attr-defined]  # random.Random
            if step == "done":
                tables.outbox.done(first.event_id)
            elif step == "send":
                tables.outbox.set_state(first.event_id, OutboxState.SENDING, attempted=True)
            elif step == "hold":
                tables.outbox.set_state(first.event_id, OutboxState.HELD)
            elif step == "park":
                tables.outbox.park(first.event_id, OutboxState.REFUSED)
            else:
                with connection.transaction():
                    try:
                        tables.outbox.withdraw(some.event_id)
                    except BadInput as problem:
                        assert problem.code == "already_sent"
        chain = tables.outbox.chain(CIRCLE, ME) or Chain(0, None)
        going = tables.outbox.unsent(CIRCLE, ME)
        for before, after in pairwise(going):
            assert (after.seq, after.prev) == (before.seq + 1, before.payload_hash)
        if going:
            assert (chain.next_seq, chain.prev) == (going[-1].seq + 1, going[-1].payload_hash)
    connection.close()
