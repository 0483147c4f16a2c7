"""What the panel says of a language."""

import pytest

from heimo_tui.empathy.language import Language
from heimo_tui.empathy.tongues.book import LANGUAGES
from heimo_tui.empathy.tongues.strength import Strength, strength, weaker


@pytest.mark.parametrize("language", list(Language))
def test_every_language_has_a_strength_and_a_sentence_where_it_is_weaker(language: Language) -> None:
    assert (strength(language) is Strength.FULL) is (weaker(language) is None)
    assert (strength(language) in (Strength.SOME, Strength.LITTLE)) is (language in LANGUAGES)


def test_the_sentence_is_plain() -> None:
    assert weaker(Language.FINNISH) == "In Finnish it notices less; your own ear knows more."
