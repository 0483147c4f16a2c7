"""Each task reads the rows it may, counts them rightly and shows nobody's words."""

from pathlib import Path

import pytest

from benchmarks.check.figures import as_json, printed
from benchmarks.check.readers import Checker
from benchmarks.check.rows import MeasureError, read
from benchmarks.check.tasks import advice, fairness, hostility, speed
from benchmarks.check.tasks.run import run
from tests.measuring.samples import (
    ADVICE,
    EMPATHY,
    HOSTILITY,
    IDENTITY,
    INSULT,
    OWN,
    PAIN,
    RULES,
    SETS,
    SURE,
    TWEETS,
    WARM,
    Rows,
    table,
    values,
)


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
    monkeypatch.setattr(speed, "cold", lambda tier, program, compiled, before="": (1.0, 2.0))
    monkeypatch.setattr(speed, "_ROUNDS", 3)
    found = run("speed", None, SURE)
    assert {"600 new words", "one more key", "changed clause", "cold", "cold reader", "memory"} <= set(values(found))
    assert found.get("changed clause").aim is None  # type: ignore[union-attr]
    assert "changed clause" not in values(run("speed", None, RULES))
    assert len(speed.draft(1).split()) == speed.WORDS


def test_a_cold_start_is_a_process_of_its_own(tmp_path: Path) -> None:
    took, memory = speed.cold("rules", "", str(tmp_path))
    assert 0 <= took < 1000
    assert 0 <= memory < 100
