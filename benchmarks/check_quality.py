"""Measures what the check finds and what it wrongly flags on labelled texts, beside the majority and a word list.

Run: python -m benchmarks.check_quality --data FOLDER [--json]. The folder holds five CSV files that are not part of
this project (`FILES`); their texts are read, counted and never shown. Exit code 2 if one is missing.
"""

import argparse
import csv
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from pathlib import Path

from benchmarks import check_keywords as keywords
from heimo_tui.empathy.check import check
from heimo_tui.empathy.findings import Kind, Need

FILES = {
    "epitome": "epitome_reddit_train_dev.csv",
    "toxicity": "toxicity_train_dev.csv",
    "calm": "calm_negatives.csv",
    "advice": "advice_train_dev.csv",
    "told": "pt_told_br.csv",
}
"""Which file holds which set; every one is UTF-8 with a head row."""

HOSTILE = frozenset({"insult", "slur", "hostile_order", "contempt"})
HURTING = HOSTILE | {"judging", "blaming", "encourages_harm"}
UNASKED = frozenset({"advice", "suggestion"})
LOOK_AGAIN = HOSTILE | UNASKED | {"judging", "blaming", "dismissing", "comparing"}

_YOU = re.compile(r"\b(?:you|your|yours|yourself|you're|youre|u|ur)\b", re.IGNORECASE)
_Z = 1.96  # 95 %

Rows = Sequence[dict[str, str]]
Reads = Callable[[str], bool]
"""Whether a reader says something about a text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: over `texts` texts, by the check, by always saying the commonest, and by a word list.

    A figure in "%" is the share that is flagged; one in "F1" or "AUC" is from 0 to 1. `low` and `high` are the 95 %
    interval of `check` (Wilson's score interval) where it is a share.
    """

    what: str
    texts: int
    unit: str
    check: float
    majority: float
    word_list: float
    low: float | None = None
    high: float | None = None


def codes(text: str, kind: Kind = "reply", need: Need | None = None) -> frozenset[str]:
    """Return the codes of all findings in one text."""
    return frozenset(found.code for found in check(text, kind=kind, need=need).findings)


def says(wanted: frozenset[str], kind: Kind = "reply", need: Need | None = None) -> Reads:
    """Return the reader that is the check, asked for any of these codes."""
    return lambda text: not wanted.isdisjoint(codes(text, kind, need))


def holds(*lists: re.Pattern[str]) -> Reads:
    """Return the reader that is a word list, or several together."""
    return lambda text: any(words.search(text) for words in lists)


def share(what: str, texts: Sequence[str], ours: Reads, words: Reads) -> Line:
    """Return which part of the texts is flagged; the majority, who flags nothing, has 0."""
    found, count = sum(map(ours, texts)), len(texts)
    low, high = interval(found, count)
    listed = sum(map(words, texts))
    return Line(what, count, "%", 100 * found / count, 0.0, 100 * listed / count, 100 * low, 100 * high)


