"""backup and restore: all comes back as it was, also while people write; what does not fit is refused."""

import asyncio
import io
import os
import random
import shlex
import shutil
import stat
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import apsw
import pytest
from pyrage.x25519 import Identity

from heimo_protocol.errors import Code, Refusal
from server_stub.archive.rows.opening import open_rows
from server_stub.archive.sealed.backup import write_backup
from server_stub.archive.sealed.records import Manifest, Packer, Unpacker
from server_stub.archive.sealed.restore import rehearse
from server_stub.archive.sealed.sealing import CannotOpen, seal, unseal
from server_stub.archive.sealed.unpacking import Opening
from server_stub.archive.watching import Progress
from server_stub.config import ServerConfig
from server_stub.secrets import load_secrets
from server_stub.store.sqlite.migrate import migrate, migrations
from tests.server.archive.community import relax, rows_of
from tests.server.archive.conftest import PASSPHRASE
from tests.server.commands import PROGRAM, Heimo, serving
from tests.server.people import town_at

SEED = 2026


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE + "\nnot this line\n")
    return path


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, Path]:
    """An age recipient, and the file with its key as age-keygen writes it."""
    identity = Identity.generate()
    path = tmp_path / "key.txt"
    path.write_text(f"# created: today\n# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public()), path


def keep(heimo: Heimo, recipient: str, file: Path) -> Path:
    """A backup, by what the command does."""

    async def work() -> None:
        async with open_rows(ServerConfig(data=heimo.data)) as rows:
            await write_backup(rows, heimo.data, file, recipients=[recipient], watch=silent)

    asyncio.run(work())
    return file


def look(heimo: Heimo, file: Path, key: str) -> Manifest:
    """What restore does before it puts anything into place."""
    return asyncio.run(rehearse(Opening(file=file, identities=[key]), heimo.data, silent))


def silent(_: str, __: int) -> AbstractContextManager[Progress]:
    return nullcontext(lambda _: None)


def files_in(data: Path) -> dict[str, bytes]:
    paths = [
        path for path in data.rglob("*") if path.is_file() and not path.name.startswith(("community.db", "server."))
    ]
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in paths}


def records_in(file: Path, key: Path) -> list[list[object]]:
    """What is inside a backup for a recipient."""
    found: list[list[object]] = []
    unpacker = Unpacker(found.append)
    with file.open("rb") as opened:
        unseal(opened, unpacker, identities=[key.read_text().splitlines()[-1]])
    unpacker.close()
    return found


def test_what_was_kept_comes_back_as_it_was(lively: Heimo, passphrase: Path, tmp_path: Path) -> None:
    kept, again = tmp_path / "kept", Heimo(tmp_path / "again" / "data")
    answer = lively.json("backup", str(kept), "--passphrase-file", str(passphrase))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600 and answer["bytes"] == kept.stat().st_size
    assert not list(tmp_path.glob(".*"))
    other = tmp_path / "other"
    other.write_text("something else entirely\n")
    assert "does not open" in again("restore", str(kept), "--passphrase-file", str(other), code=1).err
    assert list(again.data.iterdir()) == []
    again("restore", str(kept), "--passphrase-file", str(passphrase))
    assert rows_of(again.data / "community.db") == rows_of(lively.data / "community.db")
    assert files_in(again.data) == files_in(lively.data)
    assert {stat.S_IMODE(path.stat().st_mode) for path in again.data.rglob("*") if path.is_file()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in again.data.rglob("*") if path.is_dir()} == {0o700}
    assert again.json("verify")["rows"]["events"] == answer["rows"]["events"] > 10


