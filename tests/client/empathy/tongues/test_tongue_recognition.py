"""Recognising a language from few words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.languages.sets import LANGUAGES, rows
from heimo_tui.empathy.clauses import normalise
from heimo_tui.empathy.language import Language, recognise


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("tapa itsesi", "fi"),
        ("Mulla ihan sama", "fi"),
        ("Hävettää niin paljon", "fi"),
        ("hyppää kalliolta", "fi"),
        ("a mí igual", "es"),
        ("¿Ya comiste?", "es"),
        ("cállate", "es"),
        ("Ella se llevó todo", "es"),
        ("Ela foi embora", "pt"),
        ("cala a boca", "pt"),
        ("não aguento mais", "pt"),
        ("kill yourself", "en"),
        ("so tired", "en"),
        ("No", "und"),
        ("", "und"),
        ("ich weiß nicht was ich machen soll", "und"),
        ("je ne sais plus quoi faire", "und"),
        ("jag orkar inte mer", "und"),
        ("ma ei jaksa enam", "und"),
        ("¿¡?!", "und"),
    ],
)
def test_a_few_words_are_enough(text: str, language: str) -> None:
    assert recognise(normalise(text)) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_own_sets_are_recognised(language: str) -> None:
    texts = [row["text"] for row in rows(language, "dev")]
    told = [recognise(normalise(text)) for text in texts]
    assert told.count(Language(language)) >= 0.95 * len(texts)


@given(st.text(max_size=200))
def test_any_text_has_some_language_or_none(text: str) -> None:
    assert recognise(normalise(text)) in Language
