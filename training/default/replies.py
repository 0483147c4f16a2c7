"""Replies with levels of EPITOME and the words that show them: from public data and from the own corpus."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from heimo_tui.empathy.clauses import normalise, paragraphs, sentences
from heimo_tui.empathy.model.features import Features, features

MECHANISMS = ("er", "ip", "ex")
_MARK = re.compile(r"\{(er|ip|ex)\|([^{}]*)\}")


@dataclass(frozen=True)
class Reply:
    """One reply: its group (never on both sides of a fold), levels 0 to 2, and code points marked per mechanism."""

    text: str
    group: str
    levels: tuple[int, int, int]
    marked: tuple[np.ndarray, np.ndarray, np.ndarray]


def epitome(path: Path) -> list[Reply]:
    """Read pairs of EPITOME: `response_post`, levels, rationales parted by bars, `group`."""
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text = row["response_post"]
            marked = [_covered(text, row[f"{name.upper()}_rationales"].split("|")) for name in MECHANISMS]
            er, ip, ex = (int(row[name.upper()]) for name in MECHANISMS)
            found.append(Reply(text, row["group"], (er, ip, ex), (marked[0], marked[1], marked[2])))
    return found


def own(folder: Path) -> list[Reply]:
    """Read the replies of the own corpus, whose words are marked as `{er|...}`."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_own(json.loads(line)) for line in lines]


def _own(row: dict[str, object]) -> Reply:
    raw = str(row["reply"])
    text, spans, end = "", [], 0
    for match in _MARK.finditer(raw):
        text += raw[end : match.start()]
        spans.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        end = match.end()
    text += raw[end:]
    marked = []
    for name in MECHANISMS:
        mask = np.zeros(len(text) + 1, bool)
        for mark, start, stop in spans:
            if mark == name:
                mask[start:stop] = True
        marked.append(mask)
    er, ip, ex = (int(str(row[name])) for name in MECHANISMS)
    return Reply(text, str(row["situation"]), (er, ip, ex), (marked[0], marked[1], marked[2]))


def _covered(text: str, spans: Sequence[str]) -> np.ndarray:
    norm = normalise(text)
    mask = np.zeros(len(norm) + 1, bool)
    for span in spans:
        wanted = normalise(span.strip())
        at = norm.find(wanted)
        if at < 0:
            wanted = re.sub(r"\s+", " ", wanted)
            at = re.sub(r"\s", " ", norm).find(wanted)
        if wanted and at >= 0:
            mask[at : at + len(wanted)] = True
    return mask


def read_sentences(text: str) -> Iterator[tuple[int, Features]]:
    """Yield where each sentence starts and its features; what others said is read too."""
    for start, line in paragraphs(text):
        for sentence in sentences(line):
            read = features(normalise(sentence.raw))
            if read.words:
                yield start + sentence.start, read
