"""The same words hurt or carry in any English: what is rewritten before the rules read, and what is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest

from heimo_tui.empathy.check import check
from heimo_tui.empathy.clauses import Sentence, in_standard_english
from heimo_tui.empathy.findings import Kind, Mark, Voice
from heimo_tui.empathy.phrases import spellings
from heimo_tui.empathy.phrases.varieties import standard


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ye're an eejit an naebody wants ye here", "you're an eejit and nobody wants you here"),
        ("ah dinnae ken, ah, it's an hour an ah'm fine", "i don't ken, ah, it's an hour and i'm fine"),
        ("ah feel it in ma heid an my ma is ma", "i feel it in my head and my ma is ma"),
        ("you a idiot", "you are a idiot"),
        ("you an idiot", "you are an idiot"),
        ("you so pathetic it hurts", "you are so pathetic it hurts"),
        ("you be trash", "you are trash"),
        ("you is weak, you nothing", "you are weak, you are nothing"),
        ("you dey pathetic", "you are pathetic"),
        ("everything broke cause you weak and lazy", "everything broke cause you are weak and lazy"),
        ("u r nothing but a liar", "you are nothing but a liar"),
        ("ur so brave, ur mum looks at ur face", "you're so brave, ur mum looks at your face"),
        ("because ur pathetic, i say ur mean", "because you're pathetic, i say ur mean"),
        ("yer that lazy", "you're that lazy"),
        ("he was walkin", "he was walking"),
        ("you ought 2 be ashamed 4 once", "you ought to be ashamed for once"),
        ("i'm gonna get outta here", "i'm gonna get out of here"),
        ("nobody is wanting you", "nobody wants you"),
        ("stop to dey whine", "stop whining"),
        ("feelin' low", "feeling low"),
    ],
)
def test_dialect_is_read_in_the_standard(written: str, read: str) -> None:
    found = standard(written)
    assert (found.text if found else written) == read


@pytest.mark.parametrize(
    "plain",
    [
        "i wrote to you a year ago and it rains again",
        "thank you so much for this",
        "would you be so kind",
        "you alone can decide",
        "what you love is yours",
        "it is certain' and begin' and again'",
        "you stupid thing",
        "an hour, 2 dogs and 4 cats",
        "i no longer know",
        "you really tried",
        "i sorted it",
        "love you a lot",
        "you an me",
    ],
)
def test_the_standard_is_left_alone(plain: str) -> None:
    found = standard(plain)
    assert found is None or found.text.replace("and me", "an me") == plain


def test_every_place_leads_back_to_what_was_written() -> None:
    written = "ye're that pathetic, yersel"
    found = standard(written)
    assert found is not None
    assert found.text == "you're that pathetic, yourself"
    assert written[slice(*found.span(found.text.index("pathetic"), found.text.index("pathetic") + 8))] == "pathetic"
    assert written[slice(*found.span(0, len(found.text)))] == written
    assert written[slice(*found.span(22, 30))] == "yersel"
    assert found.applied(written.upper()) == "you're THAT PATHETIC, yourself"


def test_marks_are_about_the_words_as_written() -> None:
    @in_standard_english
    def find(sentence: Sentence) -> Iterator[Mark]:
        yield Mark(Voice.LOOK_AGAIN, "insult", 0, sentence.plain.index("here"))

    written = "Ye dinnae belong here"
    (mark,) = find(Sentence(0, written, written.lower()))
    assert written[mark.start : mark.end] == "Ye dinnae belong "


@pytest.mark.parametrize(
    "reply",
    [
        "Ye're an eejit an naebody wants ye here.",
        "Shut it an stop yer moanin.",
        "You so pathetic it make me sick.",
        "Get tae, ya lyin piece ae trash.",
        "Comot from here, you lying piece of trash.",
        "No wonder say your husband leave you, you be nightmare.",
        "u r nothing but a liar",
        "Keep ur mouth shut.",
        "Only coward would hide behind that.",
        "You worthless mess.",
        "Nobody will ever love somebody like you.",
        "People like you are why nobody trusts us.",
    ],
)
def test_what_hurts_is_heard_in_any_english(reply: str) -> None:
    assert Voice.LOOK_AGAIN in {found.voice for found in check(reply, kind="reply", need="listen").findings}


@pytest.mark.parametrize(
    "text",
    [
        "Ah'm pure done in wi pretendin ah'm fine.",
        "Ma maw disnae understaun an ah've stopped tryin.",
        "I don tire to dey form say I dey okay.",
        "Ah feel like a failure an ah cannae staun the mirror.",
        "My mama don't get it and I done stopped tryin.",
        "You said you a teacher, so am I.",
        "Only a fool would treat you like that.",
        "A nightmare.",
        "I was called an idiot and you were called a liar.",
        "Nobody will ever love you less for this.",
        "People like you are why I stay.",
    ],
)
def test_pain_and_company_are_left_alone_in_any_english(text: str) -> None:
    for kind in get_args(Kind):
        found = check(text, kind=kind, need="listen").findings
        assert Voice.LOOK_AGAIN not in {each.voice for each in found}


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ("If ye want tae blether, ah'm here an ah'm listenin.", "emotional_reaction"),
        ("Ah'm that sorry, that sounds pure hard.", "interpretation"),
        ("what was it like to tell them", "exploration"),
        ("I sorry well well.", "emotional_reaction"),
    ],
)
def test_what_carries_is_seen_in_any_english(reply: str, code: str) -> None:
    assert code in {found.code for found in check(reply, kind="reply", need="listen").findings}


@pytest.mark.parametrize("text", ["He hit me again.", "He's hit us again.", "He don beat me again."])
def test_danger_is_seen_in_any_english(text: str) -> None:
    assert "danger_from_other" in {found.code for found in check(text, kind="post", need=None).findings}


def test_every_spelling_differs_from_its_standard() -> None:
    assert all(spelling != instead for spelling, instead in spellings.words().items())


@pytest.mark.parametrize(
    "reply", ["what a mess", "what is wrong with you", "when i was small we had a dog", "who knows", "where is nothing"]
)
def test_not_every_w_word_asks(reply: str) -> None:
    assert "exploration" not in {found.code for found in check(reply, kind="reply", need="listen").findings}


@pytest.mark.parametrize(
    "reply", ["how are you sleeping now", "it sounds lonely there what are the evenings like", "would it help to talk"]
)
def test_a_question_needs_no_sign(reply: str) -> None:
    assert "exploration" in {found.code for found in check(reply, kind="reply", need="listen").findings}
