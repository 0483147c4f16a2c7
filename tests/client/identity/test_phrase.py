"""Recovery phrases: the official vectors, patience with how people type, and errors that name the word."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heimo_tui.core.errors import BadInput
from heimo_tui.core.secrets import SecretBytes, SecretText
from heimo_tui.identity import phrase

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "bip39.json").read_text(encoding="utf-8"))["english"]
FITTING = [(bytes.fromhex(entropy), words) for entropy, words, *_ in VECTORS if len(entropy) in (32, 64)]
ABANDON = "abandon " * 11 + "about"


@pytest.mark.parametrize(("entropy", "words"), FITTING)
def test_official_vectors(entropy: bytes, words: str) -> None:
    assert phrase.write_phrase(SecretBytes(entropy)).reveal() == words
    assert phrase.read_phrase(SecretText(words)).reveal() == entropy


def test_there_are_vectors_of_both_lengths() -> None:
    assert {len(entropy) for entropy, _ in FITTING} == {16, 32}


@pytest.mark.parametrize(("entropy", "words"), [(e, w) for e, w, *_ in VECTORS if len(e) == 48])
def test_eighteen_words_are_not_taken(entropy: str, words: str) -> None:
    with pytest.raises(BadInput) as raised:
        phrase.read_phrase(SecretText(words))
    assert (raised.value.code, raised.value.value) == ("phrase_length", "18")
    with pytest.raises(ValueError):
        phrase.write_phrase(SecretBytes(bytes.fromhex(entropy)))


@given(st.binary(min_size=16, max_size=16) | st.binary(min_size=32, max_size=32), st.data())
def test_any_phrase_reads_back_however_it_is_typed(entropy: bytes, data: st.DataObject) -> None:
    words = phrase.write_phrase(SecretBytes(entropy)).reveal().split()
    typed = [data.draw(st.sampled_from([word, word[:4], word.upper(), word.title(), word[:5]])) for word in words]
    gap = data.draw(st.sampled_from([" ", "  ", "\n", "\t ", "\u3000"]))
    assert phrase.read_phrase(SecretText(f" {gap.join(typed)}\n")).reveal() == entropy


def test_compatibility_forms_are_normalised() -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if c != " " else c for c in ABANDON)
    assert unicodedata.normalize("NFKD", wide) == ABANDON
    assert phrase.read_phrase(SecretText(wide)).reveal() == bytes(16)


def test_a_short_word_that_begins_longer_ones_is_itself() -> None:
    words = phrase.write_phrase(SecretBytes(bytes(16))).reveal().split()
    assert "act" in phrase.complete("act")
    assert "action" in phrase.complete("act")
    with pytest.raises(BadInput) as raised:
        phrase.read_phrase(SecretText(" ".join(["act", *words[1:]])))
    assert raised.value.code == "phrase_checksum"


def test_an_unknown_word_is_named_with_what_may_be_meant() -> None:
    with pytest.raises(BadInput) as raised:
        phrase.read_phrase(SecretText(ABANDON.replace("about", "abuot")))
    problem = raised.value
    assert (problem.code, problem.position, problem.value) == ("phrase_word", 12, "abuot")
    assert "about" in problem.suggestions
    assert "abuot" not in str(problem)
    assert "abuot" not in repr(problem)


def test_three_letters_are_not_enough_to_guess_a_word() -> None:
    with pytest.raises(BadInput) as raised:
        phrase.read_phrase(SecretText("aba " * 11 + "about"))
    assert (raised.value.code, raised.value.position) == ("phrase_word", 1)


def test_more_letters_than_the_word_has_are_not_taken() -> None:
    with pytest.raises(BadInput) as raised:
        phrase.read_phrase(SecretText("abandoned " + "abandon " * 10 + "about"))
    assert (raised.value.code, raised.value.position) == ("phrase_word", 1)
    assert "abandon" in raised.value.suggestions


def test_a_wrong_word_or_order_is_told_by_the_checksum() -> None:
    with pytest.raises(BadInput) as raised:
        phrase.read_phrase(SecretText("abandon " * 12))
    assert raised.value.code == "phrase_checksum"


@pytest.mark.parametrize("count", [0, 1, 11, 13, 15, 21, 23, 25])
def test_other_lengths_are_refused(count: int) -> None:
    with pytest.raises(BadInput) as raised:
        phrase.read_phrase(SecretText("abandon " * count))
    assert (raised.value.code, raised.value.value) == ("phrase_length", str(count))


def test_new_entropy_is_sixteen_fresh_bytes() -> None:
    made = {phrase.new_entropy().reveal() for _ in range(64)}
    assert len(made) == 64
    assert {len(entropy) for entropy in made} == {16}


def test_three_different_words_are_asked_for_and_every_place_comes_up() -> None:
    text = SecretText(ABANDON)
    seen: set[int] = set()
    for _ in range(300):
        positions = phrase.choose_words_to_check(text)
        assert len(set(positions)) == 3
        assert list(positions) == sorted(positions)
        seen |= set(positions)
    assert seen == set(range(1, 13))


def test_checking_a_word() -> None:
    text = SecretText("legal winner thank year wave sausage worth useful legal winner thank yellow")
    assert phrase.check_word(text, 1, "legal")
    assert phrase.check_word(text, 1, " LEGA ")
    assert phrase.check_word(text, 12, "yello")
    assert not phrase.check_word(text, 2, "legal")
    assert not phrase.check_word(text, 1, "leg")
    assert not phrase.check_word(text, 1, "")


def test_hints_while_typing() -> None:
    assert list(phrase.complete("zo")) == ["zone", "zoo"]
    assert list(phrase.complete("  ZO")) == ["zone", "zoo"]
    assert list(phrase.complete("")) == []
    assert list(phrase.complete("xq")) == []


def test_no_two_words_share_their_first_four_letters() -> None:
    words = phrase._english().wordlist
    assert len({word[: phrase.PREFIX_SIZE] for word in words}) == 2048
