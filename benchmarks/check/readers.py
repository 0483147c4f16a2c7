"""The check at work with one of its readers: the one place where the benchmarks ask it anything."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from benchmarks.check.rows import MeasureError
from heimo_tui.empathy.check import check
from heimo_tui.empathy.clauses import normalise, paragraphs, sentences
from heimo_tui.empathy.findings import Finding, Kind, Need, Voice
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.model.reading import Reader, Whole

TIERS: Final = ("default", "deep", "own", "rules")
"""What may be measured: the reader of every installation, the deep one, the first without EPITOME, and rules alone."""

HOSTILE: Final = frozenset({"hostile", "insult", "slur", "hostile_order", "contempt"})
"""The codes that call something hostile."""

UNASKED: Final = frozenset({"advice", "suggestion"})


@dataclass(frozen=True)
class Checker:
    """The check with one reader, or with none."""

    tier: str
    reader: Reader | None

    @cached_property
    def digest(self) -> str:
        """Which weights are at work; "rules" where there are none."""
        return self.reader.digest if self.reader else "rules"

    def findings(self, text: str, kind: Kind = "reply", need: Need | None = None) -> tuple[Finding, ...]:
        """Return what the check says about one text, as the composer would show it."""
        return check(text, kind=kind, need=need, reader=self.reader).findings

    def codes(self, text: str, kind: Kind = "reply", need: Need | None = None) -> frozenset[str]:
        """Return the codes of what the check says about one text."""
        return frozenset(found.code for found in self.findings(text, kind, need))

    def is_hostile(self, text: str, kind: Kind = "reply") -> bool:
        """Whether the check calls something in the text hostile."""
        return not HOSTILE.isdisjoint(self.codes(text, kind))

    def looks_again(self, text: str, kind: Kind = "reply", need: Need | None = None) -> bool:
        """Whether the check asks to look again, or holds the text for urging somebody to harm."""
        findings = self.findings(text, kind, need)
        return any(found.voice is Voice.LOOK_AGAIN or found.holdable for found in findings)

    def whole(self, text: str, language: Language = Language.ENGLISH) -> Whole | None:
        """Return what the reader tells of a whole text; None without one, or for a language it does not know."""
        return self.reader.whole(normalise(text), language) if self.reader else None

    def head(self, text: str, head: str, language: Language = Language.ENGLISH) -> float:
        """Return the surest probability of a head in any sentence of the text, without rules and gate; 0 without."""
        if self.reader is None:
            return 0.0
        read = (self.reader.sentence(plain, language).heads for plain in _sentences(text))
        return max((found for heads in read for name, found in heads.items() if name == head), default=0.0)

    def threshold(self, name: str) -> float:
        """Return from where on a probability counts; above 1 where the reader was not trained for it."""
        return self.reader.thresholds.get(name, 2.0) if self.reader else 2.0


def checker(tier: str) -> Checker:
    """Return the check at work with the reader of `tier`; raises MeasureError where that is not installed."""
    return Checker(tier, reader_of(tier))


def reader_of(tier: str) -> Reader | None:
    """Load the reader of a tier, None for rules alone; raises MeasureError where it is not installed."""
    if tier == "rules":
        return None
    module = "heimo_deep.reader" if tier == "deep" else "heimo_tui.empathy.model.default"
    try:
        load = importlib.import_module(module).load
        reader: Reader | None = load(own_only=True) if tier == "own" else load()
    except (ImportError, AttributeError, OSError) as error:
        raise MeasureError(f"The {tier} reader is not installed here ({error.__class__.__name__}: {error}).") from error
    if reader is None:
        raise MeasureError(f"The {tier} reader has no weights here.")
    return reader


def _sentences(text: str) -> Iterator[str]:
    for _, paragraph in paragraphs(text):
        for sentence in sentences(paragraph):
            yield sentence.plain
