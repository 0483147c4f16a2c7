"""Values that must not be seen: they hide from repr, str, format, pickling and logs."""

from __future__ import annotations

import hmac
from typing import Any, Final, Never, final

_HIDDEN: Final = "<hidden>"


class _Hidden:
    """What both secret types share: nothing of the value leaves but by `reveal()`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({_HIDDEN})"

    def __str__(self) -> str:
        return _HIDDEN

    def __format__(self, spec: str) -> str:
        return _HIDDEN

    def __setattr__(self, name: str, value: object) -> Never:
        raise AttributeError("a secret cannot be changed")

    def __delattr__(self, name: str) -> Never:
        raise AttributeError("a secret cannot be changed")

    def __reduce_ex__(self, protocol: object) -> Never:
        raise TypeError("a secret cannot be pickled")

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: object) -> Any:
        return self

    __hash__ = None  # type: ignore[assignment]  # a hash would tell something about the value


@final
class SecretBytes(_Hidden):
    """Immutable bytes that hide; compare in constant time; unhashable; `len()` tells the size in bytes."""

    __slots__ = ("_value",)
    _value: bytes

    def __init__(self, value: bytes) -> None:
        object.__setattr__(self, "_value", bytes(value))

    def reveal(self) -> bytes:
        """Give the bytes themselves: call it as late as possible and keep no copy."""
        return self._value

    def __len__(self) -> int:
        return len(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretBytes) and hmac.compare_digest(self._value, other._value)


@final
class SecretText(_Hidden):
    """Immutable text that hides (a passphrase, a recovery phrase, an invite); `len()` is in characters."""

    __slots__ = ("_value",)
    _value: str

    def __init__(self, value: str) -> None:
        object.__setattr__(self, "_value", str(value))

    def reveal(self) -> str:
        """Give the text itself: call it as late as possible and keep no copy."""
        return self._value

    def __len__(self) -> int:
        return len(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretText) and hmac.compare_digest(self._value.encode(), other._value.encode())
