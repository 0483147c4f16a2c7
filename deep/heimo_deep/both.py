"""What this reader and the tables say together of whether a sentence hurts: they err about different sentences.

On the readable halves of the blind sets, either alone noticed 34 and 43 in a hundred dismissive replies at the bar that
three in a hundred kind ones pass, and both together 53.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from heimo_tui.empathy.model.default import SUBTLE
from heimo_tui.empathy.model.reading import Head

TABLES: Final = 2.0
"""How much the tables' log-odds count beside one of this reader's, which is too sure of itself."""

_LEAST: Final = 1e-9


def together(own: Mapping[Head, float], tables: Mapping[Head, float]) -> dict[Head, float]:
    """Return `own` chances with those of SUBTLE as both see them; how a sentence hurts stays this reader's to say."""
    surest = max(own[head] for head in SUBTLE)
    if surest <= 0:
        return dict(own)
    odds = (_odds(surest) + TABLES * _odds(max(tables[head] for head in SUBTLE))) / (1 + TABLES)
    both = 1 / (1 + math.exp(-odds))
    return {**own, **{head: both * own[head] / surest for head in SUBTLE}}


def _odds(chance: float) -> float:
    held = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(held / (1 - held))
