"""Builds the files of the default tier from data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold

from heimo_tui.empathy.model import features, tables
from heimo_tui.empathy.model.default import EPITOME, HURTS, OWN, TOLD
from heimo_tui.empathy.model.mechanisms import PARTS
from heimo_tui.empathy.model.stack import chance
from training.default import heads, labelled, mechanisms, replies, select
from training.default.heads import Pool, fit_head
from training.default.quantise import Packed, packed, packed_part

LEVEL_BITS, CLAUSE_BITS = 16, 15
RARE = {"er": 0.5, "ip": 0.5, "ex": 0.25}
"""How strongly the stack makes up for rare levels."""


@dataclass(frozen=True)
class File:
    """What goes into one file, and figures measured while it was made, on texts that the models had not seen."""

    packed: dict[str, Packed]
    stacks: dict[str, Any]
    thresholds: dict[str, float]
    figures: dict[str, float]


@dataclass(frozen=True)
class Size:
    """How large to build; `folds` below 2 skips what only chooses thresholds, for quick trials."""

    folds: int = 5
    every: int = 1
    """Take each so many-th public text."""
    bits: int = 18
    """The largest table."""


def mechanism_file(given: Sequence[replies.Reply], size: Size) -> File:
    """Fit the mechanisms on some replies."""
    data = mechanisms.passages(given, min(LEVEL_BITS, size.bits), min(CLAUSE_BITS, size.bits))
    made = File({}, {}, {}, {})
    everything, weights = np.arange(len(given)), np.ones(len(given))
    for number, mechanism in enumerate(replies.MECHANISMS):
        levels = data.levels[:, number]
        inner = mechanisms.inner_inputs(data, number, everything, weights)
        stack = mechanisms.fit_stack(inner, levels, weights, RARE[mechanism])
        scores = mechanisms.fit_scores(data, number, everything, weights)
        _pack_mechanism(made, mechanism, scores, stack)
        made.thresholds[mechanism] = select.MIDDLE
        made.thresholds[f"{mechanism}.words"] = select.MIDDLE
        if size.folds > 1:
            _measure_mechanism(made, mechanism, data, number, size.folds)
    return made


def _pack_mechanism(made: File, mechanism: str, scores: mechanisms.Scores, stack: mechanisms.Stack) -> None:
    for level, model in enumerate(scores.levels):
        made.packed[f"{mechanism}.level.{level}"] = packed(model, True)
    half = len(scores.parts[0].weights) // 2
    for part, model in zip(PARTS, scores.parts, strict=True):
        made.packed[f"{mechanism}.{part}.clause"] = packed_part(model.weights[:half], model.bias, False)
        made.packed[f"{mechanism}.{part}.sentence"] = packed_part(model.weights[half:], 0.0, False)
    made.stacks[mechanism] = {
        "weights": np.round(stack.weights, 6).tolist(),
        "biases": np.round(stack.biases, 6).tolist(),
    }


def _measure_mechanism(made: File, mechanism: str, data: mechanisms.Passages, number: int, folds: int) -> None:
    """Cross-validate once more around it all: figures, and from where on a clause is shown."""
    levels, weights = data.levels[:, number], np.ones(len(data.levels))
    chances, odds = np.zeros((len(levels), 3)), np.zeros(len(data.tokens))
    for train, test in GroupKFold(folds).split(levels, groups=data.groups):
        inner = mechanisms.inner_inputs(data, number, train, weights)
        stack = mechanisms.fit_stack(inner, levels[train], weights[train], RARE[mechanism])
        inputs, odds_of = mechanisms.stack_inputs(mechanisms.fit_scores(data, number, train, weights), data, test)
        chances[test], odds[np.isin(data.clause_of, test)] = stack(inputs), odds_of
    present = 1 - chances[:, 0] >= select.MIDDLE
    within = present[data.clause_of]
    bar, f1 = select.best_f1(np.where(within, odds, -9), data.shown[:, number], data.tokens, np.arange(-3, 1.5, 0.125))
    made.thresholds[f"{mechanism}.words"] = round(chance(bar), 4)
    macro = [_f1(chances.argmax(1) == level, levels == level) for level in range(3)]
    made.figures[f"{mechanism}.macro_f1"] = round(float(np.mean(macro)), 4)
    made.figures[f"{mechanism}.binary_macro_f1"] = round((_f1(present, levels > 0) + _f1(~present, levels == 0)) / 2, 4)
    made.figures[f"{mechanism}.words_f1"] = round(f1, 4)


def _f1(said: np.ndarray, true: np.ndarray) -> float:
    return float(2 * (said & true).sum() / max(said.sum() + true.sum(), 1))


@dataclass(frozen=True)
class Head:
    """How one head is fitted."""

    rule: Callable[[labelled.Text], float]
    bits: int
    c: float
    balanced: bool = False


HEADS: Mapping[str, Head] = {
    "hostile": Head(heads.hostile, 16, 3.0, True),
    HURTS: Head(heads.hurts, 16, 3.0),
    "advice": Head(heads.advice, 16, 1.5, True),
    "care": Head(heads.care, 16, 3.0),
    **{code: Head(heads.way(code), 14, 3.0, True) for code in labelled.HURTING},
}


def texts(data: Path, corpus: Path, every: int) -> list[labelled.Text]:
    """Read all single texts but the Portuguese ones."""
    public = [
        *labelled.toxicity(data / "toxicity_train_dev.csv")[::every],
        *labelled.calm(data / "calm_negatives.csv")[::every],
        *labelled.advice(data / "advice_train_dev.csv")[::every],
    ]
    return [
        *public,
        *labelled.look_again(corpus / "look_again"),
        *labelled.care(corpus / "care"),
        *labelled.posts(corpus / "situations"),
        *labelled.good_replies(corpus / "replies"),
    ]


def head_file(pool: Pool, blind: Path, supported: Mapping[str, Sequence[str]], size: Size) -> File:
    """Fit the heads of single sentences.

    Args:
        pool: the texts.
        blind: the set whose development half chooses thresholds of what hurts.
        supported: texts of sufferers ("posts") and of helpers ("replies") that choose the threshold of hostility; never
            learned from.
        size: how thoroughly.
    """
    made = File({}, {}, {}, {})
    kinds = {**select.kindness(blind), **supported}
    for name, head in HEADS.items():
        bits = min(head.bits, size.bits)
        cross = size.folds if name in ("advice", "care") else 0
        fitted = fit_head(pool, head.rule, bits, head.c, head.balanced, cross)
        made.packed[name] = packed(fitted.model, True)
        if name in select.FEW:
            bar, caught = select.bar_for(fitted.model, kinds, bits, select.FEW[name])
            made.figures[f"{name}.caught"] = round(caught, 4)
            names = labelled.HURTING if name == HURTS else (name,)
            made.thresholds.update(dict.fromkeys(names, round(chance(bar), 4)))
        elif cross:
            yes = pool.weights(head.rule)[fitted.used] > 0
            bar, f1 = select.best_f1(fitted.unseen, yes, np.ones(len(yes)), np.arange(-2, 3, 0.1))
            made.thresholds[name] = round(chance(bar), 4)
            made.figures[f"{name}.f1"] = round(f1, 4)
    return made


def told_file(data: Path, size: Size) -> File:
    """Fit hostility in Portuguese."""
    found = labelled.told(data / "pt_told_br.csv")[:: size.every]
    pool = Pool(found, [labelled.read_text(text.text) for text in found])
    fitted = fit_head(pool, heads.told, min(17, size.bits), 1.0, True, size.folds)
    yes = pool.weights(heads.told) > 0
    bar = float(np.quantile(fitted.unseen[~yes], 1 - select.PORTUGUESE))
    figures = {"hostile.pt.recall": round(float((fitted.unseen[yes] >= bar).mean()), 4)}
    return File({"hostile.pt": packed(fitted.model, True)}, {}, {"hostile.pt": round(chance(bar), 4)}, figures)


def merged(*files: File) -> File:
    """Put together what goes into one file."""
    whole = File({}, {}, {}, {})
    for file in files:
        for into, part in zip(
            (whole.packed, whole.stacks, whole.thresholds, whole.figures),
            (file.packed, file.stacks, file.thresholds, file.figures),
            strict=True,
        ):
            into.update(part)
    return whole


def write(out: Path, name: str, about: str, made: File) -> None:
    """Write one file."""
    header = {
        "about": about,
        "features": features.VERSION,
        "stacks": made.stacks,
        "thresholds": made.thresholds,
        "figures": made.figures,
    }
    tables.write(out / name, header, made.packed)


def build(data: Path, corpus: Path, blind: Path, out: Path, size: Size) -> None:
    """Build all three files."""
    out.mkdir(parents=True, exist_ok=True)
    rated = replies.epitome(data / "epitome_reddit_train_dev.csv")[:: size.every]
    write(out, TOLD, "Trained on ToLD-Br, CC BY-SA 4.0; see NOTICE.md.", told_file(data, size))
    print(TOLD, "written", flush=True)
    write(out, EPITOME, "Trained on EPITOME, licence unclear; see NOTICE.md.", mechanism_file(rated, size))
    print(EPITOME, "written", flush=True)
    found = texts(data, corpus, size.every)
    pool = Pool(found, [labelled.read_text(text.text) for text in found])
    bars = labelled.supported(data / "epitome_reddit_train_dev.csv")
    single = head_file(pool, blind, bars, size)
    own = mechanism_file(replies.own(corpus / "replies")[:: size.every], size)
    write(out, OWN, "Trained on the project's corpus and on permissive data; see NOTICE.md.", merged(own, single))
    print(OWN, "written", flush=True)
