"""How long people in a circle usually take to answer, said so coarsely that it is true and hurts nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Usual(StrEnum):
    """Within what time a post usually gets its first reply."""

    HOUR = "hour"
    HOURS = "hours"
    DAY = "day"
    DAYS = "days"
    SLOW = "slow"
    """Most wait longer than any of these."""
    FEW = "few"
    """Too little was asked lately to say anything."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A post that asked for replies: its `age` and the `wait` for its first one, in minutes; None: none came yet."""

    age: int
    wait: int | None


WEEKS: Final = 4
"""How far back one looks."""

SPANS: Final = {Usual.HOUR: 60, Usual.HOURS: 6 * 60, Usual.DAY: 24 * 60, Usual.DAYS: 4 * 24 * 60}
"""Minutes."""

ENOUGH: Final = 5
"""Posts below which one says nothing: of fewer, one could tell whose they were."""


def usual(asked: Sequence[Asked]) -> Usual:
    """The shortest span within which two of three were answered.

    For each span only posts count that are at least as old, answered or not: those of the last hour would make an
    answer look quicker than it is, and leaving out those that got none would, too.
    """
    enough = False
    for span, minutes in SPANS.items():
        old = [one for one in asked if one.age >= minutes]
        enough = len(old) >= ENOUGH
        if enough and 3 * sum(one.wait is not None and one.wait <= minutes for one in old) >= 2 * len(old):
            return span
    return Usual.SLOW if enough else Usual.FEW


def within(span: Usual, waited: int) -> bool:
    """Whether somebody who has waited so many minutes still waits no longer than is usual."""
    return waited <= SPANS.get(span, waited)
