"""What is learned from: one text with the labels that are known of it, and to which task it belongs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from heimo_tui.empathy.model.reading import Head, Mechanism

Spans = Mapping[Mechanism, tuple[tuple[int, int], ...]]
"""Where in a text each mechanism is shown: [start, end) in code points."""

LOOK_AGAIN = (Head.HOSTILE, Head.DISMISSING, Head.JUDGING, Head.BLAMING, Head.COMPARING, Head.PERSUADING)
"""The heads of which a kind text has none."""

SUBTLE = LOOK_AGAIN[1:]
"""Ways to hurt without attacking; they have few examples each, so the network learns first whether, and then how."""

ASIDE = 10
"""One group in so many is kept aside when a recipe is judged."""


class Task(StrEnum):
    """A batch holds examples of one task only, so that rare labels are never alone among many unlabelled texts."""

    LEVELS = "levels"
    WORDS = "words"
    LOOK = "look"
    HOSTILE = "hostile"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Label:
    """How true (0 to 1) a head is of a text, and how much that label is to be trusted."""

    target: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Example:
    """One text, `normalise`d, and what is known of it.

    `levels` are those of the three mechanisms in the order of `Mechanism`; with `graded` false only their being above
    0 is trusted. `spans` is None where nobody marked the words. `aside` tells whether its group is kept aside. `hurts`
    says that the text is hostile, hurts or gives advice, but not which.
    """

    task: Task
    source: str
    text: str
    aside: bool
    levels: tuple[int, int, int] | None = None
    graded: bool = True
    spans: Spans | None = None
    heads: Mapping[Head, Label] = field(default_factory=dict)
    hurts: bool = False


def is_aside(group: str) -> bool:
    """Whether a group is kept aside: the group's name alone decides, so that no text crosses from run to run."""
    return hashlib.sha256(group.encode("utf-8", "surrogatepass")).digest()[0] % ASIDE == 0


def none_of(heads: Iterable[Head], weight: float = 1.0) -> dict[Head, Label]:
    """Return labels saying that a text is none of these."""
    return {head: Label(0.0, weight) for head in heads}


def places(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Return the first place of `words` in `text`, whatever the spacing; empty if it is not there."""
    parts = words.split()
    if not parts:
        return ()
    match = re.search(r"\s+".join(map(re.escape, parts)), text)
    return ((match.start(), match.end()),) if match else ()


def within(spans: Spans, start: int, end: int) -> Spans:
    """Return the spans as they stand in the part [start, end) of the text."""
    return {
        mechanism: tuple((max(a, start) - start, min(b, end) - start) for a, b in found if a < end and b > start)
        for mechanism, found in spans.items()
    }
