"""How the people of a circle are shown: their card's name, and a mark and colour that nobody can choose."""

from __future__ import annotations

from dataclasses import replace

from heimo_protocol.signing import h256
from heimo_tui.core.governance import Rulings
from heimo_tui.core.views import NameView
from heimo_tui.identity.names import colour, mark
from heimo_tui.identity.words import ADJECTIVES, NOUNS
from heimo_tui.services.house import keys_of_mine
from heimo_tui.vault.tables import Tables

COLOURS = 12
"""How many colours a theme has for names."""


def name_from_key(key: bytes) -> str:
    """The name of somebody whose card is not known: always the same for a key."""
    number = int.from_bytes(h256("name", key)[:8], "big")
    adjective, noun = divmod(number % (len(ADJECTIVES) * len(NOUNS)), len(NOUNS))
    return f"{ADJECTIVES[adjective]}-{NOUNS[noun]}"


class Names:
    """The names of one circle, read once."""

    def __init__(self, tables: Tables, circle: bytes, rulings: Rulings) -> None:
        self._members = tables.members.names(circle)
        self._rulings = rulings
        self.mine = keys_of_mine(tables, circle)
        self._once = {once.key: once.name for once in tables.anonymous.once_names(circle)}
        self._seen: dict[bytes, NameView] = {}

    def __call__(self, key: bytes) -> NameView:
        """How the name behind a key is shown."""
        if key not in self._seen:
            self._seen[key] = NameView(
                key=key,
                name=self._members.get(key) or self._once.get(key) or name_from_key(key),
                mark=mark(key),
                colour=colour(key, COLOURS),
                mine=key in self.mine,
                once=key in self._once,
                moderator=key in self._rulings.moderators,
            )
        return self._seen[key]

    def has(self, key: bytes) -> bool:
        """Whether somebody's card, or own one-time name, is known."""
        return key in self._members or key in self._once

    def own(self, key: bytes, chosen: str) -> NameView:
        """The person's own lasting name; `chosen` counts until there is a card."""
        return replace(self(key), name=self._members.get(key) or chosen or name_from_key(key), mine=True)
