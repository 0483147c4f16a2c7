"""Coarse times, words for counts and the vocabulary around a post."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heimo_tui.core import notes

HOUR = 60
DAY = 24 * HOUR
NOON = 20_000 * DAY + 12 * HOUR


def said(minutes: int, now: int = NOON, offset: int = 0) -> str:
    return notes.in_words(notes.moment(minutes, now, offset))


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (0, "just now"),
        (14, "just now"),
        (15, "within the hour"),
        (59, "within the hour"),
        (60, "this morning"),
        (7 * HOUR, "this morning"),
        (7 * HOUR + 1, "in the night"),
        (12 * HOUR, "in the night"),
        (12 * HOUR + 1, "yesterday evening"),
        (18 * HOUR, "yesterday evening"),
        (18 * HOUR + 1, "yesterday"),
        (36 * HOUR, "yesterday"),
        (36 * HOUR + 1, "2 days ago"),
        (6 * DAY, "6 days ago"),
        (7 * DAY, "a week ago"),
        (13 * DAY, "a week ago"),
        (14 * DAY, "2 weeks ago"),
        (29 * DAY, "4 weeks ago"),
        (30 * DAY, "a month ago"),
        (59 * DAY, "a month ago"),
        (60 * DAY, "2 months ago"),
        (364 * DAY, "12 months ago"),
        (365 * DAY, "more than a year ago"),
    ],
)
def test_a_time_is_said_as_a_person_would(ago: int, words: str) -> None:
    assert said(NOON - ago) == words


def test_later_parts_of_the_same_day() -> None:
    night = NOON + 11 * HOUR
    assert said(NOON, night) == "this afternoon"
    assert said(NOON + 6 * HOUR, night) == "this evening"


def test_the_readers_own_midnight_decides_what_yesterday_is() -> None:
    midnight_utc = 20_000 * DAY
    written, now = midnight_utc - 2 * HOUR, midnight_utc + 2 * HOUR
    assert said(written, now) == "yesterday evening"
    assert said(written, now, offset=3 * HOUR) == "in the night"
    assert said(written, now, offset=-5 * HOUR) == "this afternoon"


def test_a_clock_that_runs_ahead_is_just_now() -> None:
    assert said(NOON + 3 * HOUR) == "just now"


@given(st.integers(0, 10**8), st.integers(0, 10**6), st.integers(-12 * HOUR, 14 * HOUR))
def test_every_time_has_words_without_a_placeholder(minutes: int, later: int, offset: int) -> None:
    words = said(minutes, minutes + later, offset)
    assert words
    assert "{" not in words
    assert " 0 " not in f" {words} "


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (-1, ""),
        (0, ""),
        (1, "somebody has been there"),
        (2, "a few people have been there"),
        (4, "a few people have been there"),
        (5, "several people have been there"),
        (14, "several people have been there"),
        (15, "many people have been there"),
    ],
)
def test_counts_become_words(count: int, words: str) -> None:
    assert notes.reaction_sentence("been_there", count) == words


def test_each_reaction_has_its_own_sentence_and_an_unknown_one_is_silent() -> None:
    assert notes.reaction_sentence("hear_you", 1) == "somebody hears you"
    assert notes.reaction_sentence("with_you", 3) == "a few people are with you"
    assert notes.reaction_sentence("thank_you", 1) == "somebody says thank you"
    assert notes.reaction_sentence("thumbs_up", 9) == ""


def test_codes_are_unique_short_ascii_and_labels_calm() -> None:
    for words in (notes.NEEDS, notes.NOTES, notes.REACTIONS):
        codes = [w.code for w in words]
        assert len(set(codes)) == len(codes)
        assert all(code.isascii() and code.replace("_", "").islower() and len(code) <= 16 for code in codes)
    labels = [n.label for n in notes.NOTES]
    assert not [x for x in labels if "warning" in x.lower() or "trigger" in x.lower() or "!" in x]
    assert {len(n.mark) for n in notes.NEEDS} == {1}


def test_codes_from_a_newer_client_still_read_well() -> None:
    assert notes.need("ideas").label == "ideas welcome"
    assert notes.need("hug").code == "listen"
    assert notes.note_label("self_harm") == "self-harm"
    assert notes.note_label("night_terrors") == "night terrors"
    assert notes.reaction("hug") is None
