"""Deterministic CBOR to and from typed structs: what does not re-encode to itself is refused.

RFC 8949 section 4.2 (core deterministic encoding), restricted to integers, byte strings, text, arrays, maps with
text keys, false, true and null.
"""

from functools import lru_cache
from typing import Any, TypeVar

import cbor2
import msgspec

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import MAX_DEPTH, MAX_VALUES

T = TypeVar("T")

_BYTES, _TEXT, _TAG = 2, 3, 6
"""Major types of CBOR."""

_INT_MIN, _INT_MAX = -(2**63), 2**63 - 1  # what a database can keep, on both sides


class BadEncoding(Refusal):
    """Bytes that are not the one deterministic encoding of an allowed value of the wanted shape."""

    def __init__(self, detail: str) -> None:
        super().__init__(Code.BAD_ENCODING, detail)


def encode(value: object) -> bytes:
    """Return the deterministic encoding of a struct, or of plain maps, lists, ints, bytes, text, bools and None."""
    plain = msgspec.to_builtins(value, builtin_types=(bytes,))
    return cbor2.dumps(_ordered(plain, 0))


def decode_plain(data: bytes, *, most: int = MAX_VALUES) -> Any:
    """Return the value that `data` deterministically encodes, as plain Python values, of which there are `most`.

    Raises BadEncoding.
    """
    if len(data) > most:  # each value takes a byte at least
        _require_few(data, most)
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
    if cbor2.dumps(value) != data:  # the maps' order was checked on the way through
        raise BadEncoding("not deterministic")
    return value


def decode(data: bytes, shape: type[T], *, most: int = MAX_VALUES) -> T:
    """Return `data` as the type `shape`, strictly: no coercion, no missing fields, at most `most` values.

    Raises BadEncoding.
    """
    return as_shape(decode_plain(data, most=most), shape)


def as_shape(plain: object, shape: type[T]) -> T:
    """Return plain values (see decode_plain) as the type `shape`; raises BadEncoding."""
    try:
        return msgspec.convert(plain, shape, strict=True, builtin_types=(bytes,))
    except msgspec.ValidationError as problem:
        raise BadEncoding(str(problem)) from None


def _require_few(data: bytes, most: int) -> None:
    """Count the values by their heads alone, which is cheap: to read one of one byte takes a microsecond or more.

    So 262,144 bytes of empty maps would keep a server busy for most of a second. What is wrong in another way is for
    the reader to find.
    """
    at, end = 0, len(data)
    while at < end:
        if not most:
            raise BadEncoding("too many values")
        most -= 1
        major, length = data[at] >> 5, data[at] & 31
        at += 1
        if 24 <= length <= 27:
            size = 1 << (length - 24)
            length = int.from_bytes(data[at : at + size], "big")
            at += size
        if major in (_BYTES, _TEXT):
            at += length
        elif major == _TAG:  # some make the reader parse all that follows: dates, e-mails, references
            raise BadEncoding("a tag")


def _require_allowed(value: Any, depth: int, room: int) -> int:
    """Check a value that may take `room` bytes in its encoding at most; returns the bytes left of them.

    A reader follows references to values that came before (tags 25 and 29), so that a few bytes can stand for a value
    of any size: walking through it, or encoding it again, would not end.
    """
    kind = type(value)
    if kind is bytes:
        room -= len(value)
    elif kind is str:
        room -= _text_size(value)
    elif kind is dict:
        _require_shallow(depth)
        last = (-1, "")
        for key, item in value.items():
            place = _place(key)
            if not last < place:
                raise BadEncoding("not deterministic")
            last = place
            room = _require_allowed(item, depth + 1, room - 1 - place[0])
    elif kind is list or kind is tuple:
        _require_shallow(depth)
        for item in value:
            room = _require_allowed(item, depth + 1, room)
    else:
        _require_simple(value)
    if room < 1:
        raise BadEncoding("larger than its bytes")
    return room - 1


def _ordered(value: Any, depth: int) -> Any:
    """Check a value, and bring its maps into their one order; the library takes far longer to sort them."""
    kind = type(value)
    if kind is bytes:
        return value
    if kind is dict:
        _require_shallow(depth)
        ordered = {}
        for key in _key_order(tuple(value)):
            item = value[key]
            kind = type(item)
            if kind is bytes or item is None or (kind is int and _INT_MIN <= item <= _INT_MAX):
                ordered[key] = item  # what follows would find the same, a call later
            else:
                ordered[key] = _ordered(item, depth + 1)
        return ordered
    if kind is list or kind is tuple:
        _require_shallow(depth)
        return [_ordered(item, depth + 1) for item in value]
    if kind is str:
        _text_size(value)
    else:
        _require_simple(value)
    return value


@lru_cache(maxsize=512)
def _key_order(keys: tuple[object, ...]) -> tuple[object, ...]:
    """These keys as they are encoded. Structs have them, so there are not many sets of keys."""
    return tuple(sorted(keys, key=_place))


def _place(key: object) -> tuple[int, str]:
    """What a map is ordered by: for text the order of encoded keys is that of their lengths, then of their letters."""
    if type(key) is not str:
        raise BadEncoding("map key is not text")
    return _text_size(key), key


def _text_size(text: str) -> int:
    """Bytes of UTF-8."""
    if text.isascii():
        return len(text)
    try:
        return len(text.encode())
    except UnicodeEncodeError:
        raise BadEncoding("lone surrogate") from None


def _require_simple(value: object) -> None:
    if value is None or value is True or value is False:
        return
    if type(value) is not int:
        raise BadEncoding(f"{type(value).__name__} is not allowed")
    if not _INT_MIN <= value <= _INT_MAX:
        raise BadEncoding("integer too large")


def _require_shallow(depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise BadEncoding("nested too deep")
