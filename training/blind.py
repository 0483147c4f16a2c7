"""Reads what may be read of the blind sets: the halves that are for development."""

import csv
from pathlib import Path


def kindness(folder: Path) -> dict[str, list[str]]:
    """Return the texts for development of the blind sets, by their kind; the others are never read."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("kindness*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["part"] == "dev":
                    found.setdefault(row["kind"], []).append(row["text"])
    return found
