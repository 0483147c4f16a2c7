"""The deep reader keeps the protocol, whatever the text."""

import subprocess
import sys
from pathlib import Path

import heimo_deep.reader
import pytest
from heimo_deep.reader import DeepReader
from heimo_deep.weights import Weights
from heimo_deep.windows import CONTEXT, MOST_CHARACTERS, MOST_WINDOWS, readable, windows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heimo_tui.empathy.clauses import normalise, sentences
from heimo_tui.empathy.findings import Tier
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.model import default
from heimo_tui.empathy.model.reading import Head, Mechanism, Reader

EN = Language.ENGLISH
LONG = "i am so sorry that you had to go through all of this, and nobody was there. " * 80


def takes(reader: Reader) -> Reader:
    """Lets the type checker see that it is one."""
    return reader


def test_it_is_a_reader_of_the_deep_tier(reader: DeepReader, weights: Weights) -> None:
    assert takes(reader).tier is Tier.DEEP
    assert reader.digest == weights.digest
    assert reader.thresholds is weights.thresholds


def test_load_gives_one() -> None:
    assert heimo_deep.reader.load().tier is Tier.DEEP


def test_the_package_itself_is_light() -> None:
    code = "import sys, heimo_deep; sys.exit(any(name in sys.modules for name in ('numpy', 'onnxruntime')))"
    deep = Path(heimo_deep.__file__).resolve().parents[1]
    assert subprocess.run([sys.executable, "-c", code], cwd=deep, check=False).returncode == 0


