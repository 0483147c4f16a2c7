"""Names that say nothing about anybody, and the mark and colour by which a key is known at a glance."""

from __future__ import annotations

import secrets
from typing import Final

from heimo_protocol.signing import h256
from heimo_tui.identity.words import ADJECTIVES, NOUNS

# quarter blocks: one cell wide in every locale (Unicode's ambiguous-width shapes are two cells in some)
_GLYPHS: Final = "▖▗▘▙▚▛▜▝▞▟"


def generate_name() -> str:
    """A random name such as "quiet-heron"; nothing about the person or the key goes into it."""
    return f"{secrets.choice(ADJECTIVES)}-{secrets.choice(NOUNS)}"


def generate_names(count: int) -> tuple[str, ...]:
    """Different random names to choose from."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[generate_name()] = None
    return tuple(found)


def mark(key: bytes) -> str:
    """Two cells that are always the same for a public key: a sign that does not need colour."""
    first, second = h256("mark", key)[:2]
    return _GLYPHS[first % len(_GLYPHS)] + _GLYPHS[second % len(_GLYPHS)]


def colour(key: bytes, count: int) -> int:
    """The index, 0 to `count` - 1, of the colour that is always the same for a public key."""
    return int.from_bytes(h256("colour", key)[:8], "big") % count
