"""Joins details into what they tell together, in a draft and across the writer's earlier posts in the circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from heimo_tui.empathy.clauses import normalise, paragraphs
from heimo_tui.empathy.findings import Mark, Voice
from heimo_tui.empathy.identifying import (
    addresses,
    ages,
    contacts,
    dates,
    facts,
    organisations,
    people,
    phones,
    singular,
)
from heimo_tui.empathy.identifying.detail import ASPECTS, Detail
from heimo_tui.empathy.identifying.words import Words
from heimo_tui.empathy.language import Language, recognise

ENOUGH = 3
"""So many different aspects of one person narrow a circle down to very few people."""


_DETECTORS = (addresses, phones, contacts, dates, ages, organisations, people, singular, facts)
"""In the order of who may keep words for himself: "Nokia Street 5" is no workplace."""


@lru_cache(maxsize=2048)
def details_in(paragraph: str, language: Language) -> tuple[Detail, ...]:
    """Return the identifying details of one paragraph, in the order of the text; no words tell two things alone."""
    words = Words.of(paragraph, language)
    found: list[Detail] = []
    for detector in _DETECTORS:
        for detail in detector.find(words):
            if not (detail.alone and any(_overlap(detail, other) for other in found)):
                found.append(detail)
    return tuple(sorted(found, key=lambda detail: (detail.start, detail.end, detail.code)))


def _overlap(one: Detail, other: Detail) -> bool:
    return other.alone and one.code != other.code and one.start < other.end and other.start < one.end


def _placed(text: str) -> list[tuple[int, Detail]]:
    """Return every detail of a text with the offset of its paragraph."""
    whole = recognise(normalise(text))
    placed: list[tuple[int, Detail]] = []
    for start, paragraph in paragraphs(text):
        language = recognise(normalise(paragraph))
        known = whole if language is Language.UNKNOWN else language
        placed += ((start, detail) for detail in details_in(paragraph, known))
    return placed


@lru_cache(maxsize=512)
def _aspects_in(text: str) -> frozenset[str]:
    return frozenset(detail.aspect for _, detail in _placed(text) if detail.aspect)


def aspects_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the aspects of their writer that these texts tell."""
    return frozenset[str]().union(*map(_aspects_in, texts))


def find(text: str, own_earlier: Sequence[str]) -> Iterator[Mark]:
    """Yield what may identify the writer: single details, their combination, and links to earlier posts."""
    placed = _placed(text)
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
    named = ",".join(dict.fromkeys(message for aspect, message in ASPECTS.items() if aspect in aspects))
    about = ",".join(sorted(aspects))
    slots = (("aspects", named),)
    return Mark(Voice.IDENTIFIES, code, last.start, last.end, f"{code}.alt", slots, about=about).moved(start)
