"""ML-KEM-768 with the seed kept as the private key (FIPS 203), and X-Wing made of it and X25519."""

import hashlib
from functools import lru_cache

from kyber_py.ml_kem import ML_KEM_768  # type: ignore[import-untyped]  # ships no types

from .notation import Rand, Refused, dh, dh_public

SEED = 64
PUBLIC = 1184
CIPHERTEXT = 1088
XWING_PRIVATE = SEED + 32
XWING_PUBLIC = PUBLIC + 32
XWING_CIPHERTEXT = CIPHERTEXT + 32
_XWING_LABEL = rb"\.//^" + b"\\"


@lru_cache(maxsize=64)  # 3 ms each time, and every frame carries it
def public(seed: bytes) -> bytes:
    return bytes(ML_KEM_768.key_derive(seed)[0])


def encaps(key: bytes, rand: Rand) -> tuple[bytes, bytes]:
    """Return (shared secret, ciphertext); draws 32 bytes. Refuses keys that FIPS 203, section 7.2, refuses."""
    try:
        secret, ciphertext = ML_KEM_768._encaps_internal(key, rand(32))
    except ValueError:
        raise Refused("bad_frame", "ML-KEM key") from None
    return bytes(secret), bytes(ciphertext)


def decaps(seed: bytes, ciphertext: bytes) -> bytes:
    """The shared secret; for a foreign ciphertext of the right size one that nobody knows."""
    if len(ciphertext) != CIPHERTEXT:
        raise Refused("bad_frame", "ML-KEM ciphertext")
    return bytes(ML_KEM_768.decaps(ML_KEM_768.key_derive(seed)[1], ciphertext))


def require_public(key: bytes) -> None:
    """Refuse what is no ML-KEM-768 public key."""
    encaps(key, bytes)


def xwing_private(seed: bytes) -> bytes:
    """Expand X-Wing's seed of 32 bytes to the private keys of both parts: ML-KEM seed (64), X25519 (32)."""
    return hashlib.shake_256(seed).digest(XWING_PRIVATE)


def xwing_public(private: bytes) -> bytes:
    return public(private[:SEED]) + dh_public(private[SEED:])


def xwing_encaps(key: bytes, rand: Rand) -> tuple[bytes, bytes]:
    """Return (shared secret, ciphertext); draws 32 bytes for ML-KEM, then 32 for X25519."""
    if len(key) != XWING_PUBLIC:
        raise Refused("bad_frame", "X-Wing key")
    secret, ciphertext = encaps(key[:PUBLIC], rand)
    ephemeral = rand(32)
    mine = dh_public(ephemeral)
    return _combine(secret, dh(ephemeral, key[PUBLIC:]), mine, key[PUBLIC:]), ciphertext + mine


def xwing_decaps(private: bytes, ciphertext: bytes) -> bytes:
    if len(ciphertext) != XWING_CIPHERTEXT:
        raise Refused("bad_frame", "X-Wing ciphertext")
    theirs = ciphertext[CIPHERTEXT:]
    secret = decaps(private[:SEED], ciphertext[:CIPHERTEXT])
    return _combine(secret, dh(private[SEED:], theirs), theirs, dh_public(private[SEED:]))


def _combine(lattice: bytes, curve: bytes, ciphertext: bytes, key: bytes) -> bytes:
    return hashlib.sha3_256(lattice + curve + ciphertext + key + _XWING_LABEL).digest()
