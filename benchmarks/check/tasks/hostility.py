"""Hostility: how well it is told, how much of what is aimed at somebody is found, and whom it is wrongly said of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.check import scores
from benchmarks.check.beside import MAJORITY, PROFANITY, WORDS, holds, profanity
from benchmarks.check.figures import Figure, Panel
from benchmarks.check.readers import Checker
from benchmarks.check.rows import MeasureError, Table, number
from benchmarks.check.sampling import Score
from benchmarks.check.tasks import keywords
from heimo_tui.empathy.findings import Kind

LISTS: Final = (keywords.HOSTILE, keywords.HARM)

_YOU = re.compile(
    r"\b(?:you|your|yours|yourself|yourselves|you're|youre|you've|you'll|u|ur|ya|y'all|yall|thou|thy)\b", re.IGNORECASE
)
_ORDER = re.compile(
    r"(?:^|[.!?;\n]\s*|\bplease |\bjust |\bso )(?:go|get|shut|stop|quit|leave|eat|suck|kiss|kill|die|drop|jump|crawl"
    r"|burn|rot|choke|piss|fuck|screw|bite|grow|learn|read|try|take|keep|look|listen|think|deal|move|come|do|don't|dont"
    r"|be|give|put|tell|ask|call|hang|cry|cope|stfu|gtfo|kys|sit|stay|stick|save|spare|wake|step|back|mind|act|check)\b",
    re.IGNORECASE,
)


def is_aimed(text: str) -> bool:
    """Whether a second person is addressed, or a sentence opens with an order; not the product's own gate."""
    return bool(_YOU.search(text) or _ORDER.search(text))


def measure(table: Table, checker: Checker) -> Iterator[Figure]:
    """Yield figures for texts with labels, for conversations, or for texts of which none is hostile."""
    if {"text", "y"} <= table.columns:
        yield from _labelled(table, checker)
    elif {"seeker_post", "response_post"} <= table.columns:
        yield from _conversations(table, checker)
    elif "text" in table.columns:
        yield from _flagged("calm", "calm text", [row["text"] for row in table.rows], table.groups("group"), checker)
    else:
        raise MeasureError(f"{table.name} has neither text (with or without y) nor seeker_post and response_post.")


def _labelled(table: Table, checker: Checker) -> Iterator[Figure]:
    texts = [row["text"] for row in table.rows]
    labels = np.array([number(row, "y") >= 0.5 for row in table.rows])
    aimed = np.array([is_aimed(text) for text in texts])
    said = np.array([checker.is_hostile(text) for text in texts])
    wholes = [checker.whole(text) for text in texts]
    sure = np.array([whole.hostile if whole else float(flag) for whole, flag in zip(wholes, said, strict=True)])
    bar = checker.threshold("hostile")
    ungated = np.array([checker.head(text, "hostile") >= bar for text in texts])
    others = _others(texts)
    panel = Panel(checker.tier, table.groups("group"))
    beside = {name: scores.auc(chance, labels) for name, (chance, _) in others.items()}
    panel.add("hostile auc", "hostile: AUC", scores.auc(sure, labels), beside={MAJORITY: _constant(0.5), **beside})
    panel.add("hostile f1", "  said: F1", scores.f1(said, labels), beside=_each(others, labels, scores.f1))
    score, beside = scores.precision(said, labels), _each(others, labels, scores.precision)
    panel.add("hostile precision", "  said: precision", score, unit="%", texts=int(said.sum()), beside=beside)
    for key, what, here in (
        ("hostile recall", "  said: recall", labels),
        ("hostile recall aimed", "  said: recall where it is aimed at somebody", labels & aimed),
        ("hostile wrongly", "  said of text that is not hostile", ~labels),
        ("hostile wrongly aimed", "  the same where it is aimed at somebody", ~labels & aimed),
    ):
        _add_share(panel, key, what, said, here, others)
    if checker.reader:
        _add_share(panel, "hostile ungated", "  reader without the gate: recall, aimed", ungated, labels & aimed, {})
        _add_share(panel, "hostile ungated wrongly", "  reader without the gate: not hostile", ungated, ~labels, {})
    sources = np.array([row.get("source", "") for row in table.rows])
    for source in sorted({one for one in sources if one}):
        for what, truth in (("found", labels), ("wrongly", ~labels)):
            _add_share(panel, f"{source} {what}", f"  {source}: {what}", said, truth & (sources == source), others)
    yield from panel.figures()


def _conversations(table: Table, checker: Checker) -> Iterator[Figure]:
    groups = table.groups("group")
    posts = {row["seeker_post"]: group for row, group in zip(table.rows, groups, strict=True)}
    replies = [row["response_post"] for row in table.rows]
    yield from _flagged("posts", "posts of people who suffer", list(posts), list(posts.values()), checker)
    yield from _flagged("replies", "helpers' replies", replies, groups, checker, kinds=("reply",))


def _flagged(
    key: str,
    what: str,
    texts: Sequence[str],
    groups: Sequence[str],
    checker: Checker,
    kinds: Sequence[Kind] = ("post", "reply"),
) -> Iterator[Figure]:
    """Yield how many texts are called hostile of which none is."""
    panel, everything, others = Panel(checker.tier, groups), np.ones(len(texts), bool), _others(texts)
    for place, kind in enumerate(kinds):
        flags = np.array([checker.is_hostile(text, kind) for text in texts])
        end = " as reply" if place else ""
        _add_share(panel, f"{key} hostile{end}", f"{what}, read as {kind}: hostile", flags, everything, others)
    again = np.array([checker.looks_again(text, kinds[-1]) for text in texts])
    _add_share(panel, f"{key} look again", f"{what}, read as reply: any look again", again, everything, {})
    yield from panel.figures()


Others = dict[str, tuple[NDArray[np.float64], NDArray[np.bool_]]]


def _others(texts: Sequence[str]) -> Others:
    """Return probability and verdict of what the check is judged beside."""
    listed = np.array(holds(texts, *LISTS))
    found = {WORDS: (listed.astype(float), listed)}
    library = profanity(texts)
    return {**found, PROFANITY: library} if library else found


def _each(
    others: Others, labels: NDArray[np.bool_], of: Callable[[scores.Flags, scores.Flags], Score]
) -> dict[str, Score]:
    return {name: of(said, labels) for name, (_, said) in others.items()}


def _add_share(
    panel: Panel, key: str, what: str, said: NDArray[np.bool_], here: NDArray[np.bool_], others: Others
) -> None:
    beside = {name: scores.share(flags, here) for name, (_, flags) in others.items()}
    wrong = "hostile recall" not in key and "found" not in key
    score = scores.share(said, here)
    panel.add(key, what, score, texts=int(here.sum()), unit="%", beside=beside, at_most=wrong)


def _constant(value: float) -> Score:
    return lambda weights: value
