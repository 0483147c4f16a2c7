"""Figures with their intervals, what they stand beside, and how they are printed."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal

from benchmarks.check.beside import MAJORITY, PROFANITY, WORDS
from benchmarks.check.published import AIMS
from benchmarks.check.sampling import Sample, Score

Unit = Literal["score", "%", "ms", "MB", "points"]
"""A score goes from 0 to 1; points are differences between two shares in %."""

_Z: Final = 1.96  # 95 %
_COLUMNS: Final = (MAJORITY, WORDS, PROFANITY)
_WIDTHS: Final = (58, 7, 12, 17, 9, 10, 20, 15)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one head over `texts` texts; [`low`, `high`] is its 95 % interval, None where none was drawn.

    `beside` holds the same figure of other ways to tell. `aim` is what it should reach, or stay below if `at_most`.
    `key` names it for programs: the head, a space and a short name.
    """

    key: str
    what: str
    texts: int
    value: float
    low: float | None = None
    high: float | None = None
    unit: Unit = "score"
    beside: Mapping[str, float] = field(default_factory=dict)
    aim: float | None = None
    at_most: bool = False

    @property
    def verdict(self) -> str:
        """Whether the aim is reached, in a word; empty without one."""
        if self.aim is None:
            return ""
        return "reached" if (self.value <= self.aim if self.at_most else self.value >= self.aim) else "MISSED"


@dataclass(frozen=True, slots=True)
class Result:
    """All figures of one task on one set of texts by one tier; `notes` are sentences that belong to them.

    `learned` where the texts were there for training, so that the figures look better than they are; not `shipped`
    where they are of a reader that was trained without them and that nobody gets.
    """

    task: str
    data: str
    part: str
    tier: str
    digest: str
    date: str
    figures: Sequence[Figure]
    notes: Sequence[str] = ()
    learned: bool = False
    shipped: bool = True

    def get(self, key: str) -> Figure | None:
        """Return the figure with this key, or None."""
        return next((figure for figure in self.figures if figure.key == key), None)


@dataclass(frozen=True, slots=True)
class _Wanted:
    key: str
    what: str
    texts: int
    score: Score
    unit: Unit
    beside: Mapping[str, Score]
    at_most: bool


class Panel:
    """Gathers the scores that stand on the same rows, and draws their intervals together."""

    def __init__(self, tier: str, groups: Sequence[str]) -> None:
        """Begin with rows in `groups`, one name a row; `tier` decides which aims apply."""
        self._tier = tier
        self._sample = Sample(groups)
        self._wanted: list[_Wanted] = []

    def add(
        self,
        key: str,
        what: str,
        score: Score,
        *,
        texts: int | None = None,
        unit: Unit = "score",
        beside: Mapping[str, Score] | None = None,
        at_most: bool = False,
    ) -> None:
        """Ask for a figure; `texts` where the score looks at fewer rows than there are."""
        count = len(self._sample.once) if texts is None else texts
        if count:
            self._wanted.append(_Wanted(key, what, count, score, unit, beside or {}, at_most))

    def figures(self) -> list[Figure]:
        """Return all that was asked for, in that order."""
        intervals = self._sample.intervals({one.key: one.score for one in self._wanted})
        return [self._figure(one, *intervals[one.key]) for one in self._wanted]

    def _figure(self, one: _Wanted, low: float, high: float) -> Figure:
        times, once = (100.0 if one.unit == "%" else 1.0), self._sample.once
        if one.unit == "%" and (share := one.score(once)) in (0.0, 1.0):
            # no draw can differ where all rows agree: that is no certainty
            low, high = wilson(share, one.texts)
        beside = {name: times * score(once) for name, score in one.beside.items()}
        return Figure(
            one.key,
            one.what,
            one.texts,
            times * one.score(once),
            times * low,
            times * high,
            one.unit,
            beside,
            AIMS.get(self._tier, {}).get(one.key),
            one.at_most,
        )


def wilson(share: float, count: int) -> tuple[float, float]:
    """Return Wilson's 95 % score interval of a share of `count` rows."""
    middle = (share + _Z**2 / (2 * count)) / (1 + _Z**2 / count)
    half = _Z / (1 + _Z**2 / count) * math.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def printed(result: Result, published: Sequence[str]) -> str:
    """Return a result as lines of text, what others published below it."""
    lines = [
        f"{result.task} on {result.data} ({result.part}), {result.tier} reader {result.digest}, {result.date}",
        _line(("", "texts", "check", "95 %", *_COLUMNS, "aim")),
        *(_line(_cells(figure)) for figure in result.figures),
        *(f"  {note}" for note in (*result.notes, *published)),
    ]
    return "\n".join(lines) + "\n"


def as_json(results: Sequence[Result]) -> str:
    """Return results as JSON; what is not a number becomes null."""
    return json.dumps([_plain(asdict(result)) for result in results], indent=1, ensure_ascii=False)


def shown(value: float | None, unit: Unit) -> str:
    """Return a figure as it is read: scores with three digits, shares with one."""
    if value is None or math.isnan(value):
        return "-"
    return f"{value:.3f}" if unit == "score" else f"{value:.1f} {unit}"


def _cells(figure: Figure) -> Sequence[str]:
    between = ""
    if figure.low is not None and figure.high is not None and not math.isnan(figure.low):
        digits = 3 if figure.unit == "score" else 1
        between = f"{figure.low:.{digits}f} to {figure.high:.{digits}f}"
    beside = [shown(figure.beside[name], figure.unit) if name in figure.beside else "" for name in _COLUMNS]
    aim = ""
    if figure.aim is not None:
        aim = f"{'≤' if figure.at_most else '≥'} {figure.aim:g} {figure.verdict}"
    return (figure.what, f"{figure.texts:,}", shown(figure.value, figure.unit), between, *beside, aim)


def _line(cells: Sequence[str]) -> str:
    first, *rest = zip(cells, _WIDTHS, strict=True)
    return (first[0].ljust(first[1]) + "".join(f"{cell:>{width}}" for cell, width in rest)).rstrip()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return None if isinstance(value, float) and math.isnan(value) else value
