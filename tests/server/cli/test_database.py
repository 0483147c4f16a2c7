"""Where a community's rows are: named once, remembered privately, and never another community's."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.commands import Heimo, serving
from tests.support.postgres import shared


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
