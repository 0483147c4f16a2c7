"""Chooses thresholds on texts that the models had not seen, or on what may be read of the blind sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from heimo_tui.empathy.clauses import paragraphs, sentences
from heimo_tui.empathy.look_again.aimed import aimed_clause
from heimo_tui.empathy.model.features import features
from training.default.matrix import rows
from training.default.mechanisms import Linear

MIDDLE = 0.5
"""The threshold where nothing better is known."""


def best_f1(odds: np.ndarray, yes: np.ndarray, sizes: np.ndarray, grid: np.ndarray) -> tuple[float, float]:
    """Return the log-odds of the grid with the best F1 over `sizes` (K,) of which `yes` (K,) are right, and that F1."""
    found = []
    for bar in grid:
        over = odds >= bar
        found.append(2 * yes[over].sum() / max(sizes[over].sum() + yes.sum(), 1e-9))
    best = int(np.argmax(found))
    return float(grid[best]), float(found[best])


def highest(model: Linear, texts: Sequence[str], bits: int, only_aimed: bool) -> np.ndarray:
    """Return each text's highest log-odds of a sentence; -inf without one.

    With `only_aimed`, of the sentences that are aimed at somebody; where the words that are aimed have less, theirs.
    """
    whole, aimed, owner = [], [], []
    for number, text in enumerate(texts):
        for _, line in paragraphs(text):
            for sentence in sentences(line):
                clause = aimed_clause(sentence.plain, answering=True) if only_aimed else (0, len(sentence.plain))
                if clause is None:
                    continue
                whole.append(_grams(sentence.plain))
                aimed.append(_grams(sentence.plain[slice(*clause)]))
                owner.append(number)
    odds = np.minimum(model(rows(whole, bits)), model(rows(aimed, bits)))
    found = np.full(len(texts), -np.inf)
    np.maximum.at(found, np.array(owner, dtype=int), odds)
    return found


def _grams(plain: str) -> tuple[int, ...]:
    read = features(plain)
    return (*read.words, *read.characters)


@dataclass(frozen=True)
class Few:
    """From where on something is said: few of some kinds of texts may reach it, so that many of `caught` do."""

    caught: str
    shares: Mapping[str, float]
    only_aimed: bool


FEW: Mapping[str, Few] = {
    "hostile": Few("hostile", {"posts": 0.025, "replies": 0.014, "good": 0.02, "pain": 0.015}, True),
    "hurts": Few("dismissive", {"good": 0.018, "pain": 0.02}, False),
}
PORTUGUESE = 0.03
"""The share of harmless Portuguese texts that may be called hostile."""


def best_advice(odds: np.ndarray, yes: np.ndarray) -> tuple[float, float]:
    """Choose for F1."""
    return best_f1(odds, yes, np.ones(len(yes)), np.arange(-2, 2, 0.1))


def careful(odds: np.ndarray, yes: np.ndarray) -> tuple[float, float]:
    """Choose so that two harmless sentences in a thousand is taken for danger."""
    bar = float(np.quantile(odds[~yes], 1 - CARE))
    return bar, best_f1(odds, yes, np.ones(len(yes)), np.array([bar]))[1]


CARE = 0.002
UNSEEN: Mapping[str, Callable[[np.ndarray, np.ndarray], tuple[float, float]]] = {"advice": best_advice, "care": careful}
"""How thresholds are chosen on what the models had not seen."""


def bar_for(model: Linear, kinds: Mapping[str, Sequence[str]], bits: int, few: Few) -> tuple[float, float]:
    """Return the log-odds that at most the given share of each kind reaches, and the share of what is caught."""
    bar = max(
        float(np.quantile(highest(model, kinds[kind], bits, few.only_aimed), 1 - share, method="higher"))
        for kind, share in few.shares.items()
    )
    bar = np.nextafter(bar, np.inf)
    return float(bar), float((highest(model, kinds[few.caught], bits, few.only_aimed) >= bar).mean())