async def test_a_backup_while_people_write_is_one_moment(lively: Heimo, pair: tuple[str, Path], tmp_path: Path) -> None:
    relax(lively)
    recipient, key = pair
    with serving(lively) as address:
        async with town_at(lively.data, address) as town:
            circle = await asyncio.to_thread(_circle, lively)
            writers = [await town.name(circle) for _ in range(3)]
            done = asyncio.Event()
            posting = [asyncio.create_task(_post_until(done, name)) for name in writers]
            kept = [tmp_path / f"kept{number}" for number in range(2)]
            for file in kept:
                await asyncio.to_thread(lively, "backup", str(file), "--recipient", recipient)
            done.set()
            posted = sum(await asyncio.gather(*posting))
    assert posted > 3
    counts = []
    for number, file in enumerate(kept):  # a snapshot that was not one would not verify
        again = Heimo(tmp_path / str(number) / "data")
        counts.append(again.json("restore", str(file), "--identity", str(key))["rows"]["events"])
    assert counts == sorted(counts) and counts[0] < counts[-1]
    with serving(again) as address:
        async with town_at(again.data, address) as town:
            assert len(await town.entries(circle)) > 3


def _circle(heimo: Heimo) -> bytes:
    heimo("circle", "create", "Busy", "--no-hold")
    (found,) = [one for one in heimo.json("circle", "list")["circles"] if one["name"] == "Busy"]
    return bytes.fromhex(found["id"])


async def _post_until(done: asyncio.Event, name: object) -> int:
    count = 0
    while not done.is_set():
        await name.post(f"number {count}")  # type: ignore[attr-defined] # a Name
        count += 1
    return count


def test_nothing_can_be_read_in_the_file_and_no_order_inside(
    lively: Heimo, pair: tuple[str, Path], tmp_path: Path
) -> None:
    recipient, key = pair
    kept = tmp_path / "kept"
    keep(lively, recipient, kept)
    plain = kept.read_bytes()
    secrets = load_secrets(lively.data)
    told = [b"night", b"community", b"Test", secrets.server_id, secrets.k_entry, b"events", str(tmp_path).encode()]
    assert [one for one in told if one in plain] == []
    tables: dict[str, list[list[object]]] = {}
    for kind, *rest in records_in(kept, key):
        if kind == "rows":
            name, _, rows = rest
            tables.setdefault(str(name), []).extend(rows)  # type: ignore[arg-type] # a list of rows
    stored = rows_of(lively.data / "community.db")
    assert {name: [tuple(row) for row in rows] for name, rows in tables.items()} == {
        name: sorted(rows) for name, rows in stored.items() if rows and name not in ("schema", "schema_versions")
    }


