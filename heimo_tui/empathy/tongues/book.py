"""Loads a language's phrases from `phrases/`, the first time that somebody writes in it.

A file has sections headed `[code]`, each with one phrase a line in the notation of `notation`; an indented line goes on
with the one before, and `#` begins a comment. A code may name another way to say it ("dismissing.calm"), and one that
ends with "?" counts only in questions. `[macros]` are words that several phrases share, written `{so}` in them, and
`[words.…]` are the words that change what a phrase means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from heimo_tui.empathy.language import Language
from heimo_tui.empathy.tongues.notation import Index, Phrase, parse

_FOLDER = Path(__file__).parent / "phrases"
_MACROS = "macros"
_WORDS = "words."
_TAKEN_BACK = "taken_back"

LANGUAGES = frozenset({Language.FINNISH, Language.SPANISH, Language.PORTUGUESE})
"""The languages that have a list."""


@dataclass(frozen=True, slots=True)
class Book:
    """The phrases of one language, and the words that change what they mean.

    `taken_back` finds what makes of a claim a belief or a condition. `negations` deny, `own` are the writer's first
    person, `reporting` tells what others said, `you` is the second person (also `you_ends`, endings of a word) and
    `plural` speaks to several people.
    """

    phrases: tuple[Phrase, ...]
    index: Index
    taken_back: Index
    negations: frozenset[str]
    own: frozenset[str]
    reporting: frozenset[str]
    you: frozenset[str]
    you_ends: tuple[str, ...]
    plural: frozenset[str]


@cache
def book(language: Language) -> Book:
    """Return the book of one of `LANGUAGES`."""
    sections = _sections((_FOLDER / f"{language}.txt").read_text(encoding="utf-8"))
    macros = dict(line.split(" = ") for line in sections.pop(_MACROS))
    words = {name: frozenset(" ".join(lines).split()) for name, lines in sections.items() if name.startswith(_WORDS)}
    read = {
        name: tuple(parse(name, _spelled(line, macros)) for line in lines)
        for name, lines in sections.items()
        if name not in words
    }
    links = words["words.links"]
    taken_back = Index(read.pop(_TAKEN_BACK), links)
    phrases = tuple(phrase for each in read.values() for phrase in each)
    return Book(
        phrases,
        Index(phrases, links),
        taken_back,
        words["words.negations"],
        words["words.own"],
        words["words.reporting"],
        words["words.you"],
        tuple(words["words.you_ends"]),
        words["words.plural"],
    )


def _sections(text: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in _joined(text):
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        else:
            lines.append(line)
    return sections


def _joined(text: str) -> Iterator[str]:
    """Yield the lines that hold something, each with those that go on with it."""
    whole = ""
    for line in (*text.splitlines(), ""):
        if line.startswith(" "):
            whole += ("" if whole.endswith("/") else " ") + line.strip()
            continue
        if whole:
            yield whole
        whole = "" if line.startswith("#") else line


def _spelled(line: str, macros: Mapping[str, str]) -> str:
    if "{" in line:
        for name, words in macros.items():
            line = line.replace("{" + name + "}", words)
    return line
