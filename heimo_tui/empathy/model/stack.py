"""From the scores of a reply and of its clauses to the level of one mechanism: pooling and a small logistic stack."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from math import exp, log, log1p
from typing import NamedTuple

LOWEST = -6.0
"""The log-odds of a clause that is not there."""

INPUTS = 12
"""The length of a row of the stack's weights."""

_MOST = 0.999  # a clause surer than that would let the pooled logarithm run away


class Stack(NamedTuple):
    """Multinomial logistic regression: for each level 0 to 2 INPUTS weights, and a bias."""

    weights: tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]
    biases: tuple[float, float, float]

    def __call__(self, inputs: Sequence[float]) -> tuple[float, float, float]:
        """Return the probabilities of the levels 0, 1 and 2."""
        none, weak, strong = (
            bias + sum(map(float.__mul__, row, inputs)) for row, bias in zip(self.weights, self.biases, strict=True)
        )
        top = max(none, weak, strong)
        parts = exp(none - top), exp(weak - top), exp(strong - top)
        whole = sum(parts)
        return parts[0] / whole, parts[1] / whole, parts[2] / whole


def chance(odds: float) -> float:
    """Return the probability of log-odds, however far from zero."""
    if odds >= 0:
        return 1 / (1 + exp(-odds))
    grown = exp(odds)  # never of something large, which would not fit
    return grown / (1 + grown)


def pooled(scores: Sequence[float], tokens: Sequence[int]) -> tuple[float, float, float, float, float, float]:
    """Return what a reply's clauses tell together, from their log-odds and their sizes in tokens.

    Returns:
        the highest log-odds, the sum of the chances, log(1 + tokens expected to show it), log(tokens), -log of the
        chance that none shows it, and the second highest log-odds.
    """
    if not scores:
        return LOWEST, 0.0, 0.0, 0.0, 0.0, LOWEST
    chances = [chance(score) for score in scores]
    first, second = (*nlargest(2, scores), LOWEST)[:2]
    return (
        first,
        sum(chances),
        log1p(sum(sure * size for sure, size in zip(chances, tokens, strict=True))),
        log(sum(tokens)),
        -sum(log1p(-min(sure, _MOST)) for sure in chances),
        second,
    )
