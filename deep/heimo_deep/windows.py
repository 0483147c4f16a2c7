"""Prepares a text for the tokenizer and cuts what is longer than the network can see into windows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

CONTEXT = 192
"""How many word pieces the network reads at once, the two at the ends included."""

MOST_WINDOWS = 8
"""How many windows of one text are read at most: some 800 words."""

MOST_CHARACTERS = 20_000
"""What stands behind this character of a text is not read."""

_HIDDEN = re.compile(r"_{2,}")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_OVERLAP = 48


def readable(plain: str) -> str:
    """Return a text of the same length that the tokenizer can take: a hidden stretch is one `_` and spaces."""
    plain = _LONE_SURROGATE.sub(" ", plain[:MOST_CHARACTERS])
    return _HIDDEN.sub(lambda match: "_" + " " * (len(match.group()) - 1), plain)


def windows(ids: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield (place of the first word piece, ids with both ends) for each window, neighbours overlapping.

    `ids` are those of the whole text with the two special pieces at its ends.
    """
    first, last = ids[0], ids[-1]
    inner = list(ids[1:-1])
    room = CONTEXT - 2
    for number in range(MOST_WINDOWS):
        start = number * (room - _OVERLAP)
        yield start, [first, *inner[start : start + room], last]
        if start + room >= len(inner):
            return
