"""kill -9 of the server while posts, frames, tokens and reports are written (in full: python -m benchmarks kill)."""

import asyncio
import os

import pytest

from benchmarks.durability.kills.killing import Outcome, killed
from tests.support.postgres import shared

SEED = int(os.environ.get("HEIMO_TEST_SEED", "2026"))


def _require_kept(outcome: Outcome) -> None:
    assert {one.kind for one in outcome.counts} == {"events", "frames", "tokens spent", "reports"}
    for one in outcome.counts:
        assert one.acked > 0, (SEED, one)
        assert (one.lost, one.doubled) == (0, 0), (SEED, one)


@pytest.mark.slow
async def test_kills_lose_and_double_nothing_of_all_that_is_written() -> None:
    _require_kept(await asyncio.to_thread(killed, 10, SEED))


@pytest.mark.slow
async def test_killing_one_of_two_servers_on_postgresql_loses_and_doubles_nothing() -> None:
    address = shared().create()
    _require_kept(await asyncio.to_thread(lambda: killed(6, SEED, servers=2, database=address)))
    shared().drop(address)
