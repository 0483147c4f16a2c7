"""A database for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server_stub.config import ServerConfig
from server_stub.store.opening import open_store
from tests.support.postgres import database_of, forget_database_of


@pytest.fixture
def postgres_address(tmp_path: Path) -> Iterator[str]:
    yield database_of(tmp_path)
    forget_database_of(tmp_path)


@pytest.fixture
async def processes_address(postgres_address: str, tmp_path: Path) -> str:
    """That of a database which a server has opened before."""
    await (await open_store(ServerConfig(data=tmp_path, database_url=postgres_address))).close()
    return postgres_address
