"""The three mechanisms of empathy in replies: their level, whether they are there, and the words that show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import Pattern
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.check import scores
from benchmarks.check.beside import MAJORITY, WORDS, commonest, holds
from benchmarks.check.figures import Figure, Panel
from benchmarks.check.readers import Checker
from benchmarks.check.rows import Table, number
from benchmarks.check.tasks import keywords
from heimo_tui.empathy.clauses import normalise
from heimo_tui.empathy.findings import Finding
from heimo_tui.empathy.model.reading import Mechanism, Whole

CODES: Final = {
    Mechanism.EMOTIONAL_REACTION: frozenset({"emotional_reaction"}),
    Mechanism.INTERPRETATION: frozenset({"interpretation", "been_there"}),
    Mechanism.EXPLORATION: frozenset({"exploration"}),
}
"""Which codes speak of each mechanism; an experience shared is interpretation in EPITOME."""

_LISTS: Final[dict[Mechanism, tuple[str, Pattern[str], int]]] = {
    Mechanism.EMOTIONAL_REACTION: ("emotional reaction", keywords.REACTION, 1),
    Mechanism.INTERPRETATION: ("interpretation", keywords.INTERPRETATION, 2),
    Mechanism.EXPLORATION: ("exploration", keywords.EXPLORATION, 2),
}
"""The name of each mechanism, its word list, and the level that is commonest where it is there at all."""

_TOKEN = re.compile(r"\S+")
_STRETCH = re.compile(r"[^.!?\n]+[.!?]*")

Spans = Sequence[tuple[int, int]]


def measure(table: Table, checker: Checker) -> Iterator[Figure]:
    """Yield the figures of every mechanism."""
    table.require("response_post", *(f"{name.upper()}{end}" for name in Mechanism for end in ("", "_rationales")))
    replies = [row["response_post"] for row in table.rows]
    findings = [checker.findings(reply) for reply in replies]
    wholes = [checker.whole(reply) for reply in replies]
    for mechanism in Mechanism:
        panel = Panel(checker.tier, table.groups("group"))
        levels = [int(number(row, mechanism.upper())) for row in table.rows]
        _there(panel, mechanism, replies, levels, _said(findings, mechanism))
        if all(wholes):
            _read(panel, mechanism, levels, [whole for whole in wholes if whole], checker.threshold(mechanism))
        rationales = [row[f"{mechanism.upper()}_rationales"] for row in table.rows]
        _words(panel, mechanism, replies, rationales, findings)
        yield from panel.figures()


def _said(findings: Sequence[Sequence[Finding]], mechanism: Mechanism) -> list[bool]:
    return [any(found.code in CODES[mechanism] for found in each) for each in findings]


def _there(
    panel: Panel, mechanism: Mechanism, replies: Sequence[str], levels: Sequence[int], said: Sequence[bool]
) -> None:
    name, words, _ = _LISTS[mechanism]
    there = np.array(levels) > 0
    listed, usual = holds(replies, words), [bool(label) for label in commonest([int(one) for one in there])]
    beside = {MAJORITY: scores.macro_f1(usual, there), WORDS: scores.macro_f1(listed, there)}
    score = scores.macro_f1(said, there)
    panel.add(f"{mechanism} said", f"{name}: said or not, macro-F1", score, beside=beside)
    beside = {MAJORITY: scores.f1(usual, there), WORDS: scores.f1(listed, there)}
    panel.add(f"{mechanism} said f1", "  said: F1", scores.f1(said, there), beside=beside)
    beside = {WORDS: scores.precision(listed, there)}
    score = scores.precision(said, there)
    panel.add(f"{mechanism} said precision", "  said: precision", score, unit="%", beside=beside, texts=sum(said))
    beside = {MAJORITY: scores.share(usual, there), WORDS: scores.share(listed, there)}
    score, count = scores.share(said, there), int(there.sum())
    panel.add(f"{mechanism} said recall", "  said: recall", score, unit="%", beside=beside, texts=count)
    beside = {MAJORITY: scores.share(usual, ~there), WORDS: scores.share(listed, ~there)}
    score, count = scores.share(said, ~there), int((~there).sum())
    panel.add(f"{mechanism} said wrongly", "  said where it is not", score, unit="%", beside=beside, texts=count)


def _read(panel: Panel, mechanism: Mechanism, levels: Sequence[int], wholes: Sequence[Whole], threshold: float) -> None:
    """Ask for what the reader tells by itself, whatever the rules say."""
    read = np.array([whole.levels[mechanism] for whole in wholes])
    guess, there = read.argmax(1), np.array(levels) > 0
    present = 1 - read[:, 0] >= threshold
    usual = commonest(levels)
    beside = {MAJORITY: scores.accuracy(usual, levels)}
    panel.add(f"{mechanism} accuracy", "  reader: accuracy, 3 levels", scores.accuracy(guess, levels), beside=beside)
    beside = {MAJORITY: scores.macro_f1(usual, levels)}
    panel.add(f"{mechanism} macro-f1", "  reader: macro-F1, 3 levels", scores.macro_f1(guess, levels), beside=beside)
    beside = {MAJORITY: scores.macro_f1([one > 0 for one in usual], there)}
    score = scores.macro_f1(present, there)
    panel.add(f"{mechanism} binary macro-f1", "  reader: there or not, macro-F1", score, beside=beside)
    panel.add(f"{mechanism} auc", "  reader: there or not, AUC", scores.auc(1 - read[:, 0], there))


def _words(
    panel: Panel,
    mechanism: Mechanism,
    replies: Sequence[str],
    rationales: Sequence[str],
    findings: Sequence[Sequence[Finding]],
) -> None:
    _, words, _ = _LISTS[mechanism]
    truth = [tokens(reply, marked(reply, parts)) for reply, parts in zip(replies, rationales, strict=True)]
    spans = [[found.span for found in each if found.code in CODES[mechanism]] for each in findings]
    said = [tokens(reply, each) for reply, each in zip(replies, spans, strict=True)]
    listed = [tokens(reply, _with(reply, words)) for reply in replies]
    beside = {WORDS: scores.token_f1(listed, truth)}
    panel.add(f"{mechanism} words", "  its words: token F1", scores.token_f1(said, truth), beside=beside)
    beside = {WORDS: scores.mean_token_f1(listed, truth)}
    score = scores.mean_token_f1(said, truth)
    panel.add(f"{mechanism} words mean", "  its words: mean of the replies", score, beside=beside)


def marked(reply: str, rationales: str) -> list[tuple[int, int]]:
    """Return where the rationales (parted by bars) stand in the reply; those that do not stand there are left out."""
    plain = re.sub(r"\s", " ", normalise(reply))
    found = []
    for part in rationales.split("|"):
        wanted = re.sub(r"\s+", " ", normalise(part)).strip()
        at = plain.find(wanted)
        if wanted and at >= 0:
            found.append((at, at + len(wanted)))
    return found


def tokens(text: str, spans: Spans) -> NDArray[np.bool_]:
    """Return for each token between spaces whether a span touches it."""
    places = [match.span() for match in _TOKEN.finditer(text)]
    return np.array([any(start < end and at < stop for at, end in spans) for start, stop in places], bool)


def _with(reply: str, words: Pattern[str]) -> Spans:
    """Return the sentences that hold a word of the list."""
    return [match.span() for match in _STRETCH.finditer(reply) if words.search(match.group())]
