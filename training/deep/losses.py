"""What a wrong answer costs, head by head; what is not known costs nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import torch
from torch import Tensor
from torch.nn import functional

from heimo_tui.empathy.model.reading import Head, Mechanism
from training.deep.batches import UNKNOWN, Batch
from training.deep.network import LEVELS, Output
from training.deep.texts.examples import HURTING, Example

_RARE = 3.0  # how much more a missed look-again sentence costs than a false alarm: they are few

_VAGUE = 0.5  # what it counts that a reply hurts in some way that nobody named


def level_weights(examples: Iterable[Example]) -> Tensor:
    """Return weights [mechanism, level]: n ** -0.5 of the level's count, with mean 1 over the examples."""
    rows = [example.levels for example in examples if example.levels is not None and example.graded]
    weights = torch.ones(len(Mechanism), LEVELS)
    for column in range(len(Mechanism)):
        counts = Counter(row[column] for row in rows)
        raw = torch.tensor([max(counts[level], 1) ** -0.5 for level in range(LEVELS)])
        shares = torch.tensor([counts[level] / len(rows) for level in range(LEVELS)])
        weights[column] = raw / (raw * shares).sum()
    return weights


def loss(output: Output, batch: Batch, weights: Tensor) -> Tensor:
    """Return the sum of the costs of levels, words and heads, each a mean over what is known."""
    heads = _heads(output, batch) + _hurts(output, batch)
    return _levels(output, batch, weights) + _words(output, batch) + heads


def _levels(output: Output, batch: Batch, weights: Tensor) -> Tensor:
    known = (batch.levels >= 0).float()
    levels = batch.levels.clamp(min=0)
    chances = output.levels.log_softmax(-1)
    exact = -chances.gather(2, levels[..., None]).squeeze(2) * weights.gather(1, levels.T).T
    absent = chances[..., 0]
    present = torch.logsumexp(chances[..., 1:], -1)
    rough = -torch.where(levels > 0, present, absent)
    graded = batch.graded[:, None]
    return _mean(exact * graded + rough * (1 - graded), known) * len(Mechanism) / 2


def _words(output: Output, batch: Batch) -> Tensor:
    known = (batch.words != UNKNOWN).float()
    costs = functional.binary_cross_entropy_with_logits(output.words, batch.words.clamp(min=0), reduction="none")
    return _mean(costs, known) * 2


def _heads(output: Output, batch: Batch) -> Tensor:
    known = (batch.heads != UNKNOWN).float() * batch.weights
    targets = batch.heads.clamp(min=0)
    rare = torch.tensor(_RARE if batch.task == "look" else 1.0)
    costs = functional.binary_cross_entropy_with_logits(output.heads, targets, reduction="none", pos_weight=rare)
    # summed over the heads of a text, so that a head with few labels is not drowned by its neighbours
    rows = (costs * known).sum(1)
    return rows.sum() / (known.sum(1) > 0).float().sum().clamp(min=1.0)


def _hurts(output: Output, batch: Batch) -> Tensor:
    """Return the cost of seeing nothing at all in a reply that hurts: one head is enough to see it."""
    columns = [list(Head).index(head) for head in HURTING]
    nothing = functional.logsigmoid(-output.heads[:, columns]).sum(1)
    costs = -torch.log1p(-nothing.exp().clamp(max=1 - 1e-5))
    return _mean(costs, batch.hurts) * _VAGUE


def _mean(costs: Tensor, known: Tensor) -> Tensor:
    return (costs * known).sum() / known.sum().clamp(min=1.0)
