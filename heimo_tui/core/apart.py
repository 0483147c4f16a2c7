"""Whom a reader does not want to meet."""

from __future__ import annotations

from dataclasses import dataclass

from heimo_tui.core.views import Distance, NameView


@dataclass(frozen=True, slots=True)
class ApartView:
    """A name that is kept away in a circle; `distance` is None where it only may not ask for contact."""

    circle: bytes
    circle_name: str
    name: NameView
    distance: Distance | None
