"""migrate: a community moves from SQLite into PostgreSQL while people write, and whatever is killed on the way."""

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import apsw
import httpx
import pytest
from pyrage.x25519 import Identity

from heimo_protocol import operations as ops
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Kind, Need, PostBody, SignedEvent, open_event
from server_stub.serve import EXIT_MOVED
from tests.server.archive.community import relax, rows_of
from tests.server.commands import PROGRAM, Heimo, serving
from tests.server.people import Name, Town, town_at
from tests.support.postgres import database_of, forget_database_of, shared
from tests.support.server import free_port

BALLAST = 20_000
"""Rows that make the first round have ten parts."""

KILLED_IN = (2, 3)
"""In which part of its round each attempt is killed."""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    folder = tmp_path / "postgres"
    folder.mkdir()
    yield database_of(folder)
    forget_database_of(folder)


@asynccontextmanager
async def supervised(heimo: Heimo, port: int) -> AsyncIterator[list[int]]:
    """A server that is begun again whenever it ended by itself, as a unit does; gives the codes it ended with."""
    codes: list[int] = []
    running: list[asyncio.subprocess.Process] = []

    async def keep() -> None:
        while True:
            server = await asyncio.create_subprocess_exec(
                *PROGRAM, "run", "--port", str(port), stdout=subprocess.DEVNULL, env=heimo.env
            )
            running[:] = [server]
            codes.append(await server.wait())
            assert codes[-1] in (0, EXIT_MOVED), codes

    keeper = asyncio.create_task(keep())
    try:
        yield codes
    finally:
        keeper.cancel()
        for server in running:
            if server.returncode is None:
                server.send_signal(signal.SIGTERM)
                await server.wait()


class Writer:
    """Somebody who writes one post after the other, each until it is acknowledged."""

    def __init__(self, name: Name) -> None:
        self._name = name
        self.acknowledged: list[bytes] = []

    async def run(self, done: asyncio.Event) -> None:
        while not done.is_set():
            signed = self._name.sign(Kind.POST, PostBody(text=f"{len(self.acknowledged)}", need=Need.LISTEN))
            while not await self._put(signed):  # noqa: ASYNC110 - no event tells that a server is there again
                await asyncio.sleep(0.05)
            self.acknowledged.append(signed.id)

    async def _put(self, signed: SignedEvent) -> bool:
        try:
            await self._name.put(signed)
        except httpx.TransportError:
            return False
        except Refusal as refusal:
            assert refusal.code in (Code.CLOSED, Code.BUSY, Code.CLOCK_SKEW), refusal
            if (least := refusal.value) is not None:  # a server that began again takes no request from before
                self._name.town.clock = lambda: max(time.time(), least)
            return False
        if self._name.seq == signed.event.seq:
            self._name.took(signed)
        return True


async def test_nothing_acknowledged_is_lost_while_it_moves(lively: Heimo, empty: str) -> None:
    port = free_port()
    relax(lively)
    _add_ballast(lively)
    lively("circle", "create", "Busy", "--no-hold")
    (circle,) = [one for one in lively.json("circle", "list")["circles"] if one["name"] == "Busy"]
    async with supervised(lively, port) as codes:
        await _answers(port)
        async with town_at(lively.data, f"http://127.0.0.1:{port}") as town:
            writers = [Writer(await town.name(bytes.fromhex(circle["id"]))) for _ in range(3)]
            done = asyncio.Event()
            writing = [asyncio.create_task(writer.run(done)) for writer in writers]
            for part in KILLED_IN:
                await _killed_migrate(lively, empty, f"in part {part}")
            moved = await asyncio.to_thread(lively.json, "migrate", "--to", empty)
            before = [len(writer.acknowledged) for writer in writers]
            await _until(lambda: all(len(w.acknowledged) > n + 3 for w, n in zip(writers, before, strict=True)))
            done.set()
            await asyncio.gather(*writing)
            texts = await _all_ids(town, bytes.fromhex(circle["id"]))
    assert EXIT_MOVED in codes
    assert sorted(texts) == sorted(one for writer in writers for one in writer.acknowledged)
    assert len(texts) > moved["rounds"] and moved["rows"] > BALLAST
    assert lively.json("verify")["rows"]["events"] > len(texts)
    assert "has moved" in lively("stats", "--database", "sqlite:community.db", code=1).err


_KILLED_AT = """
import os, sys
from server_stub.archive.moving import source, target
from server_stub.cli import main
from server_stub.cli.archive import leaving

async def die(*_):
    os._exit(9)

parts, apply = 0, target.Target.apply

async def apply_until(*arguments, **named):
    global parts
    await apply(*arguments, **named)
    parts += 1
    if sys.argv[1] == f"in part {parts}":
        os._exit(9)

target.Target.apply = apply_until
match sys.argv[1]:
    case "before it is closed":
        source.Locked.close_for_good = lambda self: os._exit(9)
    case "before it is given":
        target.Target.end = die
    case "before the switch":
        leaving.remember = die
main(sys.argv[2:])
"""


