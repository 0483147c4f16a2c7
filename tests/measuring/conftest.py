"""Fewer draws: what is tested here is what is counted, not how sure it is."""

import pytest

from benchmarks.check import sampling


@pytest.fixture(autouse=True)
def _few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "RESAMPLES", 40)
