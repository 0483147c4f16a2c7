"""Finds another way to say what only a trained reader saw: about these words, as far as they can be taken apart."""

from __future__ import annotations

from heimo_tui.empathy.clauses import clause_starts
from heimo_tui.empathy.findings import Slots
from heimo_tui.empathy.look_again.advice import ORDERED
from heimo_tui.empathy.look_again.deed import deed_of
from heimo_tui.empathy.phrases import Deferred

SHOWN = 7
"""At most so many of somebody's words are said back to them."""

_TOLD_TO = Deferred(
    r"\b(?:you|u) (?:really |just |also |simply |still )*(?:should|could|must|need to|have to|ought to|might|can)"
    r" (?:just |really |also |maybe |try to )*(?P<doing>[a-z]+)"
)
_WHY_NOT = Deferred(r"\bwhy (?:didn't|did not|don't|do not|won't) you (?:just |simply |ever |even )*(?P<doing>[a-z]+)")
_UNQUOTED = str.maketrans("", "", '“”"„«»()[]{}*_')
_BY_WORDS = frozenset(("hostile", "dismissing", "judging", "blaming", "comparing", "persuading", "suggestion"))


def reworded(code: str, raw: str, plain: str, start: int, end: int) -> tuple[str, Slots]:
    """Return the message id and the slots of another way to say what stands at [start, end) of a sentence.

    `raw` and `plain` are the sentence's; `code` is one that a trained reader finds. A deed that somebody is told to do
    becomes a question about it; else the words themselves are named, shortened, before what could stand in their place.
    """
    if code not in _BY_WORDS:
        return f"{code}.alt", ()
    if code in ("suggestion", "persuading"):
        deed = _deed(raw, plain)
        if deed:
            return "advice.alt.deed", (("deed", deed),)
    if code in ("blaming", "judging") and (asked := _WHY_NOT.search(plain)):
        deed = deed_of(asked["doing"], raw[asked.end() :])
        if deed:
            return "blaming.alt.hard", (("deed", deed),)
    words = _shortened(raw[start:end])
    if words:
        return f"{code}.alt.words", (("words", words),)
    return "advice.alt" if code == "suggestion" else f"{code}.alt", ()


def _deed(raw: str, plain: str) -> str | None:
    told = _TOLD_TO.search(plain)
    if told:
        return deed_of(told["doing"], raw[told.end() :])
    for start in clause_starts(plain):
        order = ORDERED.match(plain, start)
        if order and not order.group().startswith(("don", "do not", "never")):
            return deed_of(order["doing"], raw[order.end() :])
    return None


def _shortened(words: str) -> str:
    """Return the words without marks that would break the quotation, cut after a few; nothing where nothing is left."""
    kept = words.translate(_UNQUOTED).strip(" ,;:.!?…-—").split()
    return " ".join(kept[:SHOWN]) + ("…" if len(kept) > SHOWN else "")
