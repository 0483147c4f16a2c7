"""The three mechanisms of a reply: linear scores of the reply and of its clauses, and a small stack over them.

The stack learns on scores that its inputs gave to replies they had not seen (stacked generalisation, Wolpert 1992).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from training.default.matrix import rows
from training.default.replies import Reply, read_sentences

DOCUMENT_C = 1.0
CLAUSE_C = 2.0
STACK_C = 1.0
INNER_FOLDS = 4
INPUTS = 12
"""What the stack sees: three scores of the reply, six numbers of its clauses, three of those that show strongly."""


@dataclass(frozen=True)
class Passages:
    """Replies as matrices; clauses and sentences stand in the order of the text, D replies, S sentences, K clauses."""

    documents: csr_matrix
    clauses: csr_matrix
    clause_of: np.ndarray
    tokens: np.ndarray
    shown: np.ndarray
    """(K, 3) tokens of each clause that are marked for each mechanism."""
    levels: np.ndarray
    """(D, 3)"""
    groups: np.ndarray


def passages(replies: Sequence[Reply], bits: int) -> Passages:
    """Take replies apart; the documents are read with the characters of their words."""
    documents, sentences, clauses, sentence_of, clause_of, sizes, shown = [], [], [], [], [], [], []
    for number, reply in enumerate(replies):
        document: list[int] = []
        for start, read in read_sentences(reply.text):
            document += (*read.words, *read.characters)
            sentences.append(read.words)
            for clause in read.clauses:
                clauses.append(read.words[clause.first : clause.last])
                sentence_of.append(len(sentences) - 1)
                clause_of.append(number)
                sizes.append(clause.tokens)
                length = clause.end - clause.start
                shown.append([mask[start + clause.start : start + clause.end].sum() / length for mask in reply.marked])
        documents.append(document)
    both = hstack([rows(clauses, bits), rows(sentences, bits)[sentence_of]]).tocsr()
    return Passages(
        rows(documents, bits),
        both,
        np.array(clause_of),
        np.array(sizes),
        np.array(shown) * np.array(sizes)[:, None],
        np.array([reply.levels for reply in replies]),
        np.array([reply.group for reply in replies]),
    )


@dataclass(frozen=True)
class Linear:
    """Weights (F,) and bias of one logistic regression."""

    weights: np.ndarray
    bias: float

    def __call__(self, matrix: csr_matrix) -> np.ndarray:
        """Return log-odds, one a row."""
        return np.asarray(matrix @ self.weights + self.bias)


def fit_telling(matrix: csr_matrix, labels: np.ndarray, c: float, weight: np.ndarray, smoothing: float) -> Linear:
    """Fit one logistic regression on columns that count by how telling each is alone (NB-SVM, Wang and Manning 2012).

    `smoothing` is added to how often a column stands on either side. The weights fit columns that count alike.
    """
    there = matrix.sign().multiply(weight[:, None]).tocsr()
    yes, no = (smoothing + np.asarray(there[side].sum(0)).ravel() for side in (labels, ~labels))
    telling = np.abs(np.log(yes / yes.sum()) - np.log(no / no.sum()))
    fitted = fit(matrix.multiply(telling).tocsr(), labels, c, weight, balanced=False)
    return Linear(fitted.weights * telling, fitted.bias)


def fit(matrix: csr_matrix, labels: np.ndarray, c: float, weight: np.ndarray | None, balanced: bool) -> Linear:
    """Fit one logistic regression; with one class alone it says no."""
    if labels.all() or not labels.any():
        return Linear(np.zeros(matrix.shape[1]), -6.0)
    model = LogisticRegression(C=c, class_weight="balanced" if balanced else None, solver="liblinear")
    model.fit(matrix, labels, sample_weight=weight)
    return Linear(model.coef_[0], float(model.intercept_[0]))


@dataclass(frozen=True)
class Scores:
    """The linear part for one mechanism: models of the reply by level, of its clauses at all and strongly."""

    levels: tuple[Linear, ...]
    parts: tuple[Linear, ...]


def fit_scores(data: Passages, mechanism: int, train: np.ndarray, weights: np.ndarray) -> Scores:
    """Fit the linear part on the replies `train`, each counting `weights[reply]`."""
    levels = data.levels[:, mechanism]
    of_train = np.isin(data.clause_of, train)
    shows = data.shown[:, mechanism] / data.tokens >= 0.5
    labels = np.where(shows, levels[data.clause_of], 0)[of_train]
    weight = np.sqrt(data.tokens[of_train]) * weights[data.clause_of[of_train]]
    clauses = data.clauses[of_train]
    return Scores(
        tuple(fit(data.documents[train], levels[train] == k, DOCUMENT_C, weights[train], True) for k in range(3)),
        tuple(fit(clauses, mask, CLAUSE_C, weight, False) for mask in (labels > 0, labels == 2)),
    )


def pooled(scores: np.ndarray, tokens: np.ndarray) -> list[float]:
    """Return six numbers of the clauses' log-odds and sizes in tokens: what a whole reply can tell from its clauses."""
    if not len(scores):
        return [-6.0, 0.0, 0.0, 0.0, 0.0, -6.0]
    chances = 1 / (1 + np.exp(-scores))
    ranked = np.sort(scores)
    return [
        float(ranked[-1]),
        float(chances.sum()),
        float(np.log1p((chances * tokens).sum())),
        float(np.log(tokens.sum())),
        float(-np.log1p(-np.minimum(chances, 0.999)).sum()),
        float(ranked[-2]) if len(ranked) > 1 else -6.0,
    ]


