"""Turns the weights of linear models into the bytes of a group of tables."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from heimo_tui.empathy.model.tables import MIDDLE, Group, Packed
from training.default.mechanisms import Linear

_LARGEST = 127


def packed(models: Mapping[str, Linear]) -> Packed:
    """Round weights to 255 even steps around zero, model by model; biases stay as they are."""
    scales = [float(np.abs(model.weights).max()) / _LARGEST or 1.0 for model in models.values()]
    columns = [np.rint(model.weights / scale) for model, scale in zip(models.values(), scales, strict=True)]
    body = (np.stack(columns, axis=1) + MIDDLE).astype(np.uint8).tobytes()
    return Packed(list(models), scales, [model.bias for model in models.values()], body)


def unpacked(group: Packed | Group) -> dict[str, Linear]:
    """Return what the shipped reader computes with: the float models that the bytes stand for."""
    body = group.body() if isinstance(group, Group) else group.body
    rows = np.frombuffer(body, np.uint8).reshape(-1, len(group.names)).astype(float) - MIDDLE
    return {
        name: Linear(rows[:, place] * scale, bias)
        for place, (name, scale, bias) in enumerate(zip(group.names, group.scales, group.biases, strict=True))
    }
