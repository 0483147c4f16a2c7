"""Trains a tier: ``python -m training --data FOLDER [--only default|deep] [--out FOLDER]``."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "training" / "corpus"
BLIND = ROOT / "benchmarks" / "blind" / "kindness.csv"
WEIGHTS = ROOT / "heimo_tui" / "empathy" / "weights"


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data, see training/README.md")
    parser.add_argument("--only", choices=("default", "deep"), help="train this tier alone")
    parser.add_argument("--out", type=Path, help="folder to write to instead of where the program reads weights")
    given = parser.parse_args()
    # one thread: sums in another order would be other weights
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    if given.only != "deep":
        from training.default.build import Size, build  # noqa: PLC0415 (after the threads are set)

        build(given.data, CORPUS, BLIND, given.out or WEIGHTS, Size())
    if given.only != "default":
        raise SystemExit("the deep tier has its own command, see training/deep")


if __name__ == "__main__":
    main()
