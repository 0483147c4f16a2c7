from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.client.services.messages.talkers import Town
from tests.support.roomy import CIRCLES, roomy
from tests.support.server import served


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One community for all tests of a module, where nobody runs out of tokens; everybody comes with an invite."""
    with roomy(tmp_path_factory.mktemp("server") / "data") as one:
        yield Town(one, [])


@pytest.fixture
def usual(tmp_path: Path) -> Iterator[Town]:
    """A community with the usual limits."""
    with served(tmp_path / "usual", "--circles", str(CIRCLES)) as one:
        yield Town(one, [one.invite])
