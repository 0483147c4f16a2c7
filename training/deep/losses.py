"""What a wrong answer costs, head by head; what is not known costs nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import torch
from torch import Tensor
from torch.nn import functional

from heimo_tui.empathy.model.reading import Head, Mechanism
from training.deep.batches import UNKNOWN, Batch
from training.deep.network import COLUMNS, LEVELS, Output
from training.deep.texts.examples import SUBTLE, Example, Task

_RARE = 2.0  # how much more missed hostility, advice or danger costs than a false alarm in the own corpus: it is rare
_SINGLE = [column for column, head in enumerate(Head) if head not in SUBTLE]

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
    rare = torch.tensor(_RARE if batch.task == Task.LOOK else 1.0)
    costs = functional.binary_cross_entropy_with_logits(output.heads, targets, reduction="none", pos_weight=rare)
    single = sum((_mean(costs[:, head], known[:, head]) for head in _SINGLE), torch.zeros(()))
    return single + _subtle(output, batch, known, targets)


def _subtle(output: Output, batch: Batch, known: Tensor, targets: Tensor) -> Tensor:
    """Return the cost of whether a text hurts, and, where it is known to hurt subtly, of how."""
    ways = targets[:, COLUMNS] * known[:, COLUMNS]
    is_subtle = ways.sum(1)
    hostile = targets[:, 0] * known[:, 0] if batch.task == Task.LOOK else torch.zeros_like(is_subtle)
    hurts = (is_subtle + hostile > 0).float()
    trust = torch.where(hurts > 0, torch.ones_like(hurts), known[:, COLUMNS].amin(1))
    whether = functional.binary_cross_entropy_with_logits(output.hurts, hurts, reduction="none")
    how = -(output.heads[:, COLUMNS].log_softmax(1) * ways).sum(1)
    return _mean(whether, trust) * 2 + _mean(how, is_subtle) / 2


def _hurts(output: Output, batch: Batch) -> Tensor:
    """Return the cost of seeing nothing at all in a reply that hurts: one way is enough to see it."""
    hostile, advice = (output.heads[:, list(Head).index(head)] for head in (Head.HOSTILE, Head.ADVICE))
    nothing = functional.logsigmoid(-torch.stack([hostile, advice, output.hurts])).sum(0)
    costs = -torch.log1p(-nothing.exp().clamp(max=1 - 1e-5))
    return _mean(costs, batch.hurts) * _VAGUE


def _mean(costs: Tensor, known: Tensor) -> Tensor:
    return (costs * known).sum() / known.sum().clamp(min=1.0)
