"""The default tier's training: the same numbers as the shipped reader, and the same bytes each time."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from heimo_tui.empathy.clauses import normalise
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.model import default
from heimo_tui.empathy.model.reading import Head, Mechanism
from heimo_tui.empathy.phrases.signs import signed
from training.blind import kindness
from training.default import labelled, mechanisms, replies, shipped
from training.default.build import HEADS, MECHANISM_BITS, build
from training.default.files import Size
from training.default.matrix import rows
from training.default.quantise import packed, unpacked

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "training" / "corpus"
BLIND = ROOT / "benchmarks" / "blind"
ENGLISH = Language.ENGLISH


@pytest.fixture(scope="module")
def some_replies() -> list[replies.Reply]:
    return replies.own(CORPUS / "replies")[::5]


@pytest.mark.parametrize("own_only", [False, True])
def test_whole_replies_score_the_same_in_training_and_when_shipped(
    some_replies: list[replies.Reply], own_only: bool
) -> None:
    reader = default.load(own_only)
    name = default.OWN if own_only else default.EPITOME
    file = next(each for each in reader._files if each.header["about"] == _about(name))
    data = mechanisms.passages([_as_read(reply) for reply in some_replies], MECHANISM_BITS[name])
    everything = np.arange(len(some_replies))
    assert len(some_replies) > 300
    for mechanism in Mechanism:
        inputs, _ = mechanisms.stack_inputs(shipped.scores(file, mechanism), data, everything)
        chances = shipped.stack(file, mechanism)(inputs)
        for reply, expected in zip(some_replies, chances, strict=True):
            whole = reader.whole(normalise(reply.text), ENGLISH)
            assert whole is not None
            assert whole.levels[mechanism] == pytest.approx(tuple(expected), abs=1e-9)


def _as_read(reply: replies.Reply) -> replies.Reply:
    """The reply with signs, if it had none; where the marked words are then does not matter here."""
    text = signed(normalise(reply.text))
    er, ip, ex = (np.resize(mask, len(text) + 1) for mask in reply.marked)
    return replace(reply, text=text, marked=(er, ip, ex))


def _about(name: str) -> str:
    return str(default.read(default.WEIGHTS / name, default.features.VERSION).header["about"])


def test_clauses_score_the_same_in_training_and_when_shipped(some_replies: list[replies.Reply]) -> None:
    reader = default.load()
    data = mechanisms.passages(some_replies, MECHANISM_BITS[default.EPITOME])
    shown = [
        clause.shows
        for reply in some_replies
        for sentence in _sentences(reply.text)
        for clause in reader.sentence(sentence, ENGLISH).rationales
    ]
    for mechanism in Mechanism:
        scores = shipped.scores(reader._files[1], mechanism)
        expected = 1 / (1 + np.exp(-scores.parts[0](data.clauses)))
        assert [each[mechanism] for each in shown] == pytest.approx(list(expected), abs=1e-9)


def _sentences(text: str) -> Iterator[str]:
    for _, line in replies.paragraphs(text):
        yield from (normalise(each.raw) for each in replies.sentences(line))


def test_heads_score_the_same_in_training_and_when_shipped() -> None:
    reader = default.load()
    found = [text for text in labelled.look_again(CORPUS / "look_again")[::3] if text.text == _one_sentence(text.text)]
    assert len(found) > 100
    for head in (Head.HOSTILE, Head.ADVICE, Head.CARE):
        model = unpacked(reader._files[0].groups[default.HEAD_GROUP])[head]
        z = model(rows([labelled.read_text(text.text) for text in found], HEADS[head].bits))
        sure = [reader.sentence(normalise(text.text), ENGLISH).heads[head] for text in found]
        assert sure == pytest.approx(list(1 / (1 + np.exp(-z))), abs=1e-9)


def _one_sentence(text: str) -> str:
    return next(replies.sentences(text).__iter__()).raw


def test_rounding_to_bytes_moves_no_weight_by_more_than_half_a_step() -> None:
    weights = np.random.default_rng(1).normal(size=1 << 10)
    group = packed({"a": mechanisms.Linear(weights, 0.25), "none": mechanisms.Linear(np.zeros(1 << 10), 0.0)})
    back = unpacked(group)
    assert back["a"].bias == 0.25
    assert np.abs(back["a"].weights - weights).max() <= group.scales[0] / 2 + 1e-12
    assert not back["none"].weights.any()


def test_marks_of_the_corpus_and_rationales_of_epitome_cover_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"situation": "s", "skill": 2, "er": 2, "ip": 0, "ex": 0, "reply": "Hi. {er|I am sorry.} Yes."})
        + "\n"
    )
    (own,) = replies.own(tmp_path)
    with (tmp_path / "e.csv").open("w", newline="") as file:
        columns = ["response_post", "ER", "ER_rationales", "IP", "IP_rationales", "EX", "EX_rationales", "group"]
        writer = csv.writer(file)
        writer.writerows([columns, ["Hi. I am\nsorry. Yes.", "2", "I am  sorry.", "0", "", "0", "", "g"]])
    (rated,) = replies.epitome(tmp_path / "e.csv")
    assert own.levels == rated.levels == (2, 0, 0)
    assert own.marked[0][4:15].all() and own.marked[0].sum() == 11
    assert (own.marked[0][: len(own.text)] == rated.marked[0][: len(own.text)]).all()


def test_the_half_that_is_kept_is_never_read() -> None:
    wanted = 0
    for path in BLIND.glob("kindness*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            wanted += sum(1 for row in csv.DictReader(file) if row["part"] == "dev")
    assert sum(map(len, kindness(BLIND).values())) == wanted


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder of invented public data, enough to train a little on."""
    folder = tmp_path / "data"
    folder.mkdir()
    given = replies.own(CORPUS / "replies")[:60]
    _write(
        folder / "epitome_reddit_train_dev.csv",
        ["seeker_post", "response_post", "group", *_columns(("ER", "IP", "EX"))],
        [["I am sad.", reply.text, reply.group, *_rated(reply)] for reply in given],
    )
    words = ["you idiot", "shut up fool", "what a nice day", "i miss my dog", "thank you all", "you are scum"]
    toxic = [[text, str(int(number in (0, 1, 5))), "paradetox", "train"] for number, text in enumerate(words * 3)]
    _write(folder / "toxicity_train_dev.csv", ["text", "y", "source", "split"], toxic)
    _write(folder / "calm_negatives.csv", ["text", "source"], [[text, "positive_frames"] for text in words[2:5]])
    _write(
        folder / "advice_train_dev.csv",
        ["ID", "sub", "split", "DS_Label", "Majority_label", "Sentence"],
        [
            [f"{n}-1", "needadvice", "train", str(n % 2), str(n % 2), ("I do n't", "You should go")[n % 2]]
            for n in range(9)
        ],
    )
    votes = ["homophobia", "obscene", "insult", "racism", "misogyny", "xenophobia"]
    _write(
        folder / "pt_told_br.csv",
        ["text", *votes],
        [
            [("bom dia", "seu idiota")[n % 2] + f" {n}", "0", "0", ("0.0", "3.0")[n % 2], "0", "0", "0"]
            for n in range(12)
        ],
    )
    return folder


