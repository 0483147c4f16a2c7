from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.liar import LyingCommunity, lying
from tests.support.server import Community, served

CIRCLES = Path(__file__).parents[2] / "support" / "circles.toml"


@pytest.fixture
def community(tmp_path: Path) -> Iterator[Community]:
    """A community of its own for a test that stops, kills or fills it."""
    with served(tmp_path / "server", "--circles", str(CIRCLES)) as one:
        yield one


@pytest.fixture
def liar(tmp_path: Path) -> Iterator[LyingCommunity]:
    """A community behind a malicious server."""
    with lying(tmp_path / "liar", "--circles", str(CIRCLES)) as one:
        yield one
