import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from heimo_tui.services import checking
from tests.support.server import Community, served

CIRCLES = Path(__file__).parents[1] / "support" / "circles.toml"


@pytest.fixture(scope="session")
def community(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """One real community for all tests of the screens; each test brings its own people."""
    with served(tmp_path_factory.mktemp("community") / "data", "--circles", str(CIRCLES)) as founded:
        yield founded


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal of these tests has all colours, and speaks English; the larger reader has tests of its own."""
    monkeypatch.setattr(checking, "DEEP", "heimo_deep_left_out")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    os.environ.pop("TEXTUAL", None)
