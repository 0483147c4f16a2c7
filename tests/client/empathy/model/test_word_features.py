"""Tokens, n-grams and clauses that every table reads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from heimo_tui.empathy.clauses import normalise
from heimo_tui.empathy.model import features


def _forms(plain: str) -> list[str]:
    return [form.decode() for _, _, form in features.tokens(plain)]


def test_words_numbers_signs_and_faces_are_tokens() -> None:
    assert _forms("i'm 27, f*ck it!!! :) <3 …") == ["i'm", "0", ",", "f*ck", "it", "!", ":)", "<3", "…"]


def test_what_is_drawn_out_is_shortened_and_endless_words_are_cut() -> None:
    assert _forms("soooooo " + "x" * 80 + "ab" * 40) == ["soo", "xx"]
    assert len(_forms("abc" * 40)[0]) == features.LONGEST_WORD


def test_hidden_words_are_not_read() -> None:
    assert _forms("she said ______ ___") == ["she", "said"]


def test_word_n_grams_count_the_edges() -> None:
    assert features.word_ngrams([]) == ()
    for count in (1, 2, 3, 7):
        assert len(features.word_ngrams([b"a"] * count)) == features.EDGE + features.EACH * count
    assert sorted(features.word_ngrams([b"a", b"b"])) != sorted(features.word_ngrams([b"b", b"a"]))


def test_n_grams_stand_in_the_order_of_the_tokens_they_begin_with() -> None:
    long, short = features.word_ngrams([b"a", b"b", b"c", b"d"]), features.word_ngrams([b"x", b"b", b"c", b"d"])
    shared = features.EDGE + features.EACH
    assert long[shared:] == short[shared:]
    assert long[:shared] != short[:shared]


def test_letters_are_read_four_at_a_time() -> None:
    assert features.char_ngrams(b"a") == []
    assert len(features.char_ngrams(b"ab")) == 1
    assert len(features.features("ab abcd").characters) == 1 + 3


def test_a_sentence_of_one_clause_is_that_clause() -> None:
    read = features.features("you are not alone.")
    assert read.clauses == (features.Clause(0, 18, 5, 0, len(read.words)),)


def test_clauses_stand_where_they_stand() -> None:
    plain = "  i hear you, and that is hard, ..."
    read = features.features(plain)
    assert [plain[clause.start : clause.end] for clause in read.clauses] == ["i hear you,", "and that is hard,", "..."]
    assert sum(clause.tokens for clause in read.clauses) == len(features.tokens(plain))
    assert [clause.first for clause in read.clauses] == [0, *(clause.last for clause in read.clauses[:-1])]
    assert read.clauses[-1].last == len(read.words)


def test_clauses_without_a_token_are_left_out() -> None:
    assert len(features.features("( - ) but why").clauses) == 1
    assert features.features("_____") == features.Features((), (), ())


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    plain = normalise(text)
    read = features.features(plain)
    assert all(0 <= gram < 1 << 32 for gram in (*read.words, *read.characters))
    assert all(0 <= clause.start < clause.end <= len(plain) for clause in read.clauses)
    assert [clause.start for clause in read.clauses] == sorted(clause.start for clause in read.clauses)
    features.forget()
    assert features.features(plain) == read
