"""When to ask again where nothing is listened to live: at random, each context on its own (PROTOCOL 5.4)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from random import Random
from typing import Final, Generic, TypeVar

FOCUSED_SECONDS: Final = 60.0
BACKGROUND_SECONDS: Final = 600.0
LEAST_FACTOR: Final = 0.7
MOST_FACTOR: Final = 1.3
GAP_SECONDS: Final = (1.0, 20.0)
"""Between two polls of which the second is late: what piled up does not go out in one burst."""

K = TypeVar("K")


class Attention(StrEnum):
    """Whether somebody looks at what a context brings."""

    FOCUSED = "focused"
    BACKGROUND = "background"


def next_poll(kind: Attention, rand: Random) -> float:
    """Seconds from one poll of a context to its next."""
    base = FOCUSED_SECONDS if kind is Attention.FOCUSED else BACKGROUND_SECONDS
    return base * rand.uniform(LEAST_FACTOR, MOST_FACTOR)


class Schedule(Generic[K]):
    """The next poll of each of many contexts.

    Times are seconds of one steady clock. Whoever begins or returns late asks for none of them at once, and no
    context's times follow from another's.
    """

    def __init__(self, rand: Random) -> None:
        self._rand = rand
        self._due: dict[K, tuple[float, Attention]] = {}

    def keep(self, wanted: Mapping[K, Attention], now: float) -> None:
        """Take in what is new, at a random moment of its first interval, and drop what is not wanted any more.

        What comes into focus is asked for within a focused interval; what leaves it waits as anything behind does.
        """
        self._due = {key: known for key, known in self._due.items() if key in wanted}
        for key, kind in wanted.items():
            at, before = self._due.get(key, (now + next_poll(kind, self._rand) * self._rand.random(), kind))
            if kind is not before:
                again = now + next_poll(kind, self._rand)
                at = min(at, again) if kind is Attention.FOCUSED else again
            self._due[key] = (at, kind)

    def asked(self, key: K, now: float) -> None:
        """It was asked for now, or tried to: draw its next time."""
        if key in self._due:
            kind = self._due[key][1]
            self._due[key] = (now + next_poll(kind, self._rand), kind)

    def next(self, now: float) -> tuple[float, K] | None:
        """Seconds to wait, and for what then; None where there is nothing."""
        if not self._due:
            return None
        key = min(self._due, key=lambda one: self._due[one][0])
        wait = self._due[key][0] - now
        return (wait if wait > 0 else self._rand.uniform(*GAP_SECONDS)), key
