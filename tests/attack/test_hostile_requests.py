"""Requests made to break the server: a sample of `python -m benchmarks hostile`, against a real process."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.attack.life import LIMITS
from benchmarks.attack.sending import attack, attack_every_byte
from heimo_protocol.operations import OPERATIONS
from tests.server.house import running
from tests.server.people import make_town_data


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("hostile") / "data"
    asyncio.run(make_town_data(data, LIMITS))
    return data


def test_two_thousand_hostile_requests_are_answered_and_none_is_a_fault(data: Path) -> None:
    with running(data) as server:
        told = attack(server.address, data, 7, 2000)
        assert server.stop() == 0
    assert (told.wrong, told.hangs, told.requests) == ([], 0, 2000)
    assert len(told.operations) == len(OPERATIONS)
    assert len(told.went_through) > 10, "many reach what an operation does"
    assert (data / "stderr").read_text() == ""


def test_requests_malformed_at_every_byte_are_refused(data: Path) -> None:
    with running(data) as server:
        told = attack_every_byte(server.address, data, 3, 10)
        assert server.stop() == 0
    assert (told.wrong, told.hangs) == ([], 0)
    assert told.requests > 1000 and set(told.statuses) <= {200, 400, 401, 403, 404, 409, 413}
    assert (data / "stderr").read_text() == ""
