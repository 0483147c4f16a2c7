"""The safety number against the specification written out once more."""

from __future__ import annotations

import hashlib

import pytest

from heimo_tui.e2ee.safety import safety_number

SERVER, CIRCLE = bytes(range(32)), bytes(range(16))
ADA, BEN = (b"a" * 32, b"A" * 32), (b"b" * 32, b"B" * 32)


def by_hand(author: bytes, ik: bytes) -> bytes:
    value = bytes([0, 1]) + SERVER + CIRCLE + author + ik
    for _ in range(5200):
        value = hashlib.sha512(value + author + ik).digest()
    return value


def digits(value: bytes) -> str:
    return "".join(str(int.from_bytes(value[at : at + 5], "big") % 100_000).zfill(5) for at in range(0, 30, 5))


def test_it_is_what_the_specification_says() -> None:
    number = safety_number(SERVER, CIRCLE, ADA, BEN)
    prints = by_hand(*ADA), by_hand(*BEN)
    assert "".join(number.groups) == "".join(sorted(map(digits, prints)))
    assert [len(group) for group in number.groups] == [5] * 12
    assert number.code == b"\x01" + b"".join(sorted(one[:32] for one in prints)) and len(number.code) == 65


def test_numbers_and_fingerprints_are_in_order_each_by_itself() -> None:
    """The smaller number first, and in the code the smaller fingerprint, which need not be of the same name."""
    crossed = 0
    for number in range(8):
        other = (bytes([number]) * 32, b"o" * 32)
        found, prints = safety_number(SERVER, CIRCLE, ADA, other), sorted((by_hand(*ADA), by_hand(*other)))
        assert "".join(found.groups) == "".join(sorted(map(digits, prints)))
        assert found.code[1:] == prints[0][:32] + prints[1][:32]
        crossed += digits(prints[0]) > digits(prints[1])
    assert crossed


def test_it_is_the_same_on_both_sides() -> None:
    assert safety_number(SERVER, CIRCLE, ADA, BEN) == safety_number(SERVER, CIRCLE, BEN, ADA)


@pytest.mark.parametrize(
    "other",
    [
        (bytes(32), CIRCLE, ADA, BEN),
        (SERVER, bytes(16), ADA, BEN),
        (SERVER, CIRCLE, (ADA[0], BEN[1]), BEN),
        (SERVER, CIRCLE, (BEN[1], ADA[1]), BEN),
    ],
)
def test_whatever_changes_it_changes_all(other: tuple[bytes, bytes, tuple[bytes, bytes], tuple[bytes, bytes]]) -> None:
    ours, theirs = safety_number(SERVER, CIRCLE, ADA, BEN), safety_number(*other)
    assert ours.groups != theirs.groups and ours.code != theirs.code
