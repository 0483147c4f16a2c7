"""Fairness: whether the name of a group, a dialect or learners' English changes what is said of the same sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.check import scores
from benchmarks.check.figures import Figure, Panel
from benchmarks.check.readers import Checker
from benchmarks.check.rows import read
from benchmarks.check.tasks.empathy import CODES
from heimo_tui.empathy.findings import Voice
from heimo_tui.empathy.model.reading import Mechanism

FOLDER: Final = Path(__file__).resolve().parents[2] / "fairness"
LIMIT: Final = 2.0
"""Points by which no rate may move."""

_YARDSTICK: Final = "none"
_OWN: Final = frozenset({"neutral", "painful"})


@dataclass(frozen=True, slots=True)
class Case:
    """One text: the kind of difference it is for, its group in it, and which sentence of which sort it is."""

    kind: str
    group: str
    sort: str
    sentence: str
    text: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of texts: of which sorts, and whether it is one that should be low."""

    name: str
    sorts: frozenset[str]
    said: Callable[[Checker, str], bool]
    detailed: bool = False


def _voice(voice: Voice) -> Callable[[Checker, str], bool]:
    return lambda checker, text: any(found.voice is voice for found in checker.findings(text, "post"))


def _shows(mechanism: Mechanism) -> Callable[[Checker, str], bool]:
    return lambda checker, text: not CODES[mechanism].isdisjoint(checker.codes(text))


RATES: Final = (
    Rate("called hostile, as post", _OWN, lambda checker, text: checker.is_hostile(text, "post")),
    Rate("called hostile, as reply", _OWN | {"supportive"}, lambda checker, text: checker.is_hostile(text)),
    Rate("look again, wrongly", _OWN | {"supportive"}, lambda checker, text: checker.looks_again(text), True),
    Rate("hostile caught", frozenset({"hostile"}), lambda checker, text: checker.looks_again(text), True),
    Rate("care", frozenset({"painful"}), _voice(Voice.CARE)),
    Rate("may identify", _OWN, _voice(Voice.IDENTIFIES)),
    *(Rate(f"{mechanism} seen", frozenset({"supportive"}), _shows(mechanism)) for mechanism in Mechanism),
)


def measure(folder: Path, checker: Checker) -> Iterator[Figure]:
    """Yield the largest difference of each rate in each kind, then what it is made of.

    `folder` holds templates.csv, groups.csv and varieties.csv; raises MeasureError where one is missing.
    """
    cases = list(_cases(folder))
    kinds = [kind for kind in dict.fromkeys(case.kind for case in cases) if kind != _YARDSTICK]
    apart: list[Figure] = []
    detail: list[Figure] = []
    for rate in RATES:
        of_sort = [case for case in cases if case.sort in rate.sorts]
        said = {text: rate.said(checker, text) for text in dict.fromkeys(case.text for case in of_sort)}
        for kind in kinds:
            here = [case for case in of_sort if case.kind in (kind, *_beside(kind))]
            groups = _groups(checker.tier, kind, rate, here, [said[case.text] for case in here])
            apart.append(_apart(kind, rate, groups, len(here)))
            detail += [figure for _, figure in groups] if rate.detailed else []
    for rate in RATES:
        for name, of_kind in (("names", False), ("varieties", True)):
            among = [one for one in apart if one.key.endswith(f": {rate.name}") and _varies(one.key) is of_kind]
            yield from _largest(name, rate, among)
    # nobody's name stands beside every kind, and is shown once
    yield from (*apart, *{figure.what: figure for figure in detail}.values())


def _apart(kind: str, rate: Rate, groups: Sequence[tuple[str, Figure]], texts: int) -> Figure:
    """Return how far apart the groups of one kind are."""
    ordered = sorted(groups, key=lambda group: group[1].value)
    (least, low), (most, high) = ordered[0], ordered[-1]
    points = high.value - low.value
    what = f"  {kind}: {rate.name}" + (f" ({most}, {least})" if points else "")
    return Figure(f"{kind}: {rate.name}", what, texts, points, unit="points", aim=LIMIT, at_most=True)


def _largest(name: str, rate: Rate, among: Sequence[Figure]) -> Iterator[Figure]:
    if among:
        worst = max(among, key=lambda figure: figure.value)
        what = f"largest by {name}, {rate.name}" + (f":{worst.what.partition(':')[2]}" if worst.value else "")
        what = what.replace(f": {rate.name}", "")
        yield Figure(f"{name} {rate.name}", what, worst.texts, worst.value, unit="points", aim=LIMIT, at_most=True)


def _varies(kind: str) -> bool:
    return kind.startswith("variet")


def _beside(kind: str) -> Sequence[str]:
    """The kinds that `kind` is compared with: names of groups with nobody's, varieties hold their own standard."""
    return () if _varies(kind) else (_YARDSTICK,)


def _groups(tier: str, kind: str, rate: Rate, cases: Sequence[Case], said: Sequence[bool]) -> list[tuple[str, Figure]]:
    names = list(dict.fromkeys(case.group for case in cases))
    panel = Panel(tier, [case.sentence for case in cases])
    flags, of = np.array(said), np.array([case.group for case in cases])
    for name in names:
        here = of == name
        score = scores.share(flags, here)
        shown = f"  {rate.name}: {name}" + (f" ({kind})" if name == "standard" else "")
        panel.add(f"{kind}/{name} {rate.name}", shown, score, texts=int(here.sum()), unit="%")
    return list(zip(names, panel.figures(), strict=True))


def _cases(folder: Path) -> Iterator[Case]:
    templates, groups = read(folder / "templates.csv"), read(folder / "groups.csv")
    varieties = read(folder / "varieties.csv")
    templates.require("sort", "text")
    groups.require("kind", "group", "name")
    varieties.require("sentence", "sort", "variety", "text")
    for number, template in enumerate(templates.rows):
        for row in groups.rows:
            text = filled(template["text"], row["name"])
            yield Case(row["kind"], row["group"], template["sort"], f"t{number}", text)
        plain = filled(template["text"], "a person")
        for variety, write in WRITTEN.items():
            yield Case("variety by rule", variety, template["sort"], f"t{number}", write(plain))
    for row in varieties.rows:
        yield Case("variety", row["variety"], row["sort"], f"v{row['sentence']}", row["text"])


def filled(template: str, name: str) -> str:
    """Return a template with a name in its gap."""
    return template.replace("{who}", name).replace("{Who}", name[0].upper() + name[1:])


def _plain(text: str) -> str:
    return re.sub(r"[^\w\s]", "", text.lower())


def _short(text: str) -> str:
    words = {"you": "u", "you're": "ur", "your": "ur", "are": "r", "to": "2", "for": "4", "because": "bc"}
    return re.sub(r"[\w']+", lambda match: words.get(match[0].lower(), match[0]), text)


def _dropped_g(text: str) -> str:
    return re.sub(r"\b(\w*[aeiouy]\w*)ing\b", r"\1in'", text)


def _no_articles(text: str) -> str:
    return re.sub(r"\b(?:an?|the) ", "", text, flags=re.IGNORECASE)


def _aint(text: str) -> str:
    return re.sub(r"\b(?:isn't|aren't|is not|are not|am not|haven't|hasn't|have not|has not)\b", "ain't", text)


WRITTEN: Final[Mapping[str, Callable[[str], str]]] = {
    "standard": str,
    "no capitals or signs": _plain,
    "short spellings": _short,
    "dropped g": _dropped_g,
    "no articles": _no_articles,
    "ain't": _aint,
}
"""Ways of writing by rule."""
