"""What people are told of the check belongs to the readers that are shipped."""

import hashlib
import importlib.util

import pytest

from benchmarks.check import record
from benchmarks.check.readers import TIERS, checker
from heimo_tui.empathy.telling import figures as shown
from tests.measuring.samples import ROOT


def test_a_figure_is_one_plain_sentence() -> None:
    def figure(about: shown.About, found: int, of: int, wrongly: int, among: int) -> str:
        return shown.Figure("x", None, about, found, of, wrongly, among, "texts", "2026-01-01").sentence

    assert figure(shown.About.HURTS, 122, 200, 4, 200) == (
        "Of 100 kind replies it wrongly says this about 2; of 100 that hurt it notices 61."
    )
    assert figure(shown.About.IDENTIFIES, 15, 17, 1, 1000) == (
        "Of 17 such details it finds 15; of 100 texts that give nothing away it flags fewer than 1."
    )
    assert "that don't, it wrongly says it of 0." in figure(shown.About.CARRIES, 90, 100, 0, 100)
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
