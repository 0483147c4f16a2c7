"""The figures of the check are counted rightly, hold nobody's words, and belong to the readers that are shipped."""

import csv
import hashlib
import importlib
import importlib.util
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from benchmarks.check import all as everything
from benchmarks.check import aside, beside, record, scores
from benchmarks.check.__main__ import main
from benchmarks.check.figures import Figure, Panel, Result, as_json, printed, wilson
from benchmarks.check.readers import TIERS, Checker, checker
from benchmarks.check.rows import MeasureError, read
from benchmarks.check.sampling import Sample
from benchmarks.check.tasks import advice, empathy, fairness, hostility, speed
from benchmarks.check.tasks.run import TASKS, run
from heimo_tui.empathy import figures as shown
from heimo_tui.empathy.findings import Tier
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.model.reading import Head, Mechanism, Rationale, Reading, Whole

ROOT = Path(__file__).parent.parent
RULES = Checker("rules", None)
INSULT, WARM = "You are an idiot.", "I am so sorry that you are going through this."
Rows = Sequence[Mapping[str, object]]

EMPATHY: Rows = [
    {
        "seeker_post": "I lost my job and I cannot sleep.",
        "response_post": WARM,
        **{"ER": 1, "ER_rationales": "I am so sorry|", "IP": 0, "IP_rationales": "", "EX": 0, "EX_rationales": ""},
        **{"group": "a", "split": "dev", "more": "is not read"},
    },
    {
        "seeker_post": "It is dark in here.",
        "response_post": "What happened?",
        **{"ER": 0, "ER_rationales": "", "IP": 0, "IP_rationales": "", "EX": 2, "EX_rationales": "What happened?|"},
        **{"group": "b", "split": "dev"},
    },
]
HOSTILITY: Rows = [
    {"source": "one", "text": INSULT, "y": 1},
    {"source": "one", "text": "The referee was blind for you.", "y": 1},
    {"source": "two", "text": "The weather is trash.", "y": 1},
    {"source": "two", "text": "Have you seen the lake?", "y": 0},
]
ADVICE: Rows = [
    {"ID": "a-1", "sub": "s", "DS_Label": 1, "Majority_label": 1, "Sentence": "You should see a doctor ."},
    {"ID": "b-1", "sub": "s", "DS_Label": 0, "Majority_label": 1, "Sentence": "That was a long night ."},
]
PAIN: Rows = [
    {"text": "I'm so fucking tired of myself.", "kind": "pain", "sort": "curses", "part": "dev"},
    {"text": INSULT, "kind": "hostile", "sort": "insult", "part": "dev"},
    {"text": "Just calm down, others have it worse.", "kind": "dismissive", "sort": "comparing", "part": "dev"},
    {"text": WARM, "kind": "good", "sort": "warm", "part": "dev"},
    {"text": "You should sleep.", "kind": "good", "sort": "asked_advice", "part": "dev"},
    {"text": "Opened once.", "kind": "good", "sort": "warm", "part": "held"},
]
IDENTITY: Rows = [
    {
        "text": "Write me at mia@example.org or come by, I am Mia.",
        **{"words": "mia@example.org|Mia", "codes": "email|name", "lang": "en", "part": "dev"},
    },
    {"text": "It rained all day.", "words": "", "codes": "", "lang": "en", "part": "dev"},
]
TWEETS: Rows = [{"text": "você é um idiota", "insult": "3.0"}, {"text": "bom dia para todos", "insult": "0.0"}]
OWN: Rows = [
    {"text": "Sinto muito por tudo isso.", "kind": "good", "sort": "warm", "part": "dev", "er": 1, "ip": 0, "ex": 0},
    {"text": "Não aguento mais.", "kind": "pain", "sort": "terse", "part": "dev", "er": "", "ip": "", "ex": ""},
]
SETS = {
    "empathy": EMPATHY,
    "hostility": HOSTILITY,
    "advice": ADVICE,
    "pain": PAIN,
    "identity": IDENTITY,
    "language": TWEETS,
}


