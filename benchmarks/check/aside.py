"""`python -m benchmarks.check.aside --data FOLDER --out FOLDER`: part data, to measure a reader on unseen rows.

What is shipped learns from every row that may be learned from, so no such row can measure it. Train the same recipe on
OUT/learn, and measure that sister: `python -m benchmarks.check.all --data OUT/measure --weights SISTERS`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks.check.rows import MeasureError

EVERY: Final = 10
"""One text in so many is kept aside where the file itself names no part for development."""

LEARN, MEASURE = "learn", "measure"


def is_aside(row: Mapping[str, str]) -> bool:
    """Whether a row is for measuring: its split says so, or else its text alone decides."""
    if "split" in row:
        return row["split"] != "train"
    digest = hashlib.sha256("\0".join(row.values() if "text" not in row else [row["text"]]).encode()).digest()
    return digest[0] % EVERY == 0


def part(folder: Path, out: Path) -> list[tuple[str, int, int]]:
    """Write both halves of each CSV file; return its name and how many rows went into each. Raises MeasureError."""
    if not folder.is_dir():
        raise MeasureError(f"{folder} is no folder.")
    told = []
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        halves: dict[str, list[dict[str, str]]] = {LEARN: [], MEASURE: []}
        for row in rows:
            halves[MEASURE if is_aside(row) else LEARN].append(row)
        for half, kept in halves.items():
            (out / half).mkdir(parents=True, exist_ok=True)
            with (out / half / file.name).open("w", encoding="utf-8", newline="") as written:
                writer = csv.DictWriter(written, list(rows[0]) if rows else [])
                writer.writeheader()
                writer.writerows(kept)
        told.append((file.name, len(halves[LEARN]), len(halves[MEASURE])))
    return told


def main(arguments: list[str] | None = None) -> int:
    """Part the files; exit 2 where the folder is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check.aside", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="CSV files that may be learned from")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where learn/ and measure/ go")
    given = parser.parse_args(arguments)
    try:
        for name, learned, measured in part(given.data, given.out):
            print(f"{name}: {learned:,} to learn from, {measured:,} to measure on")
    except MeasureError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
