"""Reads the own sets."""

from __future__ import annotations

import csv
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = ("fi", "pt", "es")
Row = dict[str, str]


def rows(language: str, part: str) -> list[Row]:
    """Return the rows of one half of a language's set."""
    with (HERE / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["part"] == part]


def translated() -> list[Row]:
    """Return the translated rows: columns text, kind, sort, lang and sample."""
    with (HERE / "translated.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
