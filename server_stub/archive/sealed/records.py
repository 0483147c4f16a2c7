"""What is inside a backup: records one after the other, each a u32 length and a MessagePack array.

    ["community", {format, schema, server, made, program, counts}]   once, first
    ["file", name, bytes]                                            keys, profile and descriptor
    ["rows", table, [column, ...], [[value, ...], ...]]              tables in the order in which they can be filled
    ["end", {table: rows}, SHA-256 of all bytes before this record]  once, last

`server` is the community's id (32 bytes), `made` a day since 1970-01-01, `schema` the number of SQLite's steps.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from server_stub.archive.sealed.sealing import CannotOpen

FORMAT = 1
_MOST = 64 * 1024 * 1024
"""No record is longer: a batch of rows that are as large as rows can be."""

Record = list[Any]

_DAMAGED = "What is inside the backup cannot be read."


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What stands first in a backup."""

    format: int = FORMAT
    schema: int
    server: bytes
    made: int
    program: str
    counts: dict[str, int]


class Packer:
    """Makes the bytes of records, and the last one."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._counts: dict[str, int] = {}

    def manifest(self, manifest: Manifest) -> bytes:
        """The first record."""
        return self._pack(["community", msgspec.structs.asdict(manifest)])

    def file(self, name: str, content: bytes) -> bytes:
        """A file by its place in the data folder."""
        return self._pack(["file", name, content])

    def rows(self, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> bytes:
        """Some rows of a table."""
        self._counts[table] = self._counts.get(table, 0) + len(rows)
        return self._pack(["rows", table, columns, rows])

    def end(self) -> bytes:
        """The last record."""
        return self._pack(["end", self._counts, self._digest.digest()])

    def _pack(self, record: Record) -> bytes:
        plain = msgspec.msgpack.encode(record)
        packed = len(plain).to_bytes(4, "big") + plain
        self._digest.update(packed)
        return packed


class Unpacker:
    """Cuts a stream of bytes into records and gives each to `take`; `close` says whether it was whole."""

    def __init__(self, take: Callable[[Record], None]) -> None:
        self._take = take
        self._left = bytearray()
        self._digest = hashlib.sha256()
        self._counts: dict[str, int] = {}
        self._ended = False

    def write(self, data: bytes, /) -> int:
        """Take some bytes; raises CannotOpen."""
        self._left += data
        for packed in self._whole():
            if self._ended:
                raise CannotOpen(_DAMAGED)
            self._read(packed)
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def close(self) -> None:
        """Check that all came that was written; raises CannotOpen."""
        if not self._ended or self._left:
            raise CannotOpen("The backup is cut short.")

    def _whole(self) -> Iterator[bytes]:
        while len(self._left) >= 4:
            size = 4 + int.from_bytes(self._left[:4], "big")
            if size > _MOST:
                raise CannotOpen(_DAMAGED)
            if len(self._left) < size:
                return
            packed = bytes(self._left[:size])
            del self._left[:size]
            yield packed

    def _read(self, packed: bytes) -> None:
        try:
            record = msgspec.msgpack.decode(packed[4:], type=Record)
            match record:
                case ["end", counts, digest]:
                    if counts != self._counts or digest != self._digest.digest():
                        raise CannotOpen(_DAMAGED)
                    self._ended = True
                    return
                case ["rows", str(table), _, list(rows)]:
                    self._counts[table] = self._counts.get(table, 0) + len(rows)
        except msgspec.DecodeError:
            raise CannotOpen(_DAMAGED) from None
        self._digest.update(packed)
        self._take(record)
