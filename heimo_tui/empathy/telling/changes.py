"""What a person's changes did since the check first spoke: only what became better, in words, never a measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from heimo_tui.empathy.findings import Finding, Report, Voice

GAINED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "emotional_reaction": "This now says what their story does to you.",
        "interpretation": "This now names what they feel.",
        "exploration": "This now asks, so that they can say more.",
        "been_there": "This now tells them that somebody else has lived it.",
        "thanks": "This now honours that they wrote.",
        "freedom": "This now leaves the choice with them.",
        "own_feeling": "This now names what you feel.",
        "asks_readers": "This now asks something that others can answer.",
    }
)
"""What is better once something carries that did not before, by code."""

GONE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "insult": "The name that somebody was called is gone.",
        "slur": "The word that hurts a whole group is gone.",
        "hostile": "The words that struck are gone.",
        "hostile_order": "This no longer sends anybody away.",
        "contempt": "The words that looked down on them are gone.",
        "judging": "The words that judged are gone.",
        "blaming": "The words that laid the blame on them are gone.",
        "dismissing": "The words that made it smaller are gone.",
        "comparing": "Their pain no longer stands beside another.",
        "persuading": "The words that pressed them are gone.",
        "advice": "The advice that they did not ask for is gone.",
        "suggestion": "The advice that they did not ask for is gone.",
        "email": "Your e-mail address is gone.",
        "phone": "Your phone number is gone.",
        "handle": "The name from another site is gone.",
        "link": "The link is gone.",
        "address": "The address is gone.",
        "name": "The name is gone.",
        "employer": "The workplace is gone.",
        "school": "The school is gone.",
        "exact_date": "The exact date is gone.",
        "exact_age": "The exact age is gone.",
        "only_one": "This no longer says that you are the only one.",
        "combination": "Fewer details point at you together.",
        "linked": "It is harder now to tie this to what you told before.",
        "encourages_harm": "The words that pushed towards harm are gone.",
        "method_details": "This no longer tells how it is done.",
        "risky_advice": "The advice about a medicine is gone.",
    }
)
"""What is better once something was taken out, by code.

Not here: danger to or from somebody. Whoever takes back that they want to die is not told that this is better.
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is better now: the code and the voice that it belongs to, and a sentence that says so."""

    code: str
    voice: Voice
    sentence: str


def between(before: Report, after: Report) -> tuple[Change, ...]:
    """Return what became better from one report to a later one: first what carries now, then what is gone.

    By code, not by finding: as long as one stands there, nothing of its kind is said to be gone. A loss is never told,
    and no sentence twice.
    """
    had = {found.code for found in before.findings}
    has = {found.code for found in after.findings}
    found = [Change(one.code, one.voice, GAINED[one.code]) for one in after.of(Voice.CARRIES) if _tells(one, had)]
    found += [
        Change(one.code, one.voice, GONE[one.code])
        for one in before.findings
        if one.code in GONE and one.code not in has
    ]
    return tuple({change.sentence: change for change in found}.values())


def _tells(found: Finding, had: set[str]) -> bool:
    return found.code in GAINED and found.code not in had


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said about one draft at any time; lives in memory as long as the draft is on the screen.

    `carried` are the codes of what carried when something was first pointed out, None before that: only from there on
    is a change an answer to the check.
    """

    said: tuple[Finding, ...] = ()
    carried: frozenset[str] | None = None

    def heard(self, report: Report) -> Spoken:
        """Return the same with what this report says."""
        pointed = [found for found in report.findings if found.voice is not Voice.CARRIES]
        said = {found.key: found for found in (*self.said, *pointed)}
        carried = self.carried
        if carried is None and pointed:
            carried = frozenset(found.code for found in report.of(Voice.CARRIES))
        return Spoken(tuple(said.values()), carried)

    def changes(self, text: str, now: Report) -> tuple[Change, ...]:
        """Return what became better since then.

        A kind whose words still stand in the text is not gone: it was put aside, or the need is another one now.
        """
        if self.carried is None:
            return ()
        folded = text.casefold()
        standing = {found.code for found in self.said if found.words.casefold() in folded}
        gone = tuple(found for found in self.said if found.code not in standing)
        kept = tuple(found for found in now.of(Voice.CARRIES) if found.code in self.carried)
        return between(replace(now, findings=(*kept, *gone)), now)
