"""Mockery, threats, pressing and lecturing; and the same words where they are meant kindly or told of oneself."""

import pytest

from heimo_tui.empathy.clauses import sentences
from heimo_tui.empathy.look_again import advice, comparing, dismissing, hostility, judging
from heimo_tui.empathy.telling import wording


def _codes(text):
    return {
        mark.code
        for sentence in sentences(text)
        for detector in (hostility, judging, dismissing, comparing, advice)
        for mark in detector.find(sentence)
        if mark.code != "suggestion"
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("So you cried at work, want a medal?", "contempt"),
        ("Somebody alert the newspapers.", "contempt"),
        ("Cool story, bro.", "contempt"),
        ("Pathetic.", "contempt"),
        ("I pity everyone who has to live with you.", "contempt"),
        ("You'll regret this.", "hostile"),
        ("Watch your back.", "hostile"),
        ("I know where you live.", "hostile"),
        ("You really must accept that he is gone.", "persuading"),
        ("It has to stop, no ifs and buts.", "persuading"),
        ("Welcome to the real world.", "persuading"),
        ("In life one has to be hard.", "persuading"),
        ("Words are just words.", "dismissing"),
        ("So what?", "dismissing"),
        ("Big deal.", "dismissing"),
        ("There are children starving out there.", "comparing"),
        ("Some of us work for a living.", "comparing"),
        ("Nobody forced you to stay.", "blaming"),
        ("That's what happens when you lie.", "blaming"),
        ("That's not how a mother should feel.", "judging"),
        ("I find it odd that you kept the dog.", "judging"),
    ],
)
def test_what_shames_frightens_presses_or_lectures_is_seen(text, code):
    assert code in _codes(text), text


@pytest.mark.parametrize(
    "text",
    [
        "I'm so pathetic.",
        "He let you watch your back alone.",
        "It is not a mystery why she left.",
        "An idiot really.",
        "I don't think you'll regret it.",
        "You don't have to accept that.",
        "It never meant that any sensible person would stay.",
        "It isn't true that in life you must be hard.",
        "I tell myself it could be worse.",
        "I keep hearing that others have it worse.",
        "People keep saying everything happens for a reason.",
        "He spoke as if that was nothing to cry about.",
        "That is a big deal.",
        "You are allowed to cry about it.",
        "Now I wonder, so what's left of me?",
        "You're young and this hurts.",
        "You should have been left in peace.",
        "You're entitled to that money.",
        "I sometimes feel you are a burden only in your own eyes.",
        "Nobody here wants you to go.",
    ],
)
def test_the_same_words_meant_otherwise_are_left_alone(text):
    assert not _codes(text), (text, _codes(text))


@pytest.mark.parametrize(
    "text",
    [
        "I think you can take all the time you want.",
        "Tell the voices from me that they are wrong.",
        "Write at four in the morning, write ten times.",
        "I'd avoid me too.",
    ],
)
def test_warmth_and_longing_are_no_suggestion(text):
    assert not [mark for sentence in sentences(text) for mark in advice.find(sentence)], text


def test_every_alternative_of_the_new_codes_has_words():
    for message in ("hostile", "hostile.alt", "hostile.alt.threat", "contempt.alt.mock"):
        assert wording.say(message)
    for message in ("persuading", "persuading.alt", "persuading.alt.lecture"):
        assert wording.say(message)
