"""The power goes at any moment: what was acknowledged is there (in full: python -m benchmarks power)."""

import os
import random

from benchmarks.durability.disk import Made, Platter, Synced, Wrote
from benchmarks.durability.power import Life, power_cuts

SEED = int(os.environ.get("HEIMO_TEST_SEED", "2026"))
"""Printed where a test fails; gives the same work, the same cuts and the same damage again."""

LIFE = Life(groups=25, cuts=30)


def test_a_power_cut_loses_nothing_that_was_acknowledged_and_damages_nothing() -> None:
    tally = power_cuts(SEED, 3, LIFE)
    assert (tally.lost, tally.broken) == (0, 0), (SEED, tally)
    assert tally.busy > tally.cuts / 2, "most cuts came in the middle of something"


def test_less_syncing_would_lose_so_that_the_test_above_can_fail() -> None:
    tally = power_cuts(SEED, 1, Life(groups=8, cuts=12, sync="NORMAL"))
    assert tally.lost > 0 and tally.broken == 0, (SEED, tally)


def test_a_disk_that_lies_about_syncing_would_do_damage() -> None:
    tally = power_cuts(SEED, 1, Life(groups=8, cuts=12, lies=True))
    assert tally.lost + tally.broken > 0, (SEED, tally)


def test_of_what_was_not_synced_the_disk_keeps_any_part_and_of_the_rest_all() -> None:
    found = set()
    for seed in range(300):
        platter = Platter()
        for step in (Made("a", 1), Wrote(1, 0, b"1" * 1024), Synced(1, folder=True), Wrote(1, 512, b"2" * 1024)):
            platter.take(step)
        file = platter.cut(random.Random(seed))["a"]
        assert file[:512] == b"1" * 512 and len(file) >= 1024
        found.add((file[512:1024] == b"2" * 512, file[1024:] == b"2" * 512))
    assert found == {(False, False), (False, True), (True, False), (True, True)}


def test_a_name_that_was_not_synced_may_be_gone() -> None:
    platter = Platter()
    platter.take(Made("a", 1))
    assert {bool(platter.cut(random.Random(seed))) for seed in range(50)} == {True, False}
