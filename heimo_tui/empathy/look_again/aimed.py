"""Tells whether a sentence is aimed at the one who reads it: the gate before what a trained reader calls hostile."""

from __future__ import annotations

from heimo_tui.empathy.findings import Target
from heimo_tui.empathy.target import target_of


def is_aimed(plain: str) -> bool:
    """Whether the sentence addresses a second person or orders somebody."""
    return aimed_clause(plain) is not None


def aimed_clause(plain: str) -> tuple[int, int] | None:
    """Return the [start, end) of the words that are aimed at the reader, or None."""
    return (0, len(plain)) if target_of(plain) in (Target.YOU, Target.READERS) else None
