"""Two servers on one PostgreSQL behind a real proxy: one is killed, or ended, and nobody has to do anything."""

import os
import random
import signal
from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.log_check import client_log, server_log
from tests.e2e.messages.nursery import nursery
from tests.e2e.processes import Process, client
from tests.e2e.together import Together, together
from tests.support.postgres import database_of

KILLS = 6
"""Here, and every third time the server is ended in order; `python -m benchmarks kill-postgresql` kills 200 times."""
SEED = int(os.environ.get("HEIMO_TEST_SEED", "2026"))


@pytest.mark.slow
async def test_killing_one_of_two_loses_nothing_and_people_move_on_by_themselves(
    tmp_path: Path,
) -> None:
    dice = random.Random(SEED)
    async with (
        nursery(tmp_path) as births,
        together(tmp_path, database_of(tmp_path), members=2, process=births.process) as town,
    ):
        writer, reader = (client(tmp_path / name, births.process) for name in ("anna", "ben"))
        circle = await _both_in(town, writer, reader)
        writer.tell(do="write", life=1, parent=(await writer.hears("seen"))["id"])
        for turn in range(KILLS):
            await _more(reader, dice.randint(1, 4))
            gone = await town.lose_one(dice, signal.SIGTERM if turn % 3 == 2 else signal.SIGKILL)
            await _more(reader, 5)  # while one is dead, and without a nudge
            await gone.serving()
        writer.tell(do="settle")
        assert await writer.hears("settled") == {"settled": []}, "honest servers are accused of nothing"
        for person in (writer, reader):
            await person.end(signal.SIGKILL)
    log = await server_log(town.data, bytes.fromhex(circle))
    assert await client_log(tmp_path / "anna", bytes.fromhex(circle)) == (log.newest, log.head)
    times = Counter(log.texts)
    assert [line["sent"] for line in writer.said if "sent" in line and times[line["sent"]] != 1] == []
    assert [text for text, count in times.items() if count != 1] == []


async def _both_in(town: Together, writer: Process, reader: Process) -> str:
    """Let both join; the writer posts, and the reader sees it. Returns the circle's id in hex."""
    for person, invite in zip((writer, reader), town.invites, strict=True):
        await person.start()
        person.tell(do="join", invite=invite)
        circle: str = (await person.hears("live"))["live"]
    writer.tell(do="post", text="the first")
    await reader.until(lambda: any(line.get("seen") == "the first" for line in reader.said))
    return circle


async def _more(reader: Process, count: int) -> None:
    """Wait until the reader has seen so many more texts."""
    enough = sum("seen" in line for line in reader.said) + count
    await reader.until(lambda: sum("seen" in line for line in reader.said) >= enough)
