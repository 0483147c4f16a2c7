"""Turns the weights of a linear model into the bytes of a table."""

from __future__ import annotations

import numpy as np

from heimo_tui.empathy.model.tables import MIDDLE
from training.default.mechanisms import Linear

Packed = tuple[bytes, float, float, bool]
"""What `tables.write` takes: bytes, scale, bias, whether the table reads characters."""

_LARGEST = 127


def packed(model: Linear, characters: bool) -> Packed:
    """Round weights to 255 even steps around zero; the bias stays as it is."""
    return packed_part(model.weights, model.bias, characters)


def packed_part(weights: np.ndarray, bias: float, characters: bool) -> Packed:
    """Do the same to some of a model's weights."""
    scale = float(np.abs(weights).max()) / _LARGEST or 1.0
    body = (np.rint(weights / scale) + MIDDLE).astype(np.uint8).tobytes()
    return body, scale, bias, characters


def unpacked(table: Packed) -> Linear:
    """Return what the shipped reader computes with: the float model that the bytes stand for."""
    body, scale, bias, _ = table
    return Linear((np.frombuffer(body, np.uint8).astype(float) - MIDDLE) * scale, bias)
