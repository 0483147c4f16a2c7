"""Generated names, marks and colours: kind, varied, and always the same for a key."""

import json
import unicodedata
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from heimo_protocol.text import require
from heimo_tui.identity.names import colour, generate_name, generate_names, mark
from heimo_tui.identity.words import ADJECTIVES, NOUNS

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "identity1.json").read_text(encoding="utf-8"))["marks"]
KEYS = st.binary(min_size=32, max_size=32)


def test_there_are_many_different_names() -> None:
    assert len(set(ADJECTIVES)) == len(ADJECTIVES) >= 120
    assert len(set(NOUNS)) == len(NOUNS) >= 160
    names = Counter(generate_name() for _ in range(2000))
    assert len(names) > 1900
    assert {name.split("-")[0] for name in names} <= set(ADJECTIVES)
    assert {name.split("-")[1] for name in names} <= set(NOUNS)


def test_every_word_is_plain_lower_case_and_every_name_fits_a_card() -> None:
    for word in ADJECTIVES + NOUNS:
        assert word.isascii()
        assert word.isalpha()
        assert word.islower()
    longest = f"{max(ADJECTIVES, key=len)}-{max(NOUNS, key=len)}"
    assert len(longest) <= 32
    require(longest, what="name", max_chars=32)


def test_words_that_hurt_somewhere_are_not_in() -> None:
    unwanted = (
        "fat thin ugly dead grave crib stork cliff ledge bridge tower blood bone skin belly mad weak lonely poison"
    )
    assert not set(unwanted.split()) & set(ADJECTIVES + NOUNS)


def test_a_choice_of_names_has_no_two_alike() -> None:
    assert len(set(generate_names(40))) == 40


def test_frozen_marks() -> None:
    for vector in VECTORS:
        key = bytes.fromhex(vector["key"])
        assert mark(key) == vector["mark"]
        assert colour(key, 12) == vector["colour_of_12"]


@given(KEYS)
def test_a_mark_is_two_cells_everywhere_and_stable(key: bytes) -> None:
    made = mark(key)
    assert made == mark(key)
    assert len(made) == 2
    assert {unicodedata.east_asian_width(cell) for cell in made} == {"N"}


@given(KEYS, st.integers(1, 64))
def test_a_colour_is_in_range_and_stable(key: bytes, count: int) -> None:
    assert 0 <= colour(key, count) < count
    assert colour(key, count) == colour(key, count)


def test_marks_and_colours_spread_over_all_there_are() -> None:
    keys = [number.to_bytes(32, "big") for number in range(4000)]
    assert len({mark(key) for key in keys}) == 100
    assert len({colour(key, 12) for key in keys}) == 12
