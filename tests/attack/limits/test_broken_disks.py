"""A disk that is full or turns read-only: nothing new is taken, what was taken stays, and room is enough to go on."""

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from tests.server.filling import WORD, fill, health, newest, put, require_refused, require_steady, verified
from tests.server.house import House, build_house, running
from tests.support.disks import breaking_disk, small_disk
from tests.support.postgres import Cluster, cluster


@pytest.fixture
def full(tmp_path: Path) -> Iterator[tuple[House, Path]]:
    """A house on a small disk, and a file beside it that can be removed to make room."""
    with small_disk(tmp_path / "disk", 3) as disk:
        house = asyncio.run(build_house(disk / "data"))
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(3 * 2**19))
        yield house, ballast


def test_a_full_disk_refuses_until_there_is_room(full: tuple[House, Path]) -> None:
    house, ballast = full
    member, other = house.members
    with running(house.data, maintenance_seconds=600.0) as server:
        require_refused(fill(house, server, member))
        # what is refused is rolled back, which can make room for a few more
        require_refused(fill(house, server, other))
        taken = member.seq + other.seq
        assert member.seq > 10
        assert httpx.get(f"{server.address}/healthz").status_code == 503
        assert newest(house, server) == taken, "reading goes on"
        ballast.unlink()
        assert put(house, server, member).status_code == 200, "it goes on by itself"
        assert put(house, server, other).status_code == 200
        assert httpx.get(f"{server.address}/healthz").status_code == 200
        assert server.stop() == 0
    assert verified(house) == taken + 2


def test_a_server_on_a_full_disk_says_so_in_a_sentence(full: tuple[House, Path]) -> None:
    house, ballast = full
    with running(house.data) as server:
        fill(house, server, house.members[0])
        server.kill()
    taken = house.members[0].seq
    with suppress(OSError), (house.data.parent / "rest").open("wb", buffering=0) as rest:
        while rest.write(bytes(4096)):
            pass
    done = run(house.data)
    assert done.returncode == 1 and "No space left" in json.loads(done.stdout)["message"]
    ballast.unlink()
    with running(house.data) as server:
        assert newest(house, server) == taken
        assert put(house, server, house.members[0]).status_code == 200


def test_a_disk_that_turns_read_only_refuses_and_loses_nothing(tmp_path: Path) -> None:
    with breaking_disk(tmp_path / "disk", 24) as (disk, break_disk):
        house = asyncio.run(build_house(disk / "data"))
        member = house.members[0]
        with running(house.data) as server:
            for _ in range(20):
                assert put(house, server, member).status_code == 200
            break_disk()
            require_refused(put(house, server, member))
            assert httpx.get(f"{server.address}/healthz").status_code == 503
            server.kill()
        done = run(house.data)
        assert done.returncode == 1 and "Read-only" in json.loads(done.stdout)["message"]
        subprocess.run(["cp", "-a", str(house.data), str(tmp_path / "kept")], check=True)
    house.data = tmp_path / "kept"
    assert verified(house) == 20


@pytest.fixture
def small() -> Iterator[tuple[Cluster, Path]]:
    """A PostgreSQL whose disk has little room, its write-ahead log's too, and a file that can be removed to make some.

    The disk is where PostgreSQL's user can get to it.
    """
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        with (
            small_disk(Path(folder) / "disk", 80) as disk,
            cluster(at=disk, segments=1, min_wal_size="2MB", max_wal_size="4MB") as own,
        ):
            yield own, disk / "ballast"


def test_a_full_disk_of_postgresql_refuses_until_there_is_room(small: tuple[Cluster, Path], tmp_path: Path) -> None:
    own, ballast = small
    house = asyncio.run(build_house(tmp_path / "data", database=own.create()))
    with running(house.data, maintenance_seconds=600.0) as server:
        ballast.write_bytes(bytes(shutil.disk_usage(ballast.parent).free - 3 * 2**20))
        for member in house.members:
            require_refused(fill(house, server, member))
        taken = sum(member.seq for member in house.members)
        assert taken > 10 and health(server) == 503
        require_steady(server, 503, 2.5)
        ballast.unlink()
        end = time.monotonic() + 30
        while health(server) != 200:
            assert time.monotonic() < end
            if not own.runs:  # where there is no room for its log, it ends
                own.start()
            time.sleep(0.05)
        assert [put(house, server, member).status_code for member in house.members] == [200, 200]
        assert server.stop() == 0
    assert verified(house) == taken + 2
    assert WORD not in (house.data / "stderr").read_text()


def run(data: Path) -> "subprocess.CompletedProcess[bytes]":
    """The host's own command, to its end."""
    command = [sys.executable, "-m", "server_stub", "run", "--data", str(data), "--port", "0", "--json"]
    return subprocess.run(command, capture_output=True, timeout=60, check=False)
