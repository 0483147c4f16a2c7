"""What is written in the demo's messages holds together, fits its people, and can be sent."""

import dataclasses
from collections.abc import Callable

import pytest

from heimo_protocol.limits import REQUEST_TEXT_CHARS
from heimo_tui.demo.mail.script import Line, MailScript, Words, load, problems_in
from heimo_tui.demo.script import load as load_script

SCRIPT = load_script()
MAIL = load(SCRIPT)
TALK = MAIL.conversation


def test_the_visitor_was_here_before_and_nobody_speaks_for_them_while_they_watch() -> None:
    assert [one.key for one in SCRIPT.members if one.visitor] == [SCRIPT.visitor.key]
    circle = TALK.circle
    assert SCRIPT.visitor in SCRIPT.members_of(circle)
    assert SCRIPT.visitor not in SCRIPT.others_in(circle)
    assert all(scene.author != SCRIPT.visitor.key for scene in SCRIPT.scenes)


def test_there_is_a_conversation_with_the_last_words_unanswered_and_a_request() -> None:
    assert TALK.lines[0].by == TALK.lines[-1].by == TALK.peer
    assert sum(line.by == SCRIPT.visitor.key for line in TALK.lines) >= 2
    assert MAIL.request.line.by != TALK.peer


@pytest.mark.parametrize("language", ["en", "fi"])
def test_somebody_always_has_something_to_say(language: str) -> None:
    for words in (MAIL.welcomes, MAIL.answers):
        assert len([one for one in words if one.language == language and not one.by]) >= 2


def with_lines(*lines: Line) -> MailScript:
    return dataclasses.replace(MAIL, conversation=dataclasses.replace(TALK, lines=lines))


def with_request(by: str, text: str) -> MailScript:
    return dataclasses.replace(MAIL, request=dataclasses.replace(MAIL.request, line=Line(by, text)))


FAULTS: list[tuple[Callable[[], MailScript], str]] = [
    (lambda: with_lines(Line("you", "hello"), Line(TALK.peer, "hi")), "asks, and both speak"),
    (lambda: with_lines(Line(TALK.peer, "hi")), "asks, and both speak"),
    (lambda: with_lines(Line(TALK.peer, "a" * (REQUEST_TEXT_CHARS + 1)), Line("you", "hi")), "too long"),
    (lambda: with_lines(Line(TALK.peer, "hi"), Line("you", "hi")), "said twice"),
    (lambda: with_lines(Line(TALK.peer, " hi"), Line("you", "yes")), "padded"),
    (lambda: with_request(TALK.peer, "me again"), "asks again"),
    (lambda: with_request("mira", "hello"), "is not in"),
    (lambda: with_request("ines", "hello"), "never spoke"),
    (lambda: dataclasses.replace(MAIL, answers=(Words("en", "", "yes"),)), "no answer in fi"),
    (lambda: dataclasses.replace(MAIL, welcomes=()), "no welcome in en"),
]


@pytest.mark.parametrize(("made", "problem"), FAULTS)
def test_each_fault_is_named(made: Callable[[], MailScript], problem: str) -> None:
    found = list(problems_in(made(), SCRIPT))
    assert any(problem in one for one in found), found


def test_the_demo_has_none_of_them() -> None:
    assert list(problems_in(MAIL, SCRIPT)) == []
