"""A piece of a log is only taken where every number and head follows from what is known."""

import dataclasses
import hashlib

import msgspec
import pytest

from heimo_protocol.log import next_head
from heimo_protocol.operations import ListResult, LogEntry
from heimo_tui.core.errors import Tampering
from heimo_tui.core.verify import check_window, require_after

CIRCLE = b"c" * 16
FIRST = b"f" * 32
HASHES = [hashlib.sha256(bytes([number])).digest() for number in range(3)]


def heads() -> list[bytes]:
    """The heads before entry 1 and after each entry."""
    found = [FIRST]
    for number, digest in enumerate(HASHES, 1):
        found.append(next_head(found[-1], number, digest))
    return found


def window(**changes: object) -> ListResult:
    """All three entries, erased, from the beginning."""
    entries = [LogEntry(log_seq=number, hour=1, event=None, hash=digest) for number, digest in enumerate(HASHES, 1)]
    whole = ListResult(entries=entries, base=FIRST, head_seq=3, head=heads()[-1])
    return msgspec.structs.replace(whole, **changes)


def entry(number: int, **changes: object) -> list[LogEntry]:
    """The entries, with one changed."""
    entries = list(window().entries)
    entries[number - 1] = msgspec.structs.replace(entries[number - 1], **changes)
    return entries


def test_a_true_window_is_taken() -> None:
    assert [one.log_seq for one in check_window(window(), CIRCLE, FIRST)] == [1, 2, 3]
    require_after(window(), check_window(window(), CIRCLE, FIRST), circle=CIRCLE, seq=0, head=FIRST)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"entries": entry(1, log_seq=0)}, id="number below one"),
        pytest.param({"entries": entry(1, hour=-1)}, id="hour before time"),
        pytest.param({"entries": entry(2, log_seq=3)}, id="a gap"),
        pytest.param({"entries": entry(2, hash=None)}, id="neither event nor hash"),
        pytest.param({"entries": entry(2, hash=b"short")}, id="short hash"),
        pytest.param({"entries": entry(2, hash=b"x" * 32)}, id="another entry"),
        pytest.param({"base": b"g" * 32}, id="another beginning"),
        pytest.param({"head_seq": 2}, id="more entries than there are"),
        pytest.param({"head_seq": -1, "entries": []}, id="newest below nothing"),
        pytest.param({"head": b"h" * 32}, id="another head"),
        pytest.param({"head": b"h" * 32, "head_seq": 0, "entries": []}, id="an empty log with a head"),
    ],
)
def test_a_false_window_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(Tampering) as caught:
        check_window(window(**changed), CIRCLE, FIRST)
    assert caught.value.code == "log_fork"


@pytest.mark.parametrize(
    ("changed", "seq", "head"),
    [
        pytest.param({}, 4, FIRST, id="the server went back"),
        pytest.param({}, 1, FIRST, id="it does not go on where we are"),
        pytest.param({}, 0, b"g" * 32, id="from another head"),
        pytest.param({"entries": []}, 2, heads()[2], id="nothing, though there is more"),
        pytest.param({"entries": []}, 3, b"h" * 32, id="nothing, from another head"),
    ],
)
def test_a_window_that_does_not_go_on_is_refused(changed: dict[str, object], seq: int, head: bytes) -> None:
    said = window(**changed)
    checked = () if not said.entries else check_window(said, CIRCLE, FIRST)
    with pytest.raises(Tampering):
        require_after(said, checked, circle=CIRCLE, seq=seq, head=head)


def test_nothing_new_is_fine() -> None:
    require_after(window(entries=[]), (), circle=CIRCLE, seq=3, head=heads()[3])


def test_what_was_checked_cannot_change() -> None:
    one = check_window(window(), CIRCLE, FIRST)[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.log_seq = 2  # type: ignore[misc] # that is the point
