"""Splits a paragraph into words with offsets, and finds the runs of capitalised words that may be proper nouns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from heimo_tui.empathy.clauses import normalise
from heimo_tui.empathy.identifying.lexicon import commons
from heimo_tui.empathy.language import Language

_LONGEST = 7  # capitals for longer than this are shouting, not a name


_DIGITS = frozenset("0123456789")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Run:
    """Words first … last (inclusive) that stand together and begin with capitals, save small words like "de"."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class Words:
    """The words of a paragraph as written and in lower case, with their offsets in code points."""

    text: str
    language: Language
    raw: tuple[str, ...]
    low: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str, language: Language) -> Words:
        """Split a paragraph; typographic apostrophes become plain ones in `low`."""
        spans = [match.span() for match in _word().finditer(text)]
        plain = normalise(text)
        raw = tuple([text[start:end] for start, end in spans])
        low = tuple([plain[start:end] for start, end in spans])
        return cls(text, language, raw, low, tuple([start for start, _ in spans]), tuple([end for _, end in spans]))

    def __len__(self) -> int:
        return len(self.raw)

    def word(self, at: int) -> str:
        """Return the word in lower case, or "" beyond the ends."""
        return self.low[at] if 0 <= at < len(self.low) else ""

    def gap(self, at: int) -> str:
        """Return what stands between the word before `at` and the word at `at`; all the rest at the ends."""
        start = self.ends[at - 1] if at > 0 else 0
        return self.text[start : self.starts[at] if at < len(self.starts) else len(self.text)]

    def opens(self, at: int) -> bool:
        """Whether the word begins a sentence."""
        gap = self.gap(at)
        if at == 0 or "\n" in gap:
            return True
        if "." in gap:
            return not (gap in (". ", ".") and self._is_short(at - 1))
        return any(mark in gap for mark in '!?…:"“»«')

    def _is_short(self, at: int) -> bool:
        """Whether the full stop after this word only shortens it ("Dr.", "W.")."""
        return self.low[at] in commons.shortened() or (len(self.raw[at]) == 1 and self.raw[at].isupper())

    def before(self, at: int, many: int) -> tuple[str, ...]:
        """Return up to `many` words of the same sentence that stand before `at`."""
        start = at
        while start > max(0, at - many) and not self.opens(start):
            start -= 1
        return self.low[start:at]

    def after(self, at: int, many: int) -> tuple[str, ...]:
        """Return up to `many` words of the same sentence that follow `at`."""
        end = at + 1
        while end < min(len(self), at + 1 + many) and not self.opens(end):
            end += 1
        return self.low[at + 1 : end]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of the words first … last (inclusive)."""
        return self.starts[first], self.ends[last]

    def is_capital(self, at: int) -> bool:
        """Whether the word begins with a capital and is not the English "I"."""
        return at < len(self.raw) and self.raw[at][0].isupper() and self.low[at] not in commons.pronouns()

    @cached_property
    def present(self) -> frozenset[str]:
        """All the words, for asking quickly whether any of a list is there."""
        return frozenset(self.low)

    @cached_property
    def numeric(self) -> tuple[int, ...]:
        """Where the words that begin or end with a digit stand."""
        return tuple([at for at, word in enumerate(self.low) if word[0] in _DIGITS or word[-1] in _DIGITS])

    def places(self, listed: frozenset[str]) -> tuple[int, ...]:
        """Return where words of a list stand."""
        here = self.present & listed
        return tuple([at for at, word in enumerate(self.low) if word in here]) if here else ()

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The runs of capitals, without the small words that merely begin a sentence."""
        return tuple(run for run in self._runs() if 0 < len(run) <= _LONGEST)

    def _runs(self) -> Iterator[Run]:
        at = 0
        while at < len(self.raw):
            if not self.is_capital(at):
                at += 1
                continue
            last = self._end_of_run(at)
            first = at
            while first <= last and self.low[first] in commons.small():
                first += 1
            yield Run(first, last)
            at = last + 1

    def _end_of_run(self, at: int) -> int:
        last = at
        while True:
            following = last + 1
            while following < min(last + 4, len(self)) and self.low[following] in commons.links():
                following += 1
            if not self.is_capital(following) or any(not self._joins(word) for word in range(last + 1, following + 1)):
                return last
            last = following

    def _joins(self, at: int) -> bool:
        gap = self.gap(at)
        return gap in (" ", " & ", "&") or (gap == ". " and self._is_short(at - 1))
