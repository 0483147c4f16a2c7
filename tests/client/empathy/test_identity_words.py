"""Words for who somebody is name nobody, tell no employer, and are no verdict."""

from __future__ import annotations

import pytest

from heimo_tui.empathy import identities
from heimo_tui.empathy.check import check
from heimo_tui.empathy.findings import Voice

_WHO = (
    "a Finn",
    "a Sikh",
    "a Nigerian",
    "a Native American",
    "a Roma woman",
    "a person with Down syndrome",
    "a blind man",
    "a teenager",
    "a Muslim",
    "a trans woman",
    "a Pole",
    "one of the Danes",
)


@pytest.mark.parametrize("who", _WHO)
@pytest.mark.parametrize(
    "said",
    [
        "I am {}, my brother is not.",
        "I work the late shift with {} who sings.",
        "My teacher was {} and taught us.",
        "I grew up near {}.",
    ],
)
def test_who_one_is_identifies_nobody(said: str, who: str) -> None:
    found = check(said.format(who), kind="post", need=None).findings
    assert Voice.IDENTIFIES not in {each.voice for each in found}


@pytest.mark.parametrize("who", _WHO)
@pytest.mark.parametrize("said", ["You are {}, and that is no flaw.", "You are {} and you are welcome here."])
def test_who_one_is_is_no_verdict(said: str, who: str) -> None:
    found = check(said.format(who), kind="reply", need="listen").findings
    assert Voice.LOOK_AGAIN not in {each.voice for each in found}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("My brother Finn drinks.", "name"),
        ("My name is Finn Berg.", "name"),
        ("I work at Nokia.", "employer"),
        ("I work for the Finnish Red Cross hospital in Turku.", "employer"),
    ],
)
def test_names_are_still_names(text: str, code: str) -> None:
    assert code in {found.code for found in check(text, kind="post", need=None).findings}


@pytest.mark.parametrize(
    "reply",
    ["You are so blind.", "You're just a kid.", "Man up, be a man.", "You're only a teenager, you know nothing."],
)
def test_a_verdict_is_still_one(reply: str) -> None:
    assert Voice.LOOK_AGAIN in {found.voice for found in check(reply, kind="reply", need="listen").findings}


@pytest.mark.parametrize(
    "people", ["a Finn", "a Dane", "a Christian", "a Sikh", "an American", "a white man", "a Black man"]
)
def test_every_origin_and_faith_counts_alike_beside_other_facts(people: str) -> None:
    text = f"I am {people}, I keep bees, and I live in a lighthouse."
    assert "combination" in {found.code for found in check(text, kind="post", need=None).findings}


@pytest.mark.parametrize(
    "text", ["My English is bad, I keep bees on an island.", "I speak English, keep bees on an island."]
)
def test_a_language_is_no_origin(text: str) -> None:
    assert "combination" not in {found.code for found in check(text, kind="post", need=None).findings}


def test_forms_of_a_word_are_one_word() -> None:
    assert identities.is_identity("finns")
    assert identities.is_identity("finn's")
    assert not identities.is_surely_identity("finns")
    assert identities.is_surely_identity("welshes"[:5])
    assert not identities.is_identity("nokia")


@pytest.mark.parametrize(
    ("plain", "read"),
    [
        ("you are a muslim woman and welcome", "you are a person and welcome"),
        ("i am a finn.", "i am a person."),
        ("a person with down syndrome", "a person"),
        ("nobody trusts a recovering addict or an arab", "nobody trusts a person or a person"),
        ("a person like you", "a person like you"),
        ("hello", "hello"),
        ("i am somebody from here", "i am a person"),
        ("somebody from work came", "somebody from work came"),
        ("a chinese restaurant on a white wall", "a chinese restaurant on a white wall"),
        ("my mother is an old friend of a man's", "my mother is an old friend of a man's"),
    ],
)
def test_a_trained_reader_can_be_spared_the_names_of_groups(plain: str, read: str) -> None:
    found = identities.neutral(plain)
    assert (found.text if found else plain) == read


def test_what_is_read_without_names_leads_back_to_the_words() -> None:
    plain = "you are a muslim woman and welcome"
    found = identities.neutral(plain)
    assert found is not None
    assert plain[slice(*found.span(8, 16))] == "a muslim woman"
    assert plain[slice(*found.span(17, len(found.text)))] == "and welcome"
