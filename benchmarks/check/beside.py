"""What the check is judged beside: saying always the commonest, a list of words, and another library."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Sequence
from functools import cache
from re import Pattern
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

PROFANITY: Final = "alt-profanity-check"
WORDS: Final = "word list"
MAJORITY: Final = "majority"


def holds(texts: Sequence[str], *lists: Pattern[str]) -> list[bool]:
    """Return for each text whether it holds a word of any list."""
    return [any(words.search(text) for words in lists) for text in texts]


def commonest(labels: Sequence[int]) -> list[int]:
    """Return the label that most rows have, once for each row."""
    values, counts = np.unique(np.asarray(labels), return_counts=True)
    return [int(values[counts.argmax()])] * len(labels)


def profanity(texts: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.bool_]] | None:
    """Return alt-profanity-check's probability and verdict for each text; None where it is not installed."""
    library = _profanity()
    if library is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        said = np.asarray(library.predict(list(texts)))
        return np.asarray(library.predict_prob(list(texts)), float), said.astype(bool)


@cache
def _profanity() -> Any:
    try:
        with warnings.catch_warnings():
            # its classifier was saved by an older scikit-learn, which says so each time
            warnings.simplefilter("ignore")
            return importlib.import_module("profanity_check")
    except ImportError:
        return None
