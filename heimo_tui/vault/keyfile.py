"""The keyfile: the database key wrapped by the keyring's secret, a passphrase, or both (PROTOCOL 18.3)."""

from __future__ import annotations

import hmac
import secrets
import time
import unicodedata
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from heimo_protocol.encoding import decode, encode
from heimo_protocol.errors import Refusal
from heimo_tui.core.errors import StoreProblem, StoreReason
from heimo_tui.core.secrets import SecretBytes, SecretText

VERSION: Final = 1
KEY_SIZE: Final = 32
SALT_SIZE: Final = 16
ID_SIZE: Final = 16
NONCE_SIZE: Final = 12
WRAPPED_SIZE: Final = 48
DURESS_SIZE: Final = SALT_SIZE + KEY_SIZE
_NOTHING: Final = bytes(KEY_SIZE)
_MOST_MEMORY_KIB: Final = 256 * 1024
# what a keyfile may ask for at most: an altered one must not be able to freeze the machine
_REFUSED_ABOVE: Final = (2 * 1024 * 1024, 256, 64)


class Mode(IntEnum):
    """What opens the store."""

    KEYRING = 1
    PASSPHRASE = 2
    BOTH = 3

    @property
    def needs_passphrase(self) -> bool:
        """Whether a person has to type something."""
        return self is not Mode.KEYRING

    @property
    def needs_keyring(self) -> bool:
        """Whether the operating system's keyring takes part."""
        return self is not Mode.PASSPHRASE


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """Argon2id (RFC 9106): memory in KiB, passes over it, lanes."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4


FLOOR: Final = Argon2Cost()
"""RFC 9106, second recommended option: no store is made below it."""


@dataclass(frozen=True, slots=True)
class Keyfile:
    """What lies in `heimo.key`; nothing in it opens anything alone.

    `duress` is the salt and check value of a second passphrase, or random bytes: which of both cannot be told.
    """

    mode: Mode
    salt: bytes
    cost: Argon2Cost
    nonce: bytes
    wrapped: bytes = field(repr=False)
    id: bytes
    duress: bytes = field(repr=False)

    def to_bytes(self) -> bytes:
        """The file's content: one deterministic CBOR map."""
        return encode({**self._bound(), "nonce": self.nonce, "dek": self.wrapped})

    def _bound(self) -> dict[str, object]:
        cost = [self.cost.memory_kib, self.cost.passes, self.cost.lanes]
        return {
            "v": VERSION,
            "mode": int(self.mode),
            "salt": self.salt,
            "kdf": cost,
            "id": self.id,
            "duress": self.duress,
        }

    @property
    def associated(self) -> bytes:
        """What the wrapping binds besides the key: every other field, so that no byte can be altered unseen."""
        return b"heimo/v1/dek" + encode(self._bound())

    @property
    def keyring_user(self) -> str:
        """The user name of this store's entry in the keyring."""
        return self.id.hex()


class _Wire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    v: int
    mode: int
    salt: bytes
    kdf: tuple[int, int, int]
    nonce: bytes
    dek: bytes
    id: bytes
    duress: bytes


def read_keyfile(data: bytes) -> Keyfile:
    """Read the file's content; raises `StoreProblem`: NEWER for a later version, CORRUPT for anything else."""
    try:
        wire = decode(data, _Wire)
    except Refusal:
        raise StoreProblem(StoreReason.CORRUPT, detail="keyfile") from None
    if wire.v > VERSION:
        raise StoreProblem(StoreReason.NEWER, detail="keyfile")
    sizes = (len(wire.salt), len(wire.nonce), len(wire.dek), len(wire.id), len(wire.duress))
    cost_fits = all(1 <= asked <= most for asked, most in zip(wire.kdf, _REFUSED_ABOVE, strict=True))
    right = (
        wire.v == VERSION
        and wire.mode in (1, 2, 3)
        and sizes == (SALT_SIZE, NONCE_SIZE, WRAPPED_SIZE, ID_SIZE, DURESS_SIZE)
        and cost_fits
        and wire.kdf[0] >= 8 * wire.kdf[2]
    )
    if not right:
        raise StoreProblem(StoreReason.CORRUPT, detail="keyfile")
    return Keyfile(Mode(wire.mode), wire.salt, Argon2Cost(*wire.kdf), wire.nonce, wire.dek, wire.id, wire.duress)


