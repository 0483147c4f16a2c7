"""Sparse rows of hashed n-grams, exactly as the shipped reader sums them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix


def rows(texts: Sequence[Sequence[int] | np.ndarray], bits: int) -> csr_matrix:
    """Return one row a text of 2 ** bits columns: each n-gram's count over the root of the number of n-grams."""
    size = np.array([len(text) for text in texts], dtype=np.int64)
    pointers = np.concatenate([[0], np.cumsum(size)])
    columns = np.concatenate([np.asarray(text, dtype=np.int64) for text in texts] or [np.zeros(0, np.int64)])
    values = np.repeat(1 / np.sqrt(np.maximum(size, 1)), size)
    matrix = csr_matrix((values, columns & ((1 << bits) - 1), pointers), shape=(len(texts), 1 << bits))
    matrix.sum_duplicates()
    return matrix
