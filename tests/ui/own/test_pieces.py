"""Small pieces: underlines that move along, replacements that fit, words for every mistake."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import heimo_tui
from heimo_tui.core.errors import BadInput
from heimo_tui.empathy.check import check
from heimo_tui.empathy.findings import Voice
from heimo_tui.ui.alternatives import replacement
from heimo_tui.ui.input_words import INPUT
from heimo_tui.ui.notices import for_error
from heimo_tui.ui.widgets.draft_area import Underline, moved
from heimo_tui.ui.widgets.voices import VOICES, grouped


@given(st.text("ab \n", max_size=30), st.integers(0, 30), st.integers(0, 30), st.text("abc\n", max_size=6))
def test_an_underline_stays_on_its_words_or_goes(text: str, start: int, length: int, put: str) -> None:
    words = "WORDS"
    before = text + words + text
    mark = Underline(len(text), len(text) + len(words), Voice.CARRIES)
    start = min(start, len(before))
    after = before[:start] + put + before[min(start + length, len(before)) :]
    for kept in moved([mark], before, after):
        assert after[kept.start : kept.end] == words


def test_typing_before_and_after_keeps_an_underline() -> None:
    mark = Underline(4, 7, Voice.CARE)
    assert moved([mark], "one two three", "And one two three") == [Underline(8, 11, Voice.CARE)]
    assert moved([mark], "one two three", "one two three four") == [mark]
    assert moved([mark], "one two three", "one tXwo three") == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Write to anna@example.org now", "Write to … now"),
        ("I am 43 years old and tired", "I am in the forties and tired"),
        ("I'm 43, and tired", "I'm in the forties, and tired"),
        ("I lost my job at Nokia in spring", "I lost my job at my work in spring"),
        ("Call me on +358 40 123 4567 please", "Call me on … please"),
    ],
)
def test_what_identifies_can_be_made_coarser(text: str, after: str) -> None:
    changes = [replacement(text, found) for found in check(text, kind="post", need=None).findings]
    change = next(change for change in changes if change is not None)
    changed = text[: change.start] + change.words + text[change.end :]
    assert changed == after


def test_a_part_of_a_sentence_is_never_replaced_by_a_sentence() -> None:
    text = "I know how it is, but you should just leave him because he is bad."
    report = check(text, kind="reply", need="listen")
    assert report.findings
    for found in report.findings:
        if found.voice is Voice.LOOK_AGAIN:
            assert replacement(text, found) is None


def test_a_replacement_is_refused_once_the_words_are_others() -> None:
    found = check("Write to anna@example.org", kind="post", need=None).findings[0]
    assert replacement("Write to somebody else instead", found) is None


def test_voices_keep_their_order_and_each_has_a_sign_of_its_own() -> None:
    text = "I feel so ashamed. Write to anna@example.org. Does anybody know this?"
    voices = [voice for voice, _ in grouped(check(text, kind="post", need=None))]
    assert voices == [Voice.IDENTIFIES, Voice.CARRIES]
    assert len({words.sign for words in VOICES.values()}) == len(Voice)


def test_every_mistake_in_what_is_given_has_words() -> None:
    raised: set[str] = set()
    for file in Path(heimo_tui.__file__).parent.rglob("*.py"):
        raised |= set(re.findall(r'BadInput\(\s*"([a-z_]+)"', file.read_text(encoding="utf-8")))
    assert len(raised) > 30
    assert raised <= set(INPUT)
    fallback = str(for_error(BadInput("no-such-code")))
    assert all(str(for_error(BadInput(code))) != fallback for code in INPUT)
