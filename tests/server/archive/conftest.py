import asyncio
import shutil
from pathlib import Path

import pytest

from tests.server.archive.community import found_lively
from tests.server.commands import Heimo

PASSPHRASE = "plover candle ninety orchard mist"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("lively") / "data"
    asyncio.run(found_lively(data))
    return data


@pytest.fixture
def lively(made_once: Path, tmp_path: Path) -> Heimo:
    """The host's command on a community in which something of everything has happened."""
    shutil.copytree(made_once, tmp_path / "data")
    return Heimo(tmp_path / "data")
