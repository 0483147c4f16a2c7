"""Recognises which of four languages a text is written in, by its commonest words and by its spelling."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache

from heimo_tui.empathy.commonest import OTHERS, SPELLINGS, WORDS


class Language(StrEnum):
    """A language the check knows something about; the values are BCP 47 tags."""

    ENGLISH = "en"
    FINNISH = "fi"
    SPANISH = "es"
    PORTUGUESE = "pt"
    UNKNOWN = "und"


_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_OPENING = re.compile(r"[¿¡]")
_MOST = 120  # words; more tell nothing new
_SHARED = {1: 1.0, 2: 0.6, 3: 0.4}
"""What a common word counts by the number of languages that have it."""

_ENOUGH = 1.0  # one common word of one language alone
_AHEAD = 0.35  # by how much the best has to lead: "no me" belongs to two languages


@cache
def _common() -> dict[str, tuple[tuple[Language, ...], float]]:
    owners: dict[str, list[Language]] = {}
    for tag, listed in (*WORDS.items(), (Language.UNKNOWN, OTHERS)):
        for word in set(listed.split()):
            owners.setdefault(word, []).append(Language(tag))
    return {word: (tuple(tags), _SHARED.get(len(tags), 0.3)) for word, tags in owners.items()}


@cache
def _spellings() -> tuple[tuple[Language, re.Pattern[str], float], ...]:
    return tuple((Language(tag), re.compile(source), weight) for tag, source, weight in SPELLINGS)


@lru_cache(maxsize=4096)
def _says(word: str) -> tuple[tuple[Language, float], ...]:
    """Return what one word speaks for, and how loudly."""
    if known := _common().get(word):
        return tuple((language, known[1]) for language in known[0])
    return tuple((language, weight) for language, shape, weight in _spellings() if shape.fullmatch(word))


@lru_cache(maxsize=512)
def recognise(norm: str) -> Language:
    """Return the language of a lower-case text, or UNKNOWN where too little speaks for any one of them.

    Words that are common in one language count 1, words of several less, and the spelling of other words a little. A
    text in another language is UNKNOWN as far as its commonest words show it.
    """
    scores = dict.fromkeys(Language, 0.0)
    for word in _WORD.findall(norm)[:_MOST]:
        for language, weight in _says(word):
            scores[language] += weight
    if scores[Language.SPANISH] or scores[Language.PORTUGUESE]:
        scores[Language.SPANISH] += len(_OPENING.findall(norm))
    (best, score), (_, second) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    return best if score >= _ENOUGH and score - second >= _AHEAD else Language.UNKNOWN
