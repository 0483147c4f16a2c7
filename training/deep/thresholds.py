"""Chooses from where on a chance counts, on kept-aside texts and the readable half of the blind set only."""

from __future__ import annotations

import numpy as np
from sklearn.metrics import f1_score  # type: ignore[import-untyped]

from heimo_tui.empathy.model.reading import Head, Mechanism
from training.deep.measure import Aside, gold, words_counted, words_f1
from training.deep.texts.examples import LOOK_AGAIN

_STEPS = np.round(np.arange(0.05, 0.96, 0.025), 3)
_CALM = {"seekers": 0.01, "helpers": 0.01, "calm": 0.01, "posts": 0.01, "blind.pain": 0.01, "blind.good": 0.01}
"""How often at most a text of a source may be told to be hostile."""

_KIND = {"blind.pain": 0.01, "blind.good": 0.03, "kind": 0.02, "twin": 0.08, "posts": 0.02}
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
    found |= _hurts(aside)
    found[Head.ADVICE.value] = _best({bar: _advice(aside, bar) for bar in _STEPS})
    found[Head.CARE.value] = _best({bar: _care(aside, bar) for bar in _STEPS})
    return found


def _best(figures: dict[float, float]) -> float:
    """Return the middle of the thresholds that are within a hair of the best: the highest peak is chance."""
    top = max(figures.values())
    near = [bar for bar, figure in figures.items() if figure >= top - 0.004]
    return float(near[len(near) // 2])


def _hurts(aside: Aside) -> dict[str, float]:
    """Give all look-again heads the same rate of false alarms, as high as the limits allow."""
    sources = [name for name in _KIND if name in aside.heads or name.removeprefix("blind.") in aside.blind]
    chances = {head: {name: aside.of(name, head) for name in sources} for head in LOOK_AGAIN}
    calm = [name for name in _CALM if name in aside.heads or name.removeprefix("blind.") in aside.blind]
    least = max(float(np.quantile(aside.of(name, Head.HOSTILE), 1 - _CALM[name])) for name in calm) + 1e-3
    best: dict[str, float] = {}
    for rate in np.arange(0.0005, 0.03, 0.0005):
        bars = {}
        for head, of in chances.items():
            # each source weighs the same, however many texts it has
            bars[head] = max(0.15, float(np.mean([np.quantile(values, 1 - rate) for values in of.values()])))
        bars[Head.HOSTILE] = max(bars[Head.HOSTILE], least)
        told = {name: np.any([chances[h][name] >= bars[h] for h in bars], axis=0).mean() for name in sources}
        if best and any(told[name] > _KIND[name] for name in sources):
            break
        best = {head.value: round(bar, 4) for head, bar in bars.items()}
    return best


def _advice(aside: Aside, bar: float) -> float:
    figures = []
    for forum in ("needadvice", "AskParents"):
        right = [example.heads[Head.ADVICE].target > 0.5 for example in aside.heads[forum][0]]
        figures.append(float(f1_score(right, aside.of(forum, Head.ADVICE) >= bar)))
    return float(np.mean(figures))


def _care(aside: Aside, bar: float) -> float:
    danger = np.concatenate([aside.of(name, Head.CARE) for name in aside.heads if name.startswith("danger")])
    none = np.concatenate([aside.of(name, Head.CARE) for name in ("none", "kind")])
    return float(f1_score(np.r_[np.ones(len(danger)), np.zeros(len(none))], np.r_[danger, none] >= bar))
