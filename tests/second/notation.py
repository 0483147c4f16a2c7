"""The words in which the protocol is written: labelled hashes, HKDF, signatures, agreement, encryption (section 2)."""

import hashlib
import hmac
from collections.abc import Callable

import nacl.bindings as sodium
from nacl.exceptions import CryptoError

Rand = Callable[[int], bytes]
"""Gives that many random bytes; recorded transcripts hand in their own."""


class Refused(Exception):
    """What the protocol does not accept, under its code of section 20."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


def u16(number: int) -> bytes:
    return number.to_bytes(2, "big")


def u32(number: int) -> bytes:
    return number.to_bytes(4, "big")


def lp(data: bytes) -> bytes:
    return u32(len(data)) + data


def labelled(label: str, data: bytes) -> bytes:
    return b"heimo/v1/" + label.encode() + b"\x00" + data


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def h256(label: str, data: bytes) -> bytes:
    return sha256(labelled(label, data))


def mac256(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, "sha256")


def equal(one: bytes, other: bytes) -> bool:
    return hmac.compare_digest(one, other)


def extract(salt: bytes, ikm: bytes) -> bytes:
    """First half of RFC 5869 with SHA-256."""
    return mac256(salt or bytes(32), ikm)


def expand(prk: bytes, info: bytes, size: int) -> bytes:
    """Second half of RFC 5869 with SHA-256."""
    made, block = b"", b""
    while len(made) < size:
        block = mac256(prk, block + info + bytes([len(made) // 32 + 1]))
        made += block
    return made[:size]


def hkdf(salt: bytes, ikm: bytes, info: bytes, size: int) -> bytes:
    return expand(extract(salt, ikm), info, size)


def verifying_key(seed: bytes) -> bytes:
    """The Ed25519 public key of a seed of 32 bytes."""
    return sodium.crypto_sign_seed_keypair(seed)[0]


def sig(seed: bytes, label: str, data: bytes) -> bytes:
    secret = sodium.crypto_sign_seed_keypair(seed)[1]
    return sodium.crypto_sign(labelled(label, data), secret)[: sodium.crypto_sign_BYTES]


def require_sig(public: bytes, label: str, data: bytes, signature: bytes) -> None:
    """Refuse keys outside the prime-order group (rule R1), then wrong signatures."""
    if len(public) != 32 or not sodium.crypto_core_ed25519_is_valid_point(public):
        raise Refused("sig_invalid", "key")
    if len(signature) != 64:
        raise Refused("sig_invalid", "length")
    try:
        sodium.crypto_sign_open(signature + labelled(label, data), public)
    except CryptoError:
        raise Refused("sig_invalid", label) from None


def dh_public(private: bytes) -> bytes:
    return sodium.crypto_scalarmult_base(private)


def dh(private: bytes, public: bytes) -> bytes:
    """X25519; an all-zero result, which only small-order points give, is refused."""
    if len(public) != 32:
        raise Refused("bad_frame", "X25519 key")
    try:
        shared = sodium.crypto_scalarmult(private, public)
    except CryptoError:
        raise Refused("bad_frame", "X25519 point of small order") from None
    if not any(shared):
        raise Refused("bad_frame", "X25519 point of small order")
    return shared


def aead_seal(key: bytes, nonce: bytes, plain: bytes, aad: bytes) -> bytes:
    """ChaCha20-Poly1305 of RFC 8439."""
    return sodium.crypto_aead_chacha20poly1305_ietf_encrypt(plain, aad, nonce, key)


def aead_open(key: bytes, nonce: bytes, sealed: bytes, aad: bytes) -> bytes | None:
    """The plain bytes, or None where the tag is wrong."""
    try:
        return sodium.crypto_aead_chacha20poly1305_ietf_decrypt(sealed, aad, nonce, key)
    except CryptoError:
        return None
