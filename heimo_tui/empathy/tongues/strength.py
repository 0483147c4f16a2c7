"""How much the check notices in each language, for one plain word on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from heimo_tui.empathy.language import Language


class Strength(StrEnum):
    """What the check can do in a language.

    `FULL`: rules and trained readers. `SOME`: phrases, and a trained reader for part of it. `LITTLE`: phrases alone.
    `NONE`: nothing but details that may identify somebody.
    """

    FULL = "full"
    SOME = "some"
    LITTLE = "little"
    NONE = "none"


_STRENGTHS: Mapping[Language, Strength] = MappingProxyType(
    {
        Language.ENGLISH: Strength.FULL,
        Language.PORTUGUESE: Strength.SOME,
        Language.SPANISH: Strength.LITTLE,
        Language.FINNISH: Strength.LITTLE,
        Language.UNKNOWN: Strength.NONE,
    }
)

SENTENCES: Mapping[Language, str] = MappingProxyType(
    {
        Language.PORTUGUESE: "In Portuguese it notices less; your own ear knows more.",
        Language.SPANISH: "In Spanish it notices less; your own ear knows more.",
        Language.FINNISH: "In Finnish it notices less; your own ear knows more.",
        Language.UNKNOWN: "It cannot tell which language this is, so it may stay quiet; your own ear knows more.",
    }
)
"""What the panel says where the check is weaker, in English, ready for translation."""


def strength(language: Language) -> Strength:
    """Return what the check can do in a language."""
    return _STRENGTHS[language]


def weaker(language: Language) -> str | None:
    """Return the sentence that says that the check is weaker in a language, or None where it is not."""
    return SENTENCES.get(language)
