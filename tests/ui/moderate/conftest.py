from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.server import Community, served

CIRCLES = Path(__file__).parents[2] / "support" / "circles.toml"


@pytest.fixture
def community(tmp_path: Path) -> Iterator[Community]:
    """A real community for each test: what waits in a circle waits for every moderator of it."""
    with served(tmp_path / "server", "--circles", str(CIRCLES)) as founded:
        yield founded
