"""The circles a new community starts with are complete, kind in length, and use notes the client can label."""

import tomllib
from importlib import resources
from typing import Any

import pytest

from heimo_tui.core.notes import NOTE_CODES

RAW = resources.files("server_stub").joinpath("starter_circles.toml").read_text(encoding="utf-8")
CIRCLES: list[dict[str, Any]] = tomllib.loads(RAW)["circle"]
FIELDS = {
    "key", "name", "language", "purpose", "rules", "notes", "hold_first", "once", "open_reading", "retention_days",
}  # fmt: skip


def test_there_are_enough_and_each_is_its_own() -> None:
    assert len(CIRCLES) >= 12
    for field in ("key", "name", "purpose"):
        values = [c[field] for c in CIRCLES]
        assert len(set(values)) == len(values)
    assert "fi" in {c["language"] for c in CIRCLES}


@pytest.mark.parametrize("circle", CIRCLES, ids=lambda c: c["key"])
def test_a_starter_circle_is_complete_and_short(circle: dict[str, Any]) -> None:
    assert set(circle) == FIELDS
    assert len(circle["name"]) <= 24
    assert len(circle["purpose"]) <= 90
    assert 1 <= len(circle["rules"]) <= 5
    assert all(len(rule) <= 78 for rule in circle["rules"])
    assert set(circle["notes"]) <= NOTE_CODES
    assert circle["once"] in {"off", "held", "on"}
    assert circle["hold_first"] is True
    assert circle["open_reading"] is True
    assert circle["retention_days"] == 180
