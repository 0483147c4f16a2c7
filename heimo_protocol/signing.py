"""Labelled hashes, derived keys, signatures and signed envelopes (protocol sections 2.3 to 2.5).

A signature covers the payload's bytes as received; nothing that was signed is ever encoded again.
"""

import hashlib
from functools import lru_cache
from typing import Literal, TypeVar

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from nacl.bindings import crypto_core_ed25519_is_valid_point, crypto_sign_open
from nacl.exceptions import BadSignatureError

from heimo_protocol.encoding import decode, encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import REQUEST_VALUES

T = TypeVar("T")

Label = Literal["descriptor", "req", "event", "card", "bundle", "frank-token", "frank-msg", "receipt", "genesis"]

KEY_SIZE = 32
SIGNATURE_SIZE = 64
ID_SIZE = 16


def h256(label: str, data: bytes) -> bytes:
    """H256 of section 2.5: SHA-256 under a label, 32 bytes."""
    return hashlib.sha256(_prefixed(label) + data).digest()


def derive(prk: bytes, label: str, context: bytes, size: int) -> bytes:
    """D of section 2.5: HKDF-Expand with SHA-512 (RFC 5869) under a label, `size` bytes."""
    return HKDFExpand(hashes.SHA512(), size, _prefixed(label) + context).derive(prk)


def lp(data: bytes) -> bytes:
    """Prefix `data` with its length as u32, for hashes over fields of variable size (section 2.4)."""
    return len(data).to_bytes(4, "big") + data


def require_public_key(key: bytes) -> None:
    """Refuse Ed25519 keys outside the prime-order group (rule R1).

    OpenSSL alone takes the identity point for a key, under which every message verifies.
    Raises Refusal with SIG_INVALID.
    """
    if len(key) != KEY_SIZE or not _is_sound(key):
        raise Refusal(Code.SIG_INVALID, "not a valid public key")


@lru_cache(maxsize=4096)
def _is_sound(key: bytes) -> bool:
    """Takes nearly as long as checking a signature, and the same few keys are asked about again and again."""
    return crypto_core_ed25519_is_valid_point(key)


def sign(private: Ed25519PrivateKey, label: Label, data: bytes) -> bytes:
    """SIG of section 2.3: 64 bytes."""
    return private.sign(_prefixed(label) + data)


def verify(public: bytes, label: Label, data: bytes, signature: bytes) -> None:
    """Check a signature by an Ed25519 key of 32 bytes.

    Raises Refusal with SIG_INVALID.
    """
    verify_by_sound(public, label, data, signature)
    require_public_key(public)  # after it: nobody finds out by the clock which keys of others were seen lately


def verify_by_sound(public: bytes, label: Label, data: bytes, signature: bytes) -> None:
    """Check a signature by a key that `require_public_key` lets pass.

    Raises Refusal with SIG_INVALID.
    """
    if not is_signature(public, _prefixed(label) + data, signature):
        raise Refusal(Code.SIG_INVALID, f"{label} signature")


def is_signature(public: bytes, message: bytes, signature: bytes) -> bool:
    """Ed25519 verification (RFC 8032) by libsodium, which takes half of OpenSSL's time; the key is 32 bytes."""
    if len(signature) != SIGNATURE_SIZE:
        return False
    try:
        crypto_sign_open(signature + message, public)
    except BadSignatureError:
        return False
    return True


class Envelope(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Payload bytes and the signature over them; its encoding is what is stored and forwarded."""

    payload: bytes
    signature: bytes

    def to_bytes(self) -> bytes:
        """Return the envelope as it travels."""
        return encode(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Envelope":
        """Read an envelope; raises BadEncoding."""
        return decode(data, cls, most=REQUEST_VALUES)

    def open(self, public: bytes, label: Label, shape: type[T]) -> T:
        """Check the signature first, then decode the payload.

        Raises Refusal with SIG_INVALID or BAD_ENCODING.
        """
        verify(public, label, self.payload, self.signature)
        return decode(self.payload, shape)

    @property
    def hash(self) -> bytes:
        """SHA-256 of the payload, 32 bytes."""
        return hashlib.sha256(self.payload).digest()


def seal(private: Ed25519PrivateKey, label: Label, value: object) -> Envelope:
    """Encode and sign a struct."""
    payload = encode(value)
    return Envelope(payload, sign(private, label, payload))


def public_bytes(private: Ed25519PrivateKey) -> bytes:
    """The raw public key, 32 bytes."""
    return private.public_key().public_bytes_raw()


def _prefixed(label: str) -> bytes:
    return b"heimo/v1/" + label.encode() + b"\x00"
