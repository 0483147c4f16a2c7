"""Reads shipped tables back as the models of the training, to compare the two implementations."""

from __future__ import annotations

import numpy as np

from heimo_tui.empathy.model.mechanisms import LEVELS, PARTS
from heimo_tui.empathy.model.tables import Table, Tables
from training.default.mechanisms import Linear, Scores, Stack
from training.default.quantise import unpacked


def linear(table: Table) -> Linear:
    """Return the model that a table stands for."""
    return unpacked((bytes(table.weights), table.scale, table.bias, table.characters))


def scores(tables: Tables, mechanism: str) -> Scores:
    """Return the linear part of one mechanism."""
    levels = tuple(linear(tables.tables[f"{mechanism}.level.{level}"]) for level in LEVELS)
    parts = []
    for part in PARTS:
        own, around = (
            linear(tables.tables[f"{mechanism}.{part}.clause"]),
            linear(tables.tables[f"{mechanism}.{part}.sentence"]),
        )
        parts.append(Linear(np.concatenate([own.weights, around.weights]), own.bias + around.bias))
    return Scores(levels, tuple(parts))


def stack(tables: Tables, mechanism: str) -> Stack:
    """Return the stack of one mechanism."""
    given = tables.header["stacks"][mechanism]
    return Stack(np.array(given["weights"]), np.array(given["biases"]))
