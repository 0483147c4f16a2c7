"""Prekey bundles: the keys with which somebody who is away can be written to (protocol section 10)."""

import hashlib
from typing import Final

import msgspec

from heimo_protocol.encoding import BadEncoding, decode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import BUNDLE_BUCKET, BUNDLE_DAYS, REQUEST_VALUES
from heimo_protocol.signing import Envelope, verify

X25519_SIZE: Final = 32
MLKEM_PUBLIC_SIZE: Final = 1184
SEAL_PUBLIC_SIZE: Final = MLKEM_PUBLIC_SIZE + X25519_SIZE
MAX_BUNDLE_BYTES: Final = 3000


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """Signed with the name's key under the label "bundle"; `made` and `expires` are days since 1970-01-01.

    `spk` (X25519, 32) and `pqpk` (ML-KEM-768, 1184) are for the session alone, `seal` (X-Wing: ML-KEM-768 1184 ||
    X25519 32) for sealing requests and reports alone. `number` (u32) counts a name's bundles.
    """

    v: int = 1
    circle: bytes
    author: bytes
    number: int
    spk: bytes
    pqpk: bytes
    seal: bytes
    made: int
    expires: int


def open_bundle(data: bytes, *, circle: bytes, author: bytes, day: int | None = None) -> tuple[Bundle, bytes]:
    """Read a signed bundle of this name in this circle; returns it with its payload bytes.

    With `day` it must not have expired, nor be made more than a day ahead. Whether the keys themselves are sound shows
    at their use. Raises Refusal with SIG_INVALID, BAD_ENCODING or TOO_LARGE.
    """
    if len(data) > MAX_BUNDLE_BYTES:
        raise Refusal(Code.TOO_LARGE, "bundle")
    envelope = Envelope.from_bytes(data)
    bundle = decode(envelope.payload, Bundle, most=REQUEST_VALUES)
    verify(author, "bundle", envelope.payload, envelope.signature)
    if bundle.v != 1 or bundle.circle != circle or bundle.author != author:
        raise Refusal(Code.SIG_INVALID, "bundle of another name, circle or version")
    sizes = ((bundle.spk, X25519_SIZE), (bundle.pqpk, MLKEM_PUBLIC_SIZE), (bundle.seal, SEAL_PUBLIC_SIZE))
    if any(len(key) != size for key, size in sizes) or not 0 <= bundle.number < 2**32:
        raise BadEncoding("bundle fields")
    if not 0 < bundle.expires - bundle.made <= BUNDLE_DAYS:
        raise BadEncoding("bundle days")
    if day is not None and not bundle.made - 1 <= day < bundle.expires:
        raise Refusal(Code.SIG_INVALID, "bundle expired, or made in the future")
    return bundle, envelope.payload


def bucket_bits(names: int) -> int:
    """Into how many bits of buckets a circle of so many names is divided: the least that keeps them small."""
    bits = 0
    while names > BUNDLE_BUCKET << bits:
        bits += 1
    return bits


def bucket_of(author: bytes, bits: int) -> int:
    """The bucket of a name's key: the first `bits` bits of its SHA-256."""
    return int.from_bytes(hashlib.sha256(author).digest(), "big") >> (256 - bits)
