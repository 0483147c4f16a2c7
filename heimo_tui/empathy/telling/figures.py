"""How often the check is right when it says something, as it was measured: for "why am I told this?"."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from heimo_tui.empathy.findings import Tier

RECORD: Final = Path(__file__).resolve().parent / "figures.json"
"""Written by `python -m benchmarks.check.all`."""

_RULES: Final = "rules"
_SCALED: Final = 50
"""From so many texts on a figure is told as if there were a hundred; below, as it was counted."""


class About(StrEnum):
    """What a figure speaks of."""

    CARRIES = "carries"
    HURTS = "hurts"
    ADVICE = "advice"
    IDENTIFIES = "identifies"


_SENTENCES: Final[Mapping[About, str]] = MappingProxyType(
    {
        About.CARRIES: (
            "Of {of} replies that show this it notices {found}; of {among} that don't, it wrongly says it of {wrong}."
        ),
        About.HURTS: (
            "Of {among} kind replies it wrongly says this about {wrong}; of {of} that hurt it notices {found}."
        ),
        About.ADVICE: (
            "Of {of} sentences with advice it notices {found}; of {among} without, it wrongly flags {wrong}."
        ),
        About.IDENTIFIES: (
            "Of {of} such details it finds {found}; of {among} texts that give nothing away it flags {wrong}."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One code: `found` of `of` texts that have it, said `wrongly` of `among` that have not.

    `tier` is the reader at work, None for rules alone; `data` names the texts, `date` (ISO 8601) the day.
    """

    code: str
    tier: Tier | None
    about: About
    found: int
    of: int
    wrongly: int
    among: int
    data: str
    date: str

    @property
    def sentence(self) -> str:
        """The figure in plain English."""
        found, of = _told(self.found, self.of)
        wrong, among = _told(self.wrongly, self.among)
        return _SENTENCES[self.about].format(found=found, of=of, wrong=wrong, among=among)


@dataclass(frozen=True, slots=True)
class Record:
    """All figures by code and tier, and which weights were measured: the digest of each reader by its name."""

    digests: Mapping[str, str]
    figures: Mapping[tuple[str, Tier | None], Figure]


def figures_for(code: str, tier: Tier | None) -> Figure | None:
    """Return how often a finding of this code is right; `tier` is the reader that saw it, None for a rule."""
    return read(RECORD).figures.get((code, tier))


@lru_cache(maxsize=4)
def read(file: Path) -> Record:
    """Read a record; raises OSError or ValueError where there is none."""
    written = json.loads(file.read_text(encoding="utf-8"))
    figures = [_figure(row) for row in written["figures"]]
    return Record(written["digests"], {(figure.code, figure.tier): figure for figure in figures})


def _figure(row: Mapping[str, object]) -> Figure:
    found, of, wrongly, among = (int(str(row[name])) for name in ("found", "of", "wrongly", "among"))
    tier = None if row["tier"] == _RULES else Tier(str(row["tier"]))
    about = About(str(row["about"]))
    return Figure(str(row["code"]), tier, about, found, of, wrongly, among, str(row["data"]), str(row["date"]))


def _told(count: int, of: int) -> tuple[str, str]:
    if of < _SCALED:
        return str(count), str(of)
    share = 100 * count / of
    return ("fewer than 1" if 0 < share < 0.5 else f"{share:.0f}"), "100"