def test_no_weights_no_reader(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        Weights(tmp_path)


def test_a_sentence_has_every_head_and_its_clauses_in_order(reader: DeepReader) -> None:
    plain = "i'm so sorry you went through that, but how are you sleeping now?"
    reading = reader.sentence(plain, EN)
    assert set(reading.heads) == set(Head)
    assert all(0 <= chance <= 1 for chance in reading.heads.values())
    assert [plain[clause.start : clause.end] for clause in reading.rationales] == [
        "i'm so sorry you went through that,",
        "but how are you sleeping now?",
    ]
    first, second = (clause.shows for clause in reading.rationales)
    assert set(first) == set(Mechanism)
    assert first[Mechanism.EMOTIONAL_REACTION] > second[Mechanism.EMOTIONAL_REACTION]
    assert second[Mechanism.EXPLORATION] > first[Mechanism.EXPLORATION]


def test_a_whole_reply_has_three_levels_each(reader: DeepReader) -> None:
    whole = reader.whole("i'm so sorry. i lost my brother too. how do you get through the nights?", EN)
    assert whole is not None
    for mechanism in Mechanism:
        assert sum(whole.levels[mechanism]) == pytest.approx(1, abs=1e-3)
        assert 1 - whole.levels[mechanism][0] >= reader.thresholds[mechanism]
    assert whole.hostile < reader.thresholds[Head.HOSTILE]


@pytest.mark.parametrize(
    ("plain", "head"),
    [
        ("you're a pathetic loser and everyone is sick of you", Head.HOSTILE),
        ("you are a disgusting piece of shit, shut up", Head.HOSTILE),
        ("you should call a lawyer and move out this week", Head.ADVICE),
        ("i've got the pills here and i'm going to take them all tonight", Head.CARE),
    ],
)
def test_what_nobody_would_miss_is_seen(reader: DeepReader, plain: str, head: Head) -> None:
    assert reader.sentence(plain, EN).heads[head] >= reader.thresholds[head]


@pytest.mark.parametrize(
    "plain",
    [
        "i feel like shit and i hate my fucking life",
        "that sounds so lonely, i'm glad you wrote it down.",
        "what do you miss most about her?",
        "i'm such an idiot, i can't do anything right",
    ],
)
def test_pain_and_kindness_are_not_told_to_hurt(reader: DeepReader, plain: str) -> None:
    heads = reader.sentence(plain, EN).heads
    told = [head for head in Head if head not in (Head.ADVICE, Head.CARE) and heads[head] >= reader.thresholds[head]]
    assert not told


@pytest.mark.parametrize("language", [Language.FINNISH, Language.SPANISH, Language.PORTUGUESE])
def test_of_other_languages_it_says_nothing(reader: DeepReader, language: Language) -> None:
    reading = reader.sentence("olen niin väsynyt", language)
    assert (reading.heads, reading.rationales) == ({}, ())
    assert reader.whole("olen niin väsynyt", language) is None
    assert reader.behind("olen niin väsynyt", language, Head.CARE) == ()


def test_what_is_not_recognised_is_read_as_english(reader: DeepReader) -> None:
    assert reader.sentence("pathetic.", Language.UNKNOWN) == reader.sentence("pathetic.", EN)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ud800"])
def test_where_nothing_is_written_nothing_is_read(reader: DeepReader, text: str) -> None:
    reading = reader.sentence(text, EN)
    assert set(reading.heads.values()) == {0.0}
    assert reading.rationales == ()
    whole = reader.whole(text, EN)
    assert whole is not None
    assert set(whole.levels.values()) == {(1.0, 0.0, 0.0)}
    assert whole.hostile == 0.0
    assert reader.behind(text, EN, Head.HOSTILE) == ()


def test_what_others_said_does_not_make_a_reply_hostile(reader: DeepReader) -> None:
    text = 'my dad screamed "you pathetic worthless piece of shit" at me too, i know that fear.'
    (said,) = sentences(text)
    assert "_" in said.plain
    whole, plain = reader.whole(text, EN), reader.sentence(said.plain, EN)
    assert whole is not None
    assert whole.hostile == pytest.approx(plain.heads[Head.HOSTILE], abs=0.05)
    only = reader.whole('"you pathetic worthless piece of shit"', EN)
    assert only is not None
    assert only.hostile < reader.thresholds[Head.HOSTILE]


def test_a_long_text_is_read_window_by_window(reader: DeepReader, weights: Weights) -> None:
    pieces = weights.pieces(readable(LONG))
    found = list(windows(pieces.ids))
    assert 1 < len(found) <= MOST_WINDOWS
    assert all(len(ids) <= CONTEXT for _, ids in found)
    reading = reader.sentence(LONG, EN)
    assert reading.rationales
    late = LONG[:1500] + "you are a disgusting piece of shit, shut up. " + LONG[:300]
    calm, harsh = reader.whole(LONG, EN), reader.whole(late, EN)
    assert calm is not None
    assert harsh is not None
    assert harsh.hostile > calm.hostile


def test_what_is_far_too_long_is_cut(reader: DeepReader) -> None:
    assert len(readable("x" * (MOST_CHARACTERS + 9))) == MOST_CHARACTERS
    assert reader.whole("so sorry " * 9000, EN) is not None


def test_it_tells_which_words_spoke_for_a_head(reader: DeepReader) -> None:
    plain = "well i read it all twice and you are a pathetic loser, honestly"
    words = [plain[start:end] for start, end in reader.behind(plain, EN, Head.HOSTILE)]
    assert 1 <= len(words) <= 5
    assert any("pathetic" in word or "loser" in word for word in words[:2])


def test_it_tells_which_words_spoke_for_a_mechanism(reader: DeepReader) -> None:
    plain = "i'm so sorry about your mum. the bus leaves at nine."
    words = " ".join(plain[start:end] for start, end in reader.behind(plain, EN, Mechanism.EMOTIONAL_REACTION))
    assert "sorry" in words
    assert "bus" not in words


def test_it_looks_for_words_in_a_long_sentence_too(reader: DeepReader) -> None:
    plain = (
        "i read the whole thing while my sister drove us home from the lake, and the kids were asleep in the back, and "
        "honestly i have to say that of all the things that people write here every single night, and there are many, "
        "because we all have our troubles and our bills and our long shifts, this is the one that made me laugh out "
        "loud, because you are a pathetic loser and nobody wants you here, so do us all a favour and leave"
    )
    spans = reader.behind(plain, EN, Head.HOSTILE)
    assert "pathetic" in " ".join(plain[start:end] for start, end in spans)
    assert all(0 <= start < end <= len(plain) for start, end in spans)


def test_of_an_unknown_name_nothing_spoke(reader: DeepReader) -> None:
    assert reader.behind("you are here", EN, "weather") == ()


def test_what_was_read_is_remembered_until_it_is_forgotten(weights: Weights, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = DeepReader(weights, default.load())
    runs: list[int] = []
    run = weights.run

    def counted(rows: list[list[int]]) -> object:
        runs.append(len(rows))
        return run(rows)

    monkeypatch.setattr(weights, "run", counted)
    for _ in range(2):
        reader.sentence("you matter here", EN)
        reader.whole("you matter here", EN)
        reader.behind("you matter here", EN, Head.HOSTILE)
    first = len(runs)
    assert first == 3  # one window for the sentence and the whole; for the words behind it one before and one for all
    reader.forget()
    reader.sentence("you matter here", EN)
    assert len(runs) == first + 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=()), max_size=300), st.sampled_from([*Head, *Mechanism]))
def test_it_never_raises(reader: DeepReader, text: str, name: Head | Mechanism) -> None:
    plain = normalise(text)
    for clause in reader.sentence(plain, EN).rationales:
        assert 0 <= clause.start < clause.end <= len(plain)
    assert reader.whole(plain, Language.UNKNOWN) is not None
    for start, end in reader.behind(plain, EN, name):
        assert 0 <= start < end <= len(plain)
