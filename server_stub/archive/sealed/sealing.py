"""Encrypted files in the age format (age-encryption.org/v1), for a key pair's public half or for a passphrase.

A file for a recipient is an age file as any other. A passphrase locks a fresh key pair, and that locks the rest:
MAGIC, u32 length, an age file with the secret half for the passphrase (scrypt, about a second of work), then an age
file for the public half. Nothing outside of the encryption tells what is inside, or whose it is.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import BinaryIO, Protocol

import pyrage
from pyrage import passphrase as by_passphrase
from pyrage.x25519 import Identity, Recipient

MAGIC = b"heimo-backup/1\n"
_MOST = 4096
"""The locked key pair takes less, in bytes."""


class CannotOpen(Exception):
    """A wrong passphrase or key, or a file that is damaged, cut short or no backup; the text says which."""


class NoRecipient(Exception):
    """What was given as a public key is none."""


class Readable(Protocol):
    """Gives up to `size` bytes, none at the end."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""


class Writable(Protocol):
    """Takes what comes out of a file, in order."""

    def write(self, data: bytes, /) -> int:
        """Take some bytes."""

    def flush(self) -> None:
        """Nothing is kept back."""


def seal(source: Readable, file: BinaryIO, *, recipients: Sequence[str] = (), passphrase: str | None = None) -> None:
    """Write what `source` gives, encrypted, to `file`. Blocks; raises NoRecipient, OSError or what `source` raises."""
    keys = [_recipient(one) for one in recipients]
    if passphrase is not None:
        pair = Identity.generate()
        locked = by_passphrase.encrypt(str(pair).encode(), passphrase)
        file.write(MAGIC + len(locked).to_bytes(4, "big") + locked)
        keys = [pair.to_public()]
    guarded = _Remembering(source)
    try:
        pyrage.encrypt_io(guarded, file, keys)
    except (pyrage.EncryptError, OSError) as problem:
        if guarded.problem is not None:
            raise guarded.problem from None
        raise OSError(f"The file could not be written: {problem}") from None


def unseal(file: Readable, sink: Writable, *, identities: Sequence[str] = (), passphrase: str | None = None) -> None:
    """Give what is encrypted in `file` to `sink`, which must not trust it before this returns: only then it is whole.

    With a passphrase where `is_for_passphrase`, else with a secret key. Blocks; raises CannotOpen, OSError or what
    `sink` raises.
    """
    keys = [_identity(one) for one in identities]
    if passphrase is not None:
        keys.append(_unlock(file, passphrase))
    try:
        pyrage.decrypt_io(file, sink, keys)
    except pyrage.DecryptError:
        raise CannotOpen("The key does not open this file, or it is no backup.") from None
    except OSError as problem:
        if problem.errno is not None:  # the disk's, not the format's
            raise
        raise CannotOpen("The backup is damaged or cut short.") from None


def is_for_passphrase(file: BinaryIO) -> bool:
    """Whether the file takes a passphrase; it is at its beginning again afterwards."""
    found = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    return found


def _unlock(file: Readable, passphrase: str) -> Identity:
    if file.read(len(MAGIC)) != MAGIC:
        raise CannotOpen("A passphrase does not open this file.")
    size = int.from_bytes(file.read(4), "big")
    locked = file.read(size) if size <= _MOST else b""
    with suppress(pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError):
        return Identity.from_str(by_passphrase.decrypt(locked, passphrase).decode("ascii"))
    raise CannotOpen("The passphrase does not open this backup, or its beginning is damaged.")


def _recipient(text: str) -> Recipient:
    try:
        return Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise NoRecipient("An age recipient looks like age1… and has 62 characters.") from None


def _identity(text: str) -> Identity:
    try:
        return Identity.from_str(text.strip())
    except pyrage.IdentityError:
        raise CannotOpen("The file with the key holds no AGE-SECRET-KEY-1… of age.") from None


class _Remembering:
    """Passes on what a source gives, and keeps what it raised, which the library turns into words."""

    def __init__(self, source: Readable) -> None:
        self._source = source
        self.problem: BaseException | None = None

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._source.read(size)
        except BaseException as problem:
            self.problem = problem
            raise
