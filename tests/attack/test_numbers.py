"""Numbers that are too large for a database or a calendar."""

import time
from collections.abc import Callable

import pytest

from heimo_protocol import operations as ops
from heimo_protocol.encoding import BadEncoding
from heimo_protocol.events import Kind, Need, PostBody, Seen, open_event
from heimo_protocol.operations import ListResult, LogEntry
from heimo_tui.core.errors import Tampering
from heimo_tui.core.verify import check_window
from tests.server.people import Name, Person, Town

LARGE = (2**63, 2**64 - 1)


@pytest.mark.parametrize("number", LARGE)
@pytest.mark.parametrize(
    ("op", "make"),
    [
        ("event.list", lambda circle, number: ops.ListArgs(circle=circle, after=number)),
        ("event.list", lambda circle, number: ops.ListArgs(circle=circle, before=number)),
        ("circle.governance", lambda circle, number: ops.GovernanceArgs(circle=circle, after=number)),
    ],
)
async def test_no_log_number_is_a_fault_of_the_server(
    town: Town, op: str, make: Callable[[bytes, int], ops.Args], number: int
) -> None:
    circle = await town.circle()
    with pytest.raises(BadEncoding):
        await town.call(op, make(circle, number))


async def test_a_large_log_number_that_can_be_is_fine(town: Town) -> None:
    circle = await town.circle()
    assert (await town.call("event.list", ops.ListArgs(circle=circle, after=2**63 - 1))).entries == []
    assert (await town.call("event.list", ops.ListArgs(circle=circle, before=2**63 - 1))).entries == []


@pytest.mark.parametrize("minutes", [2**31 // 5 * 5 + 5, 2**62 // 5 * 5])
def test_an_event_is_of_a_time_that_a_calendar_can_show(minutes: int) -> None:
    town = Town(None, None, time.time, None)  # type: ignore[arg-type] # nothing is sent
    name = Name(town, bytes(16), Person(town).account, "somebody")
    signed = name.sign(Kind.POST, PostBody(text="now", need=Need.NONE))
    assert open_event(signed.data) == signed
    with pytest.raises(BadEncoding):
        name.sign(Kind.POST, PostBody(text="later", need=Need.NONE), minutes=minutes)
    assert Seen(0, bytes(16)) == signed.event.seen


@pytest.mark.parametrize(
    ("log_seq", "hour"), [(-1, 0), (0, 0), (-(2**63), 0), (1, -1), (1, 2**25), (1, 2**63 - 1), (2**63 - 1, 2**63 - 1)]
)
def test_a_reader_refuses_entries_at_impossible_places_and_times(log_seq: int, hour: int) -> None:
    entry = LogEntry(log_seq=log_seq, hour=hour, event=None, hash=bytes(32))
    window = ListResult(entries=[entry], base=bytes(32), head_seq=log_seq, head=bytes(32))
    with pytest.raises(Tampering):
        check_window(window, bytes(16), bytes(32))
