"""Reads phrases written in a small notation, and finds them in a sentence word by word.

A phrase is a row of tokens with spaces between them:

- `olet/oot` is either word, `idioot*` any word that begins so, `*isi` any word that ends so
- `?nyt/jo` may be there or not
- `~` stands for up to three words
- `^olla` must not come next
- `<` before the phrase: only where a clause begins; `>` after it: only where one ends
- `!` before all: the words tell nobody that they mean the reader

Words that are written with accents are also found without them, as people type them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_GAP = 3
"""How many words `~` spans at most."""
_SHORT = 3  # letters; "e" is not "é" left bare
_NEVER_BARE = frozenset("äöåñ")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence: each one, where it starts and ends, and whether a clause begins with it."""

    told: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    opens: tuple[bool, ...]

    @classmethod
    def of(cls, plain: str) -> Words:
        """Split a lower-case sentence."""
        told: list[str] = []
        spans: list[tuple[int, int]] = []
        opens: list[bool] = []
        last = -1
        for match in _WORD.finditer(plain):
            start, end = match.span()
            opens.append(last < 0 or (plain[last:start] != " " and bool(plain[last:start].strip(" -"))))
            told.append(match.group())
            spans.append((start, end))
            last = end
        return cls(tuple(told), tuple(spans), tuple(opens))

    def before(self, at: int) -> Words:
        """Return the words that stand before word `at`."""
        return Words(self.told[:at], self.spans[:at], self.opens[:at])

    def clause_start(self, at: int) -> int:
        """Return the index of the word that begins the clause of word `at`."""
        while at and not self.opens[at]:
            at -= 1
        return at


@dataclass(frozen=True, slots=True)
class _Slot:
    words: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    optional: bool = False
    kept: bool = False
    gap: bool = False
    bars: bool = False

    def takes(self, word: str) -> bool:
        return (
            word in self.words
            or bool(self.starts and word.startswith(self.starts))
            or bool(self.ends and word.endswith(self.ends))
        )


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: what it says (`code`) and how it has to stand."""

    code: str
    slots: tuple[_Slot, ...]
    begins: bool
    ends: bool
    bare: bool

    @property
    def openers(self) -> tuple[_Slot, ...]:
        """The slots of which one holds the first word: those that may be missing, and the first that may not."""
        missing = takewhile(lambda slot: slot.optional, self.slots)
        return self.slots[: len(list(missing)) + 1]

    def match(self, words: Words, at: int) -> int | None:
        """Return the index after the last word of the phrase where it stands at word `at`, else None."""
        return self._match(words, at, 0, at)

    def _match(self, words: Words, at: int, number: int, first: int) -> int | None:
        if number == len(self.slots):
            ended = at == len(words.told) or words.opens[at]
            return None if self.ends and not ended else at
        slot = self.slots[number]
        here = at < len(words.told) and (at == first or not words.opens[at])
        if slot.bars:
            return None if here and slot.takes(words.told[at]) else self._match(words, at, number + 1, first)
        if slot.gap:
            return self._after_gap(words, at, number, first)
        if here and slot.takes(words.told[at]):
            found = self._match(words, at + 1, number + 1, first)
            if found is not None or slot.kept:
                return found
        return self._match(words, at, number + 1, first) if slot.optional else None

    def _after_gap(self, words: Words, at: int, number: int, first: int) -> int | None:
        for skipped in range(_GAP + 1):
            if skipped and (at + skipped > len(words.told) or words.opens[at + skipped - 1]):
                return None
            found = self._match(words, at + skipped, number + 1, first)
            if found is not None:
                return found
        return None


def bare(word: str) -> str:
    """Return the word without the accents that people leave out."""
    if len(word) < _SHORT or word.isascii():
        return word
    return "".join(letter if letter in _NEVER_BARE else unicodedata.normalize("NFD", letter)[0] for letter in word)


def _slot(piece: str) -> _Slot:
    if piece == "~":
        return _Slot(frozenset(), (), (), gap=True)
    words = piece.lstrip("?^").split("/")
    whole = {word for word in words if "*" not in word}
    return _Slot(
        frozenset(whole | {bare(word) for word in whole}),
        tuple({stem for word in words if word.endswith("*") for stem in (word[:-1], bare(word[:-1]))}),
        tuple({end for word in words if word.startswith("*") for end in (word[1:], bare(word[1:]))}),
        optional=piece.startswith("?"),
        bars=piece.startswith("^"),
    )


def parse(code: str, line: str) -> Phrase:
    """Return the phrase that a line of the notation describes."""
    alone, line = line.startswith("!"), line.removeprefix("!")
    begins, line = line.startswith("<"), line.removeprefix("<")
    ends, line = line.endswith(">"), line.removesuffix(">")
    slots = list(map(_slot, line.split()))
    for number in range(len(slots) - 2, -1, -1):
        after = slots[number + 1]
        if slots[number].optional and (after.bars or after.kept):
            # a word before what must not come cannot be passed over to avoid it
            slots[number] = replace(slots[number], kept=True)
    return Phrase(code, tuple(slots), begins, ends, alone)


class Index:
    """Phrases by the words that may begin them; `links` are the words after which a new clause may begin."""

    def __init__(self, phrases: Iterable[Phrase], links: frozenset[str]) -> None:
        self._links = links
        self._by_word: dict[str, list[Phrase]] = {}
        self._by_stem: dict[str, list[Phrase]] = {}
        self._stems: tuple[str, ...] = ()
        for phrase in phrases:
            for slot in phrase.openers:
                for word in slot.words:
                    self._by_word.setdefault(word, []).append(phrase)
                for stem in slot.starts:
                    self._by_stem.setdefault(stem, []).append(phrase)
        self._stems = tuple(self._by_stem)

    def find(self, words: Words) -> Iterator[tuple[Phrase, int, int]]:
        """Yield (phrase, index of the first word, index after the last) wherever a phrase stands."""
        for at, word in enumerate(words.told):
            for phrase in self._starting(word):
                if phrase.begins and not (words.opens[at] or words.told[at - 1] in self._links):
                    continue
                end = phrase.match(words, at)
                if end is not None:
                    yield phrase, at, end

    def _starting(self, word: str) -> Sequence[Phrase]:
        found = self._by_word.get(word, [])
        if word.startswith(self._stems):
            found = found + [one for stem in self._stems if word.startswith(stem) for one in self._by_stem[stem]]
        return found
