"""Words that sound like pushing somebody towards harm, and do not."""

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
    ],
)
def test_ordinary_turns_of_phrase_push_nobody(text: str) -> None:
    found = check(text, kind="reply", need=None).findings
    assert "encourages_harm" not in {finding.code for finding in found}


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
