"""Bootstrap intervals: the figures of 2,000 samples drawn with replacement, groups as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from benchmarks.check.rows import SEED

Weights = NDArray[np.float64]
"""(n,) how often each row counts."""

Score = Callable[[Weights], float]
"""A figure of n rows that count as the weights say; not a number where it has no meaning."""

RESAMPLES = 2000
_EDGES = (2.5, 97.5)


class Sample:
    """n rows in groups; a group is drawn as a whole, for what one person wrote belongs together."""

    def __init__(self, groups: Sequence[str], resamples: int | None = None) -> None:
        """Remember which rows belong together; draw RESAMPLES times, or as often as given."""
        self._groups = groups
        self._resamples = RESAMPLES if resamples is None else resamples

    @cached_property
    def _of(self) -> NDArray[np.int64]:
        numbers = {name: number for number, name in enumerate(dict.fromkeys(self._groups))}
        return np.array([numbers[name] for name in self._groups], dtype=np.int64)

    @property
    def once(self) -> Weights:
        """Every row once."""
        return np.ones(len(self._groups))

    def draws(self) -> Iterator[Weights]:
        """Yield the weights of each resample; the same ones every time."""
        lot = np.random.default_rng(SEED)
        count = int(self._of.max()) + 1
        for _ in range(self._resamples):
            yield np.bincount(lot.integers(0, count, count), minlength=count)[self._of].astype(np.float64)

    def intervals(self, scores: Mapping[str, Score]) -> dict[str, tuple[float, float]]:
        """Return the 95 % percentile interval of each score, over the draws in which it has a meaning."""
        drawn: dict[str, list[float]] = {name: [] for name in scores}
        for weights in self.draws():
            for name, score in scores.items():
                drawn[name].append(score(weights))
        return {name: _between(values) for name, values in drawn.items()}


def _between(values: Sequence[float]) -> tuple[float, float]:
    known = np.array([value for value in values if value == value])
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.percentile(known, _EDGES)
    return float(low), float(high)
