"""Fits the mechanisms of one file, and chooses from where on they are shown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.model_selection import GroupKFold

from heimo_tui.empathy.model.mechanisms import CLAUSE_NAMES, LEVEL_NAMES, MECHANISM_GROUP, PARTS, SENTENCE_NAMES
from heimo_tui.empathy.model.stack import chance
from training.default import mechanisms, replies, select
from training.default.files import File, Size
from training.default.mechanisms import Linear, Passages
from training.default.quantise import packed

RARE = {"er": 0.5, "ip": 0.5, "ex": 0.25}
"""How strongly the stack makes up for rare levels."""


def mechanism_file(given: Sequence[replies.Reply], bits: int, size: Size) -> File:
    """Fit the mechanisms on some replies."""
    data = mechanisms.passages(given, min(bits, size.bits))
    made = File()
    everything, weights = np.arange(len(given)), np.ones(len(given))
    models: dict[str, Linear] = {}
    for number, mechanism in enumerate(replies.MECHANISMS):
        inner = mechanisms.inner_inputs(data, number, everything, weights)
        stack = mechanisms.fit_stack(inner, data.levels[:, number], weights, RARE[mechanism])
        scores = mechanisms.fit_scores(data, number, everything, weights)
        models |= {f"{mechanism}.{level}": model for level, model in enumerate(scores.levels)}
        for part, model in zip(PARTS, scores.parts, strict=True):
            own, around = np.split(model.weights, 2)
            models[f"{mechanism}.{part}.clause"] = Linear(own, model.bias)
            models[f"{mechanism}.{part}.sentence"] = Linear(around, 0.0)
        weights_and_biases = {"weights": np.round(stack.weights, 6), "biases": np.round(stack.biases, 6)}
        made.stacks[mechanism] = {name: numbers.tolist() for name, numbers in weights_and_biases.items()}
        made.thresholds.update({mechanism: select.MIDDLE, f"{mechanism}.words": select.MIDDLE})
        if size.folds > 1:
            _measure(made, mechanism, data, number, size.folds)
    names = LEVEL_NAMES + CLAUSE_NAMES + SENTENCE_NAMES
    made.groups[MECHANISM_GROUP] = packed({name: models[name] for name in names})
    return made


def _measure(made: File, mechanism: str, data: Passages, number: int, folds: int) -> None:
    """Cross-validate once more around it all: figures and thresholds."""
    levels, weights = data.levels[:, number], np.ones(len(data.levels))
    chances, odds = np.zeros((len(levels), 3)), np.zeros(len(data.tokens))
    for train, test in GroupKFold(folds).split(levels, groups=data.groups):
        inner = mechanisms.inner_inputs(data, number, train, weights)
        stack = mechanisms.fit_stack(inner, levels[train], weights[train], RARE[mechanism])
        inputs, odds_of = mechanisms.stack_inputs(mechanisms.fit_scores(data, number, train, weights), data, test)
        chances[test], odds[np.isin(data.clause_of, test)] = stack(inputs), odds_of
    binary = {bar: _binary(1 - chances[:, 0] >= bar, levels > 0) for bar in (0.5, 0.55, 0.6, 0.65)}
    threshold = max(binary, key=binary.__getitem__)
    within = (1 - chances[:, 0] >= threshold)[data.clause_of]
    bar, f1 = select.best_f1(np.where(within, odds, -9), data.shown[:, number], data.tokens, np.arange(-3, 1.5, 0.125))
    made.thresholds.update({mechanism: threshold, f"{mechanism}.words": round(chance(bar), 4)})
    macro = [_f1(chances.argmax(1) == level, levels == level) for level in range(3)]
    made.figures[f"{mechanism}.macro_f1"] = round(float(np.mean(macro)), 4)
    made.figures[f"{mechanism}.binary_macro_f1"] = round(binary[threshold], 4)
    made.figures[f"{mechanism}.words_f1"] = round(f1, 4)


def _binary(said: np.ndarray, true: np.ndarray) -> float:
    return (_f1(said, true) + _f1(~said, ~true)) / 2


def _f1(said: np.ndarray, true: np.ndarray) -> float:
    return float(2 * (said & true).sum() / max(said.sum() + true.sum(), 1))
