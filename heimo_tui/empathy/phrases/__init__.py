"""Turns lists of phrases into patterns that cost next to nothing until a sentence has their words in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from heimo_tui.empathy.phrases.lazy import Deferred, Phrases, words_in

__all__ = ["Deferred", "Phrases", "alternation", "any_of", "pattern", "words", "words_in"]


def alternation(phrases: Iterable[str]) -> str:
    """Return pattern source that matches any of the literal phrases, the longest first.

    A space in a phrase matches any run of white space.
    """
    longest = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return f"(?:{'|'.join(map(re.escape, longest))})".replace("\\ ", r"\s+")


def any_of(*phrases: str) -> re.Pattern[str]:
    """Compile literal phrases into a pattern that matches them as whole words."""
    return re.compile(rf"(?<!\w)(?:{alternation(phrases)})(?!\w)")


def pattern(*sources: str) -> Phrases:
    """Return what finds any of the pattern sources as whole words; a space in them matches any white space."""
    return Phrases(sources)


def words(listed: str) -> tuple[str, ...]:
    """Return the words of a list that is written with white space between them."""
    return tuple(listed.split())
