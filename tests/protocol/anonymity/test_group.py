"""The group: what it refuses, its arithmetic against plain integers, and the start-up check of the libraries."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heimo_protocol.anonymity import self_test
from heimo_protocol.anonymity.group import EDWARDS25519, Edwards25519, NotInGroup, Scalar
from heimo_protocol.anonymity.self_test import MIXED_ORDER, NON_CANONICAL, SMALL_ORDER, UnsafeLibrary
from heimo_protocol.errors import Refusal
from heimo_protocol.signing import require_public_key

from .p256 import sequence

G = EDWARDS25519
L = Edwards25519.order
P = 2**255 - 19

numbers = st.one_of(st.integers(0, L - 1), st.sampled_from([0, 1, 2, L - 1]))


def scalar(value: int) -> Scalar:
    return G.read_scalar((value % L).to_bytes(32, "little"))


def torsion(y: int, x: int = 0) -> bytes:
    return (y | (x & 1) << 255).to_bytes(32, "little")


BAD = [*MIXED_ORDER, *SMALL_ORDER, *NON_CANONICAL, b"", bytes(31), bytes(33), b"\xff" * 32, b"\x02" + bytes(31)]


@pytest.mark.parametrize("data", BAD, ids=lambda d: d.hex()[:16] or "empty")
def test_bad_points_are_refused_as_elements_and_as_keys(data: bytes) -> None:
    with pytest.raises(NotInGroup):
        G.read_element(data)
    with pytest.raises(Refusal):
        require_public_key(data)


def test_the_lists_of_bad_points_hold_what_they_say() -> None:
    assert len(MIXED_ORDER) == 4 and len(SMALL_ORDER) == 8
    assert G.identity in SMALL_ORDER and torsion(P - 1) in SMALL_ORDER
    double = G.add(G.generator, G.generator)
    for base, mixed in ((G.generator, MIXED_ORDER[0]), (double, MIXED_ORDER[2])):
        assert G.subtract(mixed, base) in SMALL_ORDER and mixed != base  # type: ignore[arg-type]  # on purpose
    for data in NON_CANONICAL:
        y = int.from_bytes(data, "little") & (1 << 255) - 1
        assert y >= P or data[31] >> 7, "a y not reduced, or a sign where x is 0"


@pytest.mark.parametrize("value", [L, L + 1, 2**252 + 2**251, 2**256 - 1])
def test_scalars_must_be_reduced(value: int) -> None:
    with pytest.raises(NotInGroup):
        G.read_scalar(value.to_bytes(32, "little"))


@pytest.mark.parametrize("data", [b"", bytes(31), bytes(33)])
def test_scalars_have_one_length(data: bytes) -> None:
    with pytest.raises(NotInGroup):
        G.read_scalar(data)


@settings(deadline=None)
@given(numbers, numbers)
def test_scalar_arithmetic_is_that_of_integers(a: int, b: int) -> None:
    x, y = scalar(a), scalar(b)
    assert G.scalar_add(x, y) == scalar(a + b)
    assert G.scalar_subtract(x, y) == scalar(a - b)
    assert G.scalar_multiply(x, y) == scalar(a * b)
    assert G.scalar_negate(x) == scalar(-a)
    if a:
        assert G.scalar_invert(x) == scalar(pow(a, -1, L))


@settings(deadline=None)
@given(st.binary(max_size=64))
def test_reduction_reads_little_endian(data: bytes) -> None:
    assert G.reduce(data) == scalar(int.from_bytes(data, "little"))


@settings(deadline=None)
@given(numbers, numbers)
def test_multiplication_distributes_also_over_zero(a: int, b: int) -> None:
    base = G.hash_to_group(b"base", b"test")
    sum_of = G.add(G.multiply(scalar(a), base), G.multiply(scalar(b), base))
    assert sum_of == G.multiply(scalar(a + b), base)
    assert G.subtract(sum_of, G.multiply(scalar(b), base)) == G.multiply(scalar(a), base)
    assert G.multiply(scalar(a), G.generator) == G.multiply_base(scalar(a))
    assert G.multiply(scalar(b), G.multiply(scalar(a), base)) == G.multiply(scalar(a * b), base)


def test_zero_has_no_inverse() -> None:
    with pytest.raises(ZeroDivisionError):
        G.scalar_invert(Edwards25519.zero)


def test_a_random_scalar_is_never_zero() -> None:
    zero, seven = bytes(64), b"\x07" + bytes(63)
    assert G.random_scalar(sequence(zero, L.to_bytes(64, "little"), seven)) == scalar(7)


def test_what_is_hashed_to_is_an_element() -> None:
    for index in range(20):
        G.read_element(G.hash_to_group(bytes([index]), b"test"))


def test_the_installed_libraries_pass() -> None:
    self_test.run()


@pytest.mark.parametrize("bad", [MIXED_ORDER[0], MIXED_ORDER[3], SMALL_ORDER[0], NON_CANONICAL[0]])
def test_a_library_that_accepts_a_bad_point_stops_the_program(bad: bytes) -> None:
    def lenient(point: bytes) -> bool:
        return point in (bad, G.generator)

    with pytest.raises(UnsafeLibrary, match="accepts"):
        self_test.run(is_valid_point=lenient)


def test_a_library_that_refuses_everything_stops_the_program() -> None:
    with pytest.raises(UnsafeLibrary, match="base point"):
        self_test.run(is_valid_point=lambda point: False)


def test_a_key_check_left_to_openssl_stops_the_program() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 — the culprit

    with pytest.raises(UnsafeLibrary, match="public key"):
        self_test.run(check_public_key=lambda key: Ed25519PublicKey.from_public_bytes(key) and None)
