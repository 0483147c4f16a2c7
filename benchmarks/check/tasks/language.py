"""Other languages: recognising them, what is told in them, and Portuguese insults where somebody has labelled them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.check import scores
from benchmarks.check.beside import MAJORITY, PROFANITY, WORDS, commonest, holds, profanity
from benchmarks.check.figures import Figure, Panel
from benchmarks.check.readers import Checker
from benchmarks.check.rows import MeasureError, Table, number
from benchmarks.check.tasks import keywords, pain
from benchmarks.check.tasks.empathy import CODES
from heimo_tui.empathy.clauses import normalise
from heimo_tui.empathy.language import Language, recognise
from heimo_tui.empathy.model.reading import Mechanism

LABELLERS = 2
"""From so many of three labellers on a tweet counts as an insult."""


def measure(table: Table, checker: Checker) -> Iterator[Figure]:
    """Yield figures for tweets with insults counted, for an own set, or for texts whose language is known."""
    if {"text", "insult"} <= table.columns:
        yield from _insults(table, checker)
    elif {"text", "kind", "sort"} <= table.columns:
        yield from _own_set(table, checker)
    elif {"text", "lang"} <= table.columns:
        yield from _recognised(table, checker)
    else:
        raise MeasureError(f"{table.name} has neither text and insult, nor text, kind and sort, nor text and lang.")


def _own_set(table: Table, checker: Checker) -> Iterator[Figure]:
    """What `pain` tells, and which mechanisms are seen in good replies."""
    yield from pain.measure(table, checker, aims=False)
    good = [row for row in table.rows if row["kind"] == "good"]
    if not good or not set(Mechanism) <= table.columns:
        return
    codes = [checker.codes(row["text"]) for row in good]
    panel = Panel("", [str(number) for number in range(len(good))])
    for mechanism in Mechanism:
        truth = [row[mechanism] == "1" for row in good]
        said = [not each.isdisjoint(CODES[mechanism]) for each in codes]
        usual = [bool(label) for label in commonest([int(one) for one in truth])]
        beside = {MAJORITY: scores.macro_f1(usual, truth)}
        name = f"{mechanism} in good replies: said or not, macro-F1"
        panel.add(f"{mechanism} said", name, scores.macro_f1(said, truth), beside=beside)
    yield from panel.figures()


def _insults(table: Table, checker: Checker) -> Iterator[Figure]:
    texts = [row["text"] for row in table.rows]
    labels = np.array([number(row, "insult") >= LABELLERS for row in table.rows])
    said = np.array([checker.is_hostile(text) for text in texts])
    sure = np.array([checker.head(text, "hostile", Language.PORTUGUESE) for text in texts])
    read = bool(sure.any())
    sure = sure if read else said.astype(float)
    listed, library = holds(texts, keywords.PORTUGUESE), profanity(texts)
    panel = Panel(checker.tier, table.groups("group"))
    beside = {MAJORITY: scores.auc(np.zeros(len(texts)), labels), WORDS: scores.auc(listed, labels)}
    if library:
        beside[PROFANITY] = scores.auc(library[0], labels)
    name = "reader" if read else "said"
    panel.add("pt auc", f"Portuguese insults: {name}, AUC", scores.auc(sure, labels), beside=beside)
    panel.add("pt f1", "  said: F1", scores.f1(said, labels), beside={WORDS: scores.f1(listed, labels)})
    for key, what, here in (("pt found", "  said: recall", labels), ("pt wrongly", "  said of other tweets", ~labels)):
        others = {WORDS: scores.share(listed, here)}
        score, count = scores.share(said, here), int(here.sum())
        panel.add(key, what, score, texts=count, unit="%", beside=others, at_most=here is not labels)
    known = np.array([str(recognise(normalise(text))) == "pt" for text in texts])
    panel.add("pt recognised", "  recognised as Portuguese", scores.share(known), unit="%")
    yield from panel.figures()


def _recognised(table: Table, checker: Checker) -> Iterator[Figure]:
    truth = np.array([row["lang"] for row in table.rows])
    guess = np.array([str(recognise(normalise(row["text"]))) for row in table.rows])
    names = sorted(set(truth.tolist()))
    usual = np.array([names[number] for number in commonest([names.index(name) for name in truth.tolist()])])
    panel = Panel(checker.tier, table.groups("group"))
    beside = {MAJORITY: scores.accuracy(usual, truth)}
    panel.add("language", "language recognised: accuracy", scores.accuracy(guess, truth), beside=beside)
    for name in names:
        here = truth == name
        score = scores.share(guess == truth, here)
        panel.add(f"language {name}", f"  {name}", score, texts=int(here.sum()), unit="%")
        # a wrong language misleads, "unknown" only says less
        wrong = scores.share((guess != truth) & (guess != str(Language.UNKNOWN)), here)
        panel.add(f"mistaken {name}", "    taken for another", wrong, texts=int(here.sum()), unit="%", at_most=True)
    yield from panel.figures()