def _columns(names: tuple[str, ...]) -> list[str]:
    return [column for name in names for column in (name, f"{name}_rationales")]


def _rated(reply: replies.Reply) -> list[str]:
    found = []
    for level, mask in zip(reply.levels, reply.marked, strict=True):
        marked = "".join(letter if on else "|" for letter, on in zip(reply.text, mask, strict=False))
        found += [str(level), re.sub(r"\|+", "|", marked)]
    return found


def _write(path: Path, columns: list[str], lines: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *lines])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """The first lines of each of the corpus's files."""
    for folder in ("situations", "replies", "look_again", "care"):
        (tmp_path / "corpus" / folder).mkdir(parents=True)
        for path in sorted((CORPUS / folder).glob("*.jsonl")):
            lines = path.read_text(encoding="utf-8").splitlines()[:: len(path.name) * 5]
            (tmp_path / "corpus" / folder / path.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "corpus"


@pytest.mark.slow
def test_training_twice_gives_the_same_bytes(
    small: Path, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digests = []
    for turn in ("first", "second"):
        build(small, corpus, BLIND, tmp_path / turn, Size(folds=2, bits=10))
        digests.append({path.name: path.read_bytes() for path in sorted((tmp_path / turn).iterdir())})
        assert default.opened(tmp_path / turn).whole("i am sorry.", ENGLISH) is not None
    assert digests[0] == digests[1]
    assert set(digests[0]) == {default.OWN, default.EPITOME, default.TOLD}
    assert "written" in capsys.readouterr().out
