"""The stores that the suite runs on: add a database here, and every test of the suite runs on it, too."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from heimo_protocol.circles import Circle
from server_stub.store.base import Store
from server_stub.store.sqlite.store import open_sqlite
from tests.server.house import make_circle

Opener = Callable[[Path], Awaitable[Store]]


async def _sqlite(folder: Path) -> Store:
    return await open_sqlite(folder / "data" / "community.db")


OPENERS: dict[str, Opener] = {"sqlite": _sqlite}


@pytest.fixture(params=sorted(OPENERS))
def opener(request: pytest.FixtureRequest) -> Opener:
    return OPENERS[request.param]


@pytest.fixture
async def store(opener: Opener, tmp_path: Path) -> AsyncIterator[Store]:
    opened = await opener(tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
async def circle(store: Store) -> Circle:
    made, row, _ = make_circle(bytes(32))
    assert await store.write(lambda txn: txn.add_circle(row, []))
    return made
