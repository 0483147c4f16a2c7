"""Patterns that are compiled when they are first needed, and asked only of sentences that hold one of their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import blake2s

from heimo_tui.empathy.phrases.triggers import TRIGGERS

_SPACE = re.compile(r" (\?)?")
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=4)  # every detector reads the same sentence in turn
def words_in(plain: str) -> frozenset[str]:
    """Return the words of a text: what stands between characters that are no letters, digits or underscores."""
    return frozenset(_WORD.findall(plain))


def name_of(source: str) -> str:
    """Return the name under which the words that a pattern source cannot do without are kept."""
    return blake2s(source.encode(), digest_size=5).hexdigest()


def wrapped(source: str) -> str:
    """Return a pattern source that matches whole words only, and any white space for a space."""
    spaced = _SPACE.sub(lambda match: r"\s*" if match.group(1) else r"\s+", source)
    return rf"(?<!\w)(?:{spaced})(?!\w)"


class Phrases:
    """Several pattern sources read as one: the leftmost match wins, and of two at one place the earlier source.

    Most sentences lack a word that any match of a source must hold (`triggers`, derived by training/rules); the
    source is then neither searched nor ever compiled. A source that the table does not know is always searched.
    """

    __slots__ = ("_always", "_besides", "_compiled", "sources")

    def __init__(self, sources: tuple[str, ...]) -> None:
        """Remember the sources and their words; nothing is compiled."""
        self.sources = sources
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._always: list[int] = []
        self._besides: dict[int, frozenset[str]] = {}
        for at, source in enumerate(sources):
            triggers = TRIGGERS.get(name_of(source))
            if triggers is None:
                self._always.append(at)
                continue
            first, _, second = triggers.partition(" | ")
            for word in first.split():
                _WAITING.setdefault(word, []).append((self, at))
            if second:
                self._besides[at] = frozenset(second.split())

    def finditer(self, plain: str) -> Iterator[re.Match[str]]:
        """Yield the matches from left to right; none overlaps another."""
        if not self.is_awake(plain) or not (asked := self._asked(plain)):
            return iter(())
        return asked[0].finditer(plain) if len(asked) == 1 else _leftmost(asked, plain)

    def search(self, plain: str) -> re.Match[str] | None:
        """Return the first match, or None."""
        if not self.is_awake(plain):
            return None
        asked = self._asked(plain)
        if len(asked) < 2:
            return asked[0].search(plain) if asked else None
        return next(_leftmost(asked, plain), None)

    def is_awake(self, plain: str) -> bool:
        """Whether a text holds a word of any source, so that a search may find something."""
        return bool(self._always) or self in _woken(plain)

    def _asked(self, plain: str) -> list[re.Pattern[str]]:
        woken = _woken(plain).get(self)
        present, besides = words_in(plain), self._besides
        return [
            self._pattern(at)
            for at in sorted({*self._always, *(woken or ())})
            if at not in besides or not besides[at].isdisjoint(present)
        ]

    def _pattern(self, at: int) -> re.Pattern[str]:
        compiled = self._compiled.get(at)
        if compiled is None:
            compiled = self._compiled[at] = re.compile(wrapped(self.sources[at]))
        return compiled


_WAITING: dict[str, list[tuple[Phrases, int]]] = {}
"""Which sources wait for which word."""


@lru_cache(maxsize=4)
def _woken(plain: str) -> dict[Phrases, list[int]]:
    """Return the sources that a text has a word of; one look at each word serves all patterns."""
    woken: dict[Phrases, list[int]] = {}
    for word in words_in(plain):
        for phrases, at in _WAITING.get(word, ()):
            woken.setdefault(phrases, []).append(at)
    return woken


def _leftmost(patterns: list[re.Pattern[str]], plain: str) -> Iterator[re.Match[str]]:
    found = [(pattern, match) for pattern in patterns if (match := pattern.search(plain))]
    while found:
        first = min(found, key=lambda each: each[1].start())[1]
        yield first
        end = first.end()
        found = [
            (pattern, match)
            for pattern, was in found
            if (match := was if was.start() >= end else pattern.search(plain, end))
        ]


def forget() -> None:
    """Drop what is remembered of the last sentences."""
    words_in.cache_clear()
    _woken.cache_clear()


class Deferred:
    """A pattern that is compiled when it is first used."""

    __slots__ = ("_compiled", "source")

    def __init__(self, source: str) -> None:
        """Remember the source."""
        self.source = source
        self._compiled: re.Pattern[str] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        if self._compiled is None:
            self._compiled = re.compile(self.source)
        return self._compiled

    def search(self, plain: str, start: int = 0) -> re.Match[str] | None:
        """Search as a compiled pattern does."""
        return self.pattern.search(plain, start)

    def match(self, plain: str, start: int = 0) -> re.Match[str] | None:
        """Match as a compiled pattern does."""
        return self.pattern.match(plain, start)

    def fullmatch(self, plain: str) -> re.Match[str] | None:
        """Match the whole text as a compiled pattern does."""
        return self.pattern.fullmatch(plain)

    def finditer(self, plain: str) -> Iterator[re.Match[str]]:
        """Yield the matches as a compiled pattern does."""
        return self.pattern.finditer(plain)

    def sub(self, instead: str | Callable[[re.Match[str]], str], plain: str) -> str:
        """Replace the matches as a compiled pattern does."""
        return self.pattern.sub(instead, plain)
