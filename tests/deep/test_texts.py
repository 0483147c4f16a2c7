"""What the deep reader is learned from is read as it was meant; needs none of the training libraries."""

import csv
import json
from pathlib import Path

import pytest

from heimo_tui.empathy.model.reading import Head, Mechanism
from training.deep.texts import corpora, own, public
from training.deep.texts.examples import LOOK_AGAIN, Example, Task, is_aside, places, within

ER, IP, EX = Mechanism


def table(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The public sets, one or two invented rows each."""
    reply = {
        "sp_id": "s", "rp_id": "r", "seeker_post": "I can't sleep. I hate it.",
        "response_post": "I’m so  sorry. What keeps you up?",
        "ER": "1", "ER_rationales": "I'm so sorry|", "IP": "0", "IP_rationales": "",
        "EX": "2", "EX_rationales": "What keeps you up?|not there|", "group": "g", "split": "train",
    }  # fmt: skip
    table(tmp_path / "epitome_reddit_train_dev.csv", [reply])
    harsh = {"source": "paradetox", "licence": "CC0", "text": "You FOOL", "y": "1", "split": "dev"}
    emoji = {"source": "hatemoji", "licence": "CC BY 4.0", "text": "you 😀", "y": "1", "split": "train"}
    table(tmp_path / "toxicity_train_dev.csv", [harsh, emoji])
    table(tmp_path / "calm_negatives.csv", [{"source": "s", "licence": "l", "text": "Such a long day."}])
    told = {"ID": "t-1-2", "sub": "needadvice", "split": "train", "DS_Label": "1", "Majority_label": "0"}
    table(tmp_path / "advice_train_dev.csv", [told | {"Sentence": "Do n't wait , it 's late ."}])
    return tmp_path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """The own corpus, one invented row each."""
    rows = {
        "replies": [
            {"situation": "x1", "skill": 3, "er": 1, "ip": 0, "ex": 0, "reply": "{er|Oh love.} Tell us more."},
            {"situation": "x1", "skill": 0, "er": 0, "ip": 0, "ex": 0, "reply": "Cheer up."},
        ],
        "situations": [{"id": "x1", "trouble": "t", "register": "r", "need": "none", "post": "I'm tired. So tired."}],
        "look_again": [{"code": "contempt", "text": "Nice novel.", "twin": "I like your novel."}],
        "care": [{"code": "danger_self", "text": "Tonight."}, {"code": "none", "text": "I'm dying of heat."}],
    }
    for name, some in rows.items():
        (tmp_path / "corpus" / name).mkdir(parents=True)
        (tmp_path / "corpus" / name / "x.jsonl").write_text("\n".join(map(json.dumps, some)), encoding="utf-8")
    return tmp_path / "corpus"


def said(example: Example, mechanism: Mechanism) -> list[str]:
    assert example.spans is not None
    return [example.text[start:end] for start, end in example.spans[mechanism]]


def test_rationales_are_found_whatever_their_spacing(data: Path) -> None:
    whole, first, second, post, *in_parts = public.epitome(data)
    assert whole.task is Task.LEVELS
    assert whole.levels == (1, 0, 2)
    assert said(whole, ER) == ["i'm so  sorry"]
    assert said(whole, IP) == []
    assert said(whole, EX) == ["what keeps you up?"]
    assert (said(first, ER), said(first, EX)) == (["i'm so  sorry"], [])
    assert (said(second, ER), said(second, EX)) == ([], ["what keeps you up?"])
    assert post.heads[Head.HOSTILE].target == 0.0
    assert len(in_parts) == 2
    assert {example.aside for example in (whole, first, second, post)} == {is_aside("g")}


def test_words_that_are_not_there_have_no_place() -> None:
    assert places("so it goes", "goes  not") == ()
    assert places("so it goes", " ") == ()
    assert within({ER: ((0, 5), (8, 9))}, 3, 7) == {ER: ((0, 2),)}


def test_hostile_texts_keep_their_part_and_emoji_are_left_out(data: Path) -> None:
    (only,) = public.toxicity(data)
    assert (only.text, only.source, only.aside) == ("you fool", "toxic.paradetox", True)
    assert only.heads[Head.HOSTILE].target == 1.0


def test_advice_is_put_together_again(data: Path) -> None:
    (only,) = public.advice(data)
    assert only.text == "don't wait , it's late ."
    assert only.heads[Head.ADVICE].target == 0.5


def test_marks_are_taken_out_of_replies(corpus: Path) -> None:
    kind, *parts, _ = own.replies(corpus, graded=False)
    assert kind.text == "oh love. tell us more."
    assert said(kind, ER) == ["oh love."]
    assert set(kind.heads) == set(LOOK_AGAIN)
    assert [example.task for example in parts] == [Task.WORDS, Task.WORDS, Task.LOOK, Task.LOOK]


def test_an_unhelpful_reply_hurts_somehow(corpus: Path) -> None:
    *_, unhelpful = own.replies(corpus, graded=False)
    assert unhelpful.hurts
    assert not unhelpful.heads


def test_a_twin_is_innocent(corpus: Path) -> None:
    harsh, twin = own.look_again(corpus)
    assert harsh.heads[Head.HOSTILE].target == 1.0
    assert {label.target for label in twin.heads.values()} == {0.0}
    assert harsh.aside == twin.aside


def test_all_is_gathered_with_epitome_or_without(data: Path, corpus: Path) -> None:
    every = corpora.gather(data, corpus, epitome=True)
    without = corpora.gather(data, corpus, epitome=False)
    assert {example.source for example in every} - {example.source for example in without} >= {"epitome", "seekers"}
    assert all(example.graded for example in without if example.levels is not None)
    assert {example.graded for example in every if example.source == "replies"} == {False}
    weighed = dict(corpora.weighed(every))
    assert weighed["you fool"] < weighed["such a long day."] < weighed["oh love. tell us more."]
