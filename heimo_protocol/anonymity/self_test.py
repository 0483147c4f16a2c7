"""The start-up check that the cryptographic libraries refuse what they must (rules R1 and R2)."""

from collections.abc import Callable
from typing import Final

from nacl.bindings import crypto_core_ed25519_is_valid_point

from heimo_protocol.errors import Refusal
from heimo_protocol.signing import require_public_key

MIXED_ORDER: Final = tuple(
    bytes.fromhex(point)
    for point in (
        "9599999999999999999999999999999999999999999999999999999999999999",
        "359dbf604a3b3bedc20d5408b9d4770fbe52c922979b3178d02ab8d41c9c3a4e",
        "e4dd22778010b28a10d0ddcf35d7a144216299cbe36ba86b31952ef0a294176e",
        "08e8461bace82b50af65402ff1cad3d2399afe459544096a7f106c54fc875d42",
    )
)
"""Elements of the group plus a point of order 2, 2, 4 and 8; before CVE-2025-69277 was mended, the first two passed."""

SMALL_ORDER: Final = tuple(
    bytes.fromhex(point)
    for point in (
        "0100000000000000000000000000000000000000000000000000000000000000",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    )
)
"""The eight points whose order divides the cofactor; under such a key a signature can fit any message."""

NON_CANONICAL: Final = tuple(
    bytes.fromhex(point)
    for point in (
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "f1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "f1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f2ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f2ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "fbffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "fbffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "fcffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "fcffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "fdffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "fdffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    )
)
"""Second encodings: y + p for every y under 19 on the curve, and x = 0 with a sign."""

_GENERATOR: Final = b"\x58" + b"\x66" * 31


class UnsafeLibrary(Exception):
    """An installed library takes a point that breaks anonymity or signatures: the program must not run."""


def run(
    is_valid_point: Callable[[bytes], bool] = crypto_core_ed25519_is_valid_point,
    check_public_key: Callable[[bytes], None] = require_public_key,
) -> None:
    """Try both checks on every bad point and on a good one; takes about a millisecond.

    Raises UnsafeLibrary.
    """
    if not is_valid_point(_GENERATOR):
        raise UnsafeLibrary("libsodium refuses the base point")
    for name, points in (
        ("mixed-order", MIXED_ORDER),
        ("small-order", SMALL_ORDER),
        ("non-canonical", NON_CANONICAL),
    ):
        for point in points:
            if is_valid_point(point):
                raise UnsafeLibrary(f"libsodium accepts a {name} point")
            if _passes(check_public_key, point):
                raise UnsafeLibrary(f"a {name} point passes as a public key")


def _passes(check: Callable[[bytes], None], key: bytes) -> bool:
    try:
        check(key)
    except Refusal:
        return False
    return True
