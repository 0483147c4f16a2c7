"""Runs one task, and knows which there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks.check.figures import Figure, Result
from benchmarks.check.readers import Checker
from benchmarks.check.rows import Part, Table, read
from benchmarks.check.tasks import advice, empathy, fairness, hostility, identity, language, pain, speed

_ON_TEXTS: Final[Mapping[str, Callable[[Table, Checker], Iterator[Figure]]]] = {
    "empathy": empathy.measure,
    "hostility": hostility.measure,
    "advice": advice.measure,
    "pain": pain.measure,
    "identity": identity.measure,
    "language": language.measure,
}

TASKS: Final = (*_ON_TEXTS, "fairness", "speed")
"""By name; the last two bring their own texts."""


_LEARNED: Final = "These rows were given for training: a reader that learned from them looks better here than it is."
_SISTER: Final = "This reader has other weights than the shipped one: it was trained without these rows."


def run(task: str, file: Path | None, checker: Checker, part: Part | None = None, limit: int | None = None) -> Result:
    """Measure one task; raises MeasureError where the file does not fit."""
    today = datetime.now(UTC).date().isoformat()
    notes: list[str] = []
    learned = False
    if task == "speed":
        name, rows, figures = "texts of its own", "all", list(speed.measure(checker))
    elif task == "fairness":
        folder = file or fairness.FOLDER
        name, rows, figures = folder.name, "all rows", list(fairness.measure(folder, checker))
    else:
        assert file is not None, "the command asks for it"
        table = read(file, part, limit)
        # the reader without EPITOME is the one that can be measured on it
        may_have = checker.tier not in ("rules", "own") and checker.shipped
        learned = may_have and any(row.get("split") in ("train", "dev") for row in table.rows)
        name, rows, figures = table.name, f"{len(table.rows):,}: {table.part}", list(_ON_TEXTS[task](table, checker))
        if table.left_out:
            notes.append(f"{table.left_out:,} rows of the file were not read.")
    notes += [_LEARNED] * learned + [_SISTER] * (not checker.shipped)
    return Result(task, name, rows, checker.tier, checker.digest, today, figures, notes, learned, checker.shipped)
