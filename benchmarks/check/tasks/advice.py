"""Advice in sentences of two forums, by both of its labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from benchmarks.check import scores
from benchmarks.check.beside import MAJORITY, WORDS, commonest, holds
from benchmarks.check.figures import Figure, Panel
from benchmarks.check.readers import UNASKED, Checker
from benchmarks.check.rows import Table, number
from benchmarks.check.tasks import keywords

LABELS: Final = (("DS_Label", "Dawid-Skene"), ("Majority_label", "majority"))
"""The columns with labels, the one that counts first."""

_APART = re.compile(r" (?=(?:n't|'(?:s|m|d|re|ve|ll)|[.,!?;:)\]%])(?:\W|$))|(?<=[(\[$]) ", re.IGNORECASE)
_SPLIT = re.compile(r"\b(gon|wan|got)\s(na|ta)\b|\b(can)\s(not)\b", re.IGNORECASE)


def joined(sentence: str) -> str:
    """Return a sentence without the spaces that a tokeniser put around signs and endings."""
    whole = _SPLIT.sub(lambda match: "".join(part for part in match.groups() if part), sentence)
    return _APART.sub("", whole).strip()


def measure(table: Table, checker: Checker) -> Iterator[Figure]:
    """Yield the figures for each forum and each label."""
    table.require("Sentence", *(column for column, _ in LABELS))
    forums = sorted({row.get("sub", "") for row in table.rows})
    for forum in forums:
        rows = [row for row in table.rows if row.get("sub", "") == forum]
        texts = [joined(row["Sentence"]) for row in rows]
        said = [not UNASKED.isdisjoint(checker.codes(text, need="listen")) for text in texts]
        chance = np.array([checker.head(text, "advice") for text in texts])
        over, listed = chance >= checker.threshold("advice"), holds(texts, keywords.ADVICE)
        # sentences of one thread belong together: the first part of the ID names it
        groups = [row.get("ID", str(number)).partition("-")[0] for number, row in enumerate(rows)]
        for column, name in LABELS:
            truth = np.array([number(row, column) >= 0.5 for row in rows])
            usual = [bool(label) for label in commonest([int(one) for one in truth])]
            panel = Panel(checker.tier, groups)
            key, title = f"{forum} {column}", f"advice, {forum or 'all'}, {name}"
            beside = {MAJORITY: scores.f1(usual, truth), WORDS: scores.f1(listed, truth)}
            panel.add(f"{key} said f1", f"{title}: said, F1", scores.f1(said, truth), beside=beside)
            beside = {WORDS: scores.precision(listed, truth)}
            score = scores.precision(said, truth)
            panel.add(
                f"{key} said precision", f"{title}: said, precision", score, texts=sum(said), unit="%", beside=beside
            )
            for end, what, here in (("recall", "recall", truth), ("wrongly", "where there is none", ~truth)):
                beside = {WORDS: scores.share(listed, here)}
                score, count = scores.share(said, here), int(here.sum())
                panel.add(f"{key} said {end}", f"{title}: said, {what}", score, texts=count, unit="%", beside=beside)
            if checker.reader:
                panel.add(f"{key} f1", f"{title}: reader, F1", scores.f1(over, truth))
                panel.add(f"{key} macro-f1", f"{title}: reader, macro-F1", scores.macro_f1(over, truth))
                panel.add(f"{key} auc", f"{title}: reader, AUC", scores.auc(chance, truth))
            yield from panel.figures()
