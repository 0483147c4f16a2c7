"""A house, and a server process with short deadlines that a module's tests share."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.house import House, Running, build_house, running


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    data: Path = tmp_path_factory.mktemp("house") / "data"
    return asyncio.run(build_house(data, members=12))


@pytest.fixture(scope="module")
def server(house: House) -> Iterator[Running]:
    with running(
        house.data,
        header_seconds=1.0,
        body_seconds=6.0,
        pause_seconds=1.5,
        idle_seconds=2,
        header_bytes=4096,
        stall_seconds=2.0,
    ) as process:
        yield process
        assert process.stop() == 0
