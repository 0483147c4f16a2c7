"""Every store does what the oracle does, whatever is asked of it (in full: python -m benchmarks model)."""

import pytest

from benchmarks.durability.model.driving import driven, forgetful, found_out
from heimo_protocol.circles import Circle
from server_stub import log
from server_stub.store.base import ReadTxn, Store
from tests.server.house import Member
from tests.server.store.conftest import Opener
from tests.support.postgres import forget_database_of

STEPS = 600


@pytest.mark.slow
def test_a_store_answers_as_the_oracle_does(opener: Opener) -> None:
    assert driven(opener, STEPS, forget=forget_database_of) >= STEPS


def test_a_store_that_forgets_is_found_out() -> None:
    assert found_out(forgetful, 300)


async def test_everybody_goes_on_after_all_tables_were_written_anew(store: Store, circle: Circle) -> None:
    """On PostgreSQL that makes prepared statements stale: the model found that reads failed once for each."""
    member = Member(circle.id)

    def look(txn: ReadTxn) -> tuple[int, int]:
        return txn.totals().events, len(txn.events_after(circle.id, 0, limit=10, max_bytes=10**6))

    for number in range(1, 4):
        signed = member.post("words")
        assert (await store.write(lambda txn, one=signed: log.append(txn, one, 1))).log_seq == number  # type: ignore[misc] # bound now
        assert await store.read(look) == (number, number)
        await store.rewrite()


async def test_a_counter_expires_as_it_was_begun(store: Store) -> None:
    """On PostgreSQL, where both come in one statement, the model found that the later hour counted."""
    await store.write(lambda txn: [txn.count_name(bytes(32), "posts_day", 1, expiry_hour=hour) for hour in (5, 9)])
    assert await store.write(lambda txn: txn.prune(hour=6, token_epoch=0)) == 1
