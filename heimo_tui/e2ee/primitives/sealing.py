"""Sealing under a secret key (section 12.1) and to a public one (HPKE, RFC 9180, with X-Wing)."""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from heimo_protocol.bundles import MLKEM_PUBLIC_SIZE
from heimo_tui.e2ee.primitives.kdf import hkdf
from heimo_tui.e2ee.primitives.kem import KEM_SEED_SIZE

TAG_SIZE: Final = 16
HPKE_OVERHEAD: Final = 1136
"""The encapsulated key, 1120, and a tag."""

_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def seal(key: bytes, salt: bytes, label: bytes, plaintext: bytes, data: bytes) -> bytes:
    """ChaCha20-Poly1305 (RFC 8439) under a key and nonce that `salt` makes new; `data` is authenticated with it."""
    cipher, nonce = _cipher(key, salt, label)
    return cipher.encrypt(nonce, plaintext, data)


def unseal(key: bytes, salt: bytes, label: bytes, sealed: bytes, data: bytes) -> bytes | None:
    """The plaintext, or None where `sealed` was not sealed so."""
    cipher, nonce = _cipher(key, salt, label)
    try:
        return cipher.decrypt(nonce, sealed, data)
    except InvalidTag:
        return None


def _cipher(key: bytes, salt: bytes, label: bytes) -> tuple[ChaCha20Poly1305, bytes]:
    out = hkdf(salt, key, label, 44)
    return ChaCha20Poly1305(out[:32]), out[32:]


def seal_to(public: bytes, info: bytes, plaintext: bytes) -> bytes:
    """Seal to the SEAL key of a bundle, ML-KEM-768 1184 || X25519 32; HPKE_OVERHEAD bytes longer.

    Raises ValueError for a key that is none.
    """
    key = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:MLKEM_PUBLIC_SIZE]),
        X25519PublicKey.from_public_bytes(public[MLKEM_PUBLIC_SIZE:]),
    )
    return _SUITE.encrypt(plaintext, key, info)


def unseal_with(seeds: bytes, info: bytes, sealed: bytes) -> bytes | None:
    """Open with the seeds of a SEAL key, ML-KEM-768 64 || X25519 32; None where it was not sealed to it."""
    key = MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(seeds[:KEM_SEED_SIZE]),
        X25519PrivateKey.from_private_bytes(seeds[KEM_SEED_SIZE:]),
    )
    try:
        return _SUITE.decrypt(sealed, key, info)
    except InvalidTag:
        return None
