"""What may identify: in four languages, alone, together and across earlier posts."""

import pytest

from heimo_tui.empathy.check import check
from heimo_tui.empathy.findings import Finding, Voice


def _found(text: str, *earlier: str) -> tuple[Finding, ...]:
    return check(text, kind="post", need=None, own_earlier=earlier).of(Voice.IDENTIFIES)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Write to anna.k@example.com please", "email", "anna.k@example.com"),
        ("mail me: anna [at] example [dot] com", "email", "anna [at] example [dot] com"),
        ("Call me on +358 40 123 4567 tonight", "phone", "+358 40 123 4567"),
        ("Soita 040 123 4567", "phone", "040 123 4567"),
        ("my number is 555-123-4567", "phone", "555-123-4567"),
        ("(555) 123-4567", "phone", "(555) 123-4567"),
        ("mi móvil es 612345678", "phone", "612345678"),
        ("meu zap é (11) 91234-5678", "phone", "(11) 91234-5678"),
        ("dial 55 11 91234 5678 now", "phone", "55 11 91234 5678"),
        ("I am @sad_anna there", "handle", "@sad_anna"),
        ("find me, u/sadanna", "handle", "u/sadanna"),
        ("discord: sadanna", "handle", "sadanna"),
        ("my insta is anna_k99", "handle", "anna_k99"),
        ("see https://example.com/me", "link", "https://example.com/me"),
        ("my blog is sadanna.com", "link", "sadanna.com"),
        ("I live at 12 Oak Street", "address", "12 Oak Street"),
        ("Asun osoitteessa Mannerheimintie 5 A 3", "address", "Mannerheimintie 5 A 3"),
        ("Vivo en la calle Mayor 12", "address", "calle Mayor 12"),
        ("moro na rua das Flores, 45", "address", "rua das Flores, 45"),
        ("My name is Anna", "name", "Anna"),
        ("my name is anna", "name", "anna"),
        ("my husband Peter left", "name", "Peter"),
        ("Dr. Virtanen did not listen", "name", "Virtanen"),
        ("I am Anna Virtanen", "name", "Anna Virtanen"),
        ("Nimeni on Liisa", "name", "Liisa"),
        ("mieheni Pekka lähti", "name", "Pekka"),
        ("Me llamo Carmen", "name", "Carmen"),
        ("mi hermana Lucía no me habla", "name", "Lucía"),
        ("Meu nome é João", "name", "João"),
        ("meu marido Carlos saiu", "name", "Carlos"),
        ("I work at Nokia", "employer", "Nokia"),
        ("I am a nurse at Saint Mary Hospital", "employer", "Saint Mary Hospital"),
        ("Olen töissä Nokialla", "employer", "Nokialla"),
        ("trabajo en Telefónica", "employer", "Telefónica"),
        ("trabalho na Petrobras", "employer", "Petrobras"),
        ("I study at Oak Hill University", "school", "Oak Hill University"),
        ("Kallion lukio oli kamala", "school", "Kallion lukio"),
        ("la Universidad de Sevilla", "school", "Universidad de Sevilla"),
        ("a Escola Santa Rita", "school", "Escola Santa Rita"),
        ("It happened on March 12, 2019", "exact_date", "March 12, 2019"),
        ("on 3.4.2021 he left", "exact_date", "3.4.2021"),
        ("12. maaliskuuta 2020", "exact_date", "12. maaliskuuta 2020"),
        ("el 12 de marzo de 2020", "exact_date", "12 de marzo de 2020"),
        ("em 5 de junho", "exact_date", "5 de junho"),
        ("I'm 34 and tired", "exact_age", "I'm 34"),
        ("34F here", "exact_age", "34F"),
        ("olen 34-vuotias", "exact_age", "34-vuotias"),
        ("tengo 34 años", "exact_age", "tengo 34 años"),
        ("tenho 34 anos", "exact_age", "tenho 34 anos"),
        ("I am the only woman in my department", "only_one", "the only woman in my department"),
    ],
)
def test_details_are_found_with_their_words(text: str, code: str, words: str) -> None:
    assert (code, words) in {(found.code, found.words) for found in _found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "From 2019-2020 I slept 4-5 hours",
        "It cost 1 200 300 euros",
        "Call 116 123 or 988, or 0800 123 4567",
        "I'm 5 minutes away and 10 years sober",
        "It is 100% true",
        "My husband left and my mother called on Monday",
        "My name is not important",
        "quiet-heron wrote it, thank you @quiet-heron",
        "I work at night",
        "On December 24 I was alone",
        "My Mum said no. Dr. No was a film",
        "In 2019 I lost 3 friends and 0 enemies",
        "I'm 500 and feel it",
        "I'm I",
        "My instagram is awful",
        "They call me Monday",
        "I work at Christmas",
        "I live in March as if it were May",
    ],
)
def test_harmless_words_are_left_alone(text: str) -> None:
    assert not [found for found in _found(text) if found.words != "No"]


@pytest.mark.parametrize(
    ("text", "coarse"),
    [
        ("my son is 7", "“a small child” is close enough."),
        ("I'm 16", "“a teenager” is close enough."),
        ("I'm 34", "“in the thirties” is close enough."),
        ("she is 97", "“very old” is close enough."),
    ],
)
def test_an_age_is_offered_in_coarser_words(text: str, coarse: str) -> None:
    assert [found.alternative for found in _found(text)] == [coarse]


def test_a_job_a_town_and_an_age_fit_few_people() -> None:
    found = {one.code: one for one in _found("I am a midwife. I live in Kuopio. I'm 41.")}
    assert found["combination"].words == "I'm 41"
    assert found["combination"].alternative == "Change or blur one of them: an age, a place, a job."


def test_earlier_posts_complete_a_combination_once() -> None:
    earlier = ("I am a midwife.", "Here in Kuopio it snows. I live in Kuopio")
    assert "linked" in {found.code for found in _found("I have three kids", *earlier)}
    assert not _found("I am a midwife", *earlier)
    assert not _found("I have three kids")
    assert not _found("I slept badly", *earlier)


def test_one_stretch_of_text_is_told_once() -> None:
    assert [(one.code, one.words) for one in _found("discord: anna#1234")] == [("handle", "anna#1234")]
