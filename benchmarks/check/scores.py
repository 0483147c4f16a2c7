"""The measures of the field, as functions of how often each row counts, so that a bootstrap costs little."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benchmarks.check.sampling import Score, Weights

Flags = Sequence[bool] | NDArray[np.bool_]


def share(said: Flags, among: Flags | None = None) -> Score:
    """Which part of the rows (`among` them, if given) is said: recall among those that have it, false alarms else."""
    yes = np.asarray(said, bool)
    here = np.ones(len(yes), bool) if among is None else np.asarray(among, bool)
    return lambda weights: _part(weights[yes & here].sum(), weights[here].sum())


def precision(said: Flags, labels: Flags) -> Score:
    """Which part of what is said is right."""
    return share(labels, among=said)


def f1(said: Flags, labels: Flags) -> Score:
    """F1 of the class that is looked for."""
    guess, truth = np.asarray(said, bool), np.asarray(labels, bool)

    def score(weights: Weights) -> float:
        right = weights[guess & truth].sum()
        return _part(2 * right, weights[guess].sum() + weights[truth].sum())

    return score


def accuracy(said: ArrayLike, labels: ArrayLike) -> Score:
    """Which part of the rows is told as it is labelled."""
    return share(np.asarray(said) == np.asarray(labels))


def macro_f1(said: ArrayLike, labels: ArrayLike) -> Score:
    """The mean of the F1 of every class that somebody named, each counting the same."""
    guess, truth = np.asarray(said), np.asarray(labels)
    each = [f1(guess == name, truth == name) for name in np.union1d(guess, truth)]
    return lambda weights: float(np.mean([_or_zero(score(weights)) for score in each]))


def auc(scores: ArrayLike, labels: Flags) -> Score:
    """The area under the ROC curve: how often a row that has it stands above one that has not, ties as a half."""
    _, rank = np.unique(np.asarray(scores, float), return_inverse=True)
    truth = np.asarray(labels, bool)
    size = int(rank.max()) + 1

    def score(weights: Weights) -> float:
        has = np.bincount(rank, weights * truth, size)
        lacks = np.bincount(rank, weights * ~truth, size)
        below = np.cumsum(lacks) - lacks / 2
        return _part(float(has @ below), float(has.sum() * lacks.sum()))

    return score


def token_f1(said: Sequence[Flags], labels: Sequence[Flags]) -> Score:
    """F1 of marked tokens, counted over the tokens of all texts together (micro).

    `said` and `labels` hold one flag for each token of each text.
    """
    right, guessed, true = _token_counts(said, labels)
    return lambda weights: _part(2 * float(weights @ right), float(weights @ (guessed + true)))


def mean_token_f1(said: Sequence[Flags], labels: Sequence[Flags]) -> Score:
    """The mean over texts of the F1 of marked tokens (macro); 1 where neither side marks any."""
    right, guessed, true = _token_counts(said, labels)
    whole = guessed + true
    each = np.where(whole > 0, 2 * right / np.maximum(whole, 1), 1.0)
    return lambda weights: _part(float(weights @ each), float(weights.sum()))


def _token_counts(said: Sequence[Flags], labels: Sequence[Flags]) -> tuple[Weights, Weights, Weights]:
    pairs = [(np.asarray(one, bool), np.asarray(other, bool)) for one, other in zip(said, labels, strict=True)]
    counts = [((one & other).sum(), one.sum(), other.sum()) for one, other in pairs]
    right, guessed, true = np.array(counts, float).reshape(-1, 3).T
    return right, guessed, true


def _part(some: float, of: float) -> float:
    return float(some / of) if of else float("nan")


def _or_zero(value: float) -> float:
    return value if value == value else 0.0
