from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.server.commands import Heimo, serving


@pytest.fixture
def heimo(tmp_path: Path) -> Heimo:
    """The host's command, on a folder that holds nothing yet."""
    return Heimo(tmp_path / "data")


@pytest.fixture
def founded(heimo: Heimo) -> Heimo:
    heimo("init", "--no-starters")
    heimo.relax()
    return heimo


@pytest.fixture
def serve(founded: Heimo) -> Iterator[Callable[[], str]]:
    """Starts the real server; gives its address."""
    with serving(founded) as address:
        yield lambda: address
