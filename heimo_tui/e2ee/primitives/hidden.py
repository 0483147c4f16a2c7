"""Values full of keys: they hide from repr and logs, and cannot be pickled."""

from __future__ import annotations

from typing import Never


class Hidden:
    """What every value with keys inherits, beside `eq=False`: it is equal to itself alone, and shows nothing."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(<hidden>)"

    def __reduce_ex__(self, protocol: object) -> Never:
        raise TypeError("keys cannot be pickled")
