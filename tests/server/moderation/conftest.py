from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.server.people import Town, town_here


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_here(tmp_path / "data") as town:
        yield town
