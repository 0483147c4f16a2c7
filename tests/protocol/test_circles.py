"""Settings of a circle: every limit of the words that let a moderator read first, and the form of notes."""

import pytest

from heimo_protocol.circles import CircleSettings
from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import MAX_HELD_WORD_CHARS, MAX_HELD_WORDS


def settings(*words: str) -> CircleSettings:
    return CircleSettings(name="Night shift", held_words=[*words])


def test_as_many_and_as_long_words_as_may_be_held() -> None:
    settings(*(f"{number:0{MAX_HELD_WORD_CHARS}}" for number in range(MAX_HELD_WORDS))).require_valid()
    for words in ([str(number) for number in range(MAX_HELD_WORDS + 1)], ["a" * (MAX_HELD_WORD_CHARS + 1)]):
        with pytest.raises(Refusal) as refused:
            settings(*words).require_valid()
        assert refused.value.code is Code.TOO_LARGE


@pytest.mark.parametrize("word", ["", "  ", "two\nlines"])
def test_a_held_word_says_something_in_one_line(word: str) -> None:
    with pytest.raises(BadEncoding):
        settings(word).require_valid()


def test_a_note_is_one_line() -> None:
    CircleSettings(name="Night shift", notes=["SUI"]).require_valid()
    with pytest.raises(BadEncoding):
        CircleSettings(name="Night shift", notes=["two\nlines"]).require_valid()
