"""Which other ways to put it can stand in the place of the words they are about."""

import re
from dataclasses import dataclass
from typing import Final

from heimo_tui.empathy.findings import Finding, Voice

_QUOTED: Final = re.compile("“([^”]+)”")
_LEFT_OUT: Final = frozenset({"email", "phone", "handle"})
_PLACES: Final = frozenset({"employer", "school"})
_BEFORE_PLACE: Final = re.compile(r"\b(?:at|for|in|with|from) (?:the )?$", re.IGNORECASE)
_AGE: Final = re.compile(r"\d+(?:[ -]?years?[ -]old|[ -]?yo\b)?")
_SENTENCE_END: Final = ".!?…"


@dataclass(frozen=True, slots=True)
class Replacement:
    """`words` in the place of code points `start` to `end`."""

    start: int
    end: int
    words: str


def replacement(text: str, found: Finding) -> Replacement | None:
    """What could stand in the place of `found.words` in `text`, or None where the advice is not a replacement.

    What identifies is made coarser or left out. A sentence is only replaced by a sentence, so that nothing is
    left hanging; an alternative with a gap ("…") for the writer's own words is advice.
    """
    if found.alternative is None or text[slice(*found.span)] != found.words:
        return None
    start, end = found.span
    if found.code in _LEFT_OUT:
        return Replacement(start, end, "…")
    quoted = _QUOTED.search(found.alternative)
    if quoted is None:
        return None
    words = quoted[1]
    if found.code == "exact_age":
        age = _AGE.search(text, start)
        return Replacement(age.start(), age.end(), words) if age and age.start() < end else None
    if found.code in _PLACES:
        before = _BEFORE_PLACE.search(text, 0, start)
        start = before.start() if before else start
        return Replacement(start, end, words if _begins_sentence(text, start) else words[:1].lower() + words[1:])
    if found.voice is not Voice.LOOK_AGAIN or "…" in words or words[-1] not in _SENTENCE_END:
        return None
    if not _begins_sentence(text, start) or not _ends_sentence(text, end):
        return None
    # the new sentence brings its own mark at the end
    return Replacement(start, end + (text[end : end + 1] in tuple(_SENTENCE_END)), words)


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t\"'“(")
    return not before or before[-1] in _SENTENCE_END + "\n"


def _ends_sentence(text: str, at: int) -> bool:
    rest = text[at:].lstrip(" \t\"'”)")
    return not rest or rest[0] in _SENTENCE_END + "\n"
