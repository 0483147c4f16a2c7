"""The default tier: tables of signed weights that came with the program, read without anything else installed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from heimo_tui.empathy.clauses import Sentence, normalise, paragraphs, sentences
from heimo_tui.empathy.findings import Tier
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.model import features
from heimo_tui.empathy.model.behind import strongest
from heimo_tui.empathy.model.lexicon import Lexicon
from heimo_tui.empathy.model.mechanisms import EMPTY, LEVEL_NAMES, Mechanisms, Passage
from heimo_tui.empathy.model.reading import Head, Mechanism, Reading, Whole
from heimo_tui.empathy.model.stack import chance
from heimo_tui.empathy.model.tables import Group, Tables, TablesError, read
from heimo_tui.empathy.phrases.signs import signed

WEIGHTS = Path(__file__).resolve().parent.parent / "weights"
OWN, EPITOME, TOLD = "own.bin", "epitome.bin", "told.bin"
"""The files: what may be used freely; mechanisms that saw EPITOME; Portuguese. The last two may be absent."""

HURTS = "hurts"
"""The model that tells whether a sentence hurts in any of the ways of `SUBTLE`."""

SUBTLE = (Head.DISMISSING, Head.JUDGING, Head.BLAMING, Head.COMPARING, Head.PERSUADING)
"""Ways to hurt without attacking: few examples each, so one model decides whether, and these only name how."""

PLAIN = (Head.ADVICE, Head.CARE, Head.HOSTILE)
"""Heads with a model each; hostility last, for whole texts ask for its sum."""

HEAD_GROUP, WAY_GROUP, TOLD_GROUP = "heads", "ways", "told"
"""Groups of HURTS and PLAIN, of SUBTLE, and of hostility in Portuguese."""

_READ_AS_ENGLISH = (Language.ENGLISH, Language.UNKNOWN)
_REMEMBERED = 512  # sentences


class _Sentence(NamedTuple):
    """What is remembered of a sentence: its reading, its part in a whole, the sum of its n-grams for hostility."""

    reading: Reading
    passage: Passage
    hostile: int


class DefaultReader:
    """A `reading.Reader` over tables.

    Args:
        own: heads of the own corpus and of permissive data, mechanisms among them.
        mechanisms: another file's mechanisms to read instead, or None.
        told: the head for Portuguese, or None.

    Raises:
        TablesError: if a file lacks what it is for.
    """

    tier = Tier.DEFAULT

    def __init__(self, own: Tables, mechanisms: Tables | None = None, told: Tables | None = None) -> None:
        self._files = [file for file in (own, mechanisms, told) if file]
        try:
            self._heads, self._ways = own.groups[HEAD_GROUP], own.groups[WAY_GROUP]
            self._told = told.groups[TOLD_GROUP] if told else None
            merged = {name: float(bar) for file in self._files for name, bar in file.header["thresholds"].items()}
            self._least = min(merged[head] for head in SUBTLE)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise TablesError("without its heads") from error
        if self._heads.names != (HURTS, *PLAIN) or self._ways.names != SUBTLE:
            raise TablesError("with other heads")
        self.thresholds: Mapping[str, float] = merged
        self._mechanisms = Mechanisms(mechanisms or own)
        self._lexicon = Lexicon((self._mechanisms.group, len(LEVEL_NAMES)), (self._heads, self._heads.width))
        self._english = lru_cache(maxsize=_REMEMBERED)(self._read)

    @cached_property
    def digest(self) -> str:
        """The first 16 hex digits of the SHA-256 of the files, one after another."""
        digest = hashlib.sha256()
        for file in self._files:
            digest.update(file.body)
        return digest.hexdigest()[:16]

    def sentence(self, plain: str, language: Language) -> Reading:
        """Read one sentence; see `Reader.sentence`."""
        if language in _READ_AS_ENGLISH:
            return self._english(plain).reading
        if language is Language.PORTUGUESE and self._told:
            (odds,) = _scores(self._told, features.features(plain))
            return Reading({Head.HOSTILE: chance(odds)}, ())
        return Reading({}, ())

    def whole(self, text: str, language: Language) -> Whole | None:
        """Read a whole reply from the sums of its sentences; see `Reader.whole`.

        Mechanisms are looked for in what others said too, for a question may be about that; hostility is not. They
        depend on where sentences end, so lines without any sign are read with signs.
        """
        if language not in _READ_AS_ENGLISH:
            return None
        heard = [self._english(each.plain) for each in _sentences(text)]
        said = [self._english(normalise(each.raw)).passage for each in _sentences(signed(text))]
        total, grams = sum(each.hostile for each in heard), sum(each.passage.grams for each in heard)
        *_, hostile = self._heads.scores([0, 0, 0, total], grams)
        return Whole(self._mechanisms.levels(said), chance(hostile) if grams else 0.0)

    def behind(self, plain: str, language: Language, name: str) -> tuple[tuple[int, int], ...]:
        """Return the words that spoke most for `name`; see `Reader.behind`."""
        if language is Language.PORTUGUESE:
            return strongest(plain, [(self._told, 0)] if self._told and name == Head.HOSTILE else [])
        if language not in _READ_AS_ENGLISH:
            return ()
        if name in set(Mechanism):
            return strongest(plain, self._mechanisms.models_of(Mechanism(name)), letters=False)
        if name in SUBTLE:
            return strongest(plain, [(self._heads, 0), (self._ways, SUBTLE.index(Head(name)))])
        return strongest(plain, [(self._heads, 1 + PLAIN.index(Head(name)))] if name in PLAIN else [])

    def forget(self) -> None:
        """Drop what is remembered: parts of what people wrote."""
        self._english.cache_clear()
        self._lexicon.forget()
        features.forget()

    def _read(self, plain: str) -> _Sentence:
        read = features.features(plain)
        if not read.forms:
            return _Sentence(Reading(dict.fromkeys(Head, 0.0), ()), EMPTY, 0)
        more, *spelled = self._lexicon.sums(read.forms)
        passage, rationales = self._mechanisms.passage(read, more, spelled[: len(LEVEL_NAMES)])
        written = self._heads.sums(self._heads.rows(read.words))
        sums = list(map(int.__add__, written, spelled[len(LEVEL_NAMES) :]))
        hurts, *plainly = map(chance, self._heads.scores(sums, passage.grams))
        heads = dict(zip(PLAIN, plainly, strict=True)) | self._shared(read, hurts)
        return _Sentence(Reading(heads, rationales), passage, sums[-1])

    def _shared(self, read: features.Features, hurts: float) -> dict[Head, float]:
        """Share out the chance that a sentence hurts; which way matters only where it may count."""
        if hurts < self._least / 2:
            return dict.fromkeys(SUBTLE, hurts)
        ways = dict(zip(SUBTLE, map(chance, _scores(self._ways, read)), strict=True))
        return {head: hurts * sure / max(ways.values()) for head, sure in ways.items()}


def _sentences(text: str) -> list[Sentence]:
    return [each for _, line in paragraphs(text) for each in sentences(line)]


def _scores(group: Group, read: features.Features) -> list[float]:
    grams = read.words + read.characters
    return group.scores(group.sums(group.rows(grams)), len(grams))


@lru_cache(maxsize=2)
def load(own_only: bool = False) -> DefaultReader:
    """Open the weights that came with the program.

    Args:
        own_only: read mechanisms with what only the own corpus taught.

    Raises:
        TablesError: if a file is damaged or of another version.
        OSError: if the own weights cannot be read.
    """
    return opened(WEIGHTS, own_only)


def opened(folder: Path, own_only: bool = False) -> DefaultReader:
    """Open the weights in a folder; see `load`."""

    def optional(name: str) -> Tables | None:
        return read(folder / name, features.VERSION) if (folder / name).exists() else None

    mechanisms = None if own_only else optional(EPITOME)
    return DefaultReader(read(folder / OWN, features.VERSION), mechanisms, optional(TOLD))
