"""How many random schedules there are, and proof that they were run."""

from __future__ import annotations

import os
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PART = int(os.environ.get("HEIMO_TEST_PART", "4"))
"""One of so many schedules is run; 1 runs all of them, as after a change to the sessions one should."""

ALL = {"delivery": 3600, "rollback": 1200, "tampering": 3600, "clocks": 1200, "resets": 600}
COUNTS = {name: count // PART for name, count in ALL.items()}
"""How many schedules each test below runs."""


def run(name: str, schedule: Callable[[bytes], None], *, shortest: int = 4, longest: int) -> None:
    """Run as many schedules as the name says, and count that they were really run."""
    ran = 0

    @settings(
        max_examples=COUNTS[name],
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.binary(min_size=shortest, max_size=longest))
    def one(plan: bytes) -> None:
        nonlocal ran
        ran += 1
        schedule(plan)

    one()
    assert ran >= COUNTS[name]
