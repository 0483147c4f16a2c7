"""What may identify somebody: which pieces are found, by code and language, and what is said of innocent texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from benchmarks.check import scores
from benchmarks.check.beside import WORDS
from benchmarks.check.figures import Figure, Panel
from benchmarks.check.readers import Checker
from benchmarks.check.rows import MeasureError, Table
from heimo_tui.empathy.findings import Finding, Kind, Voice

_ANYWHERE: Final = "combination"
"""Found wherever its finding stands: the piece given is only one of those that make it."""

_SHAPES: Final = re.compile(
    r"\S+@\S+\.\w+|https?://\S+|www\.\S+|@\w+|\+?\d[\d ()./-]{6,}\d|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
    r"|\b(?:my name is|i'm called|nimeni on|me llamo|meu nome é) \w+",
    re.IGNORECASE,
)
"""What an afternoon would look for: shapes of addresses and numbers, and one way to give a name."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One identifying piece: its code, language, the text it stands in, and who found it how."""

    code: str
    language: str
    row: int
    same: bool
    any_code: bool
    listed: bool


def measure(table: Table, checker: Checker, kind: Kind = "post") -> Iterator[Figure]:
    """Yield recall of pieces, then false alarms on texts without any, each by language and code."""
    table.require("text", "words", "codes")
    pieces: list[Piece] = []
    innocent, flagged, shapes, wrong_codes = [], [], [], []
    for number, row in enumerate(table.rows):
        found = [one for one in checker.findings(row["text"], kind) if one.voice is Voice.IDENTIFIES]
        if row["codes"]:
            pieces += _pieces(number, row, found)
        else:
            innocent.append(row.get("lang", "en"))
            flagged.append(bool(found))
            shapes.append(bool(_SHAPES.search(row["text"])))
            wrong_codes.append({one.code for one in found})
    if pieces:
        yield from _recall(checker.tier, pieces)
    if innocent:
        yield from _alarms(checker.tier, innocent, flagged, shapes, wrong_codes)


def _pieces(number: int, row: dict[str, str], found: Sequence[Finding]) -> Iterator[Piece]:
    words, codes = row["words"].split("|"), row["codes"].split("|")
    if len(words) != len(codes):
        raise MeasureError(f"row {number + 1} has {len(words)} pieces and {len(codes)} codes.")
    behind = 0
    for piece, code in zip(words, codes, strict=True):
        start = row["text"].find(piece, behind)
        start = row["text"].find(piece) if start < 0 else start
        end = behind = start + len(piece)
        over = [one.code for one in found if one.span[0] < end and start < one.span[1]]
        same = code in ([one.code for one in found] if code == _ANYWHERE else over)
        listed = any(match.start() < end and start < match.end() for match in _SHAPES.finditer(row["text"]))
        yield Piece(code, row.get("lang", "en"), number, same, bool(over) or same, listed)


def _recall(tier: str, pieces: Sequence[Piece]) -> Iterator[Figure]:
    panel = Panel(tier, [str(piece.row) for piece in pieces])
    same = np.array([piece.same for piece in pieces])
    codes = np.array([piece.code for piece in pieces])
    languages = np.array([piece.language for piece in pieces])
    listed = np.array([piece.listed for piece in pieces])

    def add(key: str, what: str, here: scores.Flags) -> None:
        score, beside = scores.share(same, here), {WORDS: scores.share(listed, here)}
        panel.add(key, what, score, texts=int(np.sum(here)), unit="%", beside=beside)

    everything = np.ones(len(pieces), bool)
    add("found", "pieces found under their code", everything)
    any_code = scores.share([piece.any_code for piece in pieces], everything)
    panel.add("found any", "pieces found under any code", any_code, unit="%")
    for language in sorted(set(languages.tolist())):
        add(f"found {language}", f"  {language}", languages == language)
    for code in sorted(set(codes.tolist())):
        add(f"found {code}", f"  {code}", codes == code)
        for language in sorted(set(languages.tolist())):
            here = (codes == code) & (languages == language)
            if here.any():
                add(f"found {code} {language}", f"    {code}, {language}", here)
    yield from panel.figures()


def _alarms(
    tier: str, innocent: Sequence[str], flagged: Sequence[bool], shapes: Sequence[bool], codes: Sequence[set[str]]
) -> Iterator[Figure]:
    panel = Panel(tier, [str(number) for number in range(len(innocent))])
    languages = np.array(innocent)

    def add(key: str, what: str, said: Sequence[bool], here: scores.Flags, beside: bool = True) -> None:
        others = {WORDS: scores.share(shapes, here)} if beside else {}
        score, count = scores.share(said, here), int(np.sum(here))
        panel.add(key, what, score, texts=count, unit="%", beside=others, at_most=True)

    everything = np.ones(len(innocent), bool)
    add("innocent", "innocent texts: something is pointed at", flagged, everything)
    for language in sorted(set(innocent)):
        add(f"innocent {language}", f"  {language}", flagged, languages == language)
    for code in sorted({code for each in codes for code in each}):
        add(f"innocent {code}", f"  as {code}", [code in each for each in codes], everything, beside=False)
    yield from panel.figures()
