"""Measuring the check counts rightly, shows nobody's words, and says plainly where its data are missing."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.check_quality import FILES, Confusion, interval

COMMAND = [sys.executable, "-m", "benchmarks.check_quality"]
INSULT, KIND = "You are an idiot.", "I am so sorry that you are going through this."
SETS: dict[str, tuple[tuple[str, ...], list[tuple[str, ...]]]] = {
    "epitome": (
        ("seeker_post", "response_post", "ER", "IP", "EX"),
        [("I lost my job and I cannot sleep.", KIND, "2", "0", "0"), ("It is dark.", "What happened?", "0", "0", "1")],
    ),
    "toxicity": (
        ("source", "text", "y"),
        [
            ("paradetox", INSULT, "1"),
            ("paradetox", "The referee was blind for you.", "1"),
            ("paradetox", "The weather is trash.", "1"),
            ("goemotions_nonhostile", "Have you seen the lake?", "0"),
            ("hatemoji", "They are all the same.", "1"),
            ("hatemoji", "They are all here.", "0"),
        ],
    ),
    "calm": (("text",), [("I miss her every morning.",)]),
    "told": (("text", "insult"), [("você é um idiota", "3.0"), ("bom dia", "0.0")]),
    "advice": (
        ("sub", "Majority_label", "Sentence"),
        [("a", "1", "You should call your doctor."), ("a", "0", "That was a long night.")],
    ),
}


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, (head, rows) in SETS.items():
        with (tmp_path / FILES[name]).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
    return tmp_path


def test_a_missing_folder_is_told_in_one_sentence(tmp_path: Path) -> None:
    done = run("--data", str(tmp_path / "nowhere"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere is no folder" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / FILES["calm"]).unlink()
    done = run("--data", str(folder))
    assert done.returncode == 2
    assert FILES["calm"] in done.stderr
    assert FILES["told"] not in done.stderr


def test_what_is_found_is_counted_and_not_shown(folder: Path) -> None:
    done = run("--data", str(folder), "--json")
    assert done.returncode == 0, done.stderr
    lines = {line["what"]: line for line in json.loads(done.stdout)}
    assert len(lines) == len(json.loads(done.stdout))
    found = lines["toxic, with a you: hostile, judging, blaming, harm"]
    assert (found["texts"], found["check"], found["majority"], found["word_list"]) == (2, 50.0, 0.0, 50.0)
    assert lines["toxic, without a you: the same"]["check"] == 0.0
    assert lines["toxic, without a you: the same"]["word_list"] == 100.0
    assert lines["toxic from calm, with a you: area under ROC"]["check"] == 0.75
    assert lines["Portuguese insults, by two or three labellers"]["check"] == 100.0
    assert lines["advice on a: F1"]["check"] == 1.0
    assert lines["exploration, there or not: macro-F1"]["check"] == 1.0
    table = run("--data", str(folder)).stdout
    assert "advice on a: F1" in table
    sentences = {text for _, rows in SETS.values() for row in rows for text in row if " " in text}
    assert not [text for text in sentences if text in table or text in done.stdout]


def test_scores_are_those_of_the_textbook() -> None:
    labels = [True] * 4 + [False] * 6
    said = [True, True, True, False, True, True, False, False, False, False]
    counted = Confusion.of(said, labels)
    assert counted == Confusion(tp=3, fp=2, fn=1, tn=4)
    assert (counted.precision, counted.recall) == (0.6, 0.75)
    assert counted.f1 == pytest.approx(2 * 0.6 * 0.75 / 1.35)
    assert counted.macro_f1 == pytest.approx((6 / 9 + 8 / 11) / 2)
    assert counted.auc == pytest.approx((0.75 + 4 / 6) / 2)


def test_the_interval_is_wilsons() -> None:
    low, high = interval(1, 10)
    assert low == pytest.approx(0.0179, abs=1e-4)
    assert high == pytest.approx(0.4042, abs=1e-4)
    assert interval(0, 5)[0] == 0.0
    assert interval(5, 5)[1] == 1.0