@pytest.mark.parametrize("moment", ["before it is closed", "before it is given", "before the switch"])
async def test_a_move_that_was_killed_at_its_end_goes_on(lively: Heimo, empty: str, moment: str) -> None:
    before = rows_of(lively.data / "community.db")["events"]
    await _killed_migrate(lively, empty, moment)
    is_open = moment == "before it is closed"
    if is_open:
        lively("circle", "create", "Later")
    else:
        assert "has moved" in lively("run", code=1).err
        with pytest.raises(apsw.ConstraintError, match="moved"):  # as for a server that had it open
            apsw.Connection(str(lively.data / "community.db")).execute("DELETE FROM circles")
    if moment != "before the switch":
        assert "has not moved yet" in lively("stats", "--database", empty, code=1).err
    moved = lively.json("migrate", "--to", empty)
    assert moved["circles"] == (3 if is_open else 2)
    assert lively.json("verify")["rows"]["events"] == len(before)
    assert "already" in lively("migrate", "--to", empty, code=1).err


def test_a_community_goes_from_one_database_to_the_other_and_back(lively: Heimo, empty: str, tmp_path: Path) -> None:
    identity, key, kept = Identity.generate(), tmp_path / "key", tmp_path / "kept"
    key.write_text(str(identity))
    before = rows_of(lively.data / "community.db")
    lively("migrate", "--to", empty)
    lively("backup", str(kept), "--recipient", str(identity.to_public()))
    lively("circle", "create", "Later")
    restore = ("restore", str(kept), "--identity", str(key))
    again = Heimo(tmp_path / "again" / "data")
    again(*restore)
    after = rows_of(again.data / "community.db")
    assert {name: sorted(rows) for name, rows in after.items()} == {name: sorted(rows) for name, rows in before.items()}
    assert "already" in Heimo(tmp_path / "third")(*restore, "--database", empty, code=1).err
    with serving(lively):
        assert lively(*restore, "--replace", code=1).err
    lively(*restore, "--replace")
    assert lively.json("verify")["rows"] == again.json("verify")["rows"]
    assert shared().sql(empty, "SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'").strip() == "0"


def test_damage_in_postgresql_is_found(lively: Heimo, empty: str) -> None:
    lively("migrate", "--to", empty)
    shared().sql(empty, "UPDATE heimo.events SET head = sha256('x') WHERE log_seq = 1")
    assert "the head after entry 1" in lively("verify", code=1).err


def test_what_cannot_be_moved_is_told_in_words(lively: Heimo, empty: str, tmp_path: Path) -> None:
    nowhere = empty.replace(empty.rpartition("/")[2], "nowhere")
    for address in ("sqlite:other.db", nowhere, "postgresql://heimo@127.0.0.1:1/x"):
        said = lively("migrate", "--to", address, code=1).err
        assert said.count("\n") == 1 and "127.0.0.1" not in said, said
    other = Heimo(tmp_path / "other" / "data")
    other("init", "--no-starters", "--database", empty)
    other("circle", "create", "Theirs")
    assert "another community" in lively("migrate", "--to", empty, code=1).err
    assert lively.json("stats")["circles"] == 2 and other.json("stats")["circles"] == 1


def _add_ballast(heimo: Heimo) -> None:
    connection = apsw.Connection(str(heimo.data / "community.db"))
    connection.execute(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
        " INSERT INTO nullifiers SELECT 1, 100000, randomblob(16) FROM n",
        (BALLAST,),
    )
    connection.close()


async def _killed_migrate(heimo: Heimo, to: str, moment: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _KILLED_AT, moment, "migrate", "--to", to, env=heimo.env
    )
    assert await process.wait() == 9


async def _answers(port: int) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:

        async def try_it() -> bool:
            try:
                return (await client.get(f"http://127.0.0.1:{port}/healthz")).status_code == 200
            except httpx.TransportError:
                return False

        end = time.monotonic() + 20
        while not await try_it():
            assert time.monotonic() < end
            await asyncio.sleep(0.05)


async def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "it did not come to this in time"
        await asyncio.sleep(0.05)


async def _all_ids(town: Town, circle: bytes) -> list[bytes]:
    found: list[bytes] = []
    after = 0
    while True:
        page = await town.call("event.list", ops.ListArgs(circle=circle, after=after))
        if not page.entries:
            return found
        found += [open_event(entry.event).id for entry in page.entries]
        after = page.entries[-1].log_seq
