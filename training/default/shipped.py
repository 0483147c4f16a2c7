"""Reads shipped tables back as the models of the training, to compare the two implementations."""

from __future__ import annotations

import numpy as np

from heimo_tui.empathy.model.mechanisms import LEVELS, MECHANISM_GROUP, PARTS
from heimo_tui.empathy.model.tables import Tables
from training.default.mechanisms import Linear, Scores, Stack
from training.default.quantise import unpacked


def scores(tables: Tables, mechanism: str) -> Scores:
    """Return the linear part of one mechanism."""
    models = unpacked(tables.groups[MECHANISM_GROUP])
    parts = []
    for name in (f"{mechanism}.{part}" for part in PARTS):
        own, around = models[f"{name}.clause"], models[f"{name}.sentence"]
        parts.append(Linear(np.concatenate([own.weights, around.weights]), own.bias + around.bias))
    return Scores(tuple(models[f"{mechanism}.{level}"] for level in LEVELS), tuple(parts))


def stack(tables: Tables, mechanism: str) -> Stack:
    """Return the stack of one mechanism."""
    given = tables.header["stacks"][mechanism]
    return Stack(np.array(given["weights"]), np.array(given["biases"]))
