"""What is kept of the figures: for the panel (figures.json) and for people (a block in docs/check.md)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.check.figures import Figure, Result, shown
from benchmarks.check.published import PUBLISHED
from heimo_tui.empathy.telling.figures import RECORD, About

DOCS: Final = Path(__file__).resolve().parents[2] / "docs" / "check.md"
BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"

TITLES: Final = {"rules": "rules", "default": "small", "own": "small, without EPITOME", "deep": "large"}
"""The readers in the order of the columns, as docs/check.md calls them."""

_BLIND: Final = "sentences written blind"
_MECHANISMS: Final = {"emotional_reaction": "er", "interpretation": "ip", "exploration": "ex"}
_NAMES: Final = {key: code.replace("_", " ") for code, key in _MECHANISMS.items()}
_HARSH: Final = ("hostile", "insult", "slur", "hostile_order", "contempt")
_SUBTLE: Final = ("dismissing", "judging", "blaming", "comparing", "persuading")
_FEWEST: Final = 5
"""Of fewer texts nothing is told."""

_SHOWN: Final[Mapping[str, Sequence[str]]] = {
    "empathy": ("accuracy", "macro-f1", "binary macro-f1", "auc", "said", "said precision", "words", "words mean"),
    "hostility": (
        "hostile auc",
        "hostile f1",
        "hostile recall",
        "hostile recall aimed",
        "hostile wrongly",
        "hatemoji found",
        "hatemoji wrongly",
        "posts hostile",
        "posts hostile as reply",
        "replies hostile",
        "replies look again",
        "calm hostile",
        "calm hostile as reply",
    ),
    "advice": ("f1", "said f1", "auc"),
    "pain": (
        "pain hostile",
        "pain hostile as reply",
        "pain flagged",
        "hostile called hostile",
        "hostile caught",
        "dismissive caught",
        "good hostile",
        "good flagged",
        "er said",
        "ip said",
        "ex said",
    ),
    "identity": ("found", "found en", "found fi", "found es", "found pt", *(f"innocent{end}" for end in ("", " en"))),
    "speed": ("600 new words", "one more key", "changed clause", "cold", "cold reader", "memory"),
}
"""Which figures people are shown, by the end of their key."""


def lines(results: Sequence[Result]) -> str:
    """Return the block for docs/check.md, between its marks."""
    parts = [BEGIN, "", _which(results), ""]
    told: set[str] = set()
    for task, data in dict.fromkeys((result.task, result.data) for result in results):
        here = {result.tier: result for result in results if (result.task, result.data) == (task, data)}
        rows = list(_rows(task, here))
        if rows:
            parts += [f"**{task}**: {data}, {next(iter(here.values())).part}", ""]
            parts += sorted({f"{note}\n" for result in here.values() for note in result.notes})
            tiers = [tier for tier in TITLES if tier in here]
            head = ["figure", "texts", *(TITLES[tier] for tier in tiers), "beside it", "aim: small, large"]
            parts += [_row(head), _row(["---"] * len(head)), *rows, ""]
            if task not in told:
                parts += [*(line.strip() for line in PUBLISHED[task]), ""]
            told.add(task)
    return "\n".join([*parts, END])


def write_docs(results: Sequence[Result], file: Path = DOCS) -> bool:
    """Put the block into a file between the marks that stand there; False where there are none."""
    text = file.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        return False
    before, rest = text.split(BEGIN, 1)
    file.write_text(before + lines(results) + rest.split(END, 1)[1], encoding="utf-8")
    return True


def write_record(results: Sequence[Result], file: Path = RECORD) -> None:
    """Write what the panel tells of each code."""
    rows = [row for result in results for row in _told(result)]
    date = max((result.date for result in results), default="")
    record = {"date": date, "digests": _digests(results)}
    told = ",\n".join("  " + json.dumps(row) for row in _joined(rows))
    text = json.dumps(record, indent=1).removesuffix("\n}") + ',\n "figures": [\n' + told + "\n ]\n}\n"
    file.write_text(text, encoding="utf-8")


def _which(results: Sequence[Result]) -> str:
    dates = sorted({result.date for result in results})
    readers = [f"{TITLES[tier]} `{digest}`" for tier, digest in _digests(results).items() if tier != "rules"]
    return f"Measured {' to '.join(dict.fromkeys((dates[0], dates[-1])))}; readers: {', '.join(readers) or 'none'}."


def _digests(results: Sequence[Result]) -> dict[str, str]:
    found = {result.tier: result.digest for result in results if result.shipped}
    return {tier: found[tier] for tier in TITLES if tier in found}


def _rows(task: str, here: Mapping[str, Result]) -> Iterator[str]:
    keys = dict.fromkeys(figure.key for result in here.values() for figure in result.figures)
    for key in keys:
        if not _is_shown(task, key):
            continue
        found = {tier: figure for tier in TITLES if tier in here and (figure := here[tier].get(key))}
        first = next(iter(found.values()))
        beside = ", ".join(f"{name} {shown(value, first.unit)}" for name, value in first.beside.items())
        aims = [AIM.get(key) for AIM in (_aims(found, "default"), _aims(found, "deep"))]
        aim = ", ".join(f"{'≤' if first.at_most else '≥'} {value:g}" for value in aims if value is not None)
        cells = [_cell(found.get(tier)) for tier in TITLES if tier in here]
        yield _row([_title(task, key, first), f"{first.texts:,}", *cells, beside, aim])


def _is_shown(task: str, key: str) -> bool:
    if task == "fairness":
        return key.startswith(("names ", "varieties "))
    if task == "language":
        return key in _SHOWN["pain"] or key.startswith("pt ")
    if task in ("empathy", "advice"):
        return any(key.split(" ", 2 if task == "advice" else 1)[-1] == end for end in _SHOWN[task])
    return key in _SHOWN[task] or (task == "identity" and key.startswith("innocent") and len(key.split()[-1]) == 2)


def _title(task: str, key: str, figure: Figure) -> str:
    what = figure.what.strip()
    if task == "empathy" and figure.what != what:
        return f"{_NAMES[key.split()[0]]}: {what}"
    if task == "fairness":
        return what.partition(" (")[0]
    return key if task == "identity" and len(what) == 2 else what


def _aims(found: Mapping[str, Figure], tier: str) -> dict[str, float]:
    figure = found.get(tier)
    return {figure.key: figure.aim} if figure and figure.aim is not None else {}


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return ""
    value = shown(figure.value, figure.unit)
    _, between, groups = figure.what.partition(" (") if figure.unit == "points" else ("", "", "")
    if figure.verdict == "MISSED":
        value = f"**{value}**"
    if figure.low is None or figure.high is None or math.isnan(figure.low):
        return value + between + groups
    digits = 3 if figure.unit == "score" else 1
    return f"{value} ({figure.low:.{digits}f} to {figure.high:.{digits}f})"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _told(result: Result) -> Iterator[dict[str, Any]]:
    """Yield rows of the record; several of one code and tier are counted together."""
    if result.tier == "own" or result.learned:
        return
    for code, about, found, wrongly in _pairs(result):
        has, lacks = result.get(found), result.get(wrongly)
        if has and has.texts >= _FEWEST:
            # a code that was never said of an innocent text has no figure of its own
            nobody = result.get("innocent")
            of, among = has.texts, lacks.texts if lacks else nobody.texts if nobody else 0
            yield {
                "code": code,
                "tier": result.tier,
                "about": str(about),
                "found": round(has.value * of / 100),
                "of": of,
                "wrongly": round(lacks.value * among / 100) if lacks else 0,
                "among": among,
                "data": _BLIND if result.task in ("pain", "identity") else result.data.removesuffix(".csv"),
                "date": result.date,
            }


def _pairs(result: Result) -> Iterator[tuple[str, About, str, str]]:
    """Yield each code with the keys of the figures that tell how often it is found and wrongly said."""
    if result.task == "empathy":
        for code, key in _MECHANISMS.items():
            yield code, About.CARRIES, f"{key} said recall", f"{key} said wrongly"
    elif result.task == "pain":
        yield from ((code, About.HURTS, "hostile called hostile", "good hostile") for code in _HARSH)
        yield from ((code, About.HURTS, "dismissive caught", f"good as {code}") for code in _SUBTLE)
    elif result.task == "advice":
        forums = {figure.key.split()[0] for figure in result.figures}
        for code in ("advice", "suggestion"):
            for forum in sorted(forums):
                key = f"{forum} DS_Label said"
                yield code, About.ADVICE, f"{key} recall", f"{key} wrongly"
    elif result.task == "identity":
        for figure in result.figures:
            parts = figure.key.split()
            if parts[0] == "found" and len(parts) == 2 and len(parts[1]) > 3:
                yield parts[1], About.IDENTIFIES, figure.key, f"innocent as {parts[1]}"


def _joined(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    joined: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        same = joined.setdefault((row["code"], row["tier"]), {**row, "found": 0, "of": 0, "wrongly": 0, "among": 0})
        for name in ("found", "of", "wrongly", "among"):
            same[name] += row[name]
    return list(joined.values())
