"""Derives from a regular expression a set of words of which every match holds at least one.

The expression's parse tree is read into finite sets of *shapes*: strings of letters in which a space stands for
anything that is no letter, and NUL for anything at all. Where a set grows too large it is cut, and what stands on
either side of the cut is unknown. A word counts only if it is whole: other than letters on both of its sides.
The method is that of prefiltering in literal search (compare Cox, "Regular Expression Matching with a Trigram Index").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from heimo_tui.empathy.phrases import words

ANYTHING = "\0"
LIMITS = (100, 600, 4000)
"""More shapes than these are cut; each limit finds other words, and the best of all are taken."""

WORTHWHILE = 0.9
"""A second set of words that is found more often than this tells nothing."""

_COMMON = words(
    """you i the and it a to that s for in my t of is was at with so on m be me have he one like there what about not
    re her can she this they d if ve when are don do him all out had or did as no just know who people up got still
    now feel then get say only too how time said ll day go from we would back here been because want them an being
    were his must never us your will really by even am let some think should make love need other sorry more"""
)
_SHARE = {word: 1 / (at + 3) for at, word in enumerate(_COMMON)}
_RARE = 1 / 2000
_WHOLE = re.compile(rf"(?<= )[^ {ANYTHING}]+(?= )")
_REPEATED = re.compile(rf"( ) +|({ANYTHING}){ANYTHING}+")

Shapes = frozenset[str]
Needed = frozenset[str]


def cost(needed: Needed) -> float:
    """Return about how often a sentence holds one of the words."""
    return sum(_SHARE.get(word, _RARE) for word in needed)


def needed_by(source: str) -> list[Needed]:
    """Return at most two sets, the rarest words first, of each of which every match of `source` holds a word.

    `source` is what `wrapped` gives: it matches whole words only.
    """
    found = {needed for limit in LIMITS for needed in _Reading(limit).whole(parser.parse(source))}
    first = _best(found)
    if first is None:
        return []
    second = _best(needed for needed in found if needed.isdisjoint(first))
    return [first, second] if second and cost(second) < WORTHWHILE else [first]


def _best(found: Iterable[Needed]) -> Needed | None:
    return min(found, key=lambda needed: (cost(needed), sorted(needed)), default=None)


def _extract(shapes: Iterable[str]) -> list[Needed]:
    """Return the words that stand whole in every shape, and the set of each shape's rarest; nothing if one has none."""
    whole = [_WHOLE.findall(shape) for shape in shapes]
    if not all(whole):
        return []
    often = Counter(word for each in whole for word in set(each))
    rarest = frozenset(min(each, key=lambda word: (_SHARE.get(word, _RARE), -often[word], word)) for each in whole)
    return [rarest, *(frozenset([word]) for word, count in often.items() if count == len(whole))]


def _cut(shapes: Shapes) -> Shapes:
    """Return shapes that hold all that these do, and only know whether they begin and end with a letter."""
    return frozenset(
        shape and f"{' ' * shape.startswith(' ')}{ANYTHING}{' ' * shape.endswith(' ')}" for shape in shapes
    )


def _joined(left: Shapes, right: Shapes) -> Shapes:
    return frozenset(
        _REPEATED.sub(lambda match: match[1] or match[2], first + second) for first in left for second in right
    )


def _letter(character: str) -> str:
    return character if re.match(r"\w", character) else " "


def _one_of(members: list[tuple[Any, Any]]) -> Shapes:
    if any(code is not op.LITERAL and (code, value) != (op.CATEGORY, op.CATEGORY_SPACE) for code, value in members):
        return frozenset([ANYTHING])
    return frozenset(_letter(chr(value)) if code is op.LITERAL else " " for code, value in members)


class _Reading:
    """Reads a parse tree with at most `limit` shapes in hand."""

    def __init__(self, limit: int) -> None:
        self._limit = limit

    def whole(self, items: Iterable[tuple[Any, Any]]) -> list[Needed]:
        """Return all the sets of words found in a whole expression."""
        shapes, found = self._sequence(items)
        # nothing stands beside the match that could be a part of its first or last word
        return [*found, *_extract({f" {shape} " for shape in shapes})]

    def _sequence(self, items: Iterable[tuple[Any, Any]]) -> tuple[Shapes, list[Needed]]:
        run = before = last = frozenset([""])
        found: list[Needed] = []
        for code, value in items:
            shapes, inside = self._item(code, value)
            found += inside
            if len(run) * len(shapes) > self._limit and "" in shapes:
                shapes = _cut(shapes)
            if len(run) * len(shapes) > self._limit:
                found += _extract(run)
                run = _joined(_cut(before), last)
            if len(run) * len(shapes) > self._limit:
                run = _cut(run)
            before, last = run, shapes
            run = _joined(run, shapes)
        return run, found

    def _item(self, code: Any, value: Any) -> tuple[Shapes, list[Needed]]:
        match code:
            case op.LITERAL:
                return frozenset([_letter(chr(value))]), []
            case op.IN:
                return _one_of(value), []
            case op.SUBPATTERN:
                return self._sequence(value[3])
            case op.BRANCH:
                return self._branch(value[1])
            case op.MAX_REPEAT | op.MIN_REPEAT:
                return self._repeated(*value)
            case op.AT:
                return frozenset([" "]), []
            case op.ASSERT | op.ASSERT_NOT:
                return frozenset([""]), []
            case _:
                return frozenset([ANYTHING]), []

    def _branch(self, branches: list[Any]) -> tuple[Shapes, list[Needed]]:
        read = [self._sequence(branch) for branch in branches]
        shapes: Shapes = frozenset().union(*(shapes for shapes, _ in read))
        each = [_best([*found, *_extract(shapes)]) for shapes, found in read]
        needed = [] if None in each else [frozenset(word for words in each for word in words or ())]
        return (_cut(shapes) if len(shapes) > self._limit else shapes), needed

    def _repeated(self, least: int, most: int, items: Any) -> tuple[Shapes, list[Needed]]:
        shapes, found = self._sequence(items)
        if most > 1 and shapes != {" "}:
            # once, or a first and a last time with anything between them
            fits = len(shapes) ** 2 < self._limit
            shapes |= _joined(_joined(shapes, frozenset([ANYTHING])), shapes) if fits else _cut(shapes)
        return (shapes | {""}, []) if least == 0 else (shapes, found)
