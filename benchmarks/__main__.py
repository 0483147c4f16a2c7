"""`python -m benchmarks [NAME ...]`: measure, and print every figure beside what it is judged by."""

import argparse
import sys

from benchmarks.catalogue import BENCHMARKS
from benchmarks.measure import here, table


def main() -> int:
    """Run all benchmarks, or those that were named; exit 1 where a limit is passed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    names = parser.parse_args().names or list(BENCHMARKS)
    for name in names:
        if name not in BENCHMARKS:
            parser.error(f"there is no benchmark called {name}; there are: {', '.join(BENCHMARKS)}")
    print(here(), flush=True)
    over = 0
    for name in names:
        figures = BENCHMARKS[name].run()
        over += sum(figure.over for figure in figures)
        print("\n" + table(BENCHMARKS[name], figures), flush=True)
    print(f"{over} over their limit" if over else "every limit was kept")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
