"""Words that sound like pushing or threatening somebody, and do not; and those that do."""

import pytest

from heimo_tui.empathy.check import check
from heimo_tui.empathy.clauses import sentences


@pytest.mark.parametrize(
    "text",
    [
        "We're all gonna die one day.",
        "Just hit them up when you can.",
        "Why do you need to die?",
        "Shoot yourself with kindness for once.",
        "Please just cut yourself some slack.",
        "You can hit them where it hurts: with the truth.",
        "You'd have done it by now if they had only let you.",
        "I'd love to see you do it, the marathon I mean.",
        "If you put an end to it with him, we're here.",
        "We would all be better off if he paid his rent.",
    ],
)
def test_ordinary_turns_of_phrase_push_nobody(text: str) -> None:
    found = check(text, kind="reply", need=None).findings
    assert "encourages_harm" not in {finding.code for finding in found}


@pytest.mark.parametrize(
    "text",
    [
        "I'll screenshot this and show it to your boss.",
        "Delete it by tonight or I publish your full name.",
        "we have ur ip, so be nice",
        "We'll keep reporting you until you're gone.",
        "Your address won't be hard to find.",
        "I've told your wife, by the way.",
        "Write that once more and my cousins will visit you.",
        "I can have you banned everywhere.",
    ],
)
def test_threats_are_heard_without_a_harsh_word(text: str) -> None:
    assert "hostile" in {finding.code for finding in check(text, kind="reply", need=None).findings}


@pytest.mark.parametrize(
    "text",
    [
        "Please don't publish your full name or your address here.",
        "They said they would post my real name.",
        "He had my address, so I moved.",
        "I told my sister, and it helped.",
        "I took a screenshot of this for the bad nights.",
    ],
)
def test_who_was_threatened_or_warns_threatens_nobody(text: str) -> None:
    assert "hostile" not in {finding.code for finding in check(text, kind="reply", need="ideas").findings}


@pytest.mark.parametrize("text", ["Just hit them.", "You need to die.", "Why don't you just kill yourself?"])
def test_pushing_is_still_heard(text: str) -> None:
    found = check(text, kind="reply", need=None).findings
    assert "encourages_harm" in {finding.code for finding in found}


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("you should call your doctor.", "you should call your doctor."),
        ("you could have called him, you coward", "you could have called him, you coward"),
        ("she called me back and cried.", "she called me back and cried."),
        ("he called me a fat pig.", "he called me__________."),
        ("they called my brother pathetic.", "they called____________________."),
        ("i was called an idiot.", "i was called_________."),
        ("he called me to say you are an idiot.", "he called me________________________."),
        ("no wonder say he left you.", "no wonder say he left you."),
        ("they say you are an idiot.", "they say you_____________."),
    ],
)
def test_calling_somebody_is_no_saying(said: str, read: str) -> None:
    assert sentences(said)[0].plain == read
