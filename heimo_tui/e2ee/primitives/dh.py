"""X25519 (RFC 7748); public keys travel and are kept as 32 raw bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

DH_SIZE: Final = 32

Rand = Callable[[int], bytes]
"""Gives so many random bytes; os.urandom outside tests."""


def generate(rand: Rand) -> X25519PrivateKey:
    """A fresh private key."""
    return load(rand(DH_SIZE))


def load(private: bytes) -> X25519PrivateKey:
    """The private key with these bytes: as dear as an exchange, so keep it while it is needed."""
    return X25519PrivateKey.from_private_bytes(private)


def public_of(private: X25519PrivateKey) -> bytes:
    """The public key of a private key, 32 bytes."""
    return private.public_key().public_bytes_raw()


def exchange(private: X25519PrivateKey, public: bytes) -> bytes:
    """The shared secret, 32 bytes; raises ValueError for a public key of low order or a wrong size."""
    return private.exchange(X25519PublicKey.from_public_bytes(public))
