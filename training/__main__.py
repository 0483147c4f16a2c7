"""Trains the tiers: ``python -m training --data FOLDER [--only default|deep] [--out FOLDER] [--base FOLDER]``."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "training" / "corpus"
BLIND = ROOT / "benchmarks" / "blind"
WEIGHTS = ROOT / "heimo_tui" / "empathy" / "weights"
DEEP_WEIGHTS = ROOT / "deep" / "heimo_deep" / "weights"


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data, see training/README.md")
    parser.add_argument("--only", choices=("default", "deep"), help="train this tier alone")
    parser.add_argument("--out", type=Path, help="folder to write to instead of where the program reads weights")
    parser.add_argument("--base", type=Path, help="folder of the base encoder; the deep tier is not trained without")
    given = parser.parse_args(arguments)
    if given.only == "deep" and not given.base:
        parser.error("the deep tier needs --base, see deep/README.md")
    if given.only != "deep":
        _train_default(given.data, given.out or WEIGHTS)
    if given.base and given.only != "default":
        command = [sys.executable, "-m", "training.deep", "--data", given.data, "--base", given.base]
        subprocess.run([*map(str, command), "--out", str(given.out or DEEP_WEIGHTS)], check=True)  # noqa: S603 - its own module


def _train_default(data: Path, out: Path) -> None:
    # one thread: sums in another order would be other weights
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from training.default.build import build  # noqa: PLC0415 (numpy must see the threads)
    from training.default.files import Size  # noqa: PLC0415 (see above)

    build(data, CORPUS, BLIND, out, Size())


if __name__ == "__main__":
    main()
