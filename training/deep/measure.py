"""Measures exported weights through the reader that people run, on texts that were kept aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from heimo_deep.reader import DeepReader
from sklearn.metrics import f1_score, roc_auc_score  # type: ignore[import-untyped]

from heimo_tui.empathy.language import Language
from heimo_tui.empathy.look_again.aimed import aimed_clause
from heimo_tui.empathy.model.reading import Head, Mechanism
from training.blind import kindness
from training.deep.texts.examples import SUBTLE, Example, Task
from training.deep.texts.public import parts

Numbers = npt.NDArray[np.float64]
Seen = list[dict[str, float]]

AIMED = "aimed"
"""Hostility in sentences that are aimed at a reader: the check tells of no other."""

MOST = 1500
"""How many texts of one source are measured at most."""

_WORD = re.compile(r"\w+")


class Aside:
    """What the reader says of everything that was kept aside, and of the blind set's half that may be read."""

    def __init__(self, reader: DeepReader, examples: Sequence[Example], blind: Path | None) -> None:
        self.replies = [e for e in examples if e.aside and e.task is Task.LEVELS and e.source == "epitome"]
        self.own = [e for e in examples if e.aside and e.task is Task.LEVELS and e.source == "replies"]
        self.levels = _levels(reader, self.replies)
        self.own_levels = _levels(reader, self.own)
        self.words = [_clauses(reader, example.text) for example in self.replies]
        self.heads: dict[str, tuple[list[Example], Seen]] = {}
        for example in examples:
            if example.aside and example.task in (Task.LOOK, Task.HOSTILE, Task.ADVICE):
                some, seen = self.heads.setdefault(example.source, ([], []))
                if len(some) < MOST:
                    some.append(example)
                    seen.append(strongest(reader, example.text))
        if self.replies:
            self.heads["helpers"] = self.replies, [strongest(reader, example.text) for example in self.replies]
        self.blind: dict[str, Seen] = {}
        if blind is not None:
            for kind, texts in kindness(blind).items():
                self.blind[kind] = [strongest(reader, text) for text in texts]

    def of(self, source: str, head: Head) -> Numbers:
        """Return the chances of a head for every text of a source or of a kind of the blind set (`blind.pain`)."""
        return np.array([chances[head.value] for chances in self._seen(source)])

    def aimed(self, source: str) -> Numbers:
        """Return for every text of a source the chance of hostility that is aimed at somebody."""
        return np.array([chances[AIMED] for chances in self._seen(source)])

    def has(self, source: str) -> bool:
        """Whether there are texts of this source."""
        return source in self.heads or source.removeprefix("blind.") in self.blind

    def _seen(self, source: str) -> Seen:
        return self.blind[source.removeprefix("blind.")] if source.startswith("blind.") else self.heads[source][1]


def strongest(reader: DeepReader, text: str) -> dict[str, float]:
    """Return each head's highest chance in any sentence of a text, and `AIMED`."""
    found = dict.fromkeys((*(head.value for head in Head), AIMED), 0.0)
    for _, plain in parts(text):
        heads = reader.sentence(plain, Language.ENGLISH).heads
        for head, value in heads.items():
            found[head.value] = max(found[head.value], value)
        if heads[Head.HOSTILE] > found[AIMED] and aimed_clause(plain):
            found[AIMED] = heads[Head.HOSTILE]
    return found


def _levels(reader: DeepReader, examples: Sequence[Example]) -> Numbers:
    """Return chances [text, mechanism, level]."""
    found = []
    for example in examples:
        whole = reader.whole(example.text, Language.ENGLISH)
        if whole is not None:
            found.append([whole.levels[mechanism] for mechanism in Mechanism])
    return np.array(found).reshape(len(found), len(Mechanism), 3)


def _clauses(reader: DeepReader, text: str) -> list[tuple[int, int, dict[Mechanism, float]]]:
    found = []
    for start, plain in parts(text):
        for clause in reader.sentence(plain, Language.ENGLISH).rationales:
            found.append((start + clause.start, start + clause.end, dict(clause.shows)))
    return found


