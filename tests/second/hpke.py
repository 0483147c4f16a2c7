"""HPKE of RFC 9180 in base mode, one message, with X-Wing, HKDF-SHA256 and ChaCha20-Poly1305."""

from . import kem
from .notation import Rand, Refused, aead_open, aead_seal, expand, extract, u16

KEM_XWING, KDF_SHA256, AEAD_CHACHA = 0x647A, 0x0001, 0x0003
OVERHEAD = kem.XWING_CIPHERTEXT + 16


def key_schedule(shared: bytes, info: bytes, suite: bytes, key_size: int = 32) -> tuple[bytes, bytes]:
    """KeySchedule of RFC 9180, section 5.1, without a PSK: (key, base nonce). `suite` names KEM, KDF and AEAD."""
    start = b"HPKE-v1" + b"HPKE" + suite

    def labeled_extract(salt: bytes, label: bytes, ikm: bytes) -> bytes:
        return extract(salt, start + label + ikm)

    def labeled_expand(prk: bytes, label: bytes, context: bytes, size: int) -> bytes:
        return expand(prk, u16(size) + start + label + context, size)

    context = b"\x00" + labeled_extract(b"", b"psk_id_hash", b"") + labeled_extract(b"", b"info_hash", info)
    secret = labeled_extract(shared, b"secret", b"")
    return labeled_expand(secret, b"key", context, key_size), labeled_expand(secret, b"base_nonce", context, 12)


SUITE = u16(KEM_XWING) + u16(KDF_SHA256) + u16(AEAD_CHACHA)


def seal(key: bytes, info: bytes, plain: bytes, rand: Rand) -> bytes:
    """Return the encapsulated key and the ciphertext; draws what X-Wing draws."""
    shared, encapsulated = kem.xwing_encaps(key, rand)
    return encapsulated + aead_seal(*key_schedule(shared, info, SUITE), plain, b"")


def open(private: bytes, info: bytes, sealed: bytes) -> bytes:  # the RFC's name for it
    """The plain bytes, or Refused."""
    if len(sealed) < OVERHEAD:
        raise Refused("bad_frame", "sealed")
    shared = kem.xwing_decaps(private, sealed[: kem.XWING_CIPHERTEXT])
    plain = aead_open(*key_schedule(shared, info, SUITE), sealed[kem.XWING_CIPHERTEXT :], b"")
    if plain is None:
        raise Refused("bad_frame", "sealed")
    return plain
