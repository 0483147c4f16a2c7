"""Requests made to break the server: a sample of `python -m benchmarks hostile`, against a real process."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.attack.life import LIMITS
from benchmarks.attack.sending import attack, attack_every_byte
from heimo_protocol.encoding import BadEncoding, decode
from heimo_protocol.limits import MAX_REPORT_MESSAGES, MAX_REPORT_MODERATORS, REQUEST_VALUES
from heimo_protocol.operations import OPERATIONS
from heimo_protocol.requests import Request
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


COSTLY = {
    "numbers": b"\x9a\x00\x03\xff\x00" + bytes(0x3FF00),
    "lists": b"\x9a\x00\x03\xff\x00" + b"\x80" * 0x3FF00,
    "maps": b"\x9a\x00\x03\xff\x00" + b"\xa0" * 0x3FF00,
    "texts": b"\x9a\x00\x03\xff\x00" + b"\x60" * 0x3FF00,
    "an e-mail": b"\xd8\x24\x7a\x00\x03\xe8\x00" + b"a:b\n" * 0xFA00,
    "a list without its end": b"\x9f" * 0x3FF00,
}
"""What would take a reader up to a second, in a body of the largest size."""


@pytest.mark.parametrize("content", COSTLY.values(), ids=COSTLY)
def test_what_would_be_costly_to_read_is_not_read(content: bytes) -> None:
    with pytest.raises(BadEncoding, match=r"too many values|a tag"):
        decode(content, Request, most=REQUEST_VALUES)


def test_no_request_of_ours_has_nearly_so_many_values() -> None:
    assert REQUEST_VALUES > 5 * (3 * MAX_REPORT_MESSAGES + 4 * MAX_REPORT_MODERATORS + 20)
