"""Deterministic CBOR for the few maps that messages need: integers, bytes, text, arrays, maps by text, constants."""

from collections.abc import Mapping
from typing import Any

from .notation import Refused

_CONSTANTS = {0xF4: False, 0xF5: True, 0xF6: None}


def write(value: Any) -> bytes:
    """Encode by RFC 8949, section 4.2.1: shortest heads, map keys by the order of their encodings."""
    match value:
        case None:
            return b"\xf6"
        case bool():
            return b"\xf5" if value else b"\xf4"
        case int():
            return _head(0, value) if value >= 0 else _head(1, -1 - value)
        case bytes():
            return _head(2, len(value)) + value
        case str():
            text = value.encode()
            return _head(3, len(text)) + text
        case list() | tuple():
            return _head(4, len(value)) + b"".join(write(item) for item in value)
        case dict():
            if not all(isinstance(key, str) for key in value):
                raise TypeError("map key is not text")
            pairs = sorted((write(key), write(item)) for key, item in value.items())
            return _head(5, len(pairs)) + b"".join(key + item for key, item in pairs)
    raise TypeError(type(value).__name__)


def read(data: bytes) -> Any:
    """Decode, and refuse every encoding but the one that `write` gives."""
    try:
        value, rest = _item(data)
        same = not rest and write(value) == data
    except (IndexError, UnicodeDecodeError, TypeError, RecursionError):
        raise Refused("bad_encoding") from None
    if not same:
        raise Refused("bad_encoding", "not deterministic")
    return value


def read_map(data: bytes, shape: Mapping[str, type | tuple[type, ...]], *, open_ended: bool = False) -> dict[str, Any]:
    """Decode a map of these fields, each of the type named; of others too where it is `open_ended`."""
    value = read(data)
    if not isinstance(value, dict) or not set(shape) <= set(value) or (set(value) != set(shape) and not open_ended):
        raise Refused("bad_encoding", "fields")
    for name, kinds in shape.items():
        wanted = kinds if isinstance(kinds, tuple) else (kinds,)
        if type(value[name]) not in wanted:
            raise Refused("bad_encoding", name)
    return value


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * size:
            return bytes([major << 5 | code]) + number.to_bytes(size, "big")
    raise TypeError("integer too large")


def _item(data: bytes) -> tuple[Any, bytes]:
    if data[0] in _CONSTANTS:
        return _CONSTANTS[data[0]], data[1:]
    major, number, rest = _read_head(data)
    if major == 0:
        return number, rest
    if major == 1:
        return -1 - number, rest
    if major in (2, 3):
        taken, rest = rest[:number], rest[number:]
        if len(taken) < number:
            raise IndexError
        return (taken if major == 2 else taken.decode()), rest
    if major == 4:
        return _items(number, rest)
    if major == 5:
        flat, rest = _items(2 * number, rest)
        return dict(zip(flat[::2], flat[1::2], strict=True)), rest
    raise TypeError("tags and floats are not allowed")


def _items(count: int, rest: bytes) -> tuple[list[Any], bytes]:
    found = []
    for _ in range(count):
        item, rest = _item(rest)
        found.append(item)
    return found, rest


def _read_head(data: bytes) -> tuple[int, int, bytes]:
    major, low = data[0] >> 5, data[0] & 31
    if low < 24:
        return major, low, data[1:]
    if low > 27:
        raise TypeError("indefinite length")
    size = 1 << (low - 24)
    if len(data) < 1 + size:
        raise IndexError
    return major, int.from_bytes(data[1 : 1 + size], "big"), data[1 + size :]
