"""Finds street addresses, postal boxes and postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from heimo_tui.empathy.identifying.detail import Detail
from heimo_tui.empathy.identifying.lexicon import commons, streets
from heimo_tui.empathy.identifying.words import Words

_NAME_LENGTH = 5  # so many words, at most, stand between a number and what makes a street of them
_NUMBER_DIGITS = 5


@cache
def _postcode() -> re.Pattern[str]:
    return re.compile(
        r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
        r"|\b\d{5}-\d{3}\b"
        r"|\b[A-Z]{2} \d{5}(?:-\d{4})?\b"
        r"|\b\d{5} [A-ZÅÄÖ][\w-]+(?= ?[,.]|$)"
    )


@cache
def _door() -> re.Pattern[str]:
    """What may follow the number: stair and door, floor, side, and the town after a comma."""
    return re.compile(
        r"(?: [A-Z](?: ?\d{1,3})?(?![\w]))?"
        r"(?:,? (?:apt|apto|apartment|flat|unit|piso|depto|bloco|casa|bajo|esc|r/c|\d{1,2}[ºª°])\.?(?: [\dA-Zºª]{1,4}\b"
        r"| izquierda| derecha)?)?"
        r"(?:, [A-ZÁÉÍÓÚÅÄÖ][\w-]+(?: [A-ZÁÉÍÓÚÅÄÖ][\w-]+)?)?",
    )


def find(words: Words) -> Iterator[Detail]:
    """Yield addresses; each number belongs to one at most."""
    text = words.text
    if not words.numeric:
        return
    reached = -1
    for at in words.numeric:
        if words.starts[at] > reached and _is_number(words.raw[at]):
            span = _box(words, at) or _after_number(words, at) or _before_number(words, at)
            if span:
                start, end = span
                door = _door().match(text, end)
                reached = max(end, door.end() if door else end)
                yield Detail("address", start, reached, "place")
    for match in _postcode().finditer(text):
        if match.start() > reached:
            yield Detail("address", *match.span(), "place")


def _is_number(written: str) -> bool:
    return len(written) <= _NUMBER_DIGITS + 1 and sum(map(str.isdigit, written)) >= len(written) - 1


def _after_number(words: Words, at: int) -> tuple[int, int] | None:
    """Return the span of "14 Wrenfield Close", with the flat before it."""
    for last in range(at + 2, min(at + 2 + _NAME_LENGTH, len(words))):
        if words.gap(last) not in (" ", ". ") or words.gap(at + 1) not in (" ", ", "):
            return None
        if words.low[last] in streets.endings():
            named = all(words.is_capital(name) for name in range(at + 1, last)) and words.low[at + 1] not in (
                commons.nobody() - {"north", "south", "east", "west", "new", "black", "white", "church", "mill"}
            )
            if named and (words.is_capital(last) or words.low[last] in ("street", "road", "avenue", "lane", "drive")):
                first = at - 2 if words.word(at - 2) in streets.rooms() else at
                return words.span(first, last)
    return None


def _before_number(words: Words, at: int) -> tuple[int, int] | None:
    """Return the span of "calle Mayor 12", "rua das Flores, nº 45" and "Koivukatu 14"."""
    before = at - 1
    if words.word(before) in ("n", "nº", "no", "num", "número", "numero", "nro"):
        before -= 1
    if before < 0 or words.gap(at).strip(" ,.º°") or words.opens(at):
        return None
    if (
        words.low[before].endswith(streets.finnish())
        and words.is_capital(before)
        and len(words.low[before]) > len("tie")
    ):
        return words.span(before, at)
    for first in range(before - 1, max(-1, before - 1 - _NAME_LENGTH), -1):
        if words.gap(first + 1) not in (" ", ". ", "/ ", "/"):
            return None
        if words.low[first] in streets.openings():
            return words.span(first, at) if words.is_capital(before) else None
    return None


def _box(words: Words, at: int) -> tuple[int, int] | None:
    """Return the span of "PO Box 4417"."""
    for many in (3, 2, 1):
        if at >= many and " ".join(words.low[at - many : at]) in streets.boxes() and words.is_capital(at - many):
            return words.span(at - many, at)
    return None
