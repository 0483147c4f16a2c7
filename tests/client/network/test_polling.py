"""When contexts are asked for: at random, each by itself, and never many at once."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heimo_tui.network.polling import (
    BACKGROUND_SECONDS,
    FOCUSED_SECONDS,
    GAP_SECONDS,
    LEAST_FACTOR,
    MOST_FACTOR,
    Attention,
    Schedule,
    next_poll,
)

DAY = 86_400.0
BASE = {Attention.FOCUSED: FOCUSED_SECONDS, Attention.BACKGROUND: BACKGROUND_SECONDS}


def polled(kinds: dict[int, Attention], rand: Random, *, until: float, slow: float = 0.0) -> dict[int, list[float]]:
    """When each context is asked for, where one poll takes `slow` seconds and none begins before it ends."""
    schedule: Schedule[int] = Schedule(rand)
    found: dict[int, list[float]] = {key: [] for key in kinds}
    now = 0.0
    while now < until:
        schedule.keep(kinds, now)
        planned = schedule.next(now)
        assert planned is not None and planned[0] > 0
        now += planned[0]
        schedule.asked(planned[1], now)
        found[planned[1]].append(now)
        now += slow
    return found


def most_within(times: list[float], seconds: float) -> int:
    ordered = sorted(times)
    return max(sum(start <= one < start + seconds for one in ordered) for start in ordered)


@pytest.mark.parametrize("kind", Attention)
def test_intervals_are_uniform_around_the_base(kind: Attention) -> None:
    rand = Random(1)
    factors = [next_poll(kind, rand) / BASE[kind] for _ in range(20_000)]
    assert 0.7 == LEAST_FACTOR <= min(factors) < 0.701 and 1.299 < max(factors) <= MOST_FACTOR == 1.3
    tenths = [sum(0.7 + 0.06 * i <= one < 0.76 + 0.06 * i for one in factors) for i in range(10)]
    assert all(abs(count - 2000) < 200 for count in tenths)
    assert [next_poll(kind, Random(7)), next_poll(kind, Random(8))] == [
        next_poll(kind, Random(7)),
        next_poll(kind, Random(8)),
    ], "the same seed gives the same times"
    assert next_poll(kind, Random(7)) != next_poll(kind, Random(8))


def test_fifty_contexts_never_ask_in_one_burst_not_even_at_the_start() -> None:
    found = polled(dict.fromkeys(range(50), Attention.BACKGROUND), Random(3), until=DAY)
    for times in found.values():
        assert times[0] < BACKGROUND_SECONDS * MOST_FACTOR
        steps = [after - before for before, after in pairwise(times)]
        assert all(LEAST_FACTOR * BACKGROUND_SECONDS <= step <= MOST_FACTOR * BACKGROUND_SECONDS for step in steps)
    every = [time for times in found.values() for time in times]
    assert most_within([time for time in every if time < 600], 10) <= 6
    assert most_within(every, 10) <= 8, "one in twelve seconds on the average"


def test_the_times_of_one_do_not_follow_from_those_of_another() -> None:
    found = polled(dict.fromkeys(range(2), Attention.BACKGROUND), Random(5), until=30 * DAY)
    one, other = ([after - before for before, after in pairwise(found[key])][:4000] for key in (0, 1))
    covariance = sum((a - 600) * (b - 600) for a, b in zip(one, other, strict=True)) / 4000
    assert abs(covariance) / (600 * 0.6) ** 2 * 12 < 0.06, "the correlation of what was drawn independently"


@given(st.integers(0, 2**32), st.integers(1, 30), st.floats(0, 120))
def test_what_is_late_goes_out_one_by_one(seed: int, count: int, slow: float) -> None:
    found = polled(dict.fromkeys(range(count), Attention.FOCUSED), Random(seed), until=1800, slow=slow)
    for before, after in pairwise(sorted(time for times in found.values() for time in times)):
        late = after - before - slow
        assert late > 0
    assert all(found.values()) or slow * count > 900, "none is forgotten"


def test_coming_late_is_no_burst() -> None:
    rand = Random(11)
    schedule: Schedule[int] = Schedule(rand)
    schedule.keep(dict.fromkeys(range(20), Attention.BACKGROUND), 0.0)
    now = 5 * DAY  # the machine slept
    times = []
    for _ in range(20):
        planned = schedule.next(now)
        assert planned is not None and GAP_SECONDS[0] <= planned[0] <= GAP_SECONDS[1]
        now += planned[0]
        schedule.asked(planned[1], now)
        times.append(planned[1])
    assert sorted(times) == list(range(20))


def test_the_focus_moves() -> None:
    schedule: Schedule[str] = Schedule(Random(2))
    assert schedule.next(0.0) is None
    schedule.keep({"a": Attention.BACKGROUND, "b": Attention.BACKGROUND}, 0.0)
    schedule.keep({"a": Attention.FOCUSED, "b": Attention.BACKGROUND}, 0.0)
    planned = schedule.next(0.0)
    assert planned is not None and planned[0] <= FOCUSED_SECONDS * MOST_FACTOR
    schedule.keep({"a": Attention.BACKGROUND}, 0.0)
    planned = schedule.next(0.0)
    assert planned is not None and planned[1] == "a", "what is not wanted is dropped"
    assert planned[0] >= BACKGROUND_SECONDS * LEAST_FACTOR
    schedule.asked("gone meanwhile", 0.0)
    schedule.keep({}, 0.0)
    assert schedule.next(0.0) is None