class Sure:
    """A reader that is sure of one word for each head."""

    tier = Tier.DEFAULT
    digest = "0123456789abcdef"
    thresholds: Mapping[str, float] = {
        **{head.value: 0.5 for head in Head},
        **{name: 0.5 for each in Mechanism for name in (each.value, f"{each}.words")},
        "hostile.pt": 0.5,
    }
    words: Mapping[Head, str] = {Head.HOSTILE: "referee", Head.ADVICE: "doctor", Head.DISMISSING: "worse"}

    def sentence(self, plain: str, language: Language) -> Reading:
        if language is Language.PORTUGUESE:
            return Reading({Head.HOSTILE: 0.9}, ())
        heads = {head: float(self.words.get(head, "\0") in plain) for head in Head}
        return Reading(heads, (Rationale(0, len(plain), {each: 0.9 for each in Mechanism}),))

    def whole(self, text: str, language: Language) -> Whole | None:
        there = {Mechanism.EMOTIONAL_REACTION: "sorry", Mechanism.INTERPRETATION: "\0", Mechanism.EXPLORATION: "?"}
        levels = {each: (0.0, 0.1, 0.9) if word in text else (0.9, 0.1, 0.0) for each, word in there.items()}
        return Whole(levels, float("idiot" in text))

    def behind(self, plain: str, language: Language, name: str) -> tuple[tuple[int, int], ...]:
        return ()

    def forget(self) -> None:
        pass


SURE = Checker("default", Sure())


def table(folder: Path, rows: Rows, name: str = "some.csv") -> Path:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(column for row in rows for column in row)))
        writer.writeheader()
        writer.writerows(rows)
    return folder / name


def values(result: Result) -> dict[str, float]:
    assert len({figure.key for figure in result.figures}) == len(result.figures)
    return {figure.key: figure.value for figure in result.figures}


# --- the measures of the field


def once(count: int) -> np.ndarray:
    return np.ones(count)


def test_scores_are_those_of_the_textbook() -> None:
    labels = [True] * 4 + [False] * 6
    said = [True, True, True, False, True, True, False, False, False, False]
    assert scores.precision(said, labels)(once(10)) == 0.6
    assert scores.share(said, labels)(once(10)) == 0.75
    assert scores.share(said, [not label for label in labels])(once(10)) == pytest.approx(2 / 6)
    assert scores.accuracy(said, labels)(once(10)) == 0.7
    assert scores.f1(said, labels)(once(10)) == pytest.approx(6 / 9)
    assert scores.macro_f1(said, labels)(once(10)) == pytest.approx((6 / 9 + 8 / 11) / 2)


def test_a_class_that_is_never_guessed_counts_as_nothing() -> None:
    assert scores.macro_f1([0, 0, 0, 2], [0, 0, 1, 2])(once(4)) == pytest.approx((0.8 + 0 + 1) / 3)


def test_a_row_that_counts_twice_is_like_two_rows() -> None:
    said, labels = [True, True, False], [True, False, True]
    twice = scores.f1(said, labels)(np.array([2.0, 1.0, 1.0]))
    assert twice == scores.f1([True, *said], [True, *labels])(once(4))


def test_auc_counts_ties_as_a_half() -> None:
    labels = [True, True, False, False]
    assert scores.auc([0.9, 0.8, 0.2, 0.1], labels)(once(4)) == 1.0
    assert scores.auc([0.9, 0.5, 0.5, 0.1], labels)(once(4)) == pytest.approx(3.5 / 4)
    assert scores.auc([0.5] * 4, labels)(once(4)) == 0.5
    assert np.isnan(scores.auc([0.5] * 4, [True] * 4)(once(4)))


