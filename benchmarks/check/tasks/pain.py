"""Pain, hostile, dismissive and good sentences that were written blind: what is said of each kind and sort."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.check import scores
from benchmarks.check.beside import PROFANITY, WORDS, holds, profanity
from benchmarks.check.figures import Figure, Panel
from benchmarks.check.readers import Checker
from benchmarks.check.rows import Table
from benchmarks.check.tasks import keywords
from benchmarks.check.tasks.hostility import LISTS
from heimo_tui.empathy.findings import Need

KINDS: Final = ("pain", "hostile", "dismissive", "good")
SUBTLE: Final = ("dismissing", "judging", "blaming", "comparing", "persuading", "advice", "suggestion")
"""Codes of what hurts without attacking, and of advice."""

_ANSWERS: Final = frozenset({"asked_advice"})
"""Sorts that answer a request for ideas."""

Flags = NDArray[np.bool_]


def measure(table: Table, checker: Checker, aims: bool = True) -> Iterator[Figure]:
    """Yield the figures of each kind, then of each sort; `aims` stand beside them only on the English set."""
    table.require("text", "kind", "sort")
    texts = [row["text"] for row in table.rows]
    kinds = np.array([row["kind"] for row in table.rows])
    sorts = np.array([row["sort"] for row in table.rows])
    asked: list[Need | None] = ["ideas" if row["sort"] in _ANSWERS else None for row in table.rows]
    as_post = np.array([checker.is_hostile(text, "post") for text in texts])
    as_reply = np.array([checker.is_hostile(text) for text in texts])
    codes = [checker.codes(text, need=need) for text, need in zip(texts, asked, strict=True)]
    again = np.array([checker.looks_again(text, need=need) for text, need in zip(texts, asked, strict=True)])
    listen = np.array([checker.looks_again(text, need="listen") for text in texts])
    others = _others(texts)
    panel = Panel(checker.tier if aims else "", table.groups("group"))

    def add(key: str, what: str, said: Flags, here: Flags, at_most: bool, beside: str = "") -> None:
        compared = {name: scores.share(flags, here) for name, flags in others.get(beside, {}).items()}
        score, count = scores.share(said, here), int(here.sum())
        panel.add(key, what, score, texts=count, unit="%", beside=compared, at_most=at_most)

    pain, hostile, dismissive, good = (kinds == kind for kind in KINDS)
    add("pain hostile", "pain, read as post: called hostile", as_post, pain, True, "hostile")
    add("pain hostile as reply", "pain, read as reply: called hostile", as_reply, pain, True, "hostile")
    add("pain flagged", "pain, read as reply: any look again", again, pain, True, "any")
    add("hostile called hostile", "hostile replies: called hostile", as_reply, hostile, False, "hostile")
    add("hostile caught", "hostile replies: any look again", again, hostile, False, "any")
    add("dismissive caught", "dismissive replies: any look again", again, dismissive, False, "any")
    add("dismissive caught listen", "  where the need is to listen", listen, dismissive, False, "any")
    add("good hostile", "good replies: called hostile", as_reply, good, True, "hostile")
    add("good flagged", "good replies: any look again", again, good, True, "any")
    add("good flagged listen", "  where the need is to listen", listen & (sorts != "asked_advice"), good, True, "any")
    for code in SUBTLE:
        add(f"good as {code}", f"  as {code}", np.array([code in each for each in codes]), good, True)
    for kind in KINDS:
        for sort in dict.fromkeys(sorts[kinds == kind].tolist()):
            said = as_reply if kind == "pain" else again
            what = "called hostile" if kind == "pain" else "any look again"
            here = (kinds == kind) & (sorts == sort)
            add(f"{kind}/{sort}", f"  {kind}, {sort.replace('_', ' ')}: {what}", said, here, kind in ("pain", "good"))
    yield from panel.figures()


def _others(texts: list[str]) -> dict[str, dict[str, list[bool] | Flags]]:
    harsh: dict[str, list[bool] | Flags] = {WORDS: holds(texts, *LISTS)}
    library = profanity(texts)
    if library:
        harsh[PROFANITY] = library[1]
    return {"hostile": harsh, "any": {WORDS: holds(texts, *LISTS, keywords.DISMISSING, keywords.ADVICE)}}
