"""What a trained reader tells of a sentence and of a whole text, whichever tier read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Tier(StrEnum):
    """Which model reads: small tables that are always there, or a transformer that somebody installed."""

    DEFAULT = "default"
    DEEP = "deep"


class Mechanism(StrEnum):
    """The three mechanisms of empathy in text (EPITOME, arXiv 2009.08441)."""

    EMOTIONAL_REACTION = "er"
    INTERPRETATION = "ip"
    EXPLORATION = "ex"


class Head(StrEnum):
    """What a sentence is read for."""

    HOSTILE = "hostile"
    DISMISSING = "dismissing"
    JUDGING = "judging"
    BLAMING = "blaming"
    COMPARING = "comparing"
    PERSUADING = "persuading"
    ADVICE = "advice"
    CARE = "care"


@dataclass(frozen=True, slots=True)
class Rationale:
    """Words [start, end) in code points, and how surely (0 to 1) they show each mechanism."""

    start: int
    end: int
    shows: Mapping[Mechanism, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence: a probability for each head, and its clauses in order."""

    heads: Mapping[Head, float]
    rationales: tuple[Rationale, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole reply: for each mechanism the probabilities of the levels 0, 1 and 2, and of being hostile at all."""

    levels: Mapping[Mechanism, tuple[float, float, float]]
    hostile: float


class Reader(Protocol):
    """A tier at work. Texts are `normalise`d (lower case, plain apostrophes); it never raises, whatever the text.

    `thresholds` has one entry for each Head value and Mechanism value ("er", ...: that it is present at all) and for
    each rationale ("er.words", ...): from there on a probability counts. `digest` names the weights, hex.
    """

    @property
    def tier(self) -> Tier:
        """Which tier this is."""

    @property
    def digest(self) -> str:
        """The weights' SHA-256, its first 16 hex digits."""

    @property
    def thresholds(self) -> Mapping[str, float]:
        """From where on a probability counts."""

    def sentence(self, plain: str) -> Reading:
        """Read one sentence; remembered, so that a key press costs one sentence."""

    def whole(self, text: str) -> Whole:
        """Read a whole reply."""
