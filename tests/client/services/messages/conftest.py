from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.server import Community, served

CIRCLES = Path(__file__).parents[3] / "support" / "circles.toml"


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """One community for all tests of a module: everybody comes with an invite of their own."""
    with served(tmp_path_factory.mktemp("server") / "data", "--circles", str(CIRCLES)) as one:
        yield one
