"""The deep tier of the check: reads sentences and whole replies with one small transformer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from heimo_deep.both import together
from heimo_deep.leaving_out import strongest
from heimo_deep.weights import Numbers, Weights
from heimo_deep.windows import readable, windows
from heimo_tui.empathy.clauses import clause_starts, paragraphs, sentences
from heimo_tui.empathy.findings import Tier
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.model import default
from heimo_tui.empathy.model.reading import Head, Mechanism, Rationale, Reader, Reading, Whole

_READ_AS_ENGLISH = (Language.ENGLISH, Language.UNKNOWN)  # short sentences are often recognised as nothing
_CLAUSE_WORDS = 3
_WORD = re.compile(r"\w+(?:'\w+)*")
_SENTENCES, _WHOLES, _EXPLAINED, _WINDOWS = 2048, 64, 64, 64  # how many of each are remembered


@dataclass(frozen=True, slots=True)
class _Seen:
    """What all windows of a text gave together; `words` [piece, mechanism] and where each piece stands."""

    levels: Numbers
    heads: Numbers
    words: Numbers
    places: tuple[tuple[int, int], ...]


class DeepReader:
    """A `Reader` (heimo_tui.empathy.model.reading) of English: of other languages it says nothing.

    What is not recognised as any language is read as English.

    It may be used from several threads. `tables` are the reader that is always there: whether a sentence hurts is for
    both to say.
    """

    def __init__(self, weights: Weights, tables: Reader) -> None:
        self._weights = weights
        self._tables = tables
        self._sentences = lru_cache(maxsize=_SENTENCES)(self._sentence)
        self._wholes = lru_cache(maxsize=_WHOLES)(self._whole)
        self._explained = lru_cache(maxsize=_EXPLAINED)(self._behind)
        # whoever adds to a long text changes its last window only
        self._window = lru_cache(maxsize=_WINDOWS)(lambda ids: weights.run([ids]))

    @property
    def tier(self) -> Tier:
        """The deep one."""
        return Tier.DEEP

    @property
    def digest(self) -> str:
        """The first 16 hex digits of the SHA-256 of `model.onnx`."""
        return self._weights.digest

    @property
    def thresholds(self) -> Mapping[str, float]:
        """From where on a probability counts; chosen when the weights were trained."""
        return self._weights.thresholds

    def sentence(self, plain: str, language: Language) -> Reading:
        """Read one sentence; no heads and no clauses if it is in another language. Remembered."""
        return self._sentences(plain) if language in _READ_AS_ENGLISH else Reading({}, ())

    def whole(self, text: str, language: Language) -> Whole | None:
        """Read a whole reply; None if it is in another language. Remembered.

        Mechanisms are looked for in what others said too, for a question may be about that; hostility is not.
        """
        return self._wholes(text) if language in _READ_AS_ENGLISH else None

    def behind(self, plain: str, language: Language, name: str) -> tuple[tuple[int, int], ...]:
        """Return the places of up to five words or phrases without which `name` would be much less likely."""
        return self._explained(plain, name) if language in _READ_AS_ENGLISH else ()

    def forget(self) -> None:
        """Drop what is remembered: parts of what people wrote."""
        for remembered in (self._sentences, self._wholes, self._explained, self._window):
            remembered.cache_clear()
        self._tables.forget()

    def _sentence(self, plain: str) -> Reading:
        seen = self._look(plain)
        if seen is None:
            return Reading(dict.fromkeys(Head, 0.0), ())
        heads = {Head(name): float(chance) for name, chance in zip(self._weights.heads, seen.heads, strict=True)}
        heads = together(heads, self._tables.sentence(plain, Language.ENGLISH).heads)
        return Reading(heads, tuple(self._rationales(plain, seen)))

    def _rationales(self, plain: str, seen: _Seen) -> list[Rationale]:
        """Return the clauses that hold words: each shows a mechanism as its words do on average."""
        begins = _begins(plain)
        clauses = np.searchsorted(begins, [start for start, _ in seen.places], side="right") - 1
        found = []
        for number, begin in enumerate(begins):
            inside = np.flatnonzero(clauses == number)
            if len(inside):
                end = seen.places[inside[-1]][1]
                chances = seen.words[inside].mean(axis=0)
                shows = {Mechanism(name): float(c) for name, c in zip(self._weights.mechanisms, chances, strict=True)}
                found.append(Rationale(begin, end, shows))
        return found

    def _whole(self, text: str) -> Whole:
        seen = self._look(text)
        if seen is None:
            return Whole(dict.fromkeys(Mechanism, (1.0, 0.0, 0.0)), 0.0)
        levels = {
            Mechanism(name): (float(none), float(weak), float(strong))
            for name, (none, weak, strong) in zip(self._weights.mechanisms, seen.levels, strict=True)
        }
        own = _own_words(text)
        said = seen if own == text else self._look(own)
        return Whole(levels, float(said.heads[self._weights.heads.index(Head.HOSTILE)]) if said else 0.0)

    def _look(self, text: str) -> _Seen | None:
        """Read a text window by window; None if it holds nothing that could be read.

        What one window shows the text shows: the strongest counts, of a word in two windows the second reading.
        """
        pieces = self._weights.pieces(readable(text))
        if len(pieces.ids) <= 2:  # only what the tokenizer adds
            return None
        parts = []
        for start, ids in windows(pieces.ids):
            parts.append((start, self._window(tuple(ids))))
        length = parts[-1][0] + parts[-1][1].words.shape[1] - 2
        words = np.zeros((length, len(self._weights.mechanisms)), dtype=np.float32)
        for start, part in parts:
            words[start : start + part.words.shape[1] - 2] = part.words[0, 1:-1]
        levels = np.stack([part.levels[0] for _, part in parts])
        surest = levels[:, :, 0].argmin(axis=0)
        return _Seen(
            levels[surest, np.arange(levels.shape[1])],
            np.max([part.heads[0] for _, part in parts], axis=0),
            words,
            tuple(pieces.offsets[1 : length + 1]),
        )

    def _behind(self, plain: str, name: str) -> tuple[tuple[int, int], ...]:
        return strongest(self._weights, plain, name)


def _begins(plain: str) -> list[int]:
    """Return where the clauses begin; what has fewer than three words ("i'm so", "and then") goes with the next."""
    words = [match.start() for match in _WORD.finditer(plain)]
    kept = [0]
    for begin in clause_starts(plain)[1:]:
        if _between(words, kept[-1], begin) >= _CLAUSE_WORDS:
            kept.append(begin)
    if len(kept) > 1 and _between(words, kept[-1], len(plain)) < _CLAUSE_WORDS:
        kept.pop()
    return kept


def _between(words: list[int], start: int, end: int) -> int:
    return sum(start <= word < end for word in words)


def _own_words(text: str) -> str:
    """Return a text of the same length in which what others said is hidden."""
    own = text
    for start, paragraph in paragraphs(text):
        for sentence in sentences(paragraph):
            at = start + sentence.start
            own = own[:at] + sentence.plain + own[at + len(sentence.plain) :]
    return own


def load() -> DeepReader:
    """Open the weights (a tenth of a second or two, and some 60 MB of memory) and return their reader.

    Raises OSError if the weights are not installed, ValueError or RuntimeError if they are not what they should be.
    """
    return DeepReader(Weights(), default.load())
