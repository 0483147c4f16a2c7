"""Checking a draft by the reader at hand: the small one from the first letter, the larger one when it is ready."""

import sys
from pathlib import Path

import pytest

from heimo_protocol.events import Need
from heimo_tui.core.drafts import DraftKind
from heimo_tui.empathy.findings import Report, Tier
from heimo_tui.services import checking
from heimo_tui.services.checking import Checking

REPLY = "I'm so sorry that you carry this alone. What was it like when you told her?"


async def checked(service: Checking, text: str = REPLY) -> Report:
    return await service.check(text, DraftKind.REPLY, Need.LISTEN)


async def test_the_small_reader_is_there_at_once() -> None:
    report = await checked(Checking())
    assert report.tier is Tier.DEFAULT
    assert {"emotional_reaction", "exploration"} <= {found.code for found in report.findings}
    assert {found.by for found in report.findings} == {Tier.DEFAULT}


async def test_the_larger_one_takes_over_when_it_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[3] / "deep"))
    service = Checking()
    assert (await checked(service)).tier is Tier.DEFAULT
    service.prepare()
    loading = service._loading
    assert loading is not None
    service.prepare()
    assert service._loading is loading
    await loading
    report = await checked(service)
    assert report.tier is Tier.DEEP
    assert {"emotional_reaction", "exploration"} <= {found.code for found in report.findings}
    why = await service.why(REPLY, next(found for found in report.findings if found.code == "emotional_reaction"))
    assert any("sorry" in words for words in why.behind)
    service.forget()


async def test_whoever_wants_the_small_one_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[3] / "deep"))
    service = Checking(larger=False)
    service.prepare()
    assert service._loading is not None
    await service._loading
    assert (await checked(service)).tier is Tier.DEFAULT


async def test_without_the_larger_one_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "DEEP", "heimo_deep_that_nobody_has")
    service = Checking()
    service.prepare()
    assert service._loading is not None
    await service._loading
    assert "heimo_deep_that_nobody_has" not in sys.modules
    report = await checked(service)
    assert report.tier is Tier.DEFAULT
    why = await service.why(REPLY, report.findings[0])
    assert why.behind
