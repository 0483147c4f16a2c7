"""Single texts with a yes or no: from public data and from the own corpus."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from heimo_tui.empathy.clauses import normalise, paragraphs, sentences
from heimo_tui.empathy.model.features import Features, features
from training.default.replies import own

HURTING = ("dismissing", "judging", "blaming", "comparing", "persuading")
ATTACKING = ("hostile", "contempt")
FORUMS = ("AskParents", "needadvice")
GOOD = 2
"""From this skill on a reply of the own corpus holds nothing that must be looked at again."""

_TOKENISED = re.compile(r" (?=n't\b|'(?:s|m|re|ve|ll|d)\b)")


@dataclass(frozen=True)
class Text:
    """A text, where it comes from, and what it is (a code of the own corpus, or "1" and "0" of public data)."""

    text: str
    source: str
    label: str
    group: str
    split: str = "train"


def read_text(text: str) -> np.ndarray:
    """Return the n-grams of words and characters of a text, what others said included, for tables of sentences."""
    return np.array([gram for read in _sentences(text) for gram in (*read.words, *read.characters)], dtype=np.uint32)


def _sentences(text: str) -> Iterator[Features]:
    for _, line in paragraphs(text):
        for sentence in sentences(line):
            yield features(normalise(sentence.raw))


def heard(text: str) -> list[tuple[int, ...]]:
    """Return each sentence's n-grams as the check reads them: what others said is hidden."""
    found = [features(each.plain) for _, line in paragraphs(text) for each in sentences(line)]
    return [(*read.words, *read.characters) for read in found if read.words]


def toxicity(path: Path) -> list[Text]:
    """Read comments: `text`, `y`, `source`, `split`."""
    return [Text(row["text"], row["source"], row["y"], row["text"], row["split"]) for row in _rows(path)]


def calm(path: Path) -> list[Text]:
    """Read emotional texts without hostility."""
    return [Text(row["text"], row["source"], "0", row["text"]) for row in _rows(path)]


def advice(path: Path) -> list[Text]:
    """Read sentences of two forums; each of the two labels counts as one example."""
    found = []
    for row in _rows(path):
        text = _TOKENISED.sub("", row["Sentence"].replace("\u2019", "'"))
        for label in ("Majority_label", "DS_Label"):
            found.append(Text(text, row["sub"], row[label], row["ID"].split("-")[0], row["split"]))
    return found


def told(path: Path) -> list[Text]:
    """Read Portuguese tweets: hostile where two of three say insult or at least two speak of a group with hate."""
    found = []
    for row in _rows(path):
        votes = {name: float(value) for name, value in row.items() if name != "text"}
        hostile = votes.pop("insult") >= 2 or any(votes[name] >= 2 for name in votes if name != "obscene")
        found.append(Text(row["text"].replace("@user", ""), "told", str(int(hostile)), row["text"]))
    return found


def look_again(folder: Path) -> list[Text]:
    """Read sentences that hurt and their innocent twins, whose label is "twin"."""
    found = []
    for number, row in enumerate(_lines(folder)):
        found.append(Text(row["text"], "look_again", row["code"], f"pair{number}"))
        found.append(Text(row["twin"], "look_again", "twin", f"pair{number}"))
    return found


def care(folder: Path) -> list[Text]:
    """Read sentences that may tell of danger; "none" is the look-alikes."""
    return [Text(row["text"], "care", row["code"], f"care{n}") for n, row in enumerate(_lines(folder))]


def posts(folder: Path) -> list[Text]:
    """Read the posts of invented situations."""
    return [Text(row["post"], "post", "post", row["id"]) for row in _lines(folder)]


def good_replies(folder: Path) -> list[Text]:
    """Read good replies, sentence by sentence."""
    skills = [row["skill"] for row in _lines(folder)]
    return [
        Text(sentence.raw, "reply", "good", reply.group)
        for reply, skill in zip(own(folder), skills, strict=True)
        if int(skill) >= GOOD
        for _, line in paragraphs(reply.text)
        for sentence in sentences(line)
    ]


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _lines(folder: Path) -> Iterator[dict[str, str]]:
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def supported(path: Path) -> dict[str, list[str]]:
    """Return texts of sufferers ("posts") and of helpers ("replies"), to set a threshold by, not to learn from."""
    read = list(_rows(path))
    return {"posts": sorted({row["seeker_post"] for row in read}), "replies": [row["response_post"] for row in read]}
