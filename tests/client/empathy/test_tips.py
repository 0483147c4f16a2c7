"""The gate before what a trained reader calls advice: only what directs somebody can be a tip."""

import pytest

from heimo_tui.empathy.clauses import sentences
from heimo_tui.empathy.look_again.tips import may_advise


@pytest.mark.parametrize(
    "text",
    [
        "You should ring her.",
        "Have you tried yoga?",
        "Maybe a walk by the sea.",
        "Call a lawyer first.",
        "It's late, get some sleep.",
        "A warm bath would help.",
    ],
)
def test_what_directs_somebody_may_be_a_tip(text):
    assert may_advise(sentences(text)[0].plain), text


@pytest.mark.parametrize(
    "text",
    [
        "My therapist cancelled.",
        "I joined a gym to get over him.",
        "You don't have to look on the bright side.",
        "You can cry here.",
        "Tell me more.",
        "I stood there and put the hood up.",
        "Permanently.",
        "He should have been kinder.",
        "You hated her for a moment.",
    ],
)
def test_stories_leave_and_sympathy_are_none(text):
    assert not may_advise(sentences(text)[0].plain), text
