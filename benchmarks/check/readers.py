"""The check at work with one of its readers: the one place where the benchmarks ask it anything."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
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

DEEP: Final = Path(__file__).resolve().parents[2] / "deep"
"""Where this checkout keeps the deep reader, for those who have not installed it."""

UNASKED: Final = frozenset({"advice", "suggestion"})


@dataclass(frozen=True)
class Checker:
    """The check with one reader, or with none; not `shipped` where it reads weights that others do not get."""

    tier: str
    reader: Reader | None
    shipped: bool = True

    @cached_property
    def digest(self) -> str:
        """Which weights are at work; "rules" where there are none."""
        return self.reader.digest if self.reader else "rules"

    def findings(self, text: str, kind: Kind = "reply", need: Need | None = None) -> tuple[Finding, ...]:
        """Return what the check says about one finished text, as the composer would show it."""
        # a line is ended: without, a last sentence that has no full stop counts as one still being written
        return check(text + "\n", kind=kind, need=need, reader=self.reader).findings

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


def checker(tier: str, weights: Path | None = None) -> Checker:
    """Return the check at work with the reader of `tier`, from other `weights` than those that are shipped if given.

    Raises MeasureError where that is not installed.
    """
    return Checker(tier, reader_of(tier, weights), shipped=weights is None)


def reader_of(tier: str, weights: Path | None = None) -> Reader | None:
    """Load the reader of a tier, None for rules alone; raises MeasureError where it is not there."""
    if tier == "rules":
        return None
    try:
        return _deep(weights) if tier == "deep" else _default(tier == "own", weights)
    except Exception as error:  # whatever is wrong with weights, the rest can be measured
        raise MeasureError(f"The {tier} reader is not here ({error.__class__.__name__}: {error}).") from error


def _default(own_only: bool, weights: Path | None) -> Reader:
    module = importlib.import_module("heimo_tui.empathy.model.default")
    reader: Reader = module.load(own_only) if weights is None else module.opened(weights, own_only)
    return reader


def _deep(weights: Path | None) -> Reader:
    if importlib.util.find_spec("heimo_deep") is None and str(DEEP) not in sys.path:
        sys.path.append(str(DEEP))
    module = importlib.import_module("heimo_deep.reader")
    reader: Reader
    reader = module.load() if weights is None else module.DeepReader(module.Weights(weights), _default(False, None))
    return reader


def _sentences(text: str) -> Iterator[str]:
    for _, paragraph in paragraphs(text):
        for sentence in sentences(paragraph):
            yield sentence.plain
