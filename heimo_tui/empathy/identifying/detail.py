"""One detail that may identify somebody, and what sort of thing it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from heimo_tui.empathy.findings import Slots


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail at [start, end) of its paragraph.

    `aspect` is what it tells about a person ("age", "place", …; "" where it counts for no combination); `alone` is
    whether it is worth saying by itself. `slots` may offer a coarser word for the alternative.
    """

    code: str
    start: int
    end: int
    aspect: str
    alone: bool = True
    slots: Slots = ()


ASPECTS: Mapping[str, str] = MappingProxyType(
    {
        "age": "aspect.age",
        "place": "aspect.place",
        "job": "aspect.job",
        "employer": "aspect.employer",
        "school": "aspect.school",
        "family": "aspect.family",
        "relative": "aspect.family",
        "origin": "aspect.origin",
        "body": "aspect.body",
        "pastime": "aspect.pastime",
        "event": "aspect.event",
        "date": "aspect.date",
        "name": "aspect.name",
    }
)
"""Aspects of a person that identify together, and the message that names each."""
