"""Keys from keys: HKDF-SHA256 (RFC 5869) and the two chains of the ratchet (section 12.1)."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_SHA256: Final = hashes.SHA256()
_MESSAGE: Final = b"\x01"
_CHAIN: Final = b"\x02"


def hkdf(salt: bytes, ikm: bytes, info: bytes, size: int) -> bytes:
    """HKDF-SHA256, extract and expand, `size` bytes; raises ValueError over 255 * 32."""
    return HKDF(_SHA256, size, salt, info).derive(ikm)


def root_step(rk: bytes, dh: bytes, ss: bytes) -> tuple[bytes, bytes, bytes]:
    """KDF_RK: the next root key, a chain key and the header key after next, 32 bytes each.

    `dh` is the X25519 output and `ss` the secret of the KEM: knowing one of them tells nothing.
    """
    out = hkdf(rk, dh + ss, b"heimo/v1/dr/root", 96)
    return out[:32], out[32:64], out[64:]


def chain_step(ck: bytes) -> tuple[bytes, bytes]:
    """KDF_CK: the next chain key and this message's key, 32 bytes each."""
    return hmac.digest(ck, _CHAIN, hashlib.sha256), hmac.digest(ck, _MESSAGE, hashlib.sha256)
