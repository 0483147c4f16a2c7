"""`python -m benchmarks.check --task TASK --data FILE.csv`: how often the check is right, beside other ways to tell.

Texts are read, counted and never shown. Exit code 2 where the file or the reader is not what the task needs.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.check import all as everything
from benchmarks.check.figures import as_json, printed
from benchmarks.check.published import PUBLISHED
from benchmarks.check.readers import TIERS, checker
from benchmarks.check.rows import MeasureError
from benchmarks.check.tasks.run import TASKS, run


def main(arguments: list[str] | None = None) -> int:
    """Print the figures of one task, or of all of them on a folder."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check", description=__doc__)
    parser.add_argument("--task", required=True, choices=(*TASKS, "all"))
    parser.add_argument("--data", type=Path, metavar="FILE", help="a CSV file with a head row; for all, a folder")
    parser.add_argument("--tier", choices=TIERS, default="default", help="which reader (default: default)")
    parser.add_argument("--weights", type=Path, metavar="FOLDER", help="weights to read with instead of the shipped")
    parser.add_argument(
        "--part", choices=("dev", "test", "held", "train"), help="rows held back are read with held only"
    )
    parser.add_argument("--limit", type=int, metavar="N", help="that many rows, drawn by lot, always the same")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    given = parser.parse_args(arguments)
    if given.data is None and given.task not in ("fairness", "speed"):
        parser.error(f"--task {given.task} needs --data")
    try:
        if given.task == "all":
            return everything.write(given.data, given.part == "held", given.weights, given.limit)
        result = run(given.task, given.data, checker(given.tier, given.weights), given.part, given.limit)
    except MeasureError as error:
        print(error, file=sys.stderr)
        return 2
    print(as_json([result]) if given.json else printed(result, PUBLISHED[given.task]), end="\n" if given.json else "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
