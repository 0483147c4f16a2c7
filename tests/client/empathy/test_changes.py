"""What a change did is told only where it is better, and only where it is true."""

import re

import pytest

from heimo_tui.empathy.findings import Finding, Report, Voice, key_of
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.telling.changes import GAINED, GONE, Spoken, between
from heimo_tui.empathy.telling.wording import MESSAGES

NEVER = {"danger_self", "danger_other", "danger_from_other"}


def found(code: str, words: str = "words", voice: Voice | None = None) -> Finding:
    voice = voice or (Voice.CARRIES if code in GAINED else Voice.LOOK_AGAIN)
    return Finding(voice, code, (0, len(words)), words, code, None, key_of(code, words))


def report(*findings: Finding) -> Report:
    return Report(findings, Language.ENGLISH, not findings)


def said(changes: object) -> list[str]:
    assert isinstance(changes, tuple)
    return [change.sentence for change in changes]


def test_what_is_gone_and_what_carries_now_is_told() -> None:
    before = report(found("judging"), found("phone", voice=Voice.IDENTIFIES))
    after = report(found("interpretation"))
    assert said(between(before, after)) == [GAINED["interpretation"], GONE["judging"], GONE["phone"]]


def test_a_loss_is_never_told() -> None:
    assert between(report(found("exploration")), report(found("judging"))) == ()


def test_a_kind_is_gone_only_with_the_last_of_it() -> None:
    assert between(report(found("judging", "a"), found("judging", "b")), report(found("judging", "b"))) == ()
    assert len(between(report(found("judging", "a"), found("judging", "b")), report())) == 1


def test_no_sentence_comes_twice() -> None:
    assert len(between(report(found("advice"), found("suggestion")), report())) == 1


@pytest.mark.parametrize("code", sorted(NEVER))
def test_nobody_is_praised_for_taking_back_that_they_are_in_danger(code: str) -> None:
    assert between(report(found(code, voice=Voice.CARE)), report()) == ()


def test_every_code_has_a_sentence_or_a_reason_for_none() -> None:
    codes = {name for name in MESSAGES if "." not in name}
    assert codes == set(GAINED) | set(GONE) | NEVER


def test_no_sentence_measures_or_promises() -> None:
    for sentence in (*GAINED.values(), *GONE.values()):
        assert not re.search(r"\d|%|score|safe|better than|good|well done|!", sentence)
        assert sentence.endswith(".")


def test_what_grows_before_anything_was_pointed_out_is_no_change() -> None:
    spoken = Spoken().heard(report(found("exploration")))
    assert spoken.changes("text", report(found("exploration"), found("interpretation"))) == ()


def test_from_the_first_word_of_the_check_on_changes_are_answers() -> None:
    spoken = Spoken().heard(report(found("exploration", "why?"), found("judging", "so lazy")))
    spoken = spoken.heard(report(found("exploration", "why?"), found("blaming", "your fault")))
    now = report(found("exploration", "why?"), found("interpretation", "sounds hard"))
    assert said(spoken.changes("why? sounds hard", now)) == [
        GAINED["interpretation"],
        GONE["judging"],
        GONE["blaming"],
    ]


def test_words_that_still_stand_there_are_not_gone() -> None:
    spoken = Spoken().heard(
        report(found("phone", "040 123", Voice.IDENTIFIES), found("phone", "050 9", Voice.IDENTIFIES))
    )
    assert spoken.changes("call 050 9", report()) == ()
    assert said(spoken.changes("call me", report())) == [GONE["phone"]]
