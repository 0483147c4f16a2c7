"""What goes into a file of weights, and writing it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from heimo_tui.empathy.model import features, tables


@dataclass(frozen=True)
class File:
    """Groups of models, stacks, thresholds, and figures on texts that the models had not seen."""

    groups: dict[str, tables.Packed] = field(default_factory=dict)
    stacks: dict[str, Any] = field(default_factory=dict)
    thresholds: dict[str, float] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)

    def with_all_of(self, other: File) -> File:
        """Put together what goes into one file."""
        return File(
            self.groups | other.groups,
            self.stacks | other.stacks,
            self.thresholds | other.thresholds,
            self.figures | other.figures,
        )

    def write(self, path: Path, about: str) -> None:
        """Write it."""
        header = {
            "about": about,
            "features": features.VERSION,
            "stacks": self.stacks,
            "thresholds": self.thresholds,
            "figures": self.figures,
        }
        tables.write(path, header, self.groups)


@dataclass(frozen=True)
class Size:
    """How large to build, for quick trials; what is shipped has the values given here."""

    folds: int = 5
    """Of cross-validation; below 2 leaves out what only chooses thresholds."""
    every: int = 1
    """Take each so many-th public text."""
    bits: int = 18
    """The largest table."""
