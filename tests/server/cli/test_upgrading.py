"""An upgrade and the way back, rehearsed: with a version of tomorrow, which is this one with one more step."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import server_stub
from heimo_protocol.anonymity.invites import read_link
from server_stub.store.sqlite.migrate import migrations
from tests.server.commands import Heimo, serving
from tests.server.people import Person, town_at
from tests.support.postgres import database_of, forget_database_of

NEXT = migrations()[-1].version + 1
STEP = (
    "ALTER TABLE circles ADD COLUMN mood {number} NOT NULL DEFAULT 0;\nCREATE TABLE moods (id {number} PRIMARY KEY);\n"
)
NUMBERS = {"sqlite": "INTEGER", "postgres": "bigint"}


@pytest.fixture(scope="module")
def tomorrow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the version of tomorrow lies."""
    folder = tmp_path_factory.mktemp("tomorrow")
    there = Path(shutil.copytree(Path(server_stub.__file__).parent, folder / "server_stub"))
    for kind, number in NUMBERS.items():
        strict = STEP.replace(");\n", ") STRICT;\n") if kind == "sqlite" else STEP
        (there / "store" / kind / "migrations" / f"{NEXT:04}_moods.sql").write_text(strict.format(number=number))
    return folder


@pytest.fixture(params=["sqlite", "postgres"])
def heimo(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Heimo]:
    made = Heimo(tmp_path / "data")
    made("init", "--no-starters", *(["--database", database_of(tmp_path)] if request.param == "postgres" else []))
    made.relax()
    yield made
    forget_database_of(tmp_path)


async def visit(heimo: Heimo, circle: bytes, invite: str, words: str) -> list[str]:
    """Somebody comes and writes; gives all that can be read then."""
    with serving(heimo) as address:
        async with town_at(heimo.data, address) as town:
            someone = Person(town)
            await someone.register(read_link(invite).invite)
            await (await someone.join(circle)).post(words)
            return await town.texts(circle)


def prints(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in ("server.lock", "server.start"))
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).digest() for path in files}


async def test_an_upgrade_goes_forward_and_back_by_a_backup(heimo: Heimo, tomorrow: Path, tmp_path: Path) -> None:
    newer, secret, file = replace(heimo, program=tomorrow), tmp_path / "passphrase", tmp_path / "before"
    secret.write_text("seven quiet lamps in the hall\n")
    circle = bytes.fromhex(heimo.json("circle", "create", "Night shift")["circle"]["id"])
    invites = heimo.json("invite", "-n", "4")["invites"]
    await visit(heimo, circle, invites[0], "before")
    heimo("backup", str(file), "--passphrase-file", str(secret))

    assert f"It has form {NEXT - 1}, and this program uses {NEXT}" in newer("doctor", "--offline", code=None).out
    assert await visit(newer, circle, invites[1], "after") == ["before", "after"]

    before = prints(heimo.data)
    for command in (("run", "--port", "0"), ("stats",)):
        said = " ".join(heimo(*command, code=1).err.split())
        assert f"the database has schema {NEXT}, this program knows {NEXT - 1}" in said and "backup" in said, command
    assert prints(heimo.data) == before, "a version that cannot read the database left it alone"

    # PostgreSQL's way back leads into a new database; a file's place is taken
    anew = tmp_path / "anew"
    anew.mkdir()
    target = ["--database", database_of(anew)] if (heimo.data / "database").exists() else []
    heimo("restore", str(file), "--passphrase-file", str(secret), "--replace", *target)
    if target:
        (heimo.data / "server.start").unlink()  # people of tests read there what servers on PostgreSQL keep in it
    assert await visit(heimo, circle, invites[2], "back") == ["before", "back"]
    assert await visit(newer, circle, invites[3], "forward") == ["before", "back", "forward"]
    newer("verify")
    forget_database_of(anew)


def test_an_upgrade_that_fails_in_the_middle_leaves_the_old_form(tomorrow: Path, tmp_path: Path) -> None:
    heimo = Heimo(tmp_path / "data")
    heimo("init", "--no-starters")
    broken = Path(shutil.copytree(tomorrow, tmp_path / "broken"))
    step = broken / "server_stub" / "store" / "sqlite" / "migrations" / f"{NEXT:04}_moods.sql"
    step.write_text(step.read_text() + "NONSENSE;\n")
    assert "cannot prepare the database" in replace(heimo, program=broken)("run", "--port", "0", code=1).err
    assert heimo("verify").code == 0
    assert heimo.json("stats")["circles"] == 0
