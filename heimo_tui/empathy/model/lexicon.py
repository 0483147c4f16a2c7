"""Sums of the letters of words, remembered by word: most of a draft's words have been seen a key press before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from struct import Struct

from heimo_tui.empathy.model.features import char_ngrams
from heimo_tui.empathy.model.tables import Group

_REMEMBERED = 4096  # words


class Lexicon:
    """Sums the character n-grams of words in the first `width` models of some groups, T models altogether.

    The sums of a word stand side by side in one long whole number, 32 bits each, so that one addition adds them all.
    """

    def __init__(self, *groups: tuple[Group, int]) -> None:
        self._groups = groups
        self._lanes = Struct(f"<{1 + sum(width for _, width in groups)}I")
        self._word = lru_cache(maxsize=_REMEMBERED)(self._read)

    def sums(self, forms: Sequence[bytes]) -> tuple[int, ...]:
        """Return how many n-grams some tokens have, and their T sums."""
        return self._lanes.unpack(sum(map(self._word, forms)).to_bytes(self._lanes.size, "little"))

    def forget(self) -> None:
        """Drop the words that are remembered."""
        self._word.cache_clear()

    def _read(self, form: bytes) -> int:
        grams = char_ngrams(form)
        totals = [total for group, width in self._groups for total in group.sums(group.rows(grams), 0, width)]
        return int.from_bytes(self._lanes.pack(len(grams), *totals), "little")