def test_token_f1_is_over_all_texts_or_the_mean_of_them() -> None:
    said = [[True, True, False], [False, False], [False]]
    labels = [[True, False, False], [True, True], [False]]
    assert scores.token_f1(said, labels)(once(3)) == pytest.approx(2 * 1 / (2 + 3))
    assert scores.mean_token_f1(said, labels)(once(3)) == pytest.approx((2 / 3 + 0 + 1) / 3)


def test_rationales_are_found_where_they_stand() -> None:
    reply = "Oh no.\nI\u2019m  so sorry, what happened?"
    assert [reply[start:end] for start, end in empathy.marked(reply, "what happened?|not there|")] == ["what happened?"]
    assert empathy.tokens("one two  three", [(4, 7)]).tolist() == [False, True, False]


# --- intervals


def test_an_interval_is_that_of_the_binomial_and_always_the_same() -> None:
    said = [True] * 30 + [False] * 70
    share = {"share": scores.share(said)}
    low, high = Sample([str(number) for number in range(100)]).intervals(share)["share"]
    assert low == pytest.approx(0.21, abs=0.02)
    assert high == pytest.approx(0.39, abs=0.02)
    assert Sample([str(number) for number in range(100)]).intervals(share)["share"] == (low, high)


def test_groups_are_drawn_as_a_whole() -> None:
    said = [True] * 50 + [False] * 50
    wide = Sample(["a"] * 50 + ["b"] * 50).intervals({"share": scores.share(said)})["share"]
    assert wide == (0.0, 1.0)
    assert all(len(set(weights[:50])) == 1 for weights in Sample(["a"] * 50 + ["b"] * 50, 5).draws())


def test_what_has_no_meaning_is_no_number() -> None:
    low, _ = Sample(["a"], 3).intervals({"none": scores.precision([False], [True])})["none"]
    assert np.isnan(low)
    panel = Panel("rules", ["a"])
    panel.add("none", "none", scores.precision([False], [True]), unit="%")
    panel.add("left out", "of no text", scores.share([True]), texts=0)
    (figure,) = panel.figures()
    result = Result("pain", "x", "all", "rules", "rules", "2026-01-01", [figure])
    assert json.loads(as_json([result]))[0]["figures"][0]["value"] is None
    assert " -" in printed(result, ())
    assert result.get("none") is figure
    assert result.get("other") is None


def test_where_all_agree_the_interval_is_wilsons() -> None:
    low, high = wilson(0.1, 10)
    assert low == pytest.approx(0.0179, abs=1e-4)
    assert high == pytest.approx(0.4042, abs=1e-4)
    panel = Panel("rules", ["a"] * 10)
    panel.add("all", "all", scores.share([True] * 10), unit="%")
    (figure,) = panel.figures()
    assert (figure.value, figure.high) == (100.0, 100.0)
    assert figure.low == pytest.approx(72.2, abs=0.1)


def test_an_aim_is_reached_from_its_own_side() -> None:
    assert Figure("a", "a", 1, 0.5, aim=0.5).verdict == "reached"
    assert Figure("a", "a", 1, 0.4, aim=0.5).verdict == "MISSED"
    assert Figure("a", "a", 1, 0.4, aim=0.5, at_most=True).verdict == "reached"
    assert Figure("a", "a", 1, 0.4).verdict == ""


# --- rows and parts


def test_held_rows_are_read_only_when_asked_for(tmp_path: Path) -> None:
    file = table(tmp_path, PAIN)
    assert {row["part"] for row in read(file).rows} == {"dev"}
    assert {row["part"] for row in read(file, limit=99).rows} == {"dev"}
    assert [row["text"] for row in read(file, "held").rows] == ["Opened once."]
    assert read(file).left_out == 1
    assert read(file, limit=2).rows == read(file, limit=2).rows


def test_a_file_that_holds_only_kept_rows_needs_the_flag(tmp_path: Path) -> None:
    file = table(tmp_path, [{"text": "a", "part": "held"}])
    with pytest.raises(MeasureError, match="--part reads it"):
        read(file)
    with pytest.raises(MeasureError, match="no row marked dev"):
        read(file, "dev")
    assert len(read(file, "held").rows) == 1