def stretch(passphrase: SecretText, salt: bytes, cost: Argon2Cost) -> SecretBytes:
    """Argon2id of the NFKC form of a passphrase, 32 bytes; takes about a second on purpose."""
    text = unicodedata.normalize("NFKC", passphrase.reveal()).encode()
    work = Argon2id(salt=salt, length=KEY_SIZE, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    return SecretBytes(work.derive(text))


def wrap(
    dek: SecretBytes,
    *,
    keyring_secret: SecretBytes | None,
    passphrase: SecretText | None,
    store_id: bytes,
    cost: Argon2Cost = FLOOR,
    duress: bytes | None = None,
) -> Keyfile:
    """Wrap the database key anew, with fresh salt and nonce; what is given decides the mode."""
    if keyring_secret is None and passphrase is None:
        raise ValueError("nothing to wrap the key with")
    mode = Mode((keyring_secret is not None) + 2 * (passphrase is not None))
    keyfile = Keyfile(
        mode=mode,
        salt=secrets.token_bytes(SALT_SIZE),
        cost=cost,
        nonce=secrets.token_bytes(NONCE_SIZE),
        wrapped=b"",
        id=store_id,
        duress=secrets.token_bytes(DURESS_SIZE) if duress is None else duress,
    )
    kek = _kek(keyfile, keyring_secret, passphrase)
    sealed = ChaCha20Poly1305(kek.reveal()).encrypt(keyfile.nonce, dek.reveal(), keyfile.associated)
    return replace(keyfile, wrapped=sealed)


def unwrap(keyfile: Keyfile, *, keyring_secret: SecretBytes | None, passphrase: SecretText | None) -> SecretBytes:
    """Give the database key.

    Raises `StoreProblem`: PASSPHRASE_NEEDED, KEYRING_MISSING, PASSPHRASE_WRONG (or the file was altered), and
    CORRUPT where no passphrase takes part.
    """
    if keyfile.mode.needs_passphrase and passphrase is None:
        raise StoreProblem(StoreReason.PASSPHRASE_NEEDED)
    if keyfile.mode.needs_keyring and keyring_secret is None:
        raise StoreProblem(StoreReason.KEYRING_MISSING)
    kek = _kek(keyfile, keyring_secret, passphrase)
    try:
        opened = ChaCha20Poly1305(kek.reveal()).decrypt(keyfile.nonce, keyfile.wrapped, keyfile.associated)
    except InvalidTag:
        wrong = StoreReason.PASSPHRASE_WRONG if keyfile.mode.needs_passphrase else StoreReason.CORRUPT
        raise StoreProblem(wrong, detail="keyfile") from None
    return SecretBytes(opened)


def _kek(keyfile: Keyfile, keyring_secret: SecretBytes | None, passphrase: SecretText | None) -> SecretBytes:
    from_keyring = keyring_secret.reveal() if keyring_secret and keyfile.mode.needs_keyring else _NOTHING
    from_person = _NOTHING
    if passphrase is not None and keyfile.mode.needs_passphrase:
        from_person = stretch(passphrase, keyfile.salt, keyfile.cost).reveal()
    info = b"heimo/v1/kek" + bytes([keyfile.mode])
    kdf = HKDF(hashes.SHA256(), KEY_SIZE, salt=keyfile.salt, info=info)
    return SecretBytes(kdf.derive(from_keyring + from_person))


def duress_mark(passphrase: SecretText, cost: Argon2Cost) -> bytes:
    """Make the `duress` field for a second passphrase that erases instead of opening (PROTOCOL 18.4)."""
    salt = secrets.token_bytes(SALT_SIZE)
    return salt + _duress_check(passphrase, salt, cost)


def is_duress(keyfile: Keyfile, passphrase: SecretText) -> bool:
    """Whether this passphrase is the one that erases."""
    salt, check = keyfile.duress[:SALT_SIZE], keyfile.duress[SALT_SIZE:]
    return hmac.compare_digest(check, _duress_check(passphrase, salt, keyfile.cost))


def _duress_check(passphrase: SecretText, salt: bytes, cost: Argon2Cost) -> bytes:
    stretched = stretch(passphrase, salt, cost).reveal()
    return HKDF(hashes.SHA256(), KEY_SIZE, salt=salt, info=b"heimo/v1/duress").derive(stretched)


def calibrate(target_seconds: float = 1.0) -> Argon2Cost:
    """Measure this machine; give a cost of about `target_seconds`, never below `FLOOR`.

    Memory grows first (to 256 MiB at most), since it is what an attacker's hardware lacks; then passes.
    """
    started = time.perf_counter()
    stretch(SecretText("how fast is this machine"), bytes(SALT_SIZE), FLOOR)
    room = target_seconds / max(time.perf_counter() - started, 1e-3)
    memory = FLOOR.memory_kib
    while room >= 2 and memory * 2 <= _MOST_MEMORY_KIB:
        memory, room = memory * 2, room / 2
    return Argon2Cost(memory, max(FLOOR.passes, min(int(FLOOR.passes * room), 32)), FLOOR.lanes)
