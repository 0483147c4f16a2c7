"""Print how often a language is recognised from its first words: `python -m benchmarks.languages.recognition`.

Counted at 3, 6 and 12 words. The texts are the dev halves of the own sets and of the blind sets, the corpus, and, where
`--tweets FILE` names it, the Brazilian tweets of ToLD-Br.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.languages.sets import HERE, LANGUAGES, rows
from heimo_tui.empathy.clauses import normalise
from heimo_tui.empathy.language import recognise

ROOT = HERE.parents[1]
_MARK = re.compile(r"\{(?:er|ip|ex)\||\}")
LENGTHS = (3, 6, 12)
Texts = list[str]


def sources(tweets: Path | None) -> Iterator[tuple[str, str, Texts]]:
    """Yield (name, BCP 47 tag, texts)."""
    for language in LANGUAGES:
        yield "own sets", language, [row["text"] for row in rows(language, "dev")]
    with (HERE.parent / "blind" / "identity.csv").open(encoding="utf-8", newline="") as file:
        identity = [row for row in csv.DictReader(file) if row["part"] == "dev"]
    for language in ("en", *LANGUAGES):
        yield "blind: identity", language, [row["text"] for row in identity if row["lang"] == language]
    with (HERE.parent / "blind" / "kindness.csv").open(encoding="utf-8", newline="") as file:
        yield "blind: kindness", "en", [row["text"] for row in csv.DictReader(file) if row["part"] == "dev"]
    replies = [
        json.loads(line)["reply"]
        for path in sorted((ROOT / "training" / "corpus" / "replies").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    yield "corpus: replies", "en", replies
    if tweets:
        with tweets.open(encoding="utf-8", newline="") as file:
            yield "tweets", "pt", [row["text"].replace("@user", " ") for row in csv.DictReader(file)]


def first_words(text: str, count: int) -> str | None:
    """Return the first words of a text, or None where it is shorter than half of that."""
    words = _MARK.sub("", text).split()
    return " ".join(words[:count]) if len(words) * 2 > count else None


def main() -> None:
    """Print the table; in each cell right, unknown and wrong in per cent."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.languages.recognition", description=__doc__)
    parser.add_argument("--tweets", type=Path, metavar="FILE")
    given = parser.parse_args()
    print(f"{'texts':18}{'':4}" + "".join(f"{f'{count} words':>26}" for count in LENGTHS))
    for name, language, texts in sources(given.tweets):
        line = f"{name:18}{language:4}"
        for count in LENGTHS:
            starts = [start for text in texts if (start := first_words(text, count))]
            told = [str(recognise(normalise(start))) for start in starts]
            right, unknown = (100 * told.count(tag) / len(told) for tag in (language, "und"))
            line += f"{right:8.1f}{unknown:7.1f}{100 - right - unknown:6.1f}{len(told):5}"
        print(line)


if __name__ == "__main__":
    main()
