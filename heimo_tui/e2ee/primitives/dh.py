"""X25519 (RFC 7748) on raw keys of 32 bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

DH_SIZE: Final = 32

Rand = Callable[[int], bytes]
"""Gives so many random bytes; os.urandom outside tests."""


def generate(rand: Rand) -> tuple[bytes, bytes]:
    """A fresh private key and its public key."""
    private = rand(DH_SIZE)
    return private, public_of(private)


def public_of(private: bytes) -> bytes:
    """The public key of a private key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def exchange(private: bytes, public: bytes) -> bytes:
    """The shared secret, 32 bytes; raises ValueError for a public key of low order or a wrong size."""
    return X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(public))
