"""Reads the project's own corpus (training/corpus): replies with marks, look-again sentences and twins, care."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from heimo_tui.empathy.clauses import normalise
from heimo_tui.empathy.model.reading import Head, Mechanism
from training.deep.texts.examples import LOOK_AGAIN, Example, Label, Spans, Task, is_aside, none_of
from training.deep.texts.public import in_sentences, parts

_MARK = re.compile(r"\{(er|ip|ex)\|([^{}|]+)\}")
_HEADS = {head.value: head for head in Head} | {"contempt": Head.HOSTILE}
_UNHELPFUL = 0
_KIND = 2  # the skill from which a reply hurts nobody


def _rows(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            yield f"{path.stem}:{number}", json.loads(line)


def unmarked(reply: str) -> tuple[str, Spans]:
    """Return a reply without its marks, and where they stood."""
    plain = ""
    found: dict[Mechanism, list[tuple[int, int]]] = {mechanism: [] for mechanism in Mechanism}
    last = 0
    for match in _MARK.finditer(reply):
        plain += reply[last : match.start()]
        start = len(plain)
        plain += match[2]
        found[Mechanism(match[1])].append((start, len(plain)))
        last = match.end()
    return plain + reply[last:], {mechanism: tuple(spans) for mechanism, spans in found.items()}


def replies(corpus: Path, graded: bool) -> Iterator[Example]:
    """Yield replies and their sentences.

    With `graded` the authors' three levels are learned; without, only whether a mechanism is there, so that they don't
    disagree with EPITOME's raters about how strong it is.
    """
    for _, row in _rows(corpus / "replies"):
        text, spans = unmarked(row["reply"])
        aside = is_aside(row["situation"])
        levels = (row["er"], row["ip"], row["ex"])
        kind = row["skill"] >= _KIND
        heads = none_of(LOOK_AGAIN) if kind else {}
        hurts = row["skill"] == _UNHELPFUL
        yield Example(Task.LEVELS, "replies", normalise(text), aside, levels, graded, spans, heads, hurts)
        yield from in_sentences("replies", text, aside, spans, heads)
        if kind:
            for _, plain in parts(text):
                yield Example(Task.LOOK, "kind", plain, aside, heads=heads | none_of([Head.CARE]))


def posts(corpus: Path) -> Iterator[Example]:
    """Yield the sentences of the posts: they hurt nobody, whatever they hold of pain."""
    for _, row in _rows(corpus / "situations"):
        for _, plain in parts(row["post"]):
            yield Example(Task.LOOK, "posts", plain, is_aside(row["id"]), heads=none_of(LOOK_AGAIN))


def look_again(corpus: Path) -> Iterator[Example]:
    """Yield sentences that hurt and their innocent twins; a pair never crosses."""
    for place, row in _rows(corpus / "look_again"):
        aside = is_aside(f"look_again/{place}")
        head = _HEADS[row["code"]]
        others = none_of((other for other in LOOK_AGAIN if other is not head), 0.3)
        text, twin = normalise(row["text"]), normalise(row["twin"])
        # who hurts somebody else is not in danger by that
        calm = none_of([Head.CARE], 0.5)
        yield Example(Task.LOOK, row["code"], text, aside, heads=calm | others | {head: Label(1.0)})
        yield Example(Task.LOOK, "twin", twin, aside, heads=calm | none_of({*LOOK_AGAIN, head}))


def care(corpus: Path) -> Iterator[Example]:
    """Yield sentences of danger and look-alikes without."""
    for place, row in _rows(corpus / "care"):
        danger = float(row["code"] != "none")
        heads = {Head.CARE: Label(danger)} | none_of(LOOK_AGAIN)
        yield Example(Task.LOOK, row["code"], normalise(row["text"]), is_aside(f"care/{place}"), heads=heads)