def test_a_file_of_a_test_part_is_read_as_it_is(tmp_path: Path) -> None:
    rows: Rows = [{"text": INSULT, "y": "1.0", "split": "test"}, {"text": WARM, "y": "0.0", "split": "test"}]
    found = run("hostility", table(tmp_path, rows), SURE)
    assert (found.learned, values(found)["hostile auc"]) == (False, 1.0)
    with pytest.raises(MeasureError, match="'maybe', which is no number"):
        run("hostility", table(tmp_path, [{"text": INSULT, "y": "maybe"}]), SURE)


def test_rows_for_training_are_left_out(tmp_path: Path) -> None:
    file = table(tmp_path, [{"text": part, "split": part} for part in ("train", "dev", "test", "other")])
    assert [row["text"] for row in read(file).rows] == ["dev"]
    assert [row["text"] for row in read(file, "train").rows] == ["train"]
    other = table(tmp_path, [{"text": part, "split": part} for part in ("train", "other")], "other.csv")
    assert [row["text"] for row in read(other).rows] == ["other"]


def test_a_file_without_parts_is_read_whole_whatever_was_asked(tmp_path: Path) -> None:
    file = table(tmp_path, TWEETS)
    assert len(read(file).rows) == len(read(file, "held").rows) == 2
    tabs = tmp_path / "tabs.tsv"
    tabs.write_text("text\ty\nhello\t1\n", encoding="utf-8")
    assert read(tabs).rows == ({"text": "hello", "y": "1"},)


# --- each task


@pytest.mark.parametrize("which", [RULES, SURE], ids=["rules", "reader"])
@pytest.mark.parametrize("task", SETS)
def test_each_task_runs_and_shows_no_words(task: str, which: Checker, tmp_path: Path) -> None:
    result = run(task, table(tmp_path, SETS[task]), which)
    assert values(result)
    told = printed(result, ()) + as_json([result])
    assert not [row for row in SETS[task] for text in row.values() if " " in str(text) and str(text) in told]
    assert result.digest == which.digest


def test_empathy_counts_levels_presence_and_words(tmp_path: Path) -> None:
    found = values(run("empathy", table(tmp_path, EMPATHY), SURE))
    assert found["ex said"] == found["ex binary macro-f1"] == found["ex macro-f1"] == 1.0
    assert found["er binary macro-f1"] == 1.0
    assert found["er accuracy"] == 0.5  # level 2 was read where 1 is right
    assert found["ex words"] == 1.0
    assert found["ip said wrongly"] == 0.0
    assert "er macro-f1" not in values(run("empathy", table(tmp_path, EMPATHY), RULES))


def test_hostility_tells_what_is_aimed_at_somebody(tmp_path: Path) -> None:
    found = run("hostility", table(tmp_path, HOSTILITY), SURE)
    counted = {figure.key: (figure.texts, round(figure.value, 4)) for figure in found.figures}
    assert counted["hostile recall aimed"] == (2, 100.0)
    assert counted["hostile recall"] == (3, 66.6667)
    assert counted["hostile wrongly"] == (1, 0.0)
    assert counted["hostile auc"] == (4, 0.6667)
    assert counted["two found"] == (1, 0.0)
    first = found.get("hostile recall")
    assert first and first.beside["word list"] == pytest.approx(200 / 3)
    assert hostility.is_aimed("Well. Go away!")
    assert not hostility.is_aimed("They go away.")


def test_without_labels_everything_said_is_a_false_alarm(tmp_path: Path) -> None:
    found = values(run("hostility", table(tmp_path, [{"text": INSULT}, {"text": WARM}]), RULES))
    assert found["calm hostile as reply"] == 50.0
    talk = values(run("hostility", table(tmp_path, EMPATHY), RULES))
    assert (talk["posts hostile"], talk["replies hostile"]) == (0.0, 0.0)


