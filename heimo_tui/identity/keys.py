"""The key hierarchy: everything that makes a person the same one again, derived from the phrase (PROTOCOL 3)."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from nacl.bindings import crypto_core_ed25519_scalar_reduce

from heimo_protocol.signing import derive, public_bytes
from heimo_tui.core.secrets import SecretBytes

PRK_SIZE: Final = 64
SEED_SIZE: Final = 32
SERVER_ID_SIZE: Final = 32
CIRCLE_ID_SIZE: Final = 16
_ROOT_SALT: Final = b"heimo/v1/root"


def root(entropy: SecretBytes) -> SecretBytes:
    """HKDF-Extract with SHA-512 (RFC 5869) of the phrase's entropy, 64 bytes; never stored."""
    if len(entropy) not in (16, 32):
        raise ValueError("entropy has 16 or 32 bytes")
    return SecretBytes(hmac.digest(_ROOT_SALT, entropy.reveal(), hashlib.sha512))


def server_keys(entropy: SecretBytes, server_id: bytes) -> ServerKeys:
    """The keys of one server; those of two servers cannot be linked without the phrase."""
    _require(server_id, SERVER_ID_SIZE, "server id")
    return ServerKeys(SecretBytes(derive(root(entropy).reveal(), "server", server_id, PRK_SIZE)))


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """Everything of one server, from PRK_s (64 bytes), which is what the store keeps."""

    prk: SecretBytes

    def __post_init__(self) -> None:
        _require(self.prk, PRK_SIZE, "PRK_s")

    @property
    def account(self) -> Ed25519PrivateKey:
        """The account key A."""
        return Ed25519PrivateKey.from_private_bytes(self._derive("acct-sign", SEED_SIZE))

    @property
    def account_public(self) -> bytes:
        """The account's public key, 32 bytes."""
        return public_bytes(self.account)

    @property
    def m1(self) -> SecretBytes:
        """The pseudonym secret: a scalar of the credential group, 32 bytes little-endian, not zero."""
        return _scalar(self._derive("nym-m1", 64))

    @property
    def r1(self) -> SecretBytes:
        """The blinding of m1, always the same, so that the credential can be issued again for the same m1Enc."""
        return _scalar(self._derive("nym-r1", 64))

    @property
    def backup(self) -> SecretBytes:
        """The key for backups of this server's part of the store, 32 bytes."""
        return SecretBytes(self._derive("backup", SEED_SIZE))

    def circle(self, circle_id: bytes, epoch: int = 0) -> CircleKeys:
        """The keys of one circle; `epoch` counts identity resets from 0."""
        _require(circle_id, CIRCLE_ID_SIZE, "circle id")
        context = circle_id + epoch.to_bytes(4, "big")
        return CircleKeys(SecretBytes(derive(self.prk.reveal(), "circle", context, PRK_SIZE)))

    def _derive(self, label: str, size: int) -> bytes:
        return derive(self.prk.reveal(), label, b"", size)


@dataclass(frozen=True, slots=True)
class CircleKeys:
    """Everything of one circle and epoch, from PRK_c (64 bytes)."""

    prk: SecretBytes

    @property
    def pseudonym(self) -> Ed25519PrivateKey:
        """The pseudonym key P."""
        return Ed25519PrivateKey.from_private_bytes(self._derive("pseudonym-sign"))

    @property
    def pseudonym_public(self) -> bytes:
        """P's public key, 32 bytes: what the circle knows the person by."""
        return public_bytes(self.pseudonym)

    @property
    def dm_identity(self) -> X25519PrivateKey:
        """The identity key IK of messages."""
        return X25519PrivateKey.from_private_bytes(self._derive("dm-identity"))

    def once(self, month: int, index: int) -> Ed25519PrivateKey:
        """The key of a one-time name (PROTOCOL 7.8): `month` is year * 12 + month - 1, `index` from 0."""
        context = month.to_bytes(2, "big") + index.to_bytes(1, "big")
        return Ed25519PrivateKey.from_private_bytes(self._derive("once-sign", context))

    def _derive(self, label: str, context: bytes = b"") -> bytes:
        return derive(self.prk.reveal(), label, context, SEED_SIZE)


def once_month(year: int, month: int) -> int:
    """The number of a calendar month (1-12) for one-time names."""
    if not 1 <= month <= 12:
        raise ValueError("a month is 1 to 12")
    return year * 12 + month - 1


def _scalar(wide: bytes) -> SecretBytes:
    scalar = crypto_core_ed25519_scalar_reduce(wide)
    if not any(scalar):
        raise ValueError("a derived scalar is zero")  # one in 2^252
    return SecretBytes(scalar)


def _require(value: bytes | SecretBytes, size: int, what: str) -> None:
    if len(value) != size:
        raise ValueError(f"{what} has {size} bytes")
