"""Where a community's rows are: named once, remembered privately, and never another community's."""

import asyncio
import stat
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import AsyncMock

import pytest

from heimo_protocol.circles import CircleSettings
from server_stub.community.found import AlreadyThere, found
from server_stub.community.host import Host
from server_stub.profile import Profile
from server_stub.store.base import StoreUnavailable
from tests.server.commands import Heimo, serving
from tests.support.postgres import shared

CIRCLE = CircleSettings(name="Kitchen")


@pytest.fixture
def database() -> Iterator[str]:
    address = shared().create()
    yield address
    shared().drop(address)


def test_a_community_remembers_its_database_for_itself_alone(heimo: Heimo, database: str) -> None:
    founded = heimo.json("init", "--database", database)
    kept = heimo.data / "database"
    assert kept.read_text() == f"{database}\n" and stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert not (heimo.data / "community.db").exists()
    with serving(heimo):
        assert len(heimo.json("circle", "list")["circles"]) == founded["circles"] == 13


def test_a_database_with_a_community_takes_no_other(heimo: Heimo, database: str, tmp_path: Path) -> None:
    heimo("init", "--no-starters", "--database", database)
    heimo("circle", "create", "Kitchen")
    other = Heimo(tmp_path / "other")
    assert "holds a community already" in other("init", "--database", database, code=1).err
    assert not other.data.exists() or not list(other.data.iterdir())
    assert shared().sql(database, "SELECT count(*) FROM heimo.circles").strip() == "1"


def test_a_community_without_anything_has_its_database_all_the_same(
    heimo: Heimo, database: str, tmp_path: Path
) -> None:
    heimo("init", "--no-starters", "--database", database)
    other = Heimo(tmp_path / "other")
    assert "holds a community already" in other("init", "--database", database, code=1).err
    assert not other.data.exists() or not list(other.data.iterdir())
    third = Heimo(tmp_path / "third")
    third("init", "--no-starters")
    assert "another community" in third("migrate", "--to", database, code=1).err
    heimo("circle", "create", "Kitchen")
    assert heimo.json("verify")["ok"]


def test_of_two_that_are_founded_at_once_one_has_the_database(database: str, tmp_path: Path) -> None:
    async def both() -> list[BaseException | int]:
        profile = Profile(name="Test", urls=["http://127.0.0.1:8420"])
        folders = [tmp_path / name for name in ("one", "other")]
        return await asyncio.gather(
            *(found(folder, profile, database=database) for folder in folders), return_exceptions=True
        )

    assert sorted(map(str, map(type, asyncio.run(both())))) == sorted(map(str, (int, AlreadyThere)))


def test_a_database_that_a_failure_left_is_free(
    heimo: Heimo, database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Host, "create_circle", AsyncMock(side_effect=StoreUnavailable("gone")))
        with pytest.raises(StoreUnavailable):
            asyncio.run(found(tmp_path / "first", Profile(name="Test", urls=["http://a.example"]), [CIRCLE], database))
    heimo("init", "--database", database)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("mysql://somebody:secret@host/name", "looks like"),
        ("postgresql://somebody:secret@127.0.0.1:1/name", "cannot be used"),
        ("sqlite:", "looks like"),
    ],
)
def test_a_wrong_address_is_told_in_words_and_leaves_nothing(heimo: Heimo, address: str, says: str) -> None:
    answer = heimo("init", "--database", address, code=1)
    assert says in answer.err and "secret" not in answer.err
    assert not heimo.data.exists() or not list(heimo.data.iterdir())


def test_another_file_can_be_named(heimo: Heimo, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "rows.db"
    heimo("init", "--no-starters", "--database", f"sqlite:{elsewhere}")
    assert elsewhere.exists() and not (heimo.data / "community.db").exists()
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o600
    heimo("stats")
