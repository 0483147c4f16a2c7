"""The gate: whom harsh words are meant for."""

import pytest

from heimo_tui.empathy.clauses import sentences
from heimo_tui.empathy.look_again.aimed import aimed_clause, is_aimed


def _plain(text):
    return sentences(text)[0].plain


@pytest.mark.parametrize(
    "text",
    [
        "You are pathetic.",
        "Nobody here wants you.",
        "What is wrong with you?",
        "Why are you even here?",
        "Are you always this stupid?",
        "Just shut up already.",
        "Stop whining.",
        "Go cry somewhere else.",
        "Don't waste our time.",
        "Fuck off.",
        "I hate you.",
        "People here are idiots.",
        "Your whining bores us.",
        "get a grip",
        "Leave us alone.",
        "Only people like you always need an audience.",
    ],
)
def test_words_for_a_reader_are_aimed(text):
    assert is_aimed(_plain(text)), text


@pytest.mark.parametrize(
    "text",
    [
        "I'm such an idiot.",
        "I hate my stupid life.",
        "He is a bastard and he knows it.",
        "She told me you are worthless and ugly.",
        "“You are worthless, you hear?”",
        "Thank you.",
        "Thank you all so much.",
        "I was the fat one, you know.",
        "How do you get out of bed when everything is shit?",
        "Does anyone else think you are going mad?",
        "If you hate yourself, nothing tastes of anything.",
        "Life makes you bitter.",
        "To the driver who hit my dog: I hope you rot.",
        "Mum: you lazy cow.",
        "Fuck you depression.",
        "Fuck cancer.",
        "I sit there and cry in the stupid car.",
        "I wake up, go to the fucking job, come home.",
        "Get out of bed?",
        "Get better at this, they think.",
        "Everything is shit.",
        "No fucking way is that your fault.",
        "That's bullshit, you didn't deserve that.",
        "You are so fucking brave.",
        "Fuck, I'm so sorry that you had this shit.",
        "I hope you find somebody who isn't an arse.",
        "You're not garbage.",
        "I wouldn't call you stupid.",
        "Your boss is an arse.",
        "Bloody hell, no wonder you're tired.",
        "Of course, as many times as you fucking need.",
    ],
)
def test_words_about_oneself_somebody_absent_or_anybody_are_not(text):
    assert not is_aimed(_plain(text)), text


def test_in_an_answer_words_that_name_nobody_are_meant_for_the_one_who_is_answered():
    for text in ("Pathetic.", "Nice novel.", "Dumb question from a dumb person."):
        assert not is_aimed(_plain(text))
        assert is_aimed(_plain(text), answering=True)
    for text in ("Damn.", "It's shit.", "Holy shit, what a day.", "That bloody illness."):
        assert not is_aimed(_plain(text), answering=True)
    for text in ("I'm pathetic.", "He is pathetic.", "He said it was pathetic.", "Thank you."):
        assert not is_aimed(_plain(text), answering=True)


def test_the_clause_is_underlined_and_not_the_sentence():
    plain = _plain("I read all of it, and you are pathetic, honestly.")
    assert plain[slice(*aimed_clause(plain))] == "you are pathetic"
    plain = _plain("  Just shut up!!")
    assert plain[slice(*aimed_clause(plain))] == "just shut up"
    plain = _plain("Pathetic.")
    assert plain[slice(*aimed_clause(plain, answering=True))] == "pathetic"
    assert aimed_clause("!!", answering=True) == (0, 2)
    assert aimed_clause("", answering=False) is None
