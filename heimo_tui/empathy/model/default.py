"""The default tier: tables of signed weights that came with the program, read without anything else installed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from heimo_tui.empathy.clauses import normalise, paragraphs, sentences
from heimo_tui.empathy.findings import Tier
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.model import features
from heimo_tui.empathy.model.behind import strongest
from heimo_tui.empathy.model.mechanisms import Mechanisms, Passage
from heimo_tui.empathy.model.reading import Head, Mechanism, Reading, Whole
from heimo_tui.empathy.model.stack import chance
from heimo_tui.empathy.model.tables import Sums, Table, Tables, TablesError, read

WEIGHTS = Path(__file__).resolve().parent.parent / "weights"
OWN, EPITOME, TOLD = "own.bin", "epitome.bin", "told.bin"
"""The files: what may be used freely; mechanisms that saw EPITOME; Portuguese. The last two may be absent."""

HURTS = "hurts"
"""The table that tells whether a sentence hurts in any of the ways of `SUBTLE`."""

SUBTLE = (Head.DISMISSING, Head.JUDGING, Head.BLAMING, Head.COMPARING, Head.PERSUADING)
"""Ways to hurt without attacking: few examples each, so one table decides whether, and these only name how."""

_PLAIN = (Head.HOSTILE, Head.ADVICE, Head.CARE)
_READ_AS_ENGLISH = (Language.ENGLISH, Language.UNKNOWN)
_REMEMBERED = 512  # sentences


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What is remembered of a sentence: its reading, its part in a whole, its sum for hostility and its n-grams."""

    reading: Reading
    passage: Passage
    hostile: int
    grams: int


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
            self._heads: dict[Head, Table] = {head: own[head] for head in (*_PLAIN, *SUBTLE)}
            self._hurts = own[HURTS]
            self._portuguese = told[f"{Head.HOSTILE}.pt"] if told else None
            merged = {name: float(bar) for file in self._files for name, bar in file.header["thresholds"].items()}
        except (KeyError, TypeError, AttributeError) as error:
            raise TablesError("without its heads") from error
        self.thresholds: Mapping[str, float] = merged
        self._mechanisms = Mechanisms(mechanisms or own)
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
        total, grams = sum(each.hostile for each in heard), sum(each.grams for each in heard)
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
        features.forget()

    def _read(self, plain: str) -> _Sentence:
        read = features.features(plain)
        words, everything = Sums(read.words), Sums(read.words + read.characters)
        count = len(read.words) + len(read.characters)
        passage, rationales = self._mechanisms.passage(read, words, everything)
        if not count:
            return _Sentence(Reading(dict.fromkeys(Head, 0.0), ()), passage, 0, 0)

        def odds(table: Table) -> float:
            return table.score(everything.total(table), count)

        heads = {head: chance(odds(self._heads[head])) for head in _PLAIN}
        ways = {head: chance(odds(self._heads[head])) for head in SUBTLE}
        hurts, likeliest = chance(odds(self._hurts)), max(ways.values())
        heads |= {head: hurts * sure / likeliest for head, sure in ways.items()}
        hostile = self._heads[Head.HOSTILE]
        return _Sentence(Reading(heads, rationales), passage, everything.total(hostile), count)


def _odds(table: Table, plain: str) -> float:
    read = features.features(plain)
    grams = read.words + read.characters
    return table.score(Sums(grams).total(table), len(grams))


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
