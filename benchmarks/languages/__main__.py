"""Print how well the rules of the check read Finnish, Portuguese and Spanish: `python -m benchmarks.languages`.

`--part dev` is the default and `--part held` prints the figures of the other half, never its rows; `--misses` lists the
rows of `dev` that came out wrong.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence

from benchmarks.languages.sets import LANGUAGES, Row, rows, translated
from heimo_tui.empathy.check import check
from heimo_tui.empathy.findings import Kind, Voice

MECHANISMS = {
    "er": frozenset({"emotional_reaction"}),
    "ip": frozenset({"interpretation", "been_there"}),
    "ex": frozenset({"exploration"}),
}


def is_flagged(row: Row, kind: Kind = "reply") -> bool:
    """Whether the check asks to look again at a text, in a thread that states no need or the one it is written for."""
    report = check(row["text"], kind=kind, need="ideas" if row["sort"] == "asked_advice" else None)
    return bool(report.of(Voice.LOOK_AGAIN)) or any(found.holdable for found in report.findings)


def shows(row: Row, mechanism: str) -> bool:
    """Whether the check sees the mechanism in a reply."""
    codes = {found.code for found in check(row["text"], kind="reply", need=None).findings}
    return not codes.isdisjoint(MECHANISMS[mechanism])


def macro_f1(pairs: Iterable[tuple[bool, bool]]) -> float:
    """Return the mean of the F1 of "there" and of "not there" of (said, true) pairs."""
    told = list(pairs)

    def f1(of: bool) -> float:
        hits = sum(said is of and true is of for said, true in told)
        wrong = sum(said is not true for said, true in told)
        return 2 * hits / (2 * hits + wrong) if hits or wrong else 1.0

    return (f1(True) + f1(False)) / 2


def figures(language: str, part: str) -> Iterator[str]:
    """Yield the lines of one language."""
    read = rows(language, part)

    def share(name: str, wanted: Sequence[str], flagged: Callable[[Row], bool]) -> str:
        among = [row for row in read if row["kind"] in wanted]
        hits = sum(map(flagged, among))
        return f"{language}  {name:34}{hits:4} of {len(among):3}{100 * hits / len(among):8.1f} %"

    yield share("pain flagged, as a post", ["pain"], lambda row: is_flagged(row, "post"))
    yield share("pain flagged, as a reply", ["pain"], is_flagged)
    yield share("hostile caught", ["hostile"], is_flagged)
    yield share("dismissive caught", ["dismissive"], is_flagged)
    yield share("good replies flagged", ["good"], is_flagged)
    good = [row for row in read if row["kind"] == "good"]
    each = [macro_f1((shows(row, name), row[name] == "1") for row in good) for name in MECHANISMS]
    parts = "  ".join(f"{name} {value:.2f}" for name, value in zip(MECHANISMS, each, strict=True))
    yield f"{language}  {'mechanisms there or not, macro-F1':34}{sum(each) / len(each):10.2f}   ({parts})"


def misses(language: str) -> Iterator[str]:
    """Yield the rows of `dev` that came out wrong."""
    for row in rows(language, "dev"):
        if is_flagged(row) is not (row["kind"] in ("hostile", "dismissive")):
            yield f"{language}  {row['kind']:10} {row['sort']:16} {row['text']}"
        if row["kind"] == "good":
            for name in MECHANISMS:
                if shows(row, name) is not (row[name] == "1"):
                    yield f"{language}  {name} should be {row[name]}             {row['text']}"


def translated_figures(language: str) -> Iterator[str]:
    """Yield the lines of what was translated from another author's English."""
    for number in ("1", "2"):
        read = [row for row in translated() if row["lang"] == language and row["sample"] == number]
        for kind in sorted({row["kind"] for row in read}):
            among = [row for row in read if row["kind"] == kind]
            hits = sum(map(is_flagged, among))
            yield f"{language}  {f'sample {number}: {kind} flagged':34}{hits:4} of {len(among):3}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.languages", description=__doc__)
    parser.add_argument("--part", choices=("dev", "held"), default="dev")
    parser.add_argument("--translated", action="store_true", help="the translated samples instead")
    parser.add_argument("--misses", action="store_true", help="list the rows of dev that came out wrong")
    given = parser.parse_args()
    for language in LANGUAGES:
        for line in translated_figures(language) if given.translated else figures(language, given.part):
            print(line)
        if given.misses and given.part == "dev":
            print("\n".join(misses(language)))


if __name__ == "__main__":
    main()
