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
from heimo_protocol.anonymity.tokens import TokenKey, TokenType, token_key, valid_epochs
from heimo_protocol.descriptor import server_id
from heimo_protocol.franking import frank_keys
from heimo_protocol.signing import lp, public_bytes
from server_stub import private

FOLDER = "secrets"
_OWNERS = "owners"
_SEED = 32
_EPOCH = 4
_SIZES = {
    "server_root": _SEED,
    "kvac": 4 * _SEED + _EPOCH,
    "voprf_seed": _SEED,
    "frank": _SEED,
    "k_frank_id": _SEED,
    "k_stamp": _SEED,
    "k_challenge": _SEED,
    "k_entry": _SEED,
}
"""The files and their sizes in bytes. `kvac` is x0 || x1 || x2 || xb || u32 cred_epoch, so that they agree.

`voprf_seed` grows when it is rotated: after the first seed, each later one stands as u32 epoch || seed, from that epoch
on. FRANK_BEFORE is there once franking keys were rotated.
"""

FRANK_BEFORE = "frank_before"
"""Franking keys of before, oldest first: u32 last week || u32 last hour || seed of frank || k_frank_id || k_stamp."""

TOKENS_FROM = "tokens_from"
"""u32: tokens and invites of epochs before this one count no more; there once somebody could not wait for new keys."""

_LATER_SEED = _EPOCH + _SEED
_RETIRED = 2 * _EPOCH + 3 * _SEED


class SecretsMissing(Exception):
    """A secret file is absent or has a wrong size; the text names the file and nothing of its content."""


@dataclass(frozen=True)
class Retired:
    """Franking keys of before: they count for tokens up to `last_week` and for stamps up to `last_hour`.

    `frank` goes on signing up to its last week: until then everybody's program knows the next one.
    """

    last_week: int
    last_hour: int
    frank: Ed25519PrivateKey = field(repr=False)
    k_frank_id: bytes = field(repr=False)
    k_stamp: bytes = field(repr=False)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Retired":
        """Read one entry of FRANK_BEFORE."""
        week, hour = (int.from_bytes(data[at : at + _EPOCH], "big") for at in (0, _EPOCH))
        seed, k_frank_id, k_stamp = (data[at : at + _SEED] for at in range(2 * _EPOCH, _RETIRED, _SEED))
        return cls(week, hour, Ed25519PrivateKey.from_private_bytes(seed), k_frank_id, k_stamp)

    def to_bytes(self) -> bytes:
        """As it stands in FRANK_BEFORE."""
        numbers = self.last_week.to_bytes(_EPOCH, "big") + self.last_hour.to_bytes(_EPOCH, "big")
        return numbers + self.frank.private_bytes_raw() + self.k_frank_id + self.k_stamp


@dataclass(frozen=True)
class Secrets:
    """All server keys, read once at start (protocol section 4). Its repr shows none of them.

    Every `k_...` is 32 bytes; `voprf_seed` is as its file; `issuer` issues credentials of `cred_epoch`. `retired` are
    the franking keys of before, oldest first. Tokens count from the epoch `tokens_from` on.
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
    retired: tuple[Retired, ...] = ()
    tokens_from: int = 0

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

    @cached_property
    def frank_public(self) -> bytes:
        """What the descriptor says as `frank`: the key of now, 32 bytes, and after it those of before (frank_keys)."""
        return frank_keys(public_bytes(self.frank), ((one.last_week, public_bytes(one.frank)) for one in self.retired))

    def frank_of(self, week: int) -> Ed25519PrivateKey:
        """What signs franking tokens in a week: the oldest key that still may, which most people know."""
        return next((one.frank for one in self.retired if week <= one.last_week), self.frank)

    def token_key(self, kind: TokenType, epoch: int) -> TokenKey:
        """The key of tokens of this kind in an epoch."""
        return token_key(self.seeds_from(epoch)[0][1], kind, epoch)

    def token_epochs(self, day: int) -> list[int]:
        """The epochs whose tokens count on a day, newest first; none while those of before were given up."""
        return [epoch for epoch in valid_epochs(day) if epoch >= self.tokens_from]

    def seeds_from(self, epoch: int) -> list[tuple[int, bytes]]:
        """The seed of an epoch, and those of later ones, each with the epoch from which it is in force."""
        raw = self.voprf_seed
        seeds = [(0, raw[:_SEED])]
        for at in range(_SEED, len(raw), _LATER_SEED):
            since = int.from_bytes(raw[at : at + _EPOCH], "big")
            seeds = [one for one in seeds if since > epoch] + [(since, raw[at + _EPOCH : at + _LATER_SEED])]
        return seeds

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
    private.make_folder(data)
    private.make_folder(folder)
    private.make_folder(folder / _OWNERS)
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
    raw = {
        name: _read(folder / name, size, _LATER_SEED if name == "voprf_seed" else 0) for name, size in _SIZES.items()
    }
    root = Ed25519PrivateKey.from_private_bytes(raw.pop("server_root"))
    frank = Ed25519PrivateKey.from_private_bytes(raw.pop("frank"))
    kvac = raw.pop("kvac")
    try:
        issuer = IssuerKeys.from_bytes(kvac[:-4])
    except ProofInvalid:
        raise SecretsMissing("kvac is damaged") from None
    epoch = int.from_bytes(kvac[-4:], "big")
    given_up = folder / TOKENS_FROM
    return Secrets(
        folder=folder,
        root=root,
        frank=frank,
        issuer=issuer,
        cred_epoch=epoch,
        retired=_read_retired(folder / FRANK_BEFORE),
        tokens_from=int.from_bytes(_read(given_up, _EPOCH), "big") if given_up.exists() else 0,
        **raw,
    )


def _read_retired(path: Path) -> tuple[Retired, ...]:
    data = _read(path, 0, _RETIRED) if path.exists() else b""
    return tuple(Retired.from_bytes(data[at : at + _RETIRED]) for at in range(0, len(data), _RETIRED))


def _read(path: Path, size: int, more: int = 0) -> bytes:
    """Read a file of `size` bytes and any number of times `more` after them."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise SecretsMissing(f"cannot read {path.name}: {problem.strerror}") from None
    if len(data) < size or (len(data) > size and (more == 0 or (len(data) - size) % more)):
        raise SecretsMissing(f"{path.name} is damaged")
    return data


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    private.sync_folder(path.parent)
