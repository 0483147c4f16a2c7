"""The host's secret keys: one file each, readable by the server's own user only."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.anonymity.credential import request_context
from heimo_protocol.anonymity.issuer import IssuerKeys
from heimo_protocol.anonymity.proofs import ProofInvalid
from heimo_protocol.descriptor import server_id
from heimo_protocol.signing import lp, public_bytes
from server_stub import private

FOLDER = "secrets"
_OWNERS = "owners"
_SEED = 32
_SIZES = {
    "server_root": _SEED,
    "kvac": 4 * _SEED + 4,
    "voprf_seed": _SEED,
    "frank": _SEED,
    "k_frank_id": _SEED,
    "k_stamp": _SEED,
    "k_challenge": _SEED,
    "k_entry": _SEED,
}
"""The files and their sizes in bytes. `kvac` is x0 || x1 || x2 || xb || u32 cred_epoch, so that they agree."""


class SecretsMissing(Exception):
    """A secret file is absent or has a wrong size; the text names the file and nothing of its content."""


@dataclass(frozen=True)
class Secrets:
    """All server keys, read once at start (protocol section 4). Its repr shows none of them.

    Every `k_...` and `voprf_seed` are 32 bytes; `issuer` issues credentials of `cred_epoch`.
    """

    folder: Path
    root: Ed25519PrivateKey = field(repr=False)
    frank: Ed25519PrivateKey = field(repr=False)
    issuer: IssuerKeys = field(repr=False)
    cred_epoch: int
    voprf_seed: bytes = field(repr=False)
    k_frank_id: bytes = field(repr=False)
    k_stamp: bytes = field(repr=False)
    k_challenge: bytes = field(repr=False)
    k_entry: bytes = field(repr=False)

    @cached_property
    def root_public(self) -> bytes:
        """The key that people pin from their invite, 32 bytes."""
        return public_bytes(self.root)

    @cached_property
    def credential_context(self) -> bytes:
        """The scalar m2 that all credentials of this server and epoch share, 32 bytes."""
        return request_context(self.server_id, self.cred_epoch)

    @cached_property
    def server_id(self) -> bytes:
        """The server's name in every hash, 32 bytes."""
        return server_id(self.root_public)

    def entry_mac(self, code: str) -> bytes:
        """What is stored of a private circle's entry code, 32 bytes; equal codes give equal values."""
        return hmac.digest(self.k_entry, b"heimo/v1/entry-code" + lp(code.strip().encode()), hashlib.sha256)

    def owner(self, circle: bytes) -> Ed25519PrivateKey | None:
        """The owner key of a circle made on this server, or None where a member made it."""
        path = self._owner_path(circle)
        return Ed25519PrivateKey.from_private_bytes(_read(path, _SEED)) if path.exists() else None

    def keep_owner(self, circle: bytes, private: Ed25519PrivateKey) -> None:
        """Write the owner key of a new circle; raises FileExistsError if there is one."""
        _write(self._owner_path(circle), private.private_bytes_raw())

    def forget_owner(self, circle: bytes) -> None:
        """Destroy the owner key of a circle that is no more; without one it changes nothing. Raises OSError."""
        private.destroy(self._owner_path(circle))

    def owned_circles(self) -> Iterator[bytes]:
        """The ids of the circles whose owner key is kept here."""
        for path in sorted((self.folder / _OWNERS).iterdir()):
            yield bytes.fromhex(path.name)

    def _owner_path(self, circle: bytes) -> Path:
        return self.folder / _OWNERS / circle.hex()


def make_secrets(data: Path) -> Secrets:
    """Write fresh keys into the data directory and return them.

    Raises FileExistsError where keys are already there.
    """
    folder = data / FOLDER
    if folder.exists():
        raise FileExistsError(f"{folder} exists already")
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    (folder / _OWNERS).mkdir(mode=0o700)
    for name, size in _SIZES.items():
        first_epoch = (0).to_bytes(4, "big")
        _write(
            folder / name,
            IssuerKeys.generate().to_bytes() + first_epoch if name == "kvac" else secrets.token_bytes(size),
        )
    return load_secrets(data)


def load_secrets(data: Path) -> Secrets:
    """Read the keys of a data directory; raises SecretsMissing."""
    folder = data / FOLDER
    raw = {name: _read(folder / name, size) for name, size in _SIZES.items()}
    root = Ed25519PrivateKey.from_private_bytes(raw.pop("server_root"))
    frank = Ed25519PrivateKey.from_private_bytes(raw.pop("frank"))
    kvac = raw.pop("kvac")
    try:
        issuer = IssuerKeys.from_bytes(kvac[:-4])
    except ProofInvalid:
        raise SecretsMissing("kvac is damaged") from None
    epoch = int.from_bytes(kvac[-4:], "big")
    return Secrets(folder=folder, root=root, frank=frank, issuer=issuer, cred_epoch=epoch, **raw)


def _read(path: Path, size: int) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise SecretsMissing(f"cannot read {path.name}: {problem.strerror}") from None
    if len(data) != size:
        raise SecretsMissing(f"{path.name} is damaged")
    return data


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # so that the name survives a power cut, too
    finally:
        os.close(folder)
