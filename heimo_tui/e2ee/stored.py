"""How values with keys are kept: deterministic CBOR with a version, which only a newer program may not know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from heimo_protocol.encoding import BadEncoding, decode_plain, encode
from heimo_tui.core.errors import StoreProblem, StoreReason

T = TypeVar("T")


def dump(version: int, fields: Mapping[str, Any]) -> bytes:
    """The bytes to keep."""
    return encode({"v": version, **fields})


def load(data: bytes, *, newest: int) -> tuple[int, dict[str, Any]]:
    """The version of what was kept, at most `newest`, and its fields.

    Raises StoreProblem with CORRUPT or NEWER.
    """
    try:
        fields = decode_plain(data)
    except BadEncoding:
        raise StoreProblem(StoreReason.CORRUPT, detail="not an encoding") from None
    version = fields.pop("v", None) if isinstance(fields, dict) else None
    if not isinstance(version, int) or version < 1:
        raise StoreProblem(StoreReason.CORRUPT, detail="no version")
    if version > newest:
        raise StoreProblem(StoreReason.NEWER)
    return version, fields


def shaped(value: object, shape: type[T]) -> T:
    """`value` as what it must be; raises StoreProblem with CORRUPT, which tells nothing of the value."""
    try:
        return msgspec.convert(value, shape, strict=True, builtin_types=(bytes,))
    except msgspec.ValidationError:
        raise StoreProblem(StoreReason.CORRUPT, detail="fields") from None
