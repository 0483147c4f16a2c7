"""Sums of the characters of words, remembered by word: most of a draft's words have been seen a key press before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from heimo_tui.empathy.model.features import char_ngrams
from heimo_tui.empathy.model.tables import Group

_REMEMBERED = 4096  # words


class Lexicon:
    """Sums the character n-grams of words in a group of T tables."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._word = lru_cache(maxsize=_REMEMBERED)(self._read)

    def sums(self, forms: Sequence[str]) -> tuple[int, ...]:
        """Return how many n-grams some tokens have, one at least, and their T sums."""
        return tuple(map(sum, zip(*map(self._word, forms), strict=True)))

    def forget(self) -> None:
        """Drop the words that are remembered."""
        self._word.cache_clear()

    def _read(self, form: str) -> tuple[int, ...]:
        grams = char_ngrams(form)
        return (len(grams), *self._group.sums(grams))
