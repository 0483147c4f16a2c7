"""The default tier: tables of signed weights that came with the program, read without anything else installed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from heimo_tui.empathy.clauses import normalise, paragraphs, sentences
from heimo_tui.empathy.findings import Tier
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.model import features
from heimo_tui.empathy.model.behind import strongest
from heimo_tui.empathy.model.lexicon import Lexicon
from heimo_tui.empathy.model.mechanisms import EMPTY, Mechanisms, Passage
from heimo_tui.empathy.model.reading import Head, Mechanism, Reading, Whole
from heimo_tui.empathy.model.stack import chance
from heimo_tui.empathy.model.tables import Group, Table, Tables, TablesError, read

WEIGHTS = Path(__file__).resolve().parent.parent / "weights"
OWN, EPITOME, TOLD = "own.bin", "epitome.bin", "told.bin"
"""The files: what may be used freely; mechanisms that saw EPITOME; Portuguese. The last two may be absent."""

HURTS = "hurts"
"""The table that tells whether a sentence hurts in any of the ways of `SUBTLE`."""

SUBTLE = (Head.DISMISSING, Head.JUDGING, Head.BLAMING, Head.COMPARING, Head.PERSUADING)
"""Ways to hurt without attacking: few examples each, so one table decides whether, and these only name how."""

_PLAIN = (Head.ADVICE, Head.CARE, Head.HOSTILE)  # hostility last: whole texts ask for its sum
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
            self._heads: dict[Head, Table] = {head: own.tables[head] for head in (*_PLAIN, *SUBTLE)}
            self._hurts = own.tables[HURTS]
            self._portuguese = told.tables[f"{Head.HOSTILE}.pt"] if told else None
            merged = {name: float(bar) for file in self._files for name, bar in file.header["thresholds"].items()}
            self._least = min(merged[head] for head in SUBTLE)
        except (KeyError, TypeError, AttributeError) as error:
            raise TablesError("without its heads") from error
        self.thresholds: Mapping[str, float] = merged
        self._mechanisms = Mechanisms(mechanisms or own)
        last = (self._hurts, *(self._heads[head] for head in _PLAIN))
        self._group = Group((*self._mechanisms.level_tables, *last))
        self._lexicon = Lexicon(self._group)
        self._naming = Group(self._heads[head] for head in SUBTLE)
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
        if language is Language.PORTUGUESE and self._portuguese:
            return Reading({Head.HOSTILE: chance(_odds(self._portuguese, plain))}, ())
        return Reading({}, ())

    def whole(self, text: str, language: Language) -> Whole | None:
        """Read a whole reply from the sums of its sentences; see `Reader.whole`.

        Mechanisms are looked for in what others said too, for a question may be about that; hostility is not.
        """
        if language not in _READ_AS_ENGLISH:
            return None
        placed = [each for _, line in paragraphs(text) for each in sentences(line)]
        heard = [self._english(each.plain) for each in placed]
        said = [self._english(normalise(each.raw)).passage for each in placed]
        total, grams = sum(each.hostile for each in heard), sum(each.passage.grams for each in heard)
        hostile = chance(self._heads[Head.HOSTILE].score(total, grams)) if grams else 0.0
        return Whole(self._mechanisms.levels(said), hostile)

    def behind(self, plain: str, language: Language, name: str) -> tuple[tuple[int, int], ...]:
        """Return the words that spoke most for `name`; see `Reader.behind`."""
        if language is Language.PORTUGUESE:
            return strongest(plain, [self._portuguese] if self._portuguese and name == Head.HOSTILE else [])
        if language not in _READ_AS_ENGLISH:
            return ()
        if name in set(Mechanism):
            return strongest(plain, self._mechanisms.tables_of(Mechanism(name)))
        tables = [self._heads[Head(name)]] if name in set(Head) else []
        return strongest(plain, [self._hurts, *tables] if name in SUBTLE else tables)

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
        grams = len(read.words) + more
        sums = list(map(int.__add__, self._group.sums(read.words), spelled))
        levels = len(self._mechanisms.level_tables)
        passage, rationales = self._mechanisms.passage(read, grams, sums[:levels])
        hurts, *plainly = (
            chance(table.score(total, grams))
            for table, total in zip(self._group.tables[levels:], sums[levels:], strict=True)
        )
        heads = dict(zip(_PLAIN, plainly, strict=True)) | self._ways(read, hurts)
        return _Sentence(Reading(heads, rationales), passage, sums[-1])

    def _ways(self, read: features.Features, hurts: float) -> dict[Head, float]:
        """Share out the chance that a sentence hurts; which way matters only where it may count."""
        if hurts < self._least / 2:
            return dict.fromkeys(SUBTLE, hurts)
        grams = read.words + read.characters
        sums = zip(SUBTLE, self._naming.sums(grams), strict=True)
        ways = {head: chance(self._heads[head].score(total, len(grams))) for head, total in sums}
        return {head: hurts * sure / max(ways.values()) for head, sure in ways.items()}


def _odds(table: Table, plain: str) -> float:
    read = features.features(plain)
    grams = read.words + read.characters
    (total,) = Group([table]).sums(grams)
    return table.score(total, len(grams))


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