def stack_inputs(scores: Scores, data: Passages, replies: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the (D, INPUTS) inputs of the stack and the (K,) log-odds that a clause shows the mechanism."""
    of = np.where(np.isin(data.clause_of, replies))[0]
    z = [part(data.clauses[of]) for part in scores.parts]
    direct = np.array([level(data.documents[replies]) for level in scores.levels]).T
    owner = data.clause_of[of]
    result = np.zeros((len(replies), INPUTS))
    result[:, :3] = direct
    for row, reply in enumerate(replies):
        mine = owner == reply
        sizes = data.tokens[of][mine]
        first, second = (pooled(part[mine], sizes) for part in z)
        result[row, 3:] = [*first, *second[:3]]
    return result, z[0]


@dataclass(frozen=True)
class Stack:
    """Multinomial logistic regression over INPUTS: weights (3, INPUTS) and biases (3,)."""

    weights: np.ndarray
    biases: np.ndarray

    def __call__(self, inputs: np.ndarray) -> np.ndarray:
        """Return (D, 3) probabilities of the levels."""
        z = inputs @ self.weights.T + self.biases
        e = np.exp(z - z.max(1, keepdims=True))
        return np.asarray(e / e.sum(1, keepdims=True))


def fit_stack(inputs: np.ndarray, levels: np.ndarray, weights: np.ndarray, power: float) -> Stack:
    """Fit the stack; a level counts by the `power` of how rare it is."""
    middle, spread = inputs.mean(0), inputs.std(0) + 1e-9
    rare = np.maximum(np.bincount(levels, weights=weights, minlength=3), 1e-9) ** -power
    weight = rare[levels] * weights
    model = LogisticRegression(C=STACK_C, max_iter=2000)
    model.fit((inputs - middle) / spread, levels, sample_weight=weight / weight.mean())
    scaled = model.coef_ / spread
    return Stack(scaled, model.intercept_ - scaled @ middle)


def inner_inputs(data: Passages, mechanism: int, train: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the stack's inputs for each reply of `train`, from scores that had not seen its group."""
    result = np.zeros((len(train), INPUTS))
    for fit_on, apply_to in GroupKFold(INNER_FOLDS).split(train, groups=data.groups[train]):
        scores = fit_scores(data, mechanism, train[fit_on], weights)
        result[apply_to] = stack_inputs(scores, data, train[apply_to])[0]
    return result
