"""Why one is told something: the rule in plain words, or the words that weighed most, and that it may be wrong."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from heimo_tui.empathy.findings import Finding, Tier, Voice, key_of
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.model.reading import Reading, Whole
from heimo_tui.empathy.telling import figures
from heimo_tui.empathy.telling.why import RULES, explain
from heimo_tui.empathy.telling.wording import MESSAGES


class Weighs:
    """A reader that weighs the words it is given, and says so for every head."""

    tier = Tier.DEFAULT
    digest = "0" * 16
    thresholds: Mapping[str, float] = {}

    def __init__(self, *words: str) -> None:
        self.words = words
        self.asked: list[tuple[str, Language, str]] = []

    def sentence(self, plain: str, language: Language) -> Reading:
        raise AssertionError(plain)

    def whole(self, text: str, language: Language) -> Whole | None:
        raise AssertionError(text)

    def behind(self, plain: str, language: Language, name: str) -> tuple[tuple[int, int], ...]:
        self.asked.append((plain, language, name))
        return tuple((plain.index(word), plain.index(word) + len(word)) for word in self.words if word in plain)

    def forget(self) -> None:
        raise AssertionError


TEXT = "I am so sorry. But at least you still have a job.\nIt will pass, at least that."


def found(code: str, words: str, *, by: Tier | None = None, voice: Voice = Voice.LOOK_AGAIN) -> Finding:
    start = TEXT.find(words)
    return Finding(voice, code, (start, start + len(words)), words, code, None, key_of(code, words), by=by)


@pytest.fixture(autouse=True)
def _no_record(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(figures, "RECORD", tmp_path / "none.json")


def test_a_rule_says_what_kind_it_is() -> None:
    why = explain(TEXT, found("dismissing", "at least"), None)
    assert why.source == RULES["dismissing"] and why.behind == () and why.figures is None
    assert "this machine" in why.limits[0] and "wrong" in why.limits[1]


def test_a_rule_of_a_new_code_is_a_rule_all_the_same() -> None:
    assert "rule" in explain(TEXT, found("brand_new", "at least"), None).source


def test_what_was_learned_shows_the_words_of_its_own_sentence_once() -> None:
    reader = Weighs("at least", "still have", "at least")
    why = explain(TEXT, found("dismissing", "But at least you still have a job.", by=Tier.DEFAULT), reader)
    assert "small model" in why.source
    assert why.behind == ("at least", "still have")
    assert [(language, name) for _, language, name in reader.asked] == [(Language.ENGLISH, "dismissing")]


def test_words_side_by_side_are_one_phrase_and_a_full_stop_is_none() -> None:
    finding = found("dismissing", "But at least you still have a job.", by=Tier.DEFAULT)
    assert explain(TEXT, finding, Weighs("least", "at", "a job", ".")).behind == ("at least", "a job")
    assert explain(TEXT, finding, Weighs("at least", "at", ".")).behind == ("at least",)


def test_words_outside_the_finding_are_not_shown() -> None:
    why = explain(TEXT, found("dismissing", "at least", by=Tier.DEFAULT), Weighs("at least", "still have"))
    assert why.behind == ("at least",)


def test_words_of_no_sure_language_are_read_as_english() -> None:
    reader = Weighs("hm")
    finding = Finding(Voice.CARRIES, "exploration", (0, 2), "Hm", "exploration", None, "k", by=Tier.DEFAULT)
    assert explain("Hm", finding, reader).behind == ("Hm",)
    assert reader.asked == [("hm", Language.ENGLISH, "ex")]


def test_another_reader_and_a_code_without_a_head_are_not_asked() -> None:
    reader = Weighs("at least")
    assert explain(TEXT, found("dismissing", "at least", by=Tier.DEEP), reader).behind == ()
    assert explain(TEXT, found("dismissing", "at least", by=Tier.DEFAULT), None).behind == ()
    assert explain(TEXT, found("phone", "at least", by=Tier.DEFAULT), reader).behind == ()
    assert not reader.asked


def test_limits_fit_the_voice() -> None:
    said = {
        voice: explain(TEXT, found("code", "at least", voice=voice), None).limits[1]
        for voice in (Voice.CARRIES, Voice.LOOK_AGAIN, Voice.CARE)
    }
    assert len(set(said.values())) == 3
    assert "nobody is told" in said[Voice.CARE]
    assert "moderator" in explain(TEXT, found("encourages_harm", "at least", voice=Voice.CARE), None).limits[1]


def test_what_was_measured_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    row = {"code": "dismissing", "tier": "rules", "about": "hurts", "found": 8, "of": 10, "wrongly": 1, "among": 40}
    record = tmp_path / "figures.json"
    record.write_text(json.dumps({"digests": {}, "figures": [{**row, "data": "x", "date": "2026-11-23"}]}), "utf-8")
    monkeypatch.setattr(figures, "RECORD", record)
    told = explain(TEXT, found("dismissing", "at least"), None).figures
    assert told is not None and "8" in told and "40" in told
    assert explain(TEXT, found("judging", "at least"), None).figures is None


def test_every_code_says_what_kind_of_rule_it_is() -> None:
    assert {name for name in MESSAGES if "." not in name} - {"hostile"} <= set(RULES)
    assert all(sentence.endswith(".") and "!" not in sentence for sentence in RULES.values())
