"""The doctor finds what is wrong with a machine and its folder, says how to mend it, and finds nothing afterwards."""

import json
import os
import re
import shlex
import subprocess
import time
from pathlib import Path

import apsw
import pytest
from click.testing import CliRunner

from server_stub.cli import main
from server_stub.doctor import disk
from server_stub.doctor.finding import Finding, Level
from tests.server.commands import Answer, Heimo, serving
from tests.support.postgres import database_of, forget_database_of

MOUNTS = """\
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 21 0:40 / /srv/far rw,nosuid - nfs4 nas:/export rw
31 21 0:41 / /srv/memory rw - tmpfs tmpfs rw
32 21 8:2 / /srv/two\\040words ro,relatime - ext4 /dev/sdb1 ro
"""


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Heimo:
    heimo = Heimo(tmp_path_factory.mktemp("doctor") / "data")
    heimo("init", "--no-starters")
    return heimo


def asked(heimo: Heimo, *options: str) -> Answer:
    """The command in this process: what one costs to begin is most of its time."""
    run = CliRunner().invoke(main, ["doctor", "--offline", *options], env=heimo.env, catch_exceptions=False)
    return Answer(run.exit_code, run.stdout, run.stderr)


def wrong(heimo: Heimo) -> dict[str, tuple[str, str]]:
    """What is broken, but for the disk of the tests: topic, and what was seen and how to mend it."""
    found = json.loads(asked(heimo, "--json").out)["findings"]
    bad = [one for one in found if one["level"] == Level.BROKEN and "lies in memory" not in one["seen"]]
    return {one["topic"]: (one["seen"], one["mend"]) for one in bad}


def said(answer: Answer) -> str:
    return " ".join(answer.out.split())


def test_a_new_community_has_nothing_to_mend(founded: Heimo) -> None:
    assert wrong(founded) == {}
    answer = founded("doctor", "--offline", code=None)
    assert "No server runs on this folder now." in answer.out and "All keys are there." in answer.out
    before = {path: path.stat().st_mtime_ns for path in founded.data.rglob("*")}
    founded("doctor", "--offline", code=None)
    assert {path: path.stat().st_mtime_ns for path in founded.data.rglob("*")} == before, "it changed something"
    with serving(founded):
        assert "A server runs on this folder." in asked(founded).out


def test_files_that_others_can_read_are_named_and_mended_as_it_says(founded: Heimo) -> None:
    (founded.data / "secrets" / "server_root").chmod(0o644)
    seen, mend = wrong(founded)["permissions"]
    assert "secrets/server_root" in seen
    subprocess.run(shlex.split(re.findall(r"`([^`]+)`", mend)[0]), check=True)
    assert wrong(founded) == {}


def test_a_clock_that_was_put_back_is_noticed(founded: Heimo) -> None:
    start = founded.data / "server.start"
    start.touch(0o600)
    start.write_text(str(int(time.time()) + 86_400))
    assert "1439 minutes" in wrong(founded)["time"][0] or "1440 minutes" in wrong(founded)["time"][0]
    start.write_text(str(int(time.time()) + 61))
    assert wrong(founded) == {}
    start.unlink()


@pytest.mark.parametrize(
    ("file", "content", "topic", "words"),
    [
        ("secrets/kvac", b"short", "community", "kvac is damaged"),
        ("secrets/server_root", bytes(range(32)), "community", "of another community than the keys"),
        ("community.toml", b"name = 7", "community", "needs a correction"),
        ("descriptor.cbor", b"nonsense", "community", "is damaged"),
        ("community.db", b"something else entirely", "database", "is damaged"),
        ("database", b"mysql://here", "database", "looks like sqlite:PATH"),
        ("database", b"postgresql://nobody@127.0.0.1:1/none", "database", "PostgreSQL cannot be used"),
    ],
)
def test_what_is_damaged_is_named(founded: Heimo, file: str, content: bytes, topic: str, words: str) -> None:
    path = founded.data / file
    before = path.read_bytes() if path.exists() else None
    path.touch(0o600)
    path.write_bytes(content)
    try:
        seen, mend = wrong(founded)[topic]
    finally:
        path.unlink()
        if before is not None:
            path.touch(0o600)
            path.write_bytes(before)
    assert words in seen and mend
    assert wrong(founded) == {}


