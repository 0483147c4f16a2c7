"""Chooses from where on a chance counts, on kept-aside texts and the readable half of the blind set only."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import torch
from sklearn.metrics import f1_score  # type: ignore[import-untyped]

from heimo_tui.empathy.model.reading import Head, Mechanism
from training.deep.measure import Aside, gold, words_counted, words_f1
from training.deep.network import Network
from training.deep.texts.examples import SUBTLE

_FINE = [
    *(n / 100 for n in range(10, 95)),
    *(n / 1000 for n in range(950, 999)),
    *(n / 10_000 for n in range(9990, 10_000)),
]
_STEPS = np.round(np.arange(0.05, 0.96, 0.025), 3)
_ATTACKS = {"seekers": 0.01, "helpers": 0.01, "posts": 0.01, "kind": 0.005, "blind.pain": 0.005, "blind.good": 0.01}
"""How often at most a text of a source may be told to be hostile and aimed at somebody."""

_NO_DANGER = ("none", "kind", "twin", "dismissing", "judging", "blaming", "hostile", "calm", "harmless", "AskParents")
"""Where a sentence of danger would be a rare chance."""

_HURTS = {"blind.pain": 0.02, "blind.good": 0.035, "kind": 0.02, "twin": 0.10, "helpers": 0.13}
"""How often at most a text of a source may be told to hurt in any way."""


def choose(aside: Aside) -> dict[str, float]:
    """Return the thresholds by the names that `Reader.thresholds` wants."""
    found: dict[str, float] = {}
    labels = gold(aside.replies or aside.own)
    levels = aside.levels if aside.replies else aside.own_levels
    for column, mechanism in enumerate(Mechanism):
        there, is_there = 1 - levels[:, column, 0], labels[:, column] > 0
        present = _best({bar: f1_score(is_there, there >= bar, average="macro") for bar in _STEPS})
        found[mechanism.value] = present
        found[f"{mechanism}.words"] = (
            _best({bar: words_f1(words_counted(aside, mechanism, present, bar)) for bar in _STEPS})
            if aside.replies
            else 0.5
        )
    found[Head.HOSTILE.value] = hostile = _lowest(lambda bar: _attacks_within_limits(aside, bar))
    # one bar for all subtle ways: whether a text hurts is one answer of the network, and how it hurts another
    subtle = _lowest(lambda bar: _hurts_within_limits(aside, hostile, bar))
    found |= {head.value: subtle for head in SUBTLE}
    found[Head.ADVICE.value] = _best({bar: _advice(aside, bar) for bar in _STEPS}, highest=True)
    found[Head.CARE.value] = _best({bar: _care(aside, bar) for bar in _STEPS})
    return found


def centred(network: Network, bars: dict[str, float]) -> dict[str, float]:
    """Move each mechanism's level 0 in place, so that "there at all" begins at one half; return the new thresholds.

    Then the likeliest level and the threshold agree on whether a mechanism is there.
    """
    with torch.no_grad():
        for column, mechanism in enumerate(Mechanism):
            bar = bars[mechanism.value]
            network.level_bias[column, 0] += math.log(bar / (1 - bar))
    return bars | {mechanism.value: 0.5 for mechanism in Mechanism}


def _best(figures: dict[float, float], highest: bool = False) -> float:
    """Return the middle of the thresholds that are within a hair of the best, for the highest peak is chance.

    With `highest` return the highest of them: the one that speaks least.
    """
    top = max(figures.values())
    near = [bar for bar, figure in figures.items() if figure >= top - (0.01 if highest else 0.004)]
    return float(near[-1 if highest else len(near) // 2])


def _lowest(is_within: Callable[[float], bool]) -> float:
    """Return the lowest threshold above which all are within the limits."""
    last = _FINE[-1]
    for bar in reversed(_FINE):
        if not is_within(bar):
            break
        last = bar
    return last


def _attacks_within_limits(aside: Aside, bar: float) -> bool:
    return all(_told(aside, name, bar, 2.0) <= limit for name, limit in _ATTACKS.items() if aside.has(name))


def _hurts_within_limits(aside: Aside, hostile: float, subtle: float) -> bool:
    return all(_told(aside, name, hostile, subtle) <= limit for name, limit in _HURTS.items() if aside.has(name))


def _told(aside: Aside, name: str, hostile: float, subtle: float) -> float:
    told = aside.aimed(name) >= hostile
    for head in SUBTLE:
        told |= aside.of(name, head) >= subtle
    return float(told.mean())


def _advice(aside: Aside, bar: float) -> float:
    figures = []
    for forum in ("needadvice", "AskParents"):
        right = [example.heads[Head.ADVICE].target > 0.5 for example in aside.heads[forum][0]]
        figures.append(float(f1_score(right, aside.of(forum, Head.ADVICE) >= bar)))
    return float(np.mean(figures))


def _care(aside: Aside, bar: float) -> float:
    danger = np.concatenate([aside.of(name, Head.CARE) for name in aside.heads if name.startswith("danger")])
    none = np.concatenate([aside.of(name, Head.CARE)[:300] for name in aside.heads if name.startswith(_NO_DANGER)])
    return float(f1_score(np.r_[np.ones(len(danger)), np.zeros(len(none))], np.r_[danger, none] >= bar))
