"""The default tier as it is shipped."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heimo_tui.empathy.clauses import normalise, sentences
from heimo_tui.empathy.findings import Tier
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.model import default, tables
from heimo_tui.empathy.model.default import DefaultReader
from heimo_tui.empathy.model.features import VERSION
from heimo_tui.empathy.model.reading import Head, Mechanism, Reader
from heimo_tui.empathy.model.tables import TablesError

REPLY = (
    "I'm so sorry you are going through this. I understand how you feel, I lost my mum too. "
    "What was she like? Do you have anybody to talk to?"
)
ENGLISH, PORTUGUESE = Language.ENGLISH, Language.PORTUGUESE


@pytest.fixture(scope="module")
def reader() -> DefaultReader:
    return default.opened(default.WEIGHTS)


def test_it_is_a_reader(reader: DefaultReader) -> None:
    as_reader: Reader = reader
    assert as_reader.tier is Tier.DEFAULT
    assert len(reader.digest) == 16 and int(reader.digest, 16) >= 0


def test_it_is_opened_once() -> None:
    assert default.load() is default.load()
    assert default.load(own_only=True) is not default.load()
    assert default.load().digest != default.load(own_only=True).digest


def test_every_name_has_a_threshold(reader: DefaultReader) -> None:
    names = {*Head, *Mechanism, *(f"{name}.words" for name in Mechanism), "hostile.pt"}
    assert names <= set(reader.thresholds)
    assert all(0 < bar < 1 for bar in reader.thresholds.values())


def test_the_files_are_small() -> None:
    assert sum(path.stat().st_size for path in default.WEIGHTS.glob("*.bin")) <= 3_000_000


def test_a_sentence_has_every_head_and_its_clauses(reader: DefaultReader) -> None:
    plain = "i'm so sorry, that sounds unbearable."
    reading = reader.sentence(plain, ENGLISH)
    assert set(reading.heads) == set(Head)
    assert [plain[each.start : each.end] for each in reading.rationales] == [
        "i'm so",
        "sorry,",
        "that sounds unbearable.",
    ]
    assert all(set(each.shows) == set(Mechanism) for each in reading.rationales)


def test_a_good_reply_carries_all_three(reader: DefaultReader) -> None:
    whole = reader.whole(normalise(REPLY), ENGLISH)
    assert whole is not None
    for mechanism in Mechanism:
        assert 1 - whole.levels[mechanism][0] >= reader.thresholds[mechanism]
        assert math.isclose(sum(whole.levels[mechanism]), 1)
    assert whole.hostile < reader.thresholds[Head.HOSTILE]


def test_an_insult_is_hostile(reader: DefaultReader) -> None:
    heads = reader.sentence("you are a pathetic piece of shit.", ENGLISH).heads
    assert heads[Head.HOSTILE] >= reader.thresholds[Head.HOSTILE]
    assert (
        reader.sentence("você é um idiota do caralho", PORTUGUESE).heads[Head.HOSTILE]
        >= reader.thresholds["hostile.pt"]
    )


def test_one_way_to_hurt_stands_for_the_rest(reader: DefaultReader) -> None:
    heads = reader.sentence("others have it far worse than you do.", ENGLISH).heads
    assert max(default.SUBTLE, key=heads.__getitem__) is Head.COMPARING


@pytest.mark.parametrize("empty", ["", "   ", "____", "\n\n"])
def test_nothing_is_nothing(reader: DefaultReader, empty: str) -> None:
    assert reader.sentence(empty, ENGLISH).heads == dict.fromkeys(Head, 0.0)
    assert reader.sentence(empty, ENGLISH).rationales == ()
    whole = reader.whole(empty, ENGLISH)
    assert whole is not None and whole.hostile == 0.0
    assert whole.levels == dict.fromkeys(Mechanism, (1.0, 0.0, 0.0))


@pytest.mark.parametrize("language", [Language.FINNISH, Language.SPANISH, PORTUGUESE])
def test_other_languages_have_only_what_was_trained(reader: DefaultReader, language: Language) -> None:
    reading = reader.sentence("no sé qué decir", language)
    assert set(reading.heads) == ({Head.HOSTILE} if language is PORTUGUESE else set())
    assert reading.rationales == ()
    assert reader.whole("no sé qué decir", language) is None


def test_few_words_of_no_language_are_read_as_english(reader: DefaultReader) -> None:
    assert reader.sentence("hey you", Language.UNKNOWN) == reader.sentence("hey you", ENGLISH)


def test_hostility_is_not_heard_in_what_others_said(reader: DefaultReader) -> None:
    quoted = reader.whole('he wrote "you are a pathetic piece of shit" to you', ENGLISH)
    said = reader.whole("you are a pathetic piece of shit", ENGLISH)
    assert quoted and said and quoted.hostile < reader.thresholds[Head.HOSTILE] <= said.hostile


def test_a_key_press_reads_one_sentence(reader: DefaultReader) -> None:
    reader.forget()
    reader.whole(normalise(REPLY), ENGLISH)
    before = reader._english.cache_info().misses
    reader.whole(normalise(REPLY + "x"), ENGLISH)
    assert reader._english.cache_info().misses == before + 1
    reader.forget()
    assert reader._english.cache_info().currsize == 0


def test_a_whole_is_the_sum_of_its_sentences(reader: DefaultReader) -> None:
    together = reader.whole(normalise(REPLY), ENGLISH)
    apart = reader.whole(normalise("\n".join(each.raw for each in sentences(REPLY))), ENGLISH)
    assert together == apart


def test_words_behind_a_head(reader: DefaultReader) -> None:
    plain = "well, you are a pathetic loser."
    (start, end), *_ = reader.behind(plain, ENGLISH, Head.HOSTILE)
    assert "pathetic" in plain[start:end] or "loser" in plain[start:end]
    for name in (*Head, *Mechanism):
        spans = reader.behind(normalise(REPLY), ENGLISH, name)
        assert len(spans) <= 5
        assert all(0 <= start < end <= len(REPLY) for start, end in spans)
    assert any("sorry" in REPLY[start:end] for start, end in reader.behind(normalise(REPLY), ENGLISH, "er"))


def test_words_behind_what_nobody_said(reader: DefaultReader) -> None:
    assert reader.behind("você é um idiota", PORTUGUESE, Head.HOSTILE)
    assert reader.behind("você é um idiota", PORTUGUESE, Head.ADVICE) == ()
    assert reader.behind("olet tyhmä", Language.FINNISH, Head.HOSTILE) == ()
    assert reader.behind("you are kind", ENGLISH, "something else") == ()
    assert reader.behind("", ENGLISH, Head.HOSTILE) == ()


@given(text=st.text(max_size=300), language=st.sampled_from(Language), name=st.sampled_from([*Head, *Mechanism]))
def test_it_never_raises(reader: DefaultReader, text: str, language: Language, name: str) -> None:
    plain = normalise(text)
    assert all(0 <= sure <= 1 for sure in reader.sentence(plain, language).heads.values())
    whole = reader.whole(plain, language)
    assert whole is None or all(math.isclose(sum(levels), 1) for levels in whole.levels.values())
    for start, end in reader.behind(plain, language, name):
        assert 0 <= start < end <= len(plain)


def test_it_can_do_without_the_files_that_may_be_left_out(tmp_path: Path) -> None:
    shutil.copy(default.WEIGHTS / default.OWN, tmp_path)
    reader = default.opened(tmp_path)
    assert reader.digest != default.load(own_only=True).digest
    assert reader.sentence("você é um idiota", PORTUGUESE).heads == {}
    assert reader.behind("você é um idiota", PORTUGUESE, Head.HOSTILE) == ()
    assert reader.whole(normalise(REPLY), ENGLISH) == default.load(own_only=True).whole(normalise(REPLY), ENGLISH)


@pytest.mark.parametrize("missing", ["heads", "ways", "mechanisms"])
def test_a_file_without_its_groups_is_refused(missing: str) -> None:
    own = tables.read(default.WEIGHTS / default.OWN, VERSION)
    with pytest.raises(TablesError):
        DefaultReader(own._replace(groups={name: group for name, group in own.groups.items() if name != missing}))


@pytest.mark.parametrize(("one", "other"), [("heads", "ways"), ("ways", "heads"), ("mechanisms", "ways")])
def test_a_file_whose_groups_hold_other_models_is_refused(one: str, other: str) -> None:
    own = tables.read(default.WEIGHTS / default.OWN, VERSION)
    with pytest.raises(TablesError):
        DefaultReader(own._replace(groups={**own.groups, one: own.groups[other]}))


def test_a_stack_for_other_inputs_is_refused() -> None:
    own = tables.read(default.WEIGHTS / default.OWN, VERSION)
    stacks = {**own.header["stacks"], "er": {"weights": [[1.0], [1.0], [1.0]], "biases": [0.0, 0.0, 0.0]}}
    with pytest.raises(TablesError):
        DefaultReader(own._replace(header={**own.header, "stacks": stacks}))


@pytest.mark.parametrize("missing", ["stacks", "thresholds"])
def test_a_header_without_its_parts_is_refused(missing: str) -> None:
    own = tables.read(default.WEIGHTS / default.OWN, VERSION)
    header = {name: value for name, value in own.header.items() if name != missing}
    with pytest.raises(TablesError):
        DefaultReader(own._replace(header=header))


def test_the_files_say_what_they_are() -> None:
    notice = (default.WEIGHTS / "NOTICE.md").read_text(encoding="utf-8")
    for path in default.WEIGHTS.glob("*.bin"):
        assert f"## {path.name}" in notice
        assert "NOTICE.md" in tables.read(path, VERSION).header["about"]
        assert json.dumps(tables.read(path, VERSION).header["figures"])
