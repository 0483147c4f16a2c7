"""The crisis lines are complete, dialable, sourced and dated; the words exist in every interface language."""

import re
from dataclasses import fields
from datetime import date

import pytest

from heimo_tui.core.care import (
    ANYWHERE,
    LANGUAGES,
    Country,
    Line,
    Phrase,
    PlaceWords,
    country_for,
    load_countries,
    load_words,
)

PROMISED = {"FI", "SE", "GB", "IE", "US", "CA", "BR", "PT", "ES", "DE", "FR", "AU", ANYWHERE}
COUNTRIES = load_countries()
LINES = [(country.code, line) for country in COUNTRIES for line in country.lines]
PHONE = re.compile(r"\d[\d -]*\d")


def test_every_promised_country_is_there_once_and_anywhere_else_comes_last() -> None:
    codes = [c.code for c in COUNTRIES]
    assert set(codes) == PROMISED
    assert len(codes) == len(set(codes))
    assert codes[-1] == ANYWHERE


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda c: c.code)
def test_a_country_has_a_name_in_every_language_an_emergency_number_and_a_line(country: Country) -> None:
    assert set(country.name.by_language) == set(LANGUAGES)
    assert country.emergency
    assert all(re.fullmatch(r"\d{3}", e.number) and e.what.say("en") for e in country.emergency)
    assert len(country.lines) >= 2


@pytest.mark.parametrize(("code", "line"), LINES, ids=lambda v: v if isinstance(v, str) else v.name)
def test_a_line_can_be_reached_and_says_when_and_in_what_language(code: str, line: Line) -> None:
    assert line.call or line.text or line.chat or code == ANYWHERE
    for number in (*line.call, *([line.text] if line.text else [])):
        assert PHONE.fullmatch(number), number
    assert line.always != bool(line.hours)
    assert line.languages
    assert all(re.fullmatch(r"[a-z]{2}", language) for language in line.languages)
    assert line.text or not line.text_hint


@pytest.mark.parametrize(("code", "line"), LINES, ids=lambda v: v if isinstance(v, str) else v.name)
def test_a_line_names_its_source_and_an_honest_check_on_a_real_day(code: str, line: Line) -> None:
    for address in (line.site, line.source, *([line.chat] if line.chat else [])):
        assert re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]{2,}(/\S*)?", address), address
    assert line.checked in {"stored copy", "known"}
    assert isinstance(line.verified, date)
    assert line.verified >= date(2026, 11, 23)
    for language in LANGUAGES:
        sentence = line.what.by_language[language]
        assert sentence.endswith(".")
        assert 20 <= len(sentence) <= 120


def test_everything_about_a_line_is_said_in_every_language_and_differs_between_them() -> None:
    said = [line.what for _, line in LINES] + [line.hours for _, line in LINES if line.hours]
    said += [emergency.what for country in COUNTRIES for emergency in country.emergency]
    for phrase in said:
        assert set(phrase.by_language) == set(LANGUAGES)
        assert len(set(phrase.by_language.values())) == len(LANGUAGES), phrase.say("en")
    hints = [line.text_hint for _, line in LINES if line.text_hint]
    assert hints and all(set(hint.by_language) == set(LANGUAGES) for hint in hints)


def test_the_word_to_send_is_the_same_in_every_language() -> None:
    for _, line in LINES:
        if line.text_hint is not None and line.name != "Crisis Text Line":
            sent = {re.sub("[^A-Z]", "", hint) for hint in line.text_hint.by_language.values()}
            assert len(sent) == 1, line.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_around_the_lines_and_the_plan_are_whole_in_every_language(language: str) -> None:
    words = load_words(language)
    spoken = {code for _, line in LINES for code in line.languages}
    assert spoken <= words.languages.keys()
    assert "{day}" in words.places.read and "{day}" in words.places.known
    for group in (words.places, words.plan):
        for field in fields(group):
            said = getattr(group, field.name)
            assert said.strip() == said and said
            if language != "en" and field.name != "chat":
                assert said != getattr(getattr(load_words("en"), _group(group)), field.name), field.name
    assert all(getattr(words.plan, part).endswith("?") for part in ("helps", "who", "where"))
    # a plan is offered; nothing in it commands, and nothing in it praises or blames
    assert not re.search(
        "[!¡]|must|should|täytyy|debes|deve ", " ".join(getattr(words.plan, f.name) for f in fields(words.plan))
    )


def _group(group: object) -> str:
    return "places" if isinstance(group, PlaceWords) else "plan"


def test_the_languages_of_a_line_are_named_in_ones_own() -> None:
    line = next(line for _, line in LINES if "sv" in line.languages)
    assert "Swedish" in load_words("en").spoken(line) and "ruotsi" in load_words("fi").spoken(line)


def test_the_numbers_everybody_should_get_right() -> None:
    numbers = {code: {n for c, x in LINES if c == code for n in (*x.call, x.text)} for code in PROMISED}
    assert "09 2525 0111" in numbers["FI"]
    assert "116 123" in numbers["GB"] & numbers["IE"] & numbers["DE"]
    assert "988" in numbers["US"] & numbers["CA"]
    assert "188" in numbers["BR"]
    assert {"13 11 14", "0477 13 11 14"} <= numbers["AU"]
    assert {c.code: c.emergency[0].number for c in COUNTRIES} == {
        "FI": "112", "SE": "112", "GB": "999", "IE": "112", "US": "911", "CA": "911", "BR": "192",
        "PT": "112", "ES": "112", "DE": "112", "FR": "112", "AU": "000", ANYWHERE: "112",
    }  # fmt: skip


def test_words_exist_in_every_language_with_the_same_barriers_in_the_same_order() -> None:
    words = [load_words(language) for language in LANGUAGES]
    assert [w.language for w in words] == list(LANGUAGES)
    keys = [b.key for b in words[0].barriers]
    assert 6 <= len(keys) <= 8
    assert len(set(keys)) == len(keys)
    for spoken in words:
        assert [b.key for b in spoken.barriers] == keys
        assert all(len(b.reason) <= 70 and 60 <= len(b.answer) <= 300 for b in spoken.barriers)
        assert spoken.calm
        assert spoken.question.endswith("?")


def test_translations_are_translations() -> None:
    texts = [t for language in LANGUAGES for b in load_words(language).barriers for t in (b.reason, b.answer)]
    assert len(set(texts)) == len(texts)


def test_an_unknown_language_or_country_falls_back_instead_of_failing() -> None:
    assert load_words("sv").language == "en"
    assert load_words("pt_BR").language == "pt"
    assert country_for(COUNTRIES, "fi").code == "FI"
    assert country_for(COUNTRIES, "JP").code == ANYWHERE
    assert Phrase({"en": "yes", "fi": "joo"}).say("fi_FI") == "joo"
    assert Phrase({"en": "yes"}).say("fi") == "yes"


def test_data_without_a_fallback_is_an_error() -> None:
    with pytest.raises(LookupError):
        country_for((), "FI")