def interval(found: int, count: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share."""
    part = found / count
    middle = (part + _Z**2 / (2 * count)) / (1 + _Z**2 / count)
    half = _Z / (1 + _Z**2 / count) * sqrt(part * (1 - part) / count + _Z**2 / (4 * count**2))
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often a reader was right: true and false positives, false and true negatives."""

    tp: int
    fp: int
    fn: int
    tn: int

    @classmethod
    def of(cls, said: Sequence[bool], labels: Sequence[bool]) -> "Confusion":
        """Count what was said beside what people say."""
        pairs = list(zip(said, labels, strict=True))
        return cls(*(pairs.count(pair) for pair in ((True, True), (True, False), (False, True), (False, False))))

    @property
    def precision(self) -> float:
        """Which part of what was said is right."""
        return _part(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        """Which part of what is there was said."""
        return _part(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float:
        """F1 of the class that is looked for."""
        return _part(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    @property
    def macro_f1(self) -> float:
        """The mean of both classes' F1."""
        return (self.f1 + _part(2 * self.tn, 2 * self.tn + self.fp + self.fn)) / 2

    @property
    def auc(self) -> float:
        """The area under the ROC curve of a reader that knows only yes and no."""
        return (1 + self.recall - _part(self.fp, self.fp + self.tn)) / 2


def _part(some: int, of: int) -> float:
    return some / of if of else 0.0


def scores(what: str, texts: Sequence[str], labels: Sequence[bool], ours: Reads, words: Reads) -> Iterator[Line]:
    """Yield F1 of the class, F1 of both classes, precision and recall."""
    commonest = sum(labels) * 2 > len(labels)
    said = [Confusion.of([ours(text) for text in texts], labels)]
    said.append(Confusion.of([commonest] * len(texts), labels))
    said.append(Confusion.of([words(text) for text in texts], labels))
    for name in ("f1", "macro_f1", "precision", "recall"):
        figures = (float(getattr(one, name)) for one in said)
        yield Line(f"{what}: {name.replace('_f1', '-F1').replace('f1', 'F1')}", len(texts), "F1", *figures)


def measure(folder: Path) -> Iterator[Line]:
    """Yield every figure; raises OSError where a file is missing."""
    sets = {name: read(folder / file) for name, file in FILES.items()}
    yield from _conversations(sets["epitome"])
    yield from _hostility(sets["toxicity"], [row["text"] for row in sets["calm"]])
    yield from _portuguese(sets["told"])
    for forum in sorted({row["sub"] for row in sets["advice"]}):
        rows = [row for row in sets["advice"] if row["sub"] == forum]
        labels = [row["Majority_label"] == "1" for row in rows]
        texts = [row["Sentence"] for row in rows]
        reads = says(UNASKED, need="listen"), holds(keywords.ADVICE)
        yield from scores(f"advice on {forum}", texts, labels, *reads)
    yield from _mechanisms(sets["epitome"])


def read(file: Path) -> Rows:
    """Return the rows of one CSV file; raises OSError where it cannot be read."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _conversations(rows: Rows) -> Iterator[Line]:
    posts = list(dict.fromkeys(row["seeker_post"] for row in rows))
    replies = [row["response_post"] for row in rows]
    hostile, all_lists = holds(keywords.HOSTILE), holds(keywords.HOSTILE, keywords.DISMISSING)
    yield share("posts in distress, as posts: any look again", posts, says(LOOK_AGAIN, "post"), all_lists)
    yield share("the same as replies: hostile", posts, says(HOSTILE), hostile)
    yield share("posts, as posts: danger_self", posts, says(frozenset({"danger_self"}), "post"), holds(keywords.DANGER))
    harm = frozenset({"encourages_harm"})
    yield share("posts, as posts: encourages_harm", posts, says(harm, "post"), holds(keywords.HARM))
    yield share("posts, as replies: encourages_harm", posts, says(harm), holds(keywords.HARM))
    yield share("helpers' replies: encourages_harm", replies, says(harm), holds(keywords.HARM))
    yield share("helpers' replies: hostile", replies, says(HOSTILE), hostile)
    needs: tuple[tuple[str, Need | None], ...] = (
        ("ideas welcome", "ideas"),
        ("no need stated", None),
        ("just listen", "listen"),
        ("ask me", "ask"),
    )
    for name, need in needs:
        words = all_lists if need == "ideas" else holds(keywords.HOSTILE, keywords.DISMISSING, keywords.ADVICE)
        yield share(f"helpers' replies, {name}: any look again", replies, says(LOOK_AGAIN, need=need), words)
    dismissing = says(frozenset({"dismissing"}), need="ideas")
    yield share("helpers' replies, ideas welcome: dismissing", replies, dismissing, holds(keywords.DISMISSING))


def _hostility(rows: Rows, calm: Sequence[str]) -> Iterator[Line]:
    hostile, ours, words = says(HOSTILE), says(HURTING), holds(keywords.HOSTILE, keywords.HARM)
    everyday = [row["text"] for row in rows if row["source"] == "goemotions_nonhostile"]
    toxic = [row["text"] for row in rows if row["y"] == "1" and row["source"] != "hatemoji"]
    yield share("calm emotional text: hostile", calm, hostile, words)
    yield share("everyday comments: hostile", everyday, hostile, words)
    to_you = [text for text in toxic if _YOU.search(text)]
    yield share("toxic, with a you: hostile, judging, blaming, harm", to_you, ours, words)
    calm_you = [text for text in (*everyday, *calm) if _YOU.search(text)]
    yield share("calm and everyday, with a you: the same", calm_you, ours, words)
    yield share("toxic, without a you: the same", [text for text in toxic if not _YOU.search(text)], ours, words)
    for name, label in (("hate", "1"), ("without hate", "0")):
        emoji = [row["text"] for row in rows if row["source"] == "hatemoji" and row["y"] == label]
        yield share(f"emoji, {name}: the same", emoji, ours, words)
    texts, labels = [*to_you, *calm_you], [True] * len(to_you) + [False] * len(calm_you)
    areas = (Confusion.of([reader(text) for text in texts], labels).auc for reader in (ours, words))
    own, listed = areas
    yield Line("toxic from calm, with a you: area under ROC", len(texts), "AUC", own, 0.5, listed)


def _portuguese(rows: Rows) -> Iterator[Line]:
    ours, words = says(HURTING), holds(keywords.PORTUGUESE)
    insults = [row["text"] for row in rows if float(row["insult"]) >= 2]
    others = [row["text"] for row in rows if float(row["insult"]) < 2]
    yield share("Portuguese insults, by two or three labellers", insults, ours, words)
    yield share("the other Portuguese tweets", others, ours, words)


def _mechanisms(rows: Rows) -> Iterator[Line]:
    lists = (
        ("emotional reaction", "ER", frozenset({"emotional_reaction"}), keywords.REACTION),
        ("interpretation", "IP", frozenset({"interpretation", "been_there"}), keywords.INTERPRETATION),
        ("exploration", "EX", frozenset({"exploration"}), keywords.EXPLORATION),
    )
    replies = [row["response_post"] for row in rows]
    for name, column, wanted, words in lists:
        labels = [row[column] != "0" for row in rows]
        yield from scores(f"{name}, there or not", replies, labels, says(wanted), holds(words))


def table(lines: Sequence[Line]) -> str:
    """The figures as lines of text."""
    head = f"{'what':56}{'texts':>8}{'check':>10}{'95 %':>16}{'majority':>10}{'word list':>11}"
    return "\n".join([head, *map(_row, lines)])


def _row(line: Line) -> str:
    def shown(value: float) -> str:
        return f"{value:.2f} %" if line.unit == "%" else f"{value:.3f}"

    between = "" if line.low is None or line.high is None else f"{line.low:.2f} to {line.high:.2f}"
    figures = f"{shown(line.check):>10}{between:>16}{shown(line.majority):>10}{shown(line.word_list):>11}"
    return f"{line.what:56}{line.texts:8,}{figures}"


def main() -> int:
    """Print the table; exit 2 where the data are not there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check_quality", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="the folder with the five CSV files")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    given = parser.parse_args()
    missing = [file for file in FILES.values() if not (given.data / file).is_file()]
    if missing:
        what = "is no folder" if not given.data.is_dir() else f"lacks {', '.join(missing)}"
        print(f"{given.data} {what}; the texts are not part of this project, see docs/check.md.", file=sys.stderr)
        return 2
    lines = list(measure(given.data))
    print(json.dumps([asdict(line) for line in lines], indent=1) if given.json else table(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
