"""What a log may look like: any single change of an honest one is noticed."""

import hashlib
from dataclasses import replace

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from heimo_protocol.events import Event, Kind, Need, PostBody, Seen, encode_body
from heimo_protocol.log import next_head
from heimo_protocol.operations import ListResult, LogEntry
from heimo_protocol.signing import Envelope, public_bytes, seal
from heimo_tui.core.authors import Link, is_forked
from heimo_tui.core.errors import Tampering
from heimo_tui.core.verify import check_window, require_after, require_before

CIRCLE = b"c" * 16
FIRST = hashlib.sha256(b"genesis").digest()
KEYS = [Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in range(1, 4)]


def honest(count: int) -> list[LogEntry]:
    entries = []
    last: dict[int, tuple[int, bytes]] = {}
    for number in range(1, count + 1):
        who = number % len(KEYS)
        seq, prev = last.get(who, (0, None))
        event = Event(
            kind=Kind.POST,
            circle=CIRCLE,
            author=public_bytes(KEYS[who]),
            seq=seq,
            prev=prev,
            minutes=60,
            parent=None,
            body=encode_body(PostBody(text=f"words {number}", need=Need.LISTEN)),
            dh=b"\0" * 8,
            seen=Seen(0, FIRST[:16]),
        )
        envelope = seal(KEYS[who], "event", event)
        last[who] = (seq + 1, envelope.hash)
        entries.append(LogEntry(log_seq=number, hour=1, event=envelope.to_bytes()))
    return entries


HONEST = honest(12)


def heads(entries: list[LogEntry]) -> list[bytes]:
    found = [FIRST]
    for entry in entries:
        digest = entry.hash or Envelope.from_bytes(entry.event or b"").hash
        found.append(next_head(found[-1], entry.log_seq, digest))
    return found


HEADS = heads(HONEST)


def window(low: int, high: int) -> ListResult:
    return ListResult(entries=HONEST[low:high], base=HEADS[low], head_seq=len(HONEST), head=HEADS[-1])


@settings(deadline=None)
@given(st.integers(0, 11), st.integers(1, 12))
def test_any_part_of_an_honest_log_holds(low: int, size: int) -> None:
    high = min(low + size, 12)
    part = window(low, high)
    checked = check_window(part, CIRCLE, FIRST)
    assert [one.head for one in checked] == HEADS[low + 1 : high + 1]
    assert all(one.signed is not None and not one.broken for one in checked)
    require_after(part, checked, circle=CIRCLE, seq=low, head=HEADS[low])
    require_before(checked, circle=CIRCLE, seq=high + 1, prev=HEADS[high])


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_change_to_a_whole_log_is_noticed(data: st.DataObject) -> None:
    entries = list(HONEST)
    at = data.draw(st.integers(0, len(entries) - 1))
    match data.draw(st.sampled_from(["drop", "swap", "byte", "hash", "hour_is_free", "cut", "double"])):
        case "drop":
            del entries[at]
        case "swap":
            other = data.draw(st.integers(0, len(entries) - 1).filter(lambda n: n != at))
            one, two = entries[at], entries[other]
            entries[at] = msgspec.structs.replace(two, log_seq=one.log_seq)
            entries[other] = msgspec.structs.replace(one, log_seq=two.log_seq)
        case "byte":
            raw = bytearray(entries[at].event or b"")
            place = data.draw(st.integers(0, len(raw) - 1))
            raw[place] ^= data.draw(st.integers(1, 255))
            entries[at] = msgspec.structs.replace(entries[at], event=bytes(raw))
        case "hash":
            entries[at] = LogEntry(log_seq=at + 1, hour=1, event=None, hash=b"\7" * 32)
        case "cut":
            entries = entries[:at]
        case "double":
            entries.insert(at, entries[at])
        case _:
            entries[at] = msgspec.structs.replace(entries[at], hour=5)
            assert len(check_window(window(0, 12), CIRCLE, FIRST)) == 12
            return
    shown = ListResult(entries=entries, base=FIRST, head_seq=12, head=HEADS[-1])
    try:
        checked = check_window(shown, CIRCLE, FIRST)
        require_after(shown, checked, circle=CIRCLE, seq=0, head=FIRST)
        require_before(checked, circle=CIRCLE, seq=13, prev=HEADS[-1])
    except Tampering as found:
        assert found.code == "log_fork"
    else:
        # only a change that leaves every payload as it was can pass the heads: it broke a signature
        assert any(one.broken for one in checked)


def test_a_server_that_goes_back_is_noticed() -> None:
    shorter = ListResult(entries=[], base=HEADS[5], head_seq=5, head=HEADS[5])
    with pytest.raises(Tampering):
        require_after(shorter, (), circle=CIRCLE, seq=6, head=HEADS[6])


def test_erased_bodies_keep_the_chain() -> None:
    digest = Envelope.from_bytes(HONEST[3].event or b"").hash
    entries = [*HONEST[:3], LogEntry(log_seq=4, hour=1, event=None, hash=digest), *HONEST[4:]]
    checked = check_window(ListResult(entries=entries, base=FIRST, head_seq=12, head=HEADS[-1]), CIRCLE, FIRST)
    assert checked[3].signed is None and not checked[3].broken and checked[-1].head == HEADS[-1]


def test_an_event_of_another_circle_does_not_count() -> None:
    checked = check_window(window(0, 12), CIRCLE, FIRST)
    assert all(one.signed for one in checked)
    foreign = check_window(window(0, 12), b"d" * 16, FIRST)
    assert all(one.broken for one in foreign)


def test_forks_of_an_author() -> None:
    link = Link(4, b"h" * 32, b"p" * 32)
    assert not is_forked(link, same=None, before=None, after_prev=None)
    assert not is_forked(link, same=b"h" * 32, before=b"p" * 32, after_prev=b"h" * 32)
    assert is_forked(link, same=b"x" * 32, before=None, after_prev=None)
    assert is_forked(link, same=None, before=b"x" * 32, after_prev=None)
    assert is_forked(link, same=None, before=None, after_prev=b"x" * 32)
    assert is_forked(replace(link, prev=None), same=None, before=b"x" * 32, after_prev=None)
