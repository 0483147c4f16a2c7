"""Writes quick spelling, dialect and learners' English as the patterns are written, with the way back to the text.

The same words hurt or carry in any English, and patterns written for the standard miss them elsewhere. Not a
translation: only words and turns that the patterns lean on are rewritten, mostly the second person, being, negation
and the endings of verbs. What is written in the standard costs a look at its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from heimo_tui.empathy.phrases import spellings
from heimo_tui.empathy.phrases.lazy import words_in

_TOKEN = re.compile(r"\w[\w']*")
_WORD = re.compile(r"\w+")
_ARE = ("be", "is", "dey", "ar", "r")
_PADS = ("so", "such", "just", "really", "too", "always", "that")
_AFTER_ADJECTIVE = ("", "and", "or", "but", "at", "as", "because", "cause", "cuz", "for", "about", "now", "too")


class Standard(NamedTuple):
    """A text written another way, mostly in the standard, and where each of its places is in the text as written.

    `begins[k]` is where what begins at k begins in the text, `ends[k]` where what ends at k ends, in code points.
    """

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    edits: tuple[tuple[int, int, str], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the text as written that [start, end) of the standard was made from."""
        return self.begins[start], self.ends[end]

    def applied(self, raw: str) -> str:
        """Return a text of the same length as the one that was read with the same words rewritten."""
        return _replaced(raw, self.edits)


@lru_cache(maxsize=512)
def standard(plain: str) -> Standard | None:
    """Return a lower-case text as the patterns are written, or None where nothing in it has to change."""
    if not _may_differ(plain):
        return None
    edits = tuple(_edits(plain))
    return rewritten(plain, edits) if edits else None


def _may_differ(plain: str) -> bool:
    """Whether a look at the words alone leaves it open that something changes."""
    present = words_in(plain)
    if not present.isdisjoint(_telling()) or "in'" in plain:
        return True
    turns = _turns()
    if any(turn <= present for word in turns.keys() & present for turn in turns[word]):
        return True
    return "you" in present and not present.isdisjoint(_after_you()) and bool(_left_out().search(plain))


@cache
def _telling() -> frozenset[str]:
    """Words without one of which no spelling changes."""
    return frozenset(word for word in (*spellings.words(), *spellings.in_context()) if "'" not in word)


@cache
def _turns() -> Mapping[str, tuple[frozenset[str], ...]]:
    """The words of each turn of phrase, by its last word, which is rarer than its first."""
    by_last: dict[str, list[frozenset[str]]] = {}
    for turn in (turn for turns in spellings.phrases().values() for turn, _ in turns):
        parts = _WORD.findall(" ".join(turn))
        by_last.setdefault(parts[-1], []).append(frozenset(parts))
    return {last: tuple(turns) for last, turns in by_last.items()}


@cache
def _after_you() -> frozenset[str]:
    return frozenset((*_ARE, *_PADS, "a", "an", "nothing")) | spellings.being()


@cache
def _left_out() -> re.Pattern[str]:
    """What may be a "you" without its "are"."""
    return re.compile(rf"you (?:{'|'.join(sorted(_after_you()))})\b")


def _edits(plain: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, instead) from left to right, none overlapping another."""
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(plain)]
    low = [word for word, _, _ in tokens]
    reached = -1
    for at, (_, start, _) in enumerate(tokens):
        if start < reached:
            continue
        found = _phrase(low, at) or _word(plain, low, at, starts=_opens(plain, low, at, start))
        if found is None:
            continue
        many, instead = found
        reached = tokens[at + many - 1][2]
        yield start, reached, instead


def _phrase(low: list[str], at: int) -> tuple[int, str] | None:
    """Return how many words from `at` on are one turn of phrase, and what the standard has for it."""
    for listed in spellings.phrases().get(low[at], ()):
        if tuple(low[at : at + len(listed[0])]) == listed[0]:
            return len(listed[0]), listed[1]
    return None


def _word(plain: str, low: list[str], at: int, *, starts: bool) -> tuple[int, str] | None:
    word, before, after = low[at], low[at - 1] if at else "", low[at + 1] if at + 1 < len(low) else ""
    instead = spellings.words().get(word, word)
    if instead == word and word in spellings.in_context():
        instead = spellings.in_context()[word](before, after, starts)
    elif word.endswith("in'") and word not in spellings.quoted():
        instead = word[:-1] + "g"
    if instead == "you" and (being := _being(before, low, at, starts=starts)):
        return being
    return None if instead == word else (1, instead)


def _being(before: str, low: list[str], at: int, *, starts: bool) -> tuple[int, str] | None:
    """Return how many words are "you are": "you be", "you is", and a "you" that begins a clause without its "are"."""
    after, further = (*low[at + 1 : at + 3], "", "")[:2]
    if after in _ARE:
        return None if after == "be" and before in spellings.helping() else (2, "you are")
    if not starts:
        return None
    adjective = after in spellings.being() and further in _AFTER_ADJECTIVE
    noun = after == "nothing" or after == "a" or (after == "an" and further[:1] in tuple("aeiou"))
    padded = after in _PADS and further in (*spellings.being(), "a", "an")
    return (1, "you are") if adjective or noun or padded else None


def _opens(plain: str, low: list[str], at: int, start: int) -> bool:
    """Whether the word begins a clause."""
    return at == 0 or plain[start - 2 : start - 1] in tuple(",;:.!?-—\u2013") or low[at - 1] in spellings.joining()


def rewritten(plain: str, edits: tuple[tuple[int, int, str], ...]) -> Standard:
    """Return a text with stretches replaced: (start, end, instead) from left to right, none overlapping another."""
    begins: list[int] = []
    ends: list[int] = [0]
    at = 0
    for start, end, instead in (*edits, (len(plain), len(plain), "")):
        begins += range(at, start)
        ends += range(at + 1, start + 1)
        begins += [start] * len(instead)
        ends += [end] * len(instead)
        at = end
    return Standard(_replaced(plain, edits), (*begins, len(plain)), tuple(ends), edits)


def _replaced(text: str, edits: tuple[tuple[int, int, str], ...]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, instead in edits:
        parts += (text[at:start], instead)
        at = end
    return "".join((*parts, text[at:]))
