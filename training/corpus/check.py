"""Validate one author's share of the corpus and print its counts.

Usage: ``python training/corpus/check.py a`` (one letter per author; several may be given).
Exit status 0 if every line is sound, 1 otherwise. Needs the standard library only.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MECHANISMS = ("er", "ip", "ex")
KEYS = {
    "situations": ["id", "trouble", "register", "need", "post"],
    "replies": ["situation", "skill", "er", "ip", "ex", "reply"],
    "look_again": ["code", "text", "twin"],
    "care": ["code", "text"],
}
NEEDS = {"listen", "ask", "ideas", "none"}
CODES = {
    "look_again": {
        "hostile", "contempt", "dismissing", "blaming", "judging", "comparing", "persuading", "advice",
    },
    "care": {"danger_self", "danger_other", "danger_from_other", "none"},
}  # fmt: skip
MARK = re.compile(r"\{(er|ip|ex)\|([^{}|]+)\}")


def plain(reply: str) -> str:
    """Return a marked reply without its marks, as a reader would see it."""
    return MARK.sub(r"\2", reply)


def rows(part: str, author: str) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """Yield (place, object) for every line of a file; the object is a message if the line is not sound JSON."""
    path = HERE / part / f"{author}.jsonl"
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        place = f"{part}/{author}.jsonl:{number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            yield place, f"not JSON: {error}"
            continue
        if not isinstance(row, dict) or list(row) != KEYS[part]:
            yield place, f"keys must be {KEYS[part]} in this order"
        else:
            yield place, row


def faults_of_reply(row: dict[str, Any], known: set[str]) -> Iterator[str]:
    """Yield what is wrong with a reply: its situation, its levels, or its marks against its levels."""
    if row["situation"] not in known:
        yield f"unknown situation {row['situation']!r}"
    if row["skill"] not in range(4):
        yield "skill must be 0 to 3"
    marked = {kind for kind, _ in MARK.findall(row["reply"])}
    for kind in MECHANISMS:
        if row[kind] not in range(3):
            yield f"{kind} must be 0 to 2"
        elif (row[kind] > 0) != (kind in marked):
            yield f"{kind} is {row[kind]} but its marks say otherwise"
    # Whatever a well-formed mark does not consume is a nested, unclosed or misspelt one.
    if re.search(r"[{}|]", plain(row["reply"])):
        yield "nested or broken mark"
    if any(text != text.strip() for _, text in MARK.findall(row["reply"])):
        yield "a mark begins or ends with a space"


def faults_of(part: str, row: dict[str, Any], known: set[str], author: str) -> Iterator[str]:
    """Yield what is wrong with one object of any of the four parts."""
    texts = [row[key] for key in ("post", "reply", "text", "twin") if key in row]
    if any(not isinstance(text, str) or not text.strip() for text in texts):
        yield "empty text"
        return
    if part == "situations":
        if not re.fullmatch(rf"{author}\d{{3}}", str(row["id"])):
            yield f"id must be {author} and three digits"
        if row["need"] not in NEEDS:
            yield f"need must be one of {sorted(NEEDS)}"
    elif part == "replies":
        yield from faults_of_reply(row, known)
    else:
        if row["code"] not in CODES[part]:
            yield f"code must be one of {sorted(CODES[part])}"
        if row.get("twin") == row["text"]:
            yield "twin equals text"


def check(author: str) -> int:
    """Check one author's four files, print faults and counts, and return the number of faults."""
    faults = 0
    known: set[str] = set()
    # An author who wrote no situations answers those of the others.
    if not (HERE / "situations" / f"{author}.jsonl").exists():
        others = sorted(path.stem for path in (HERE / "situations").glob("*.jsonl"))
        known = {row["id"] for other in others for _, row in rows("situations", other) if not isinstance(row, str)}
    seen: dict[str, str] = {}
    for part in KEYS:
        count: Counter[str] = Counter()
        levels = {kind: Counter[int]() for kind in ("skill", *MECHANISMS)}
        for place, row in rows(part, author):
            if isinstance(row, str):
                problems = [row]
            else:
                problems = list(faults_of(part, row, known, author))
                text = str(row.get("post") or row.get("reply") or row.get("text"))
                if text in seen:
                    problems.append(f"same text as {seen[text]}")
                seen[text] = place
                if part == "situations":
                    if row["id"] in known:
                        problems.append(f"id {row['id']} used twice")
                    known.add(row["id"])
                count[str(row.get("code") or row.get("need") or row.get("situation"))] += 1
                for kind in levels.keys() & row.keys():
                    levels[kind][row[kind]] += 1
            for problem in problems:
                print(f"{place}: {problem}")
            faults += len(problems)
        total = count.total()
        if part == "replies":
            print(f"{part}: {total} to {len(count)} of {len(known)} situations")
            for kind, counter in levels.items():
                shares = ", ".join(f"{level}: {n} ({n / total:.0%})" for level, n in sorted(counter.items()))
                print(f"  {kind:5} {shares}")
        else:
            print(f"{part}: {total} {dict(sorted(count.items()))}")
    return faults


def main() -> int:
    """Check the authors named on the command line and return the exit status."""
    parser = argparse.ArgumentParser(description="Validate an author's share of the corpus.")
    parser.add_argument("author", nargs="+", help="letter of the author, the stem of the files")
    authors = parser.parse_args().author
    return 1 if sum(check(author) for author in authors) else 0


if __name__ == "__main__":
    sys.exit(main())
