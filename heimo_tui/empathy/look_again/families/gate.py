"""Tells whether a turn of phrase is said to the one who is answered: what the families of hurting words have in common.

Words that dismiss are also told of oneself ("I only knew him for a month and I cannot stop crying"), and of others
("they said it was only a job"). A family is heard only where the sentence speaks to somebody, or names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from heimo_tui.empathy.clauses import Sentence, clause_starts
from heimo_tui.empathy.findings import Mark, Voice
from heimo_tui.empathy.phrases import Phrases
from heimo_tui.empathy.target import is_claimed, is_disowned, is_taken_back, second_person, tells_of_writer

LONGEST_OPENING: Final = 6
"""As many letters "then " and its like take before what they open."""


def to_others(sentence: Sentence, phrases: Phrases, code: str, alternative: str) -> Iterable[Mark]:
    """Return each match as a mark, unless it is told of the writer alone."""
    found = by_writer(sentence, phrases, code, alternative)
    return () if found and tells_of_writer(sentence.plain) else found


def by_writer(sentence: Sentence, phrases: Phrases, code: str, alternative: str) -> Sequence[Mark]:
    """Return each match as a mark, unless it is negated, supposed, disowned or taken back.

    The writer may speak as "I" of the other's pain: "I'd expect more of you".
    """
    if not phrases.is_awake(sentence.plain):
        return ()
    return tuple(_claimed(sentence.plain, phrases, code, alternative))


def _claimed(plain: str, phrases: Phrases, code: str, alternative: str) -> Iterator[Mark]:
    for match in phrases.finditer(plain):
        if is_claimed(plain, _begins(plain, match.start())) and not (
            is_disowned(plain) or is_taken_back(plain, match.end())
        ):
            yield Mark(Voice.LOOK_AGAIN, code, *match.span(), alternative, target=second_person(plain))


def _begins(plain: str, at: int) -> int:
    """Return where the clause of a match begins that is opened by its own "and" or "so"."""
    return next((start for start in clause_starts(plain) if at < start <= at + LONGEST_OPENING), at)
