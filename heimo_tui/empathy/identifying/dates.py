"""Finds exact dates: in digits, with the name of a month, or all in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from heimo_tui.empathy.identifying.detail import Detail
from heimo_tui.empathy.identifying.lexicon import calendar, lifetimes
from heimo_tui.empathy.identifying.words import Words
from heimo_tui.empathy.language import Language

_LAST_DAY = 31
_LINKS = ("de", "del", "of", "the", "päivä", "päivänä", "day", "dia", "º", "o")
_FEASTS = frozenset(
    {(24, "dec"), (25, "dec"), (26, "dec"), (31, "dec"), (1, "jan"), (14, "feb"), (4, "jul"), (31, "oct")}
)
_SHORT = (
    ("dec", ("dec", "dic", "dez", "joulu")),
    ("jan", ("jan", "ene", "tammi")),
    ("feb", ("feb", "fev", "helmi")),
    ("jul", ("jul",)),
    ("oct", ("oct", "out", "loka")),
)


@cache
def _digits() -> re.Pattern[str]:
    day, year = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:(?:19|20)\d\d|\d\d)"
    return re.compile(rf"(?<![\w./-])(?:(?:19|20)\d\d([-/.]){day}\1{day}|{day}([./-]){day}\2{year})(?![\w/-]|\.\d)")


@cache
def _finnish() -> re.Pattern[str]:
    """A Finnish date without its year, which a word in lower case tells from a number that ends a sentence."""
    return re.compile(r"(?<![\w.,])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?= [a-zåäö])")


def find(words: Words) -> Iterator[Detail]:
    """Yield exact dates; holidays without a year are nobody's own."""
    text = words.text
    if words.numeric:
        for match in _digits().finditer(text):
            yield Detail("exact_date", *match.span(), "date")
        for match in _finnish().finditer(text) if words.language is Language.FINNISH else ():
            yield Detail("exact_date", *match.span(), "date")
    for at in _months(words):
        span = _named(words, at)
        if span:
            yield Detail("exact_date", *span, "date")


def _months(words: Words) -> tuple[int, ...]:
    if words.language in (Language.FINNISH, Language.UNKNOWN) and "kuu" in words.text:
        inflected = (word for word in words.present if word.startswith(calendar.finnish_months()))
        return words.places(calendar.months().union(inflected))
    return words.places(calendar.months())


def _named(words: Words, at: int) -> tuple[int, int] | None:
    """Return the span of day, month and year around the month's name, or None where no day stands by it."""
    before = at - 1
    while before > 0 and words.low[before] in _LINKS and at - before <= 2:
        before -= 1
    if _is_day(words, before) and len(words.text[words.ends[before] : words.starts[at]]) <= len(". of the "):
        first, last, day = before, at, words.low[before]
    elif _is_day(words, at + 1) and words.gap(at + 1) in (" ", ". ", " the ") and not _counts(words, at + 1):
        first, last, day = at, at + 1, words.low[at + 1]
    elif words.word(at + 1) == "the" and _is_day(words, at + 2):
        first, last, day = at, at + 2, words.low[at + 2]
    else:
        return None
    year = last + 1
    while words.word(year) in _LINKS:
        year += 1
    has_year = _is_year(words, year)
    if not has_year and _is_feast(day, words.low[at]):
        return None
    return words.span(first, year if has_year else last)


def _is_day(words: Words, at: int) -> bool:
    low = words.word(at)
    if low in calendar.days():
        return True
    digits = low.rstrip("stndrhºo")
    return digits.isdecimal() and len(digits) <= 2 and 1 <= int(digits) <= _LAST_DAY


def _counts(words: Words, at: int) -> bool:
    """Whether the number after a month counts something else ("in May 3 people", "April 5 %")."""
    following = words.gap(at + 1)
    if following[:1] in (":", "%") or (following[:1] == "." and following[1:2].isdigit()):
        return True
    word = words.word(at + 1)
    if following != " " or word in ("is", "was"):
        return words.low[at] in calendar.days()
    return words.low[at] in calendar.days() or word in lifetimes.counted() or word.endswith("s")


def _is_year(words: Words, at: int) -> bool:
    low = words.word(at)
    return low.isdecimal() and (
        (len(low) == 4 and low[:2] in ("19", "20")) or (len(low) == 2 and words.word(at - 1) in _LINKS)
    )


def _is_feast(day: str, month: str) -> bool:
    digits = day.rstrip("stndrhºo")
    number = int(digits) if digits.isdecimal() else 0
    return any((number, short) in _FEASTS for short, starts in _SHORT if month.startswith(starts))
