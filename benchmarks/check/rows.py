"""Reads labelled texts from CSV, and keeps rows that are held back out of reach unless somebody asks for them."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

Part = Literal["dev", "test", "held", "train"]

SEED: Final = 20261123
"""Of everything here that is drawn by lot."""

_MARKS = ("part", "split")
"""Columns that say which part a row belongs to."""

_DELIMITERS = {".tsv": "\t"}


class MeasureError(Exception):
    """Something that whoever measures can mend; its text is one line for them."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one file by column name, and in words which of them they are.

    `left_out` counts rows of the file that were not read.
    """

    name: str
    rows: tuple[dict[str, str], ...]
    part: str
    left_out: int

    @property
    def columns(self) -> frozenset[str]:
        """The names of the columns; none where there is no row."""
        return frozenset(self.rows[0]) if self.rows else frozenset()

    def require(self, *columns: str) -> None:
        """Raise MeasureError where a column is missing."""
        missing = [name for name in columns if name not in self.columns]
        if missing:
            raise MeasureError(f"{self.name} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}.")

    def groups(self, *columns: str) -> Sequence[str]:
        """Return what belongs together in each row: the first of `columns` that there is, or each row alone."""
        for name in columns:
            if name in self.columns:
                return [row[name] for row in self.rows]
        return [str(number) for number in range(len(self.rows))]


def read(file: Path, part: Part | None = None, limit: int | None = None) -> Table:
    """Read a UTF-8 CSV file with a head row.

    Where the file marks its rows, `part` chooses: without it, rows for development, or, if there are none, those that
    are neither held back nor for training; "held" is the only way to rows marked held. Where it marks none, all are
    read. `limit` draws that many by lot, always the same. Raises MeasureError where nothing can be read.
    """
    rows = _all(file)
    mark = next((name for name in _MARKS if rows and name in rows[0]), None)
    kept = rows if mark is None else _chosen(rows, mark, part)
    if not kept:
        hint = "." if part else " but what is held back or for training: --part reads it."
        raise MeasureError(f"{file.name} has no row{f' marked {part}' if part else ''}{hint}")
    told = "all rows" if mark is None else "rows " + ", ".join(sorted({row[mark] for row in kept}))
    if limit is not None and limit < len(kept):
        kept = random.Random(SEED).sample(kept, limit)
        told += f", {limit} of them drawn by lot"
    return Table(file.name, tuple(kept), told, len(rows) - len(kept))


def number(row: Mapping[str, str], column: str) -> float:
    """Return what stands in a column as a number; raises MeasureError where it is none."""
    try:
        return float(row[column])
    except ValueError as error:
        raise MeasureError(f"the column {column} holds {row[column][:20]!r}, which is no number.") from error


def header(file: Path) -> frozenset[str]:
    """Return the columns of a file without reading a row; none where it cannot be read."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            return frozenset(next(csv.reader(lines, delimiter=_delimiter(file)), ()))
    except (OSError, UnicodeDecodeError, csv.Error):
        return frozenset()


def _all(file: Path) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines, delimiter=_delimiter(file))
            return [{name: value or "" for name, value in row.items() if name is not None} for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise MeasureError(f"{file} cannot be read as a table: {error.__class__.__name__}.") from error


def _chosen(rows: Iterable[dict[str, str]], mark: str, part: Part | None) -> list[dict[str, str]]:
    by_part: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_part.setdefault(row[mark], []).append(row)
    if part:
        return by_part.get(part, [])
    rest = [row for name, found in by_part.items() if name not in ("held", "train") for row in found]
    return by_part.get("dev", []) or rest


def _delimiter(file: Path) -> str:
    return _DELIMITERS.get(file.suffix, ",")