def test_advice_is_counted_by_both_labels_and_read_as_people_write(tmp_path: Path) -> None:
    found = values(run("advice", table(tmp_path, ADVICE), SURE))
    assert found["s DS_Label said f1"] == 1.0
    assert found["s Majority_label said f1"] == pytest.approx(2 / 3)
    assert found["s DS_Label auc"] == 1.0
    assert advice.joined("I do n't think you 're gon na cry , but it 's ( not ) fine .") == (
        "I don't think you're gonna cry, but it's (not) fine."
    )


def test_pain_is_told_by_kind_and_sort(tmp_path: Path) -> None:
    found = values(run("pain", table(tmp_path, PAIN), SURE))
    assert (found["pain hostile"], found["pain hostile as reply"]) == (0.0, 0.0)
    assert found["hostile called hostile"] == found["dismissive caught"] == found["hostile/insult"] == 100.0
    assert found["good flagged"] == 0.0


def test_identity_counts_overlaps_and_innocent_texts(tmp_path: Path) -> None:
    result = run("identity", table(tmp_path, IDENTITY), RULES)
    found = values(result)
    assert (found["found email"], found["innocent"]) == (100.0, 0.0)
    assert {figure.key: figure.texts for figure in result.figures}["found"] == 2
    uneven = [{**IDENTITY[0], "codes": "email"}]
    with pytest.raises(MeasureError, match="2 pieces and 1 codes"):
        run("identity", table(tmp_path, uneven), RULES)
    only = values(run("identity", table(tmp_path, IDENTITY[1:]), RULES))
    assert "found" not in only


def test_languages_are_told_by_their_columns(tmp_path: Path) -> None:
    assert values(run("language", table(tmp_path, TWEETS), RULES))["pt wrongly"] == 0.0
    own = values(run("language", table(tmp_path, OWN, "pt.csv"), RULES))
    assert {"good flagged", "er said"} <= set(own)
    assert "er said" not in values(run("language", table(tmp_path, OWN[1:]), RULES))
    named = [{"text": "I am so tired of all this", "lang": "en"}, {"text": "qwrtz", "lang": "fi"}]
    found = values(run("language", table(tmp_path, named), RULES))
    assert (found["language en"], found["mistaken fi"]) == (100.0, 0.0)
    with pytest.raises(MeasureError, match="neither text and insult"):
        run("language", table(tmp_path, [{"text": "a"}]), RULES)


def test_fairness_shows_who_is_treated_differently(tmp_path: Path) -> None:
    templates = [
        *({"sort": sort, "text": "I saw {who}."} for sort in ("neutral", "painful", "supportive")),
        {"sort": "hostile", "text": "{Who} is what you are."},
    ]
    table(tmp_path, templates, "templates.csv")
    names = [("none", "anybody", "a person"), ("trade", "referees", "a referee"), ("trade", "bakers", "a baker")]
    table(tmp_path, [dict(zip(("kind", "group", "name"), row, strict=True)) for row in names], "groups.csv")
    told = [{"sentence": 1, "sort": "neutral", "variety": name, "text": "Hello."} for name in ("standard", "other")]
    told += [{**row, "sort": sort} for row in told for sort in ("painful", "supportive", "hostile")]
    table(tmp_path, told, "varieties.csv")
    result = run("fairness", tmp_path, SURE)
    caught = result.get("trade: hostile caught")
    assert caught and (caught.value, caught.verdict) == (100.0, "MISSED")
    assert "referees" in caught.what
    largest = result.get("names hostile caught")
    assert largest and (largest.what, largest.value) == ("largest by names, hostile caught (referees, anybody)", 100.0)
    assert values(result)["trade: called hostile, as post"] == 0.0
    assert fairness.WRITTEN["short spellings"]("You are to rest.") == "u r 2 rest."
    assert fairness.WRITTEN["no capitals or signs"]("I'm, well!") == "im well"
    assert fairness.WRITTEN["dropped g"]("I am feeling the thing.") == "I am feelin' the thing."
    assert fairness.WRITTEN["no articles"]("The man had an idea.") == "man had idea."
    assert fairness.WRITTEN["ain't"]("It is not far.") == "It ain't far."


