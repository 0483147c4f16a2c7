"""Finds the words that spoke most for something, by hiding them in turn and reading again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from heimo_deep.weights import Numbers, Outputs, Weights
from heimo_deep.windows import readable, windows

Place = tuple[int, int]

MOST = 5
"""How many words or phrases are told at most."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BUDGET = 1200  # word pieces in one batch: about a tenth of a second
_LEAST = 0.2  # of what the strongest word takes away: what takes less is not told
_NOTICED = 0.1  # in logits: no word is told that takes away less


def strongest(weights: Weights, plain: str, name: str) -> tuple[Place, ...]:
    """Return [start, end) of up to five words or phrases without which `name` is less likely, the strongest first.

    `name` is a head or a mechanism; of another, and of a text without words, there is nothing to tell. Only the first
    window of a long text is looked at.
    """
    chance = _chance(weights, name)
    pieces = weights.pieces(readable(plain))
    if chance is None or len(pieces.ids) <= 2:
        return ()
    _, ids = next(windows(pieces.ids))
    places = pieces.offsets[1 : len(ids) - 1]
    words = [match.span() for match in _WORD.finditer(plain) if match.end() <= places[-1][1]]
    before = _logit(chance(weights.run([ids])))[0]

    def drops(hidden: Sequence[Place]) -> list[float]:
        rows = [_without(ids, places, span, weights.mask) for span in hidden]
        return list(before - _logit(chance(weights.run(rows)))) if rows else []

    room = max(4, _BUDGET // len(ids))
    if len(words) > room:  # first whole stretches, then the words of the strongest ones
        size = -(-len(words) // room)
        runs = [words[at : at + size] for at in range(0, len(words), size)]
        order = np.argsort([-drop for drop in drops([(run[0][0], run[-1][1]) for run in runs])], kind="stable")
        words = sorted(word for number in order[: max(1, room // size)] for word in runs[number])[:room]
    return _phrases(plain, words, drops(words))


def _chance(weights: Weights, name: str) -> Callable[[Outputs], Numbers] | None:
    """Return what reads the chance of `name` from outputs."""
    if name in weights.heads:
        column = weights.heads.index(name)
        return lambda outputs: outputs.heads[:, column]
    if name in weights.mechanisms:
        row = weights.mechanisms.index(name)
        return lambda outputs: 1 - outputs.levels[:, row, 0]
    return None


def _logit(chance: Numbers) -> Numbers:
    bounded = chance.clip(1e-6, 1 - 1e-6)
    return np.log(bounded / (1 - bounded))  # type: ignore[no-any-return] # numpy gives no type here


def _without(ids: Sequence[int], places: Sequence[Place], span: Place, mask: int) -> list[int]:
    start, end = span
    inner = [mask if a < end and b > start else piece for piece, (a, b) in zip(ids[1:-1], places, strict=True)]
    return [ids[0], *inner, ids[-1]]


def _phrases(plain: str, words: Sequence[Place], drops: Sequence[float]) -> tuple[Place, ...]:
    """Join neighbours that both count, and return them by the strongest word in each."""
    bar = max(_NOTICED, _LEAST * max(drops, default=0.0))
    found: list[tuple[float, Place]] = []
    for (start, end), drop in zip(words, drops, strict=True):
        if drop < bar:
            continue
        if found and plain[found[-1][1][1] : start].isspace():
            other, (first, _) = found[-1]
            found[-1] = (max(other, drop), (first, end))
        else:
            found.append((drop, (start, end)))
    found.sort(key=lambda item: -item[0])
    return tuple(place for _, place in found[:MOST])
