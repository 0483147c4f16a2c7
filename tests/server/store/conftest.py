"""The stores that the suite runs on: add a database here, and every test of the suite runs on it, too."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from heimo_protocol.circles import Circle
from server_stub.store.base import Store
from server_stub.store.postgres.store import open_postgres
from server_stub.store.sqlite.store import open_sqlite
from tests.server.house import make_circle
from tests.support.postgres import database_of, forget_database_of, shared

Opener = Callable[[Path], Awaitable[Store]]


async def _sqlite(folder: Path) -> Store:
    return await open_sqlite(folder / "data" / "community.db")


async def _postgres(folder: Path) -> Store:
    return await open_postgres(database_of(folder))


OPENERS: dict[str, Opener] = {"sqlite": _sqlite, "postgres": _postgres}
"""Each opens the folder's own database, the same one every time."""


@pytest.fixture(params=sorted(OPENERS))
def opener(request: pytest.FixtureRequest) -> Opener:
    return OPENERS[request.param]


@pytest.fixture
async def store(opener: Opener, tmp_path: Path) -> AsyncIterator[Store]:
    opened = await opener(tmp_path)
    yield opened
    await opened.close()
    forget_database_of(tmp_path)


@pytest.fixture
async def circle(store: Store) -> Circle:
    made, row, _ = make_circle(bytes(32))
    assert await store.write(lambda txn: txn.add_circle(row, []))
    return made


@pytest.fixture
def address() -> Iterator[str]:
    made = shared().create()
    yield made
    shared().drop(made)


@pytest.fixture
async def pair(address: str) -> AsyncIterator[tuple[Store, Store]]:
    """Two stores on one database, as two processes have them."""
    stores = await open_postgres(address), await open_postgres(address)
    yield stores
    for store in stores:
        await store.close()
