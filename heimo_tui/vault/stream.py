"""Encrypted export files: chunks that cannot be altered, reordered, dropped or cut off unseen (PROTOCOL 18.5).

"HEIMOEXP1", a CBOR header, then STREAM (Hoang, Reyhanitabar, Rogaway, Vizar, 2015) with ChaCha20-Poly1305.
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterator
from typing import BinaryIO, Final

import cbor2
import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from heimo_protocol.encoding import encode
from heimo_protocol.errors import Refusal
from heimo_tui.core.errors import BadInput
from heimo_tui.core.secrets import SecretBytes, SecretText
from heimo_tui.vault.keyfile import Argon2Cost, stretch

MAGIC: Final = b"HEIMOEXP1"
CHUNK: Final = 65_536
COST: Final = Argon2Cost(memory_kib=262_144, passes=3, lanes=4)
_TAG: Final = 16
_SALT: Final = 16
_PREFIX: Final = 7
_MOST_CHUNKS: Final = 2**32
_LARGEST_HEADER: Final = 256
_MOST_COST: Final = Argon2Cost(memory_kib=2 * 1024 * 1024, passes=64, lanes=64)


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    salt: bytes
    kdf: tuple[int, int, int]
    prefix: bytes


class StreamWriter:
    """Encrypts what is written to it into `file`; `finish` must be called, or nobody can read the file."""

    def __init__(self, file: BinaryIO, passphrase: SecretText, *, cost: Argon2Cost = COST) -> None:
        """Write magic and header; takes a second or more for the passphrase."""
        header = _Header(
            secrets.token_bytes(_SALT), (cost.memory_kib, cost.passes, cost.lanes), secrets.token_bytes(_PREFIX)
        )
        self._start = MAGIC + encode(header)
        self._cipher = _Cipher(stretch(passphrase, header.salt, cost), header.prefix, self._start)
        self._file = file
        self._waiting = bytearray()
        file.write(self._start)

    def write(self, data: bytes) -> None:
        """Add data; whole chunks go to the file."""
        self._waiting += data
        # one byte more must be there, since the last chunk is sealed differently
        while len(self._waiting) > CHUNK:
            self._file.write(self._cipher.seal(bytes(self._waiting[:CHUNK]), last=False))
            del self._waiting[:CHUNK]

    def finish(self) -> None:
        """Seal what is left as the last chunk."""
        self._file.write(self._cipher.seal(bytes(self._waiting), last=True))
        self._waiting.clear()


def read_stream(file: BinaryIO, passphrase: SecretText) -> Iterator[bytes]:
    """Give the plaintext chunk by chunk; what was given counts only once the iterator has ended by itself.

    Raises `BadInput`: `not_an_export`, `export_newer`, `passphrase_wrong` (or the first chunk or header was
    altered), `export_damaged` (altered, cut off or put together anew further on).
    """
    header, start = _read_header(file)
    cost = Argon2Cost(*header.kdf)
    cipher = _Cipher(stretch(passphrase, header.salt, cost), header.prefix, start)
    file.seek(len(start))
    sealed, number = file.read(CHUNK + _TAG), 0
    while True:
        following = file.read(CHUNK + _TAG)
        try:
            yield cipher.open(sealed, last=not following)
        except InvalidTag:
            raise BadInput("export_damaged" if number else "passphrase_wrong", field="export") from None
        if not following:
            return
        sealed, number = following, number + 1


def _read_header(file: BinaryIO) -> tuple[_Header, bytes]:
    start = file.read(len(MAGIC))
    if start != MAGIC:
        newer = start[:-1] == MAGIC[:-1] and start[-1:].isdigit()
        raise BadInput("export_newer" if newer else "not_an_export", field="export")
    begun = file.read(_LARGEST_HEADER)
    try:
        # the map says itself where it ends; only once it has the right shape is it encoded again, since a few bytes
        # can stand for a value of any size, and then it must be the bytes that lie there
        value = cbor2.CBORDecoder(io.BytesIO(begun)).decode()
        header = msgspec.convert(value, _Header, strict=True, builtin_types=(bytes,))
        encoded = encode(header)
    except (Refusal, msgspec.ValidationError, cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError):
        raise BadInput("export_damaged", field="export") from None
    most = (_MOST_COST.memory_kib, _MOST_COST.passes, _MOST_COST.lanes)
    right = (
        begun.startswith(encoded)
        and (len(header.salt), len(header.prefix)) == (_SALT, _PREFIX)
        and all(1 <= asked <= limit for asked, limit in zip(header.kdf, most, strict=True))
        and header.kdf[0] >= 8 * header.kdf[2]
    )
    if not right:
        raise BadInput("export_damaged", field="export")
    return header, MAGIC + encoded


class _Cipher:
    def __init__(self, key: SecretBytes, prefix: bytes, start: bytes) -> None:
        self._aead = ChaCha20Poly1305(key.reveal())
        self._prefix = prefix
        self._start = start
        self._counter = 0

    def seal(self, chunk: bytes, *, last: bool) -> bytes:
        return self._aead.encrypt(self._nonce(last), chunk, self._start)

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        return self._aead.decrypt(self._nonce(last), sealed, self._start)

    def _nonce(self, last: bool) -> bytes:
        if self._counter >= _MOST_CHUNKS:
            raise BadInput("export_too_large", field="export")
        nonce = self._prefix + self._counter.to_bytes(4, "big") + bytes([last])
        self._counter += 1
        return nonce
