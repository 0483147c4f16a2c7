"""Chooses thresholds on texts that the models had not seen, or on the half of a blind set that is for development."""

from __future__ import annotations

import csv
from pathlib import Path

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


def kindness(path: Path) -> list[tuple[str, str]]:
    """Return (text, kind) of the rows for development; the others are never read."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["kind"]) for row in csv.DictReader(file) if row["part"] == "dev"]


def highest(model: Linear, texts: list[str], bits: int, only_aimed: bool) -> np.ndarray:
    """Return each text's highest log-odds of a sentence, or only of those aimed at somebody; -inf without one."""
    grams, owner = [], []
    for number, text in enumerate(texts):
        for _, line in paragraphs(text):
            for sentence in sentences(line):
                if only_aimed and not aimed_clause(sentence.plain):
                    continue
                read = features(sentence.plain)
                grams.append((*read.words, *read.characters))
                owner.append(number)
    found = np.full(len(texts), -np.inf)
    np.maximum.at(found, np.array(owner, dtype=int), model(rows(grams, bits)))
    return found


def bar_for(odds: list[tuple[np.ndarray, float]]) -> float:
    """Return the log-odds that at most the given share of each of some sets of texts reaches."""
    return max(float(np.quantile(each, 1 - share)) for each, share in odds)
