"""The measures are those of the textbook, and their intervals say how sure they are."""

import json

import numpy as np
import pytest

from benchmarks.check import scores
from benchmarks.check.figures import Figure, Panel, Result, as_json, printed, wilson
from benchmarks.check.sampling import Sample
from benchmarks.check.tasks import empathy


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


def test_an_interval_is_that_of_the_binomial_and_always_the_same() -> None:
    said = [True] * 30 + [False] * 70
    share = {"share": scores.share(said)}
    low, high = Sample([str(number) for number in range(100)], 2000).intervals(share)["share"]
    assert low == pytest.approx(0.21, abs=0.02)
    assert high == pytest.approx(0.39, abs=0.02)
    assert Sample([str(number) for number in range(100)], 2000).intervals(share)["share"] == (low, high)


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
