"""The heads of single sentences: which texts count as what, by how much, and where the thresholds lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.model_selection import GroupKFold

from training.default.labelled import ATTACKING, FORUMS, HURTING, Text, read_text
from training.default.matrix import rows
from training.default.mechanisms import Linear, fit, fit_telling


@dataclass(frozen=True)
class Pool:
    """All texts that heads learn from, as matrices of one size, built when first asked for."""

    texts: Sequence[Text]
    grams: Sequence[np.ndarray]
    _matrices: dict[int, csr_matrix] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Sequence[Text]) -> Pool:
        """Read texts."""
        return cls(texts, [read_text(text.text) for text in texts])

    def matrix(self, bits: int) -> csr_matrix:
        """Return one row a text."""
        if bits not in self._matrices:
            self._matrices[bits] = rows(self.grams, bits)
        return self._matrices[bits]

    def weights(self, rule: Callable[[Text], float]) -> np.ndarray:
        """Return how much each text counts: above zero a yes, below a no, zero left out."""
        return np.array([rule(text) for text in self.texts])


def hostile(text: Text) -> float:
    """Attacks: comments of public data, and the corpus's own against all that is calm, blunt or sad."""
    if text.split != "train":
        return 0.0
    if text.source in ("toxic_spans", "paradetox", "hatemoji", "goemotions_nonhostile"):
        return 1.0 if text.label == "1" else -1.0
    if text.source in ("positive_frames", "empathic_reactions"):
        return -3.0
    if text.source in FORUMS:
        return -1.5
    if text.source == "look_again":
        return 4.0 if text.label in ATTACKING else -2.0 if text.label == "twin" else 0.0
    return {"reply": -3.0, "post": -3.0, "care": -3.0}.get(text.source, 0.0)


def hurts(text: Text) -> float:
    """All ways to hurt without attacking."""
    if text.source == "look_again":
        return 3.0 if text.label in HURTING else {"twin": -3.0, "advice": -1.0}.get(text.label, 0.0)
    # what good replies say looks most like what hurts
    return -3.0 if text.source == "reply" else _innocent(text)


def care(text: Text) -> float:
    """Danger to oneself; other dangers are left to the rules, and count as nothing."""
    if text.source == "care":
        return 3.0 if text.label == "danger_self" else -2.0 if text.label == "none" else 0.0
    return 0.0 if text.source == "post" else _innocent(text)


def advice(text: Text) -> float:
    """Advice in two forums and in the corpus."""
    if text.source in FORUMS:
        return 1.0 if text.label == "1" else -1.0
    if text.source == "look_again" and text.label in ("advice", "twin"):
        return 1.0 if text.label == "advice" else -0.2  # most of them are twins of something else
    return -0.2 if text.source == "post" else 0.0


def told(text: Text) -> float:
    """Portuguese insults."""
    return 1.0 if text.label == "1" else -1.0


def _innocent(text: Text) -> float:
    if text.source == "goemotions_nonhostile":
        return -0.05
    return {"positive_frames": -0.2, "empathic_reactions": -0.2, "reply": -1.0, "post": -0.5, "care": -0.5}.get(
        text.source, 0.0
    )


def way(code: str) -> Callable[[Text], float]:
    """Return the rule of one way to hurt against the others: it only names, so it learns from nothing else."""

    def rule(text: Text) -> float:
        if text.source != "look_again" or text.label not in HURTING:
            return 0.0
        return 1.0 if text.label == code else -1.0

    return rule


@dataclass(frozen=True)
class Fitted:
    """A head: its model, and log-odds of each text it learned from by a model that had not seen its group."""

    model: Linear
    used: np.ndarray
    unseen: np.ndarray


@dataclass(frozen=True)
class Head:
    """How one head is fitted. With `smoothing` its n-grams count by how telling they are, see `fit_telling`."""

    rule: Callable[[Text], float]
    bits: int
    c: float
    balanced: bool = False
    smoothing: float = 0.0


def fit_head(pool: Pool, head: Head, bits: int, folds: int) -> Fitted:
    """Fit one head in 2 ** `bits` columns; `folds` below 2 leaves the cross-validated odds empty."""
    weights = pool.weights(head.rule)
    used = np.where(weights)[0]
    matrix, yes, weight = pool.matrix(bits)[used], weights[used] > 0, np.abs(weights[used])
    unseen = np.zeros(len(used))
    if folds > 1:
        groups = np.array([pool.texts[index].group for index in used])
        for train, test in GroupKFold(folds).split(used, groups=groups):
            unseen[test] = _fit(head, matrix[train], yes[train], weight[train])(matrix[test])
    return Fitted(_fit(head, matrix, yes, weight), used, unseen)


def _fit(head: Head, matrix: csr_matrix, yes: np.ndarray, weight: np.ndarray) -> Linear:
    if head.smoothing:
        return fit_telling(matrix, yes, head.c, weight, head.smoothing)
    return fit(matrix, yes, head.c, weight, head.balanced)