def words_counted(aside: Aside, mechanism: Mechanism, present: float, shown: float) -> npt.NDArray[np.int64]:
    """Return [reply, (right, told, marked)] words when replies with the mechanism show their surest clauses."""
    rows = []
    column = list(Mechanism).index(mechanism)
    for example, clauses, levels in zip(aside.replies, aside.words, aside.levels, strict=True):
        told: list[tuple[int, int]] = []
        if clauses and 1 - levels[column][0] >= present:
            told = [(a, b) for a, b, shows in clauses if shows[mechanism] >= shown]
            if not told:
                told = [max(clauses, key=lambda clause: clause[2][mechanism])[:2]]
        marked = (example.spans or {}).get(mechanism, ())
        places = [match.start() for match in _WORD.finditer(example.text)]
        is_told = np.array([any(a <= at < b for a, b in told) for at in places], dtype=bool)
        is_marked = np.array([any(a <= at < b for a, b in marked) for at in places], dtype=bool)
        rows.append(((is_told & is_marked).sum(), is_told.sum(), is_marked.sum()))
    return np.array(rows)


def words_f1(counts: npt.NDArray[np.int64]) -> float:
    """Return F1 over all words of all replies."""
    right, told, marked = counts.sum(axis=0)
    return float(2 * right / max(told + marked, 1))


def macro_f1(right: npt.NDArray[Any], said: npt.NDArray[Any]) -> float:
    """Return the mean of F1 over all labels, rare ones counting as much as common ones."""
    return float(f1_score(right, said, average="macro"))


def interval(figure: Callable[..., float], *columns: npt.NDArray[Any]) -> str:
    """Return a figure of columns, one row a text, and its 95 % interval: 500 draws of the texts with replacement."""
    chance = np.random.default_rng(20261123)
    size = len(columns[0])
    draws = [figure(*(column[at] for column in columns)) for at in (chance.integers(0, size, size) for _ in range(500))]
    low, high = np.quantile(draws, [0.025, 0.975])
    return f"{figure(*columns):.3f} ({low:.3f}-{high:.3f})"


def gold(examples: Sequence[Example]) -> npt.NDArray[np.int64]:
    """Return the levels [text, mechanism] that people gave."""
    return np.array([example.levels for example in examples])


def report(aside: Aside, bars: dict[str, float]) -> dict[str, str]:
    """Return every figure by its name."""
    return _of_wholes(aside, bars) | _of_heads(aside, bars)


def _of_wholes(aside: Aside, bars: dict[str, float]) -> dict[str, str]:
    found: dict[str, str] = {"replies kept aside": str(len(aside.replies))}
    sets = (("", aside.replies, aside.levels), (", own corpus", aside.own, aside.own_levels))
    for name, examples, chances in sets:
        if not examples:
            continue
        labels = gold(examples)
        for column, mechanism in enumerate(Mechanism):
            right, said = labels[:, column], chances[:, column].argmax(1)
            there = 1 - chances[:, column, 0] >= bars[mechanism]
            found[f"{mechanism} macro-F1, three levels{name}"] = interval(macro_f1, right, said)
            found[f"{mechanism} macro-F1, there or not{name}"] = interval(macro_f1, right > 0, there)
    for mechanism in Mechanism:
        counts = words_counted(aside, mechanism, bars[mechanism], bars[f"{mechanism}.words"])
        if len(counts):
            found[f"{mechanism} F1 of words"] = interval(words_f1, counts)
    return found


def _of_heads(aside: Aside, bars: dict[str, float]) -> dict[str, str]:
    found: dict[str, str] = {}
    told_of = {name: aside.of(name, Head.HOSTILE) for name in aside.heads if name.startswith(("toxic.", "harmless."))}
    truth = np.concatenate([np.full(len(values), name.startswith("toxic.")) for name, values in told_of.items()])
    scores = np.concatenate(list(told_of.values()))
    found["hostile AUC, same sources"] = f"{roc_auc_score(truth, scores):.3f}"
    for forum in ("needadvice", "AskParents"):
        examples, said = aside.heads[forum][0], aside.of(forum, Head.ADVICE) >= bars[Head.ADVICE]
        told = np.array([example.heads[Head.ADVICE].target for example in examples])
        for way, right in (("clear labels", told), ("half counts", told >= 0.5), ("half counts not", told > 0.5)):
            some = told != 0.5 if way == "clear labels" else np.ones(len(told), bool)
            found[f"advice F1, {forum}, {way}"] = f"{f1_score(right[some] > 0.5, said[some]):.3f}"
    for source in [*aside.heads, *(f"blind.{kind}" for kind in aside.blind)]:
        over = {head: aside.of(source, head) >= bars[head] for head in Head}
        aimed = aside.aimed(source) >= bars[Head.HOSTILE]
        any_of = np.any([aimed, *(over[head] for head in SUBTLE)], axis=0)
        rates = " ".join(f"{head}={values.mean():.1%}" for head, values in over.items())
        line = f"look again {any_of.mean():.1%}, aimed hostility {aimed.mean():.1%}; {rates}"
        found[f"told of {source} ({len(any_of)})"] = line
    return found
