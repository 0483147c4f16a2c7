"""One value, one encoding: everything else is refused."""

import time
from typing import Any

import cbor2
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heimo_protocol.encoding import BadEncoding, decode, decode_plain, encode
from heimo_protocol.limits import MAX_DEPTH

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.binary(max_size=40) | TEXT
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
).filter(lambda value: _depth(value) <= MAX_DEPTH)


def _depth(value: Any) -> int:
    if isinstance(value, list):
        return 1 + max((_depth(item) for item in value), default=0)
    if isinstance(value, dict):
        return 1 + max((_depth(item) for item in value.values()), default=0)
    return 0


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    number: int
    data: bytes


@given(VALUES)
def test_round_trip(value: Any) -> None:
    assert decode_plain(encode(value)) == value


@given(VALUES, st.data())
def test_any_other_bytes_for_the_same_value_are_refused(value: Any, data: st.DataObject) -> None:
    encoded = bytearray(encode(value))
    at = data.draw(st.integers(0, len(encoded) - 1))
    encoded[at] ^= data.draw(st.integers(1, 255))
    try:
        other = decode_plain(bytes(encoded))
    except BadEncoding:
        return
    assert encode(other) == bytes(encoded)


@given(st.binary(max_size=60))
def test_arbitrary_bytes_are_refused_or_canonical(data: bytes) -> None:
    try:
        value = decode_plain(data)
    except BadEncoding:
        return
    assert encode(value) == data


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x18\x01", id="long-form integer"),
        pytest.param(b"\x01\x00", id="trailing byte"),
        pytest.param(b"\xa2\x61b\x01\x61a\x02", id="keys out of order"),
        pytest.param(b"\xa2\x61a\x01\x61a\x02", id="duplicate key"),
        pytest.param(b"\xa1\x01\x02", id="key that is no text"),
        pytest.param(b"\x9f\x01\xff", id="indefinite array"),
        pytest.param(b"\x5f\x41a\xff", id="indefinite bytes"),
        pytest.param(b"\xf9\x3c\x00", id="float"),
        pytest.param(b"\xf7", id="undefined"),
        pytest.param(b"\xc0\x60", id="tag"),
        pytest.param(b"\xc2\x49\x01" + b"\0" * 8, id="bignum"),
        pytest.param(b"\xd8\x1c\x80", id="shared reference"),
        pytest.param(b"\x63\xed\xa0\x80", id="surrogate"),
        pytest.param(b"\x61\xff", id="not UTF-8"),
        pytest.param(b"\x5b" + b"\xff" * 8, id="length beyond memory"),
        pytest.param(b"\x81" * (MAX_DEPTH + 1) + b"\x01", id="too deep"),
        pytest.param(b"\x81" * 100_000 + b"\x01", id="far too deep"),
    ],
)
def test_fail_list(data: bytes) -> None:
    with pytest.raises(BadEncoding):
        decode_plain(data)


@pytest.mark.parametrize(
    ("number", "wire"),
    [
        (0, "00"),
        (23, "17"),
        (24, "1818"),
        (255, "18ff"),
        (256, "190100"),
        (65536, "1a00010000"),
        (2**32, "1b0000000100000000"),
        (2**63 - 1, "1b7fffffffffffffff"),
        (-1, "20"),
        (-(2**63), "3b7fffffffffffffff"),
    ],
)
def test_integers_have_their_shortest_form(number: int, wire: str) -> None:
    assert encode(number).hex() == wire
    assert decode(bytes.fromhex(wire), int) == number


def test_what_cannot_travel_is_refused_when_written() -> None:
    for value in (1.5, 2**63, -(2**63) - 1, {1: 2}, "\ud800", {"a": {"\ud800": 1}}, object):
        with pytest.raises((BadEncoding, TypeError)):
            encode(value)


def test_shapes_are_strict() -> None:
    good = cbor2.dumps({"number": 1, "data": b"x"}, canonical=True)
    assert decode(good, Pair) == Pair(1, b"x")
    for value in (
        {"number": 1},
        {"number": "1", "data": b"x"},
        {"number": 1, "data": "x"},
        {"number": True, "data": b"x"},
        {"number": 1, "data": b"x", "extra": 0},
    ):
        with pytest.raises(BadEncoding):
            decode(cbor2.dumps(value, canonical=True), Pair)


def _shared_lists(levels: int, width: int) -> bytes:
    """Lists of which each holds `width` references (tag 29) to the one before it (tag 28, value sharing)."""
    wire = bytes([0x80 | levels]) + b"\xd8\x1c\x81\x00"
    for level in range(levels - 1):
        wire += b"\xd8\x1c\x98" + bytes([width]) + b"\xd8\x1d" + bytes([level])
        wire += (b"\xd8\x1d" + bytes([level])) * (width - 1)
    return wire


def _shared_text(size: int, times: int) -> bytes:
    """One text and `times` references to it (tags 256 and 25)."""
    return b"\xd9\x01\x00\x9a" + (times + 1).to_bytes(4, "big") + cbor2.dumps("a" * size) + b"\xd8\x19\x00" * times


@pytest.mark.parametrize(
    "bomb", [_shared_lists(3, 200), _shared_lists(7, 40), _shared_lists(7, 200), _shared_text(100_000, 30_000)]
)
def test_references_do_not_make_a_small_body_large(bomb: bytes) -> None:
    before = time.process_time()
    with pytest.raises(BadEncoding):
        decode(bomb, list)
    assert time.process_time() - before < 1