def test_the_fairness_sets_fill_every_gap() -> None:
    assert fairness.filled("{Who} sees {who}.", "a cat") == "A cat sees a cat."
    groups, templates = read(fairness.FOLDER / "groups.csv"), read(fairness.FOLDER / "templates.csv")
    assert all("{" in row["text"] and not set(fairness.filled(row["text"], "x")) & set("{}") for row in templates.rows)
    assert len({row["name"] for row in groups.rows}) == len(groups.rows)
    varieties = read(fairness.FOLDER / "varieties.csv").rows
    assert len({row["sentence"] for row in varieties}) * len({row["variety"] for row in varieties}) == len(varieties)


def test_speed_is_processor_time_beside_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "cold", lambda tier, program: (1.0, 2.0))
    monkeypatch.setattr(speed, "_ROUNDS", 3)
    found = run("speed", None, SURE)
    assert {"600 new words", "one more key", "changed clause", "cold", "cold reader", "memory"} <= set(values(found))
    assert found.get("changed clause").aim is None  # type: ignore[union-attr]
    assert "changed clause" not in values(run("speed", None, RULES))
    assert len(speed.draft(1).split()) == speed.WORDS


def test_a_cold_start_is_a_process_of_its_own() -> None:
    took, memory = speed.cold("rules", "")
    assert 0 <= took < 1000
    assert 0 <= memory < 100


# --- the command


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


# --- everything, and what is kept of it


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


# --- what people are told


def test_a_figure_is_one_plain_sentence() -> None:
    def figure(about: shown.About, found: int, of: int, wrongly: int, among: int) -> str:
        return shown.Figure("x", None, about, found, of, wrongly, among, "texts", "2026-01-01").sentence

    assert figure(shown.About.HURTS, 122, 200, 4, 200) == (
        "Of 100 kind replies it says this wrongly of 2; of 100 that hurt it notices 61."
    )
    assert figure(shown.About.IDENTIFIES, 15, 17, 1, 1000) == (
        "Of 17 such details it finds 15; of 100 texts that give nothing away it flags fewer than 1."
    )
    assert "that don't, it says so of 0." in figure(shown.About.CARRIES, 90, 100, 0, 100)
    assert figure(shown.About.ADVICE, 60, 60, 30, 60) == (
        "Of 100 sentences with advice it notices 100; of 100 without, it wrongly flags 50."
    )


def test_a_code_without_a_figure_has_none() -> None:
    assert shown.figures_for("no such code", None) is None


def test_the_figures_belong_to_the_readers_that_are_shipped() -> None:
    """If this fails, weights changed: run `python -m benchmarks.check.all` again and commit what it writes."""
    page = record.DOCS.read_text(encoding="utf-8")
    if record.BEGIN not in page:
        pytest.skip("docs/check.md has no place for figures yet")
    kept = shown.read(shown.RECORD)
    digests = {tier: digest for tier, digest in kept.digests.items() if tier != "rules"}
    for tier in ("default", "own"):
        assert digests[tier] == checker(tier).digest, f"figures.json is of another {tier} reader"
    model = ROOT / "deep" / "heimo_deep" / "weights" / "model.onnx"
    if model.exists():
        assert digests["deep"] == hashlib.sha256(model.read_bytes()).hexdigest()[:16]
    block = page.partition(record.BEGIN)[2].partition(record.END)[0]
    assert not [tier for tier, digest in digests.items() if f"`{digest}`" not in block], "docs/check.md is of others"


def test_every_tier_that_may_be_asked_for_has_a_column() -> None:
    assert set(record.TITLES) == set(TIERS)
    assert importlib.util.find_spec("benchmarks.check.all")
