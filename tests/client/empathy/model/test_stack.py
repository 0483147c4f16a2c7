"""Pooling of clauses and the small logistic stack."""

from __future__ import annotations

import math

import pytest

from heimo_tui.empathy.model.stack import LOWEST, Stack, chance, pooled


@pytest.mark.parametrize("odds", [-1000.0, -3.0, 0.0, 3.0, 1000.0])
def test_a_chance_is_between_none_and_certain(odds: float) -> None:
    assert 0 <= chance(odds) <= 1
    assert math.isclose(chance(odds) + chance(-odds), 1)


def test_no_clause_shows_nothing() -> None:
    assert pooled([], []) == (LOWEST, 0.0, 0.0, 0.0, 0.0, LOWEST)


def test_one_clause_has_no_second() -> None:
    first, sure, expected, size, some, second = pooled([0.0], [3])
    assert (first, sure, second) == (0.0, 0.5, LOWEST)
    assert math.isclose(expected, math.log(2.5)) and math.isclose(size, math.log(3))
    assert math.isclose(some, math.log(2))


def test_the_two_surest_lead_and_a_certain_one_stays_finite() -> None:
    first, *_, some, second = pooled([1.0, 1000.0, 2.0], [1, 1, 1])
    assert (first, second) == (1000.0, 2.0)
    assert math.isfinite(some)


def test_levels_sum_to_one_however_large_the_scores() -> None:
    stack = Stack(((1.0, 0.0), (0.0, 1.0), (0.0, 0.0)), (0.0, 0.0, 0.0))
    assert math.isclose(sum(stack([900.0, -900.0])), 1)
    assert stack([0.0, 0.0]) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
