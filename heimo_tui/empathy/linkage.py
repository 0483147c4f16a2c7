"""Joins details into what they tell together, in a draft and across the writer's earlier posts in the circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from heimo_tui.empathy.clauses import paragraphs
from heimo_tui.empathy.findings import Mark, Voice
from heimo_tui.empathy.identifying import contacts, people, times
from heimo_tui.empathy.identifying.detail import ASPECTS, Detail

ENOUGH = 3
"""So many different aspects of one person narrow a circle down to very few people."""


@lru_cache(maxsize=512)
def details_in(paragraph: str) -> tuple[Detail, ...]:
    """Return the identifying details of one paragraph, in the order of the text."""
    found = (*contacts.find(paragraph), *people.find(paragraph), *times.find(paragraph))
    return tuple(sorted(found, key=lambda detail: (detail.start, detail.end, detail.code)))


def aspects_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the aspects of their writer that these texts tell."""
    return frozenset(
        detail.aspect
        for text in texts
        for _, paragraph in paragraphs(text)
        for detail in details_in(paragraph)
        if detail.aspect
    )


def find(text: str, own_earlier: Sequence[str]) -> Iterator[Mark]:
    """Yield what may identify the writer: single details, their combination, and links to earlier posts."""
    placed = [(start, detail) for start, paragraph in paragraphs(text) for detail in details_in(paragraph)]
    for start, detail in placed:
        if detail.alone:
            yield _mark(detail.code, start, detail)
    told = {detail.aspect: (start, detail) for start, detail in reversed(placed) if detail.aspect}
    if len(told) >= ENOUGH:
        yield _joined("combination", told, frozenset(told))
        return
    before = aspects_of(own_earlier)
    if told.keys() - before and before and len(told.keys() | before) >= ENOUGH:
        new = {aspect: place for aspect, place in told.items() if aspect not in before}
        yield _joined("linked", new, before | told.keys())


def _mark(code: str, start: int, detail: Detail) -> Mark:
    alternative = f"{code}.alt"
    return Mark(Voice.IDENTIFIES, code, detail.start, detail.end, alternative, detail.slots).moved(start)


def _joined(code: str, told: dict[str, tuple[int, Detail]], aspects: frozenset[str]) -> Mark:
    start, last = max(told.values(), key=lambda place: place[0] + place[1].start)
    named = ",".join(ASPECTS[aspect] for aspect in ASPECTS if aspect in aspects)
    about = ",".join(sorted(aspects))
    slots = (("aspects", named),)
    return Mark(Voice.IDENTIFIES, code, last.start, last.end, f"{code}.alt", slots, about=about).moved(start)
