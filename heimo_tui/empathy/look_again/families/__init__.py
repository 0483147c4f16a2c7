"""Families of what hurts softly: ways to wave off, blame, judge, rank, press and scorn, each as a kind of sentence."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence, in_standard_english
from heimo_tui.empathy.findings import Mark
from heimo_tui.empathy.look_again.families import (
    cheering,
    faulting,
    judged,
    leaving,
    pressed,
    ranking,
    scorning,
    shrinking,
)

_FAMILIES = (scorning, faulting, judged, shrinking, leaving, cheering, ranking, pressed)


@in_standard_english
def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield what the families see in one sentence; `check` says each stretch of words once, the gravest first."""
    for family in _FAMILIES:
        yield from family.find(sentence)
