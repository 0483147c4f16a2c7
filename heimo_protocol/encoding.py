"""Deterministic CBOR to and from typed structs: what does not re-encode to itself is refused.

RFC 8949 section 4.2 (core deterministic encoding), restricted to integers, byte strings, text, arrays, maps with
text keys, false, true and null.
"""

from typing import Any, TypeVar

import cbor2
import msgspec

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import MAX_DEPTH

T = TypeVar("T")

_INT_MIN, _INT_MAX = -(2**63), 2**63 - 1  # what a database can keep, on both sides


class BadEncoding(Refusal):
    """Bytes that are not the one deterministic encoding of an allowed value of the wanted shape."""

    def __init__(self, detail: str) -> None:
        super().__init__(Code.BAD_ENCODING, detail)


def encode(value: object) -> bytes:
    """Return the deterministic encoding of a struct, or of plain maps, lists, ints, bytes, text, bools and None."""
    plain = msgspec.to_builtins(value, builtin_types=(bytes,))
    _require_allowed(plain, 0, _INT_MAX)
    return cbor2.dumps(plain, canonical=True)


def decode_plain(data: bytes) -> Any:
    """Return the value that `data` deterministically encodes, as plain Python values.

    Raises BadEncoding.
    """
    try:
        value = cbor2.loads(data)
    except (
        cbor2.CBORDecodeError,
        ValueError,
        TypeError,
        OverflowError,
        RecursionError,
        MemoryError,
    ) as problem:
        raise BadEncoding(type(problem).__name__) from None
    _require_allowed(value, 0, len(data))
    if cbor2.dumps(value, canonical=True) != data:
        raise BadEncoding("not deterministic")
    return value


def decode(data: bytes, shape: type[T]) -> T:
    """Return `data` as the type `shape`, strictly: no coercion, no missing fields.

    Raises BadEncoding.
    """
    try:
        return msgspec.convert(decode_plain(data), shape, strict=True, builtin_types=(bytes,))
    except msgspec.ValidationError as problem:
        raise BadEncoding(str(problem)) from None


def _require_allowed(value: object, depth: int, room: int) -> int:
    """Check a value that may take `room` bytes in its encoding at most; returns the bytes left of them.

    A reader follows references to values that came before (tags 25 and 29), so that a few bytes can stand for a value
    of any size: walking through it, or encoding it again, would not end.
    """
    room -= 1
    match value:
        case None | bool():
            pass
        case bytes():
            room -= len(value)
        case str():
            _require_utf8(value)
            room -= len(value)
        case int():
            if not _INT_MIN <= value <= _INT_MAX:
                raise BadEncoding("integer too large")
        case list() | tuple():
            _require_shallow(depth)
            for item in value:
                room = _require_allowed(item, depth + 1, room)
        case dict():
            _require_shallow(depth)
            for key, item in value.items():
                if not isinstance(key, str):
                    raise BadEncoding("map key is not text")
                room = _require_allowed(key, depth, room)
                room = _require_allowed(item, depth + 1, room)
        case _:
            raise BadEncoding(f"{type(value).__name__} is not allowed")
    if room < 0:
        raise BadEncoding("larger than its bytes")
    return room


def _require_shallow(depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise BadEncoding("nested too deep")


def _require_utf8(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadEncoding("lone surrogate") from None
