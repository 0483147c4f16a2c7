"""The host's commands that erase, while the server runs: retention at once, and a whole circle."""

import asyncio
import os
import re
from pathlib import Path

from heimo_protocol import operations as ops
from heimo_protocol.circles import open_genesis
from heimo_protocol.errors import Code
from server_stub import log
from tests.server.commands import Heimo, serving
from tests.server.house import build_house, hours_now
from tests.server.people import Town, refuses, town_at

TEXT = "in the small hours, when nobody is there"


async def written_in(founded: Heimo, town: Town, name: str) -> bytes:
    circle = bytes.fromhex(founded.json("circle", "create", name)["circle"]["id"])
    await (await town.name(circle)).post(f"{name}: {TEXT}")
    return circle


async def circles(town: Town) -> set[bytes]:
    listed = (await town.call("circle.list", ops.CircleListArgs())).circles
    return {open_genesis(entry.genesis, town.server_id).id for entry in listed}


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_a_circle_is_erased_with_its_key_and_its_neighbour_stays(founded: Heimo) -> None:
    with serving(founded) as address:
        async with town_at(founded.data, address) as town:
            circle, other = [await written_in(founded, town, name) for name in ("Night shift", "Porch")]
            said = (await asyncio.to_thread(founded, "erase-circle", "night shift", code=1)).err
            assert re.search(r"holds \d+ entries in its log and 1 names", said) and "Add --yes" in said
            assert await circles(town) == {circle, other}
            assert founded.json("erase-circle", "night shift", "--yes")["circle"] == circle.hex()
            assert await circles(town) == {other}
            async with refuses(Code.NOT_FOUND):
                await town.entries(circle)
            assert await town.texts(other)
    assert os.listdir(founded.data / "secrets" / "owners") == [other.hex()]
    founded("retention", "run", "--rewrite")
    left = bytes_of(founded.data)
    assert f"Night shift: {TEXT}".encode() not in left and circle not in left
    assert f"Porch: {TEXT}".encode() in left
    assert "no circle named" in founded("erase-circle", "night shift", "--yes", code=1).err


async def test_what_has_had_its_time_is_erased_at_once_where_no_server_runs(heimo: Heimo) -> None:
    house = await build_house(heimo.data, retention_days=30)
    store = await house.open()
    for days, text in ((31, "old"), (29, "young")):
        post, hour = house.members[0].post(f"{text}: {TEXT}"), hours_now() - days * 24
        await store.write(lambda txn, post=post, hour=hour: log.append(txn, post, hour))  # type: ignore[misc] # bound now
    await store.close()
    assert f"old: {TEXT}".encode() in bytes_of(heimo.data)
    answer = await asyncio.to_thread(heimo.json, "retention", "run", "--rewrite")
    assert answer["erased"]["texts"] == 1 and answer["rewritten"]
    left = bytes_of(heimo.data)
    assert f"old: {TEXT}".encode() not in left and f"young: {TEXT}".encode() in left
    assert "       0  texts older" in heimo("retention", "run").out
