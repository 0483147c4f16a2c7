"""Small worlds to draw from: few keys, hours and circles, so that what is drawn meets what is there."""

import hashlib
import random
from collections.abc import Iterable
from typing import TypeVar

from benchmarks.durability.model.rows import Rows
from heimo_protocol.circles import CircleSettings

T = TypeVar("T")

HOURS = 8
"""Hours and days are from 0 up to this."""


class Pick:
    """Draws things that fit `rows`, the same ones again from the same seed."""

    def __init__(self, seed: int, rows: Rows) -> None:
        self._dice = random.Random(seed)
        self.rows = rows

    def number(self, below: int) -> int:
        """A number from 0 up to, but without, this one."""
        return self._dice.randrange(below)

    def chance(self, one_in: int) -> bool:
        """True once in so many times."""
        return self.number(one_in) == one_in - 1

    def one(self, things: Iterable[T]) -> T | None:
        """One of these, None where there are none."""
        all_of_them = list(things)
        return all_of_them[self.number(len(all_of_them))] if all_of_them else None

    def surely(self, *things: T) -> T:
        """One of these."""
        return things[self.number(len(things))]

    def key(self, what: str, size: int = 32, among: int = 5) -> bytes:
        """One of a few keys of a kind, that are as random as real ones."""
        return hashlib.sha256(f"{what} {self.number(among)}".encode()).digest()[:size]

    def blob(self, most: int = 200) -> bytes:
        """Some bytes that are no key."""
        return hashlib.sha256(f"{self.number(10**4)}".encode()).digest()[:1] * (1 + self.number(most))

    def hour(self) -> int:
        """An hour, or a day."""
        return self.number(HOURS)

    def circle(self) -> bytes | None:
        """A circle that is there."""
        return self.one(self.rows.circles)

    def name(self) -> bytes | None:
        """A name that is there."""
        return self.one(self.rows.names)

    def event(self, circle: bytes) -> bytes:
        """An event of this circle, or one that is nowhere."""
        found = self.one(row.event_id for row in self.rows.events.values() if row.circle == circle)
        return found if found is not None and not self.chance(6) else self.key("no event", 16)

    def settings(self) -> CircleSettings:
        """Settings of a circle."""
        return CircleSettings(name=f"Circle {self.number(20)}", hold_first=self.chance(2))
