"""Reads a sentence with the phrase list of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from heimo_tui.empathy.clauses import Sentence, clause_before
from heimo_tui.empathy.findings import Mark, Voice
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.phrases import any_of
from heimo_tui.empathy.tongues import finnish, portuguese, spanish

_BOOKS: Mapping[Language, Mapping[str, tuple[str, ...]]] = {
    Language.FINNISH: finnish.PHRASES,
    Language.SPANISH: spanish.PHRASES,
    Language.PORTUGUESE: portuguese.PHRASES,
}
_LOOK_AGAIN = frozenset(
    {"insult", "hostile_order", "contempt", "judging", "blaming", "dismissing", "advice", "comparing"}
)
_CARE = frozenset({"danger_self", "encourages_harm"})
# "no", "não", "ei" and their kin before a phrase take it back, except where the phrase is comfort
_NEGATED = re.compile(
    r"\b(?:no|nunca|ni|nadie|não|nunca|nem|jamais|ei|en|et|eivät|älä|sin|sem|dijo que|diz que|disse que|sanoi että"
    r"|dice que)\b"
)


@cache
def _patterns(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, any_of(*phrases)) for code, phrases in _BOOKS[language].items())


def knows(language: Language) -> bool:
    """Whether there is a phrase list for this language."""
    return language in _BOOKS


def find(sentence: Sentence, language: Language) -> Iterator[Mark]:
    """Yield what the phrase list of `language` (one that it `knows`) sees in a sentence."""
    plain = sentence.plain
    for code, phrases in _patterns(language):
        voice = Voice.LOOK_AGAIN if code in _LOOK_AGAIN else Voice.CARE if code in _CARE else Voice.CARRIES
        for match in phrases.finditer(plain):
            if voice is Voice.CARRIES or not _NEGATED.search(clause_before(plain, match.start())):
                yield Mark(voice, code, *match.span(), None if voice is Voice.CARRIES else _alternative(code))


def _alternative(code: str) -> str:
    return {"judging": "judging.alt", "insult": "insult.alt.plain"}.get(code, f"{code}.alt")