def test_a_page_that_was_damaged_is_found(tmp_path: Path) -> None:
    heimo = Heimo(tmp_path / "data")
    heimo("init")
    with (heimo.data / "community.db").open("r+b") as file:
        file.seek(8192 * 3)
        file.write(os.urandom(8192 * 4))
    seen, mend = wrong(heimo)["database"]
    assert "damaged" in seen and "heimo-server restore" in mend


def test_a_database_of_another_version_is_told_and_left_alone(tmp_path: Path) -> None:
    heimo = Heimo(tmp_path / "data")
    heimo("init", "--no-starters")
    connection = apsw.Connection(str(heimo.data / "community.db"))
    newest = int(connection.execute("SELECT max(version) FROM schema_versions").get)
    connection.execute("DELETE FROM schema_versions WHERE version = ?", (newest,))
    assert f"It has form {newest - 1}, and this program uses {newest}" in said(asked(heimo))
    assert connection.execute("SELECT max(version) FROM schema_versions").get == newest - 1
    connection.execute("INSERT INTO schema_versions VALUES (999, 'later')")
    connection.close()
    seen, mend = wrong(heimo)["database"]
    assert "form 999" in seen and "restore the backup" in mend


def test_an_edited_profile_wants_a_restart(tmp_path: Path) -> None:
    heimo = Heimo(tmp_path / "data")
    heimo("init", "--no-starters")
    heimo.relax()
    answer = asked(heimo)
    assert "was edited since the server started. Restart the server." in said(answer)


def test_shares_memory_and_read_only_disks_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "self").mkdir()
    (tmp_path / "self" / "mountinfo").write_text(MOUNTS)

    def of(path: str, database: Path | None = Path("community.db")) -> list[Finding]:
        mount = disk.mount_of(Path(path), tmp_path)
        assert mount is not None
        return list(disk._kind(mount, database))

    assert of("/var/lib/heimo") == []
    assert "network share (nfs4)" in of("/srv/far/heimo")[0].seen
    assert of("/srv/far/heimo", None) == [], "with PostgreSQL the rows are elsewhere"
    assert "lies in memory" in of("/srv/memory")[0].seen
    assert "mount -o remount,rw /srv/two words" in of("/srv/two words/heimo")[0].mend


def test_swap_that_can_be_read_is_told(tmp_path: Path) -> None:
    proc, system = tmp_path / "proc", tmp_path / "sys"
    (system / "block" / "dm-1" / "dm").mkdir(parents=True)
    (system / "block" / "dm-1" / "dm" / "uuid").write_text("CRYPT-PLAIN-swap\n")
    proc.mkdir()
    head = "Filename\tType\tSize\tUsed\tPriority\n"
    for names, level in (([], Level.FINE), (["/dev/zram0", "/dev/dm-1"], Level.FINE), (["/dev/sda2"], Level.LOOK)):
        (proc / "swaps").write_text(head + "".join(f"{name} partition 8 0 -2\n" for name in names))
        (finding,) = disk.swaps(proc, system)
        assert finding.level is level and all(name in finding.seen for name in names if level is Level.LOOK)


def test_postgresql_is_asked_whether_it_keeps_what_it_commits(tmp_path: Path) -> None:
    heimo = Heimo(tmp_path / "data")
    heimo("init", "--no-starters", "--database", database_of(tmp_path))
    assert wrong(heimo) == {}
    assert re.search(r"PostgreSQL \d+, which keeps what it commits", asked(heimo).out)
    forget_database_of(tmp_path)
    assert "has no database of this name" in wrong(heimo)["database"][0]