def test_damage_anywhere_is_found_and_leaves_nothing(lively: Heimo, pair: tuple[str, Path], tmp_path: Path) -> None:
    recipient, key = pair
    kept, damaged, again = tmp_path / "kept", tmp_path / "damaged", Heimo(tmp_path / "again" / "data")
    good, dice = keep(lively, recipient, kept).read_bytes(), random.Random(SEED)
    places = [30, len(good) - 1, *(dice.randrange(300, len(good)) for _ in range(20))]
    for bad in [good[:-1], good[: len(good) // 2], b"", *(_flipped(good, place) for place in places)]:
        damaged.write_bytes(bad)
        with pytest.raises(CannotOpen, match=r"damaged|does not open|cut short"):
            look(again, damaged, _secret(key))
        assert list(again.data.iterdir()) == []
    said = again("restore", str(damaged), "--identity", str(key), code=1).err
    assert said == "The backup is damaged or cut short.\n" and list(again.data.iterdir()) == []


def _secret(key: Path) -> str:
    return key.read_text().splitlines()[-1]


def _flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_a_wrong_key_opens_nothing(lively: Heimo, passphrase: Path, pair: tuple[str, Path], tmp_path: Path) -> None:
    recipient, _ = pair
    kept, again = tmp_path / "kept", Heimo(tmp_path / "again" / "data")
    lively("backup", str(kept), "--recipient", recipient)
    assert "left alone" in lively("backup", str(kept), "--recipient", recipient, code=1).err
    assert "--identity" in again("restore", str(kept), "--passphrase-file", str(passphrase), code=1).err
    with pytest.raises(CannotOpen, match="does not open"):
        look(again, kept, str(Identity.generate()))
    assert list(again.data.iterdir() if again.data.exists() else []) == []


def test_a_passphrase_that_is_guessed_is_refused(lively: Heimo, tmp_path: Path) -> None:
    file = tmp_path / "weak"
    for weak in ("", "password", "summer2026"):
        file.write_text(weak + "\n")
        lively("backup", str(tmp_path / "kept"), "--passphrase-file", str(file), code=1)
    lively("backup", str(tmp_path / "kept"), "--recipient", "age1nonsense", code=1)
    assert not list(tmp_path.glob("*kept*"))


def test_a_folder_with_something_in_it_is_left_alone(lively: Heimo, pair: tuple[str, Path], tmp_path: Path) -> None:
    recipient, key = pair
    kept, other = tmp_path / "kept", Heimo(tmp_path / "other" / "data")
    keep(lively, recipient, kept)
    restore = ("restore", str(kept), "--identity", str(key))
    other.data.mkdir(parents=True)
    (other.data / "letter.txt").write_text("mine")
    assert "not empty" in other(*restore, code=1).err
    assert "not empty" in other(*restore, "--replace", code=1).err
    (other.data / "letter.txt").unlink()
    other("init", "--no-starters")
    before = files_in(other.data)
    assert "another community" in other(*restore, "--replace", code=1).err
    assert files_in(other.data) == before


def test_replacing_goes_back_and_keeps_newer_keys(lively: Heimo, pair: tuple[str, Path], tmp_path: Path) -> None:
    recipient, key = pair
    kept = tmp_path / "kept"
    keep(lively, recipient, kept)
    before = rows_of(lively.data / "community.db")
    restore = ("restore", str(kept), "--identity", str(key), "--replace")
    with serving(lively):
        assert "runs on this data folder" in lively(*restore, code=1).err
    lively("circle", "create", "Later")
    kept_files = files_in(lively.data)
    lost = next(path for path in (lively.data / "secrets" / "owners").iterdir() if path.name in _owned(before))
    lost.unlink()
    assert rows_of(lively.data / "community.db") != before
    lively(*restore)
    assert rows_of(lively.data / "community.db") == before
    assert files_in(lively.data) == kept_files, "the lost owner's key is back, and the newer one is kept"


async def test_entry_codes_that_were_rotated_since_are_to_be_rotated_again(
    lively: Heimo, pair: tuple[str, Path], tmp_path: Path
) -> None:
    """As docs/hosting/backups.md says of --replace: the key is newer than the rows."""
    recipient, key = pair
    made = lively.json("circle", "create", "Behind the sauna", "--private")
    lively("backup", str(tmp_path / "kept"), "--recipient", recipient)
    rotated = lively.json("rotate-keys", "entry-codes")["codes"]["Behind the sauna"]
    lively("restore", str(tmp_path / "kept"), "--identity", str(key), "--replace")

    async def opening(*codes: str) -> set[str]:
        """Those of the codes that open the door."""
        door, opens = bytes.fromhex(made["circle"]["id"]), set()
        with serving(lively) as address:
            async with town_at(lively.data, address) as town:
                for code in codes:
                    try:
                        await (await town.person()).join(door, code=code)
                    except Refusal as refusal:
                        assert refusal.code is Code.ENTRY_CODE
                    else:
                        opens.add(code)
        return opens

    assert await opening(made["code"], rotated) == set()
    again = lively.json("rotate-keys", "entry-codes")["codes"]["Behind the sauna"]
    assert await opening(made["code"], rotated, again) == {again}


def _owned(rows: dict[str, list[tuple[bytes, ...]]]) -> set[str]:
    return {row[0].hex() for row in rows["circles"]}


def test_a_newer_backup_is_refused_and_an_older_one_is_brought_up_to_date(
    lively: Heimo, pair: tuple[str, Path], tmp_path: Path
) -> None:
    recipient, key = pair
    older, kept, newer = Heimo(tmp_path / "older" / "data"), tmp_path / "kept", tmp_path / "newer"
    shutil.copytree(lively.data, older.data)
    (older.data / "community.db").unlink()
    connection = apsw.Connection(str(older.data / "community.db"))
    migrate(connection, migrations()[:2])
    connection.execute("INSERT INTO nullifiers VALUES (1, 2, x'0102030405060708')")
    connection.close()
    keep(older, recipient, kept)
    assert "older version" in older("verify", code=1).err
    again = Heimo(tmp_path / "again" / "data")
    again("restore", str(kept), "--identity", str(key))
    rows = rows_of(again.data / "community.db")
    assert rows["nullifiers"] == [(1, 2, bytes(range(1, 9)))]
    assert [row[0] for row in rows["schema_versions"]] == [step.version for step in migrations()]
    (_, facts), *_ = records_in(kept, key)
    packed = _as_if_newer(facts)
    with newer.open("wb") as file:
        seal(io.BytesIO(packed), file, recipients=[recipient])
    said = Heimo(tmp_path / "third" / "data")("restore", str(newer), "--identity", str(key), code=1).err
    assert "newer version" in said


def _as_if_newer(facts: object) -> bytes:
    assert isinstance(facts, dict)
    packer = Packer()
    return packer.manifest(Manifest(**{**facts, "schema": 999})) + packer.end()


_KILLED = """
import os, sys
calls, real = 0, os.replace
def replace(*arguments, **named):
    global calls
    calls += 1
    if calls == int(sys.argv[1]):
        os._exit(9)
    return real(*arguments, **named)
os.replace = replace
from server_stub.cli import main
main(sys.argv[2:])
"""


@pytest.mark.parametrize("moment", [1, 2, 5])
def test_a_killed_restore_can_be_made_again(lively: Heimo, pair: tuple[str, Path], tmp_path: Path, moment: int) -> None:
    recipient, key = pair
    kept, again = tmp_path / "kept", Heimo(tmp_path / "again" / "data")
    keep(lively, recipient, kept)
    restore = ["restore", str(kept), "--identity", str(key)]
    run = [sys.executable, "-c", _KILLED, str(moment), *restore]
    assert subprocess.run(run, env=again.env, check=False, timeout=60).returncode == 9
    assert not (again.data / "secrets").exists()
    again(*restore)
    assert rows_of(again.data / "community.db") == rows_of(lively.data / "community.db")
    assert files_in(again.data) == files_in(lively.data) and not (again.data / ".restoring").exists()


def test_a_backup_can_be_looked_at_without_restoring(lively: Heimo, pair: tuple[str, Path], tmp_path: Path) -> None:
    recipient, key = pair
    kept = tmp_path / "kept"
    keep(lively, recipient, kept)
    before = files_in(lively.data)
    assert lively.json("restore", str(kept), "--identity", str(key), "--check")["rows"]["events"] > 10
    assert look(Heimo(tmp_path / "nowhere" / "data"), kept, _secret(key)).counts["events"] > 10
    assert files_in(lively.data) == before and not any((tmp_path / "nowhere" / "data").iterdir())


@pytest.mark.parametrize("kilobytes", [16, 64])
def test_a_full_disk_is_told_in_words_and_leaves_nothing(
    lively: Heimo, pair: tuple[str, Path], tmp_path: Path, kilobytes: int
) -> None:
    recipient, key = pair
    kept, again = tmp_path / "kept", Heimo(tmp_path / "again" / "data")

    def limited(heimo: Heimo, *words: str) -> str:
        """Run it where no file can be larger; fails where it does not end with a sentence."""
        lines = f"ulimit -f {kilobytes}; exec {shlex.join([*PROGRAM, *words])}"
        run = subprocess.run(["/bin/bash", "-c", lines], env=heimo.env, capture_output=True, text=True, timeout=60)
        assert run.returncode == 1 and "Traceback" not in run.stderr, run.stderr
        return run.stderr

    if kilobytes < 64:
        assert limited(lively, "backup", str(kept), "--recipient", recipient)
        assert not list(tmp_path.glob("*kept*"))
        return
    keep(lively, recipient, kept)
    assert "no room" in limited(again, "restore", str(kept), "--identity", str(key))
    assert list(again.data.iterdir()) == []


def test_a_person_at_a_terminal_sees_how_far_it_is(lively: Heimo) -> None:
    here, there = os.openpty()
    run = subprocess.run(
        [*PROGRAM, "verify"], env=lively.env, stdout=subprocess.DEVNULL, stderr=there, check=True, timeout=60
    )
    os.close(there)
    shown = os.read(here, 65_536).decode()
    os.close(here)
    assert run.returncode == 0 and "Verifying" in shown and "100%" in shown
