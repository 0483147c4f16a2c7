"""Which words of a sentence spoke most for what a table said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from zlib import crc32

from heimo_tui.empathy.model.features import char_ngrams, tokens
from heimo_tui.empathy.model.tables import Group

MOST = 5
LONGEST = 3
"""Words in a phrase: as many as the longest n-gram."""


def strongest(plain: str, models: Iterable[tuple[Group, int]], letters: bool = True) -> tuple[tuple[int, int], ...]:
    """Return [start, end) of up to MOST words or phrases that do not overlap, those with the greatest weights first.

    A phrase counts the weights of all n-grams that lie within it, and with `letters` of the letters of its words.
    Models are given by their groups and their places there.
    """
    found = tokens(plain)
    forms = [form for _, _, form in found]
    weights = _weights(forms, list(models), letters)
    phrases = []
    for first in range(len(found)):
        for last in range(first, min(first + LONGEST, len(found))):
            inside = sum(weights[start, end] for start in range(first, last + 1) for end in range(start, last + 1))
            # longer ones must earn their length
            phrases.append((inside / (last - first + 1) ** 0.5, -first, first, last))
    chosen: list[tuple[int, int]] = []
    for weight, _, first, last in sorted(phrases, reverse=True):
        if weight <= 0 or len(chosen) == MOST:
            break
        if all(last < begin or first > end for begin, end in chosen):
            chosen.append((first, last))
    return tuple((found[first][0], found[last][1]) for first, last in chosen)


def _weights(
    forms: Sequence[bytes], models: Sequence[tuple[Group, int]], letters: bool
) -> dict[tuple[int, int], float]:
    """Return the weight of each n-gram by its first and last token."""
    weights: dict[tuple[int, int], float] = defaultdict(float)
    for group, place in models:
        for first in range(len(forms)):
            if letters:
                weights[first, first] += sum([group.weight(place, gram) for gram in char_ngrams(forms[first])])
            for last in range(first, min(first + LONGEST, len(forms))):
                gram = b" ".join(forms[first : last + 1])
                weights[first, last] += group.weight(place, crc32(gram))
    return weights
