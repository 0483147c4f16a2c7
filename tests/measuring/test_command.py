"""The command says plainly what is missing, and keeps what it measured."""

import importlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.check import all as everything
from benchmarks.check import aside, beside, record
from benchmarks.check.__main__ import main
from benchmarks.check.figures import Figure, Result
from benchmarks.check.readers import Checker
from benchmarks.check.rows import MeasureError, read
from benchmarks.check.tasks import fairness, speed
from benchmarks.check.tasks.run import TASKS, run
from heimo_tui.empathy.findings import Tier
from heimo_tui.empathy.telling import figures as shown
from tests.measuring.samples import (
    ADVICE,
    EMPATHY,
    HOSTILITY,
    IDENTITY,
    OWN,
    PAIN,
    ROOT,
    RULES,
    SETS,
    SURE,
    TWEETS,
    Rows,
    Sure,
    table,
)


def test_the_command_prints_a_table_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(tmp_path, PAIN)
    given = ["--task", "pain", "--data", str(file), "--tier", "rules"]
    assert main(given) == 0
    told = capsys.readouterr().out
    assert "dismissive replies: any look again" in told
    assert "rules reader" in told
    assert main([*given, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["task"] == "pain"


def test_what_is_missing_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(tmp_path, [{"text": "a"}])
    for task, given, why in (
        ("empathy", file, "lacks the columns response_post"),
        ("identity", file, "lacks the columns words, codes"),
        ("pain", tmp_path / "nowhere.csv", "nowhere.csv cannot be read"),
        ("hostility", table(tmp_path, [{"words": "a"}], "words.csv"), "has neither text"),
        ("all", tmp_path / "nowhere", "is no folder"),
    ):
        assert main(["--task", task, "--data", str(given), "--tier", "rules"]) == 2
        told = capsys.readouterr().err
        assert why in told
        assert told.count("\n") == 1
    with pytest.raises(SystemExit) as ended:
        main(["--task", "pain"])
    assert ended.value.code == 2


def test_a_reader_that_is_not_here_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--task", "pain", "--data", str(table(tmp_path, PAIN)), "--weights", str(tmp_path / "no weights")]
    assert main(given) == 2
    assert "The default reader is not here" in capsys.readouterr().err


def test_the_module_runs_as_it_is_written_down(tmp_path: Path) -> None:
    file = table(tmp_path, HOSTILITY)
    command = [sys.executable, "-m", "benchmarks.check", "--task", "hostility", "--data", str(file), "--tier", "rules"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_the_other_library_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    beside._profanity.cache_clear()
    assert beside.profanity(["a"]) is None
    beside._profanity.cache_clear()


def test_files_are_told_by_their_columns() -> None:
    def columns(rows: Rows) -> frozenset[str]:
        return frozenset(name for row in rows for name in row)

    assert everything.tasks_of(columns(EMPATHY)) == ("empathy", "hostility")
    assert everything.tasks_of(frozenset({"seeker_post", "response_post"})) == ("hostility",)
    assert everything.tasks_of(columns(ADVICE)) == ("advice",)
    assert everything.tasks_of(columns(PAIN)) == ("pain",)
    assert everything.tasks_of(columns(OWN), language=True) == ("language",)
    assert everything.tasks_of(columns(IDENTITY)) == ("identity",)
    assert everything.tasks_of(columns(TWEETS)) == ("language",)
    assert everything.tasks_of(columns(HOSTILITY)) == ("hostility",)
    assert everything.tasks_of(frozenset({"other"})) == ()


@pytest.fixture
def results(tmp_path: Path) -> list[Result]:
    """What every task tells, by rules and by a reader."""
    found = []
    for which in (RULES, SURE):
        for task, rows in SETS.items():
            plain = [{name: value for name, value in row.items() if name != "split"} for row in rows]
            found.append(run(task, table(tmp_path, plain, f"{task}.csv"), which))
    return found


def test_the_record_is_what_the_panel_tells(
    results: list[Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "_FEWEST", 1)
    file = tmp_path / "figures.json"
    record.write_record(results, file)
    kept = shown.read(file)
    assert kept.digests == {"rules": "rules", "default": Sure.digest}
    hurts = kept.figures["dismissing", Tier.DEFAULT]
    assert (hurts.found, hurts.of, hurts.wrongly, hurts.among) == (1, 1, 0, 2)
    assert {"emotional_reaction", "hostile", "suggestion", "email"} <= {code for code, _ in kept.figures}
    assert ("email", None) in kept.figures


def test_what_was_learned_from_is_measured_but_not_kept(tmp_path: Path) -> None:
    result = run("empathy", table(tmp_path, EMPATHY), SURE)
    assert result.learned
    assert any("looks better here than it is" in note for note in result.notes)
    assert not run("empathy", table(tmp_path, EMPATHY), RULES).learned
    sister = run("empathy", table(tmp_path, EMPATHY), Checker("default", Sure(), shipped=False))
    assert not sister.learned
    file = tmp_path / "figures.json"
    record.write_record([result], file)
    assert shown.read(file).figures == {}


def test_the_block_goes_between_its_marks(results: list[Result], tmp_path: Path) -> None:
    page = tmp_path / "check.md"
    page.write_text("before\n", encoding="utf-8")
    assert not record.write_docs(results, page)
    page.write_text(f"before\n\n{record.BEGIN}\nstale\n{record.END}\n\nafter\n", encoding="utf-8")
    assert record.write_docs(results, page)
    told = page.read_text(encoding="utf-8")
    assert told.startswith("before\n\n") and told.endswith("\n\nafter\n")
    assert "stale" not in told
    assert f"small `{Sure.digest}`" in told
    assert "| dismissive replies: any look again |" in told
    lines = [line for line in told.splitlines() if line.startswith("|")]
    assert lines
    assert record.write_docs(results, page)
    assert page.read_text(encoding="utf-8") == told


def test_everything_is_measured_by_each_reader_that_is_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for task, rows in SETS.items():
        table(tmp_path, rows, f"{task}.csv")
    (tmp_path / "sisters" / "default").mkdir(parents=True)
    asked: list[tuple[str, Path | None]] = []

    def chosen(tier: str, weights: Path | None = None) -> Checker:
        asked.append((tier, weights))
        if tier == "deep":
            raise MeasureError("The deep reader is not here.")
        return Checker(tier, None if tier == "rules" else Sure(), weights is None)

    kept: list[Result] = []
    monkeypatch.setattr(everything, "checker", chosen)
    monkeypatch.setattr(everything, "OWN_SETS", (tmp_path / "none",))
    quick = [Figure("memory", "memory", 1, 1.0, unit="MB")]
    monkeypatch.setattr(speed, "measure", lambda checker: quick)
    monkeypatch.setattr(fairness, "measure", lambda folder, checker: quick)
    monkeypatch.setattr(record, "write_record", kept.extend)
    monkeypatch.setattr(record, "write_docs", lambda results: False)
    given = ["--data", str(tmp_path)]
    assert everything.main([*given, "--weights", str(tmp_path / "sisters")]) == 0
    assert ("default", tmp_path / "sisters" / "default") in asked
    told = capsys.readouterr()
    assert "The deep reader is not here." in told.err
    assert record.BEGIN in told.out
    assert {result.task for result in kept} == set(TASKS)
    assert {result.tier for result in kept if result.task == "advice"} == {"rules", "default"}
    assert {result.tier for result in kept if result.task == "empathy"} == {"rules", "default", "own"}
    kept.clear()
    assert everything.main([*given, "--limit", "1"]) == 0
    assert not kept
    assert everything.main(["--data", str(tmp_path / "nowhere")]) == 2


def test_only_the_flag_opens_what_is_held_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "blind"
    own.mkdir()
    table(own, PAIN, "kindness.csv")
    monkeypatch.setattr(everything, "OWN_SETS", (own,))
    monkeypatch.setattr(everything, "_checkers", lambda: [RULES])
    monkeypatch.setattr(fairness, "measure", lambda folder, checker: [])
    monkeypatch.setattr(speed, "measure", lambda checker: [])
    shut = [result.part for result in everything.measure(tmp_path, held=False) if result.task == "pain"]
    opened = [result.part for result in everything.measure(tmp_path, held=True) if result.task == "pain"]
    assert (shut, opened) == (["5: rows dev"], ["1: rows held"])


def test_data_are_parted_into_rows_to_learn_from_and_to_measure_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    table(tmp_path / "data", [{"text": part, "split": part} for part in ("train", "dev")], "split.csv")
    table(tmp_path / "data", [{"text": f"text {number}"} for number in range(200)], "whole.csv")
    given = ["--data", str(tmp_path / "data"), "--out", str(tmp_path / "out")]
    assert aside.main(given) == 0
    assert "split.csv: 1 to learn from, 1 to measure on" in capsys.readouterr().out
    learn, kept = (read(tmp_path / "out" / half / "whole.csv").rows for half in (aside.LEARN, aside.MEASURE))
    assert len(learn) + len(kept) == 200
    assert 5 < len(kept) < 45
    assert not {row["text"] for row in learn} & {row["text"] for row in kept}
    assert [row["text"] for row in read(tmp_path / "out" / aside.MEASURE / "split.csv").rows] == ["dev"]
    assert aside.main(["--data", str(tmp_path / "nowhere"), "--out", str(tmp_path)]) == 2
