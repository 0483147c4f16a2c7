"""RFC 9380: the official points of both curves, and where the map has no value."""

import pytest

from heimo_protocol.anonymity.group import EDWARDS25519
from heimo_protocol.anonymity.hash_to_curve import (
    PRIME,
    encode_point,
    expand_message_xmd,
    hash_to_field,
    map_to_edwards25519,
)

from .p256 import P256, P, encode, map_to_curve, vectors

ED25519 = vectors("h2c_ed25519")
NIST = vectors("h2c_p256")


def point(values: dict[str, str]) -> tuple[int, int]:
    return int(values["x"], 16), int(values["y"], 16)


@pytest.mark.parametrize("vector", ED25519["vectors"], ids=lambda v: v["msg"][:12] or "empty")
def test_edwards25519(vector: dict) -> None:
    message, dst = vector["msg"].encode(), ED25519["dst"].encode()
    u = hash_to_field(ED25519["hash"], message, dst, 2, PRIME)
    assert list(u) == [int(value, 16) for value in vector["u"]]
    assert map_to_edwards25519(u[0]) == point(vector["Q0"])
    assert map_to_edwards25519(u[1]) == point(vector["Q1"])
    assert EDWARDS25519.hash_to_group(message, dst) == encode_point(*point(vector["P"]))


@pytest.mark.parametrize("vector", NIST["vectors"], ids=lambda v: v["msg"][:12] or "empty")
def test_p256(vector: dict) -> None:
    message, dst = vector["msg"].encode(), NIST["dst"].encode()
    u = hash_to_field(NIST["hash"], message, dst, 2, P)
    assert list(u) == [int(value, 16) for value in vector["u"]]
    assert map_to_curve(u[0]) == point(vector["Q0"])
    assert map_to_curve(u[1]) == point(vector["Q1"])
    assert P256.hash_to_group(message, dst) == encode(point(vector["P"]))


def test_the_map_gives_the_identity_where_it_has_no_value() -> None:
    assert map_to_edwards25519(0) == (0, 1)


@pytest.mark.parametrize("u", [1, 2, PRIME - 1, 12345])
def test_the_map_ends_on_the_curve_and_ignores_the_sign(u: int) -> None:
    x, y = map_to_edwards25519(u)
    d = -121665 * pow(121666, -1, PRIME)
    assert (y * y - x * x - 1 - d * x * x * y * y) % PRIME == 0
    assert map_to_edwards25519(PRIME - u) == (x, y)


@pytest.mark.parametrize(("dst", "length"), [(b"", 32), (b"x" * 256, 32), (b"x", 0), (b"x", 255 * 64 + 1)])
def test_expansion_refuses_what_the_rfc_refuses(dst: bytes, length: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        expand_message_xmd("sha512", b"", dst, length)
