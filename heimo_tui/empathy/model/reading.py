"""What a trained reader tells of a sentence and of a whole text, whichever tier read it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, Protocol

from heimo_tui.empathy.findings import Tier
from heimo_tui.empathy.language import Language


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


class Rationale(NamedTuple):
    """Words [start, end) in code points, and how surely (0 to 1) they show each mechanism."""

    start: int
    end: int
    shows: Mapping[Mechanism, float]


class Reading(NamedTuple):
    """One sentence: a probability for each head, and its clauses in order."""

    heads: Mapping[Head, float]
    rationales: tuple[Rationale, ...]


class Whole(NamedTuple):
    """A whole reply: for each mechanism the probabilities of the levels 0, 1 and 2, and of being hostile at all."""

    levels: Mapping[Mechanism, tuple[float, float, float]]
    hostile: float


class Reader(Protocol):
    """A tier at work. Texts are `normalise`d (lower case, plain apostrophes); it never raises, whatever the text.

    Every tier reads English; the heads of another language are those that were trained for it, often none.
    `thresholds` has one entry for each Head value and Mechanism value ("er", ...: that it is present at all), for
    each rationale ("er.words", ...) and for other languages' heads ("hostile.pt"): from there on a probability counts.
    """

    @property
    def tier(self) -> Tier:
        """Which tier this is."""

    @property
    def digest(self) -> str:
        """The first 16 hex digits of the weights' SHA-256."""

    @property
    def thresholds(self) -> Mapping[str, float]:
        """From where on a probability counts."""

    def sentence(self, plain: str, language: Language) -> Reading:
        """Read one sentence; remembered, so that a key press costs one sentence."""

    def whole(self, text: str, language: Language) -> Whole | None:
        """Read a whole reply; None where nothing was trained for the language."""

    def behind(self, plain: str, language: Language, name: str) -> tuple[tuple[int, int], ...]:
        """Return the [start, end) of up to five words or phrases that spoke most for `name`, the strongest first.

        `name` is a Head or a Mechanism. Only asked when somebody wants to know, so it may take a tenth of a second.
        """

    def forget(self) -> None:
        """Drop what is remembered: parts of what people wrote."""
