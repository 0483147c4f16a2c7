"""Hashing to points of edwards25519: the suite edwards25519_XMD:SHA-512_ELL2_RO_ of RFC 9380.

Python integers do not run in constant time; the inputs here are public names of circles, or token nonces
that are blinded before they leave the computer.
"""

import hashlib
from typing import Final

PRIME: Final = 2**255 - 19
FIELD_BYTES: Final = 48
"""L of RFC 9380 section 5.1 for a field of 255 bits at 128 bits of security."""

_J: Final = 486662
_SQRT_MINUS_1: Final = pow(2, (PRIME - 1) // 4, PRIME)
_C2: Final = pow(2, (PRIME + 3) // 8, PRIME)
_MAX_DST: Final = 255


def expand_message_xmd(hash_name: str, message: bytes, dst: bytes, length: int) -> bytes:
    """Stretch a message to `length` uniform bytes (RFC 9380 section 5.3.1).

    Raises ValueError for a length over 255 digests or an empty or overlong domain separation tag.
    """
    digest = hashlib.new(hash_name)
    blocks = -(-length // digest.digest_size)
    if not 0 < len(dst) <= _MAX_DST or not 0 < blocks <= 255:
        raise ValueError("expand_message_xmd: length or tag out of range")
    dst_prime = dst + bytes([len(dst)])
    pad = bytes(digest.block_size)
    b_0 = hashlib.new(hash_name, pad + message + length.to_bytes(2, "big") + b"\x00" + dst_prime).digest()
    block = hashlib.new(hash_name, b_0 + b"\x01" + dst_prime).digest()
    out = block
    for index in range(2, blocks + 1):
        mixed = bytes(a ^ b for a, b in zip(b_0, block, strict=True))
        block = hashlib.new(hash_name, mixed + bytes([index]) + dst_prime).digest()
        out += block
    return out[:length]


def hash_to_field(
    hash_name: str, message: bytes, dst: bytes, count: int, modulus: int, field_bytes: int = FIELD_BYTES
) -> tuple[int, ...]:
    """Hash to `count` integers below `modulus` (RFC 9380 section 5.2, extension degree 1)."""
    uniform = expand_message_xmd(hash_name, message, dst, count * field_bytes)
    pieces = (uniform[i : i + field_bytes] for i in range(0, len(uniform), field_bytes))
    return tuple(int.from_bytes(piece, "big") % modulus for piece in pieces)


def hash_to_edwards25519_pair(message: bytes, dst: bytes) -> tuple[bytes, bytes]:
    """Hash to the two curve points whose sum, with its cofactor cleared, is the hash; encoded, 32 bytes each."""
    u_0, u_1 = hash_to_field("sha512", message, dst, 2, PRIME)
    return encode_point(*map_to_edwards25519(u_0)), encode_point(*map_to_edwards25519(u_1))


def encode_point(x: int, y: int) -> bytes:
    """Encode an affine point as in RFC 8032 section 5.1.2, 32 bytes."""
    return (y | (x & 1) << 255).to_bytes(32, "little")


def map_to_edwards25519(u: int) -> tuple[int, int]:
    """Map a field element to an affine curve point (RFC 9380 section 6.8.2 and appendix D.1)."""
    x_n, x_d, y = _map_to_curve25519(u)
    numerator, x_den = _SQRT_MINUS_486664 * x_n % PRIME, x_d * y % PRIME
    y_num, y_den = (x_n - x_d) % PRIME, (x_n + x_d) % PRIME
    both = x_den * y_den % PRIME
    if both == 0:  # the rational map has no value here; RFC 9380 chooses the identity
        return 0, 1
    inverse = pow(both, -1, PRIME)
    return numerator * y_den * inverse % PRIME, y_num * x_den * inverse % PRIME


def _map_to_curve25519(u: int) -> tuple[int, int, int]:
    """Elligator 2 with Z = 2: (numerator of x, denominator of x, y) on the Montgomery curve.

    One exponentiation finds the root of g(x1), or tells that g(x2) has one (RFC 9380 appendix G.2.1).
    """
    t = 2 * u * u % PRIME
    x_d = t + 1
    d_2 = x_d * x_d % PRIME
    g_d = d_2 * x_d % PRIME
    g_1 = -_J * (d_2 - _J * _J * t) % PRIME  # numerator of g(x1) over x_d cubed
    g_d3 = g_d * g_d % PRIME * g_d % PRIME
    base = g_1 * g_d3 % PRIME
    power = pow(base * pow(g_d, 4, PRIME) % PRIME, (PRIME - 5) // 8, PRIME)
    y_1 = base * power % PRIME
    if (y_1 * y_1 * g_d - g_1) % PRIME:
        y_1 = y_1 * _SQRT_MINUS_1 % PRIME
    if (y_1 * y_1 * g_d - g_1) % PRIME == 0:
        return -_J % PRIME, x_d, _with_sign(y_1, odd=True)
    g_2 = g_1 * t % PRIME
    y_2 = base * power % PRIME * u % PRIME * _C2 % PRIME
    if (y_2 * y_2 * g_d - g_2) % PRIME:
        y_2 = y_2 * _SQRT_MINUS_1 % PRIME
    return -_J * t % PRIME, x_d, _with_sign(y_2, odd=False)


def _with_sign(value: int, *, odd: bool) -> int:
    return value if bool(value & 1) is odd else -value % PRIME


# the power is a root of 486664; times the root of -1 it is one of -486664, here the even one
_SQRT_MINUS_486664: Final = _with_sign(pow(486664, (PRIME + 3) // 8, PRIME) * _SQRT_MINUS_1 % PRIME, odd=False)
