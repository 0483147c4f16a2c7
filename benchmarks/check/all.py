"""`python -m benchmarks.check.all --data FOLDER`: every figure, by every reader that is here.

Writes the figures that the panel shows, and docs/check.md between its marks. Only `--held` opens the halves held back.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.check import record
from benchmarks.check.figures import Result, printed
from benchmarks.check.published import PUBLISHED
from benchmarks.check.readers import Checker, checker
from benchmarks.check.rows import MeasureError, Part, header
from benchmarks.check.tasks.run import run

_HERE = Path(__file__).resolve().parents[1]
OWN_SETS = (_HERE / "blind", _HERE / "languages")
"""Folders of the sets that were written for this project."""


def tasks_of(columns: frozenset[str], language: bool = False) -> tuple[str, ...]:
    """Return which tasks a file with these columns is for, if any; `language` where it is one in another language."""
    if {"seeker_post", "response_post"} <= columns:
        return ("empathy", "hostility") if {"ER", "IP", "EX"} <= columns else ("hostility",)
    if {"Sentence", "DS_Label", "Majority_label"} <= columns:
        return ("advice",)
    for task, needs in (
        ("identity", {"text", "words", "codes"}),
        ("language" if language else "pain", {"text", "kind", "sort"}),
        ("language", {"text", "insult"}),
        ("hostility", {"text"}),
    ):
        if needs <= columns:
            return (task,)
    return ()


def measure(folder: Path, held: bool, sisters: Path | None = None, limit: int | None = None) -> Iterator[Result]:
    """Yield the result of every task on every file by every reader; raises MeasureError without a folder.

    `sisters` holds default/ and deep/: weights that were trained without the rows for development. They read the files
    of the folder, which a reader without a sister does not read then; the own sets, which nobody learned from, are read
    by the shipped weights.
    """
    if not folder.is_dir():
        raise MeasureError(f"{folder} is no folder.")
    for each in _checkers():
        sister = _sister(each, sisters)
        for file, part in _files(folder, held):
            for task in tasks_of(header(file), language=file.parent.name == "languages"):
                if each.tier == "own" and task != "empathy":
                    continue
                if file.parent != folder:
                    yield run(task, file, each, part, limit)
                elif sister is not None:
                    yield run(task, file, sister, part, limit)
        if each.tier != "own":
            yield run("fairness", None, each)
            yield run("speed", None, each)


def write(folder: Path, held: bool, sisters: Path | None = None, limit: int | None = None) -> int:
    """Measure everything, print it as it comes, and write it down; with a `limit` nothing is written."""
    results = []
    for result in measure(folder, held, sisters, limit):
        print(printed(result, PUBLISHED[result.task]), flush=True)
        results.append(result)
    if limit is not None:
        print("Nothing was written: these are not all the rows.")
        return 0
    record.write_record(results)
    if not record.write_docs(results):
        print(record.lines(results))
        print(f"{record.DOCS.name} has no marks for this block.", file=sys.stderr)
    return 0


def _sister(shipped: Checker, sisters: Path | None) -> Checker | None:
    # the mechanisms of "own" never saw the rows that it is measured on
    if sisters is None or shipped.tier in ("rules", "own"):
        return shipped
    folder = sisters / shipped.tier
    return checker(shipped.tier, folder) if folder.is_dir() else None


def _checkers() -> Iterator[Checker]:
    for tier in record.TITLES:
        try:
            yield checker(tier)
        except MeasureError as error:
            print(error, file=sys.stderr)


def _files(folder: Path, held: bool) -> Iterator[tuple[Path, Part | None]]:
    for file in sorted(folder.glob("*.csv")):
        yield file, None
    for own in OWN_SETS:
        for file in sorted(own.glob("*.csv")):
            yield file, "held" if held else "dev"


def main(arguments: list[str] | None = None) -> int:
    """Measure everything; exit 2 where the folder is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check.all", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="CSV files, told by their columns")
    sisters = "default/ and deep/: weights trained without the rows for development, to read FOLDER's files with"
    parser.add_argument("--weights", type=Path, metavar="FOLDER", help=sisters)
    parser.add_argument("--held", action="store_true", help="open the halves of the own sets that are held back")
    parser.add_argument("--limit", type=int, metavar="N", help="that many rows of each file, and nothing is written")
    given = parser.parse_args(arguments)
    try:
        return write(given.data, given.held, given.weights, given.limit)
    except MeasureError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
