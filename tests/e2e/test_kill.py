"""kill -9 of the client or the server at any moment while somebody writes: nothing acknowledged is lost or doubled."""

import asyncio
import os
import random
import signal
from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.log_check import client_log, server_log
from tests.e2e.messages.nursery import nursery
from tests.e2e.processes import Community, Process, client, community

KILLS = 200
SEED = int(os.environ.get("HEIMO_TEST_SEED", "2026"))


class Writer:
    """Somebody who writes through many lives of the client; keeps what each life acknowledged."""

    def __init__(self, process: Process, town: Community, circle: str, parent: str) -> None:
        self._process = process
        self._town = town
        self._circle = circle
        self._parent = parent
        self._begun = 0
        self.lives = 0

    @property
    def sent(self) -> list[str]:
        """Texts that the client took, in all lives."""
        return [line["sent"] for line in self._process.said if "sent" in line]

    @property
    def seen(self) -> set[str]:
        """Texts that the client showed as published."""
        return {line["seen"] for line in self._process.said if "seen" in line}

    @property
    def drafted(self) -> int:
        """The newest draft that was saved."""
        return max((line["draft"] for line in self._process.said if "draft" in line), default=0)

    async def begin(self) -> None:
        """Start a life that writes at once."""
        self.lives += 1
        self._begun = len(self._process.said)
        await self._process.start()
        self._process.tell(do="live")
        self._process.tell(do="write", life=self.lives, parent=self._parent)

    async def die(self) -> None:
        """kill -9, and begin anew."""
        await self._process.kill()
        await self.begin()

    async def opens(self) -> None:
        """Wait until the vault is open, and compare the draft in it with what was acknowledged."""
        line = await self._process.hears("opened", after=self._begun)
        assert max(map(int, line["opened"]), default=0) >= self._acknowledged_before()

    def _acknowledged_before(self) -> int:
        earlier = self._process.said[: self._begun]
        return max((line["draft"] for line in earlier if "draft" in line), default=0)

    async def publishes(self, count: int) -> None:
        """Wait until so many more texts are where all can read them; what waits is tried again meanwhile."""
        enough = len(self.seen) + count
        self._process.tell(do="retry")
        await self._process.until(
            lambda: len(self.seen) >= enough, every=0.2, nudge=lambda: self._process.tell(do="retry")
        )


@pytest.mark.slow
@pytest.mark.timeout(1200)  # 200 starts of two programs take minutes where the machine has other work too
async def test_200_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    async with nursery(tmp_path) as births, community(tmp_path, members=1, process=births.process) as town:
        process = client(tmp_path / "anna", births.process)
        circle, parent = await _first_post(process, town)
        writer = Writer(process, town, circle, parent)
        await process.kill()
        await writer.begin()
        for _ in range(KILLS):
            await _kill_one(dice, writer, town)
        await writer.opens()
        process.tell(do="settle")
        settled = await process.hears("settled")
        assert settled == {"settled": []}, "an honest server is accused of nothing"
        await process.end(signal.SIGKILL)
    log = await server_log(town.data, bytes.fromhex(circle))
    assert await client_log(tmp_path / "anna", bytes.fromhex(circle)) == (log.newest, log.head)
    times = Counter(log.texts)
    assert [text for text in writer.sent if times[text] != 1] == []
    assert [text for text, count in times.items() if count != 1] == []
    assert len(writer.sent) > KILLS


async def _kill_one(dice: random.Random, writer: Writer, town: Community) -> None:
    """Kill the client or the server: mostly while texts flow, sometimes while one of them only begins."""
    flowing = dice.random() < 0.75
    if flowing:
        await writer.opens()
        await writer.publishes(dice.randint(1, 4))
    await asyncio.sleep(dice.uniform(0, 0.03 if flowing else 0.4))  # the moment of the kill is what is tried here
    if dice.random() < 0.5:
        await writer.die()
    else:
        await town.server.kill()
        await town.serving()


async def _first_post(process: Process, town: Community) -> tuple[str, str]:
    await process.start()
    process.tell(do="join", invite=town.invites[0])
    circle = (await process.hears("live"))["live"]
    process.tell(do="post", text="the first")
    return circle, (await process.hears("seen"))["id"]
