"""Power cuts while messages move: at no moment are two copies of their keys in use, and there is always a way on."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from heimo_tui.config import Config
from heimo_tui.core.conversations import Line
from heimo_tui.core.errors import BadInput
from heimo_tui.vault.keyfile import FLOOR
from heimo_tui.wiring import build
from tests.client.services.messages.mover import MOMENTS, PHRASE, WORDS
from tests.client.services.messages.talkers import Talker, Town, exchanged, ready, talkers, talking
from tests.support.people import Person, PocketKeyring


@asynccontextmanager
async def device_at(folder: Path, like: Talker, *, fresh: bool = False) -> AsyncIterator[Talker]:
    """A device that a passphrase opens, so that other processes can open it too."""
    services = build(Config(data=folder), clock=like.clock, keyring=lambda: None, cost=FLOOR)
    await (services.device.create(PHRASE) if fresh else services.device.unlock(PHRASE))
    await services.compose.start()
    try:
        yield Talker(Person(services, PocketKeyring(), Config(data=folder)), like.clock, like.circle)
    finally:
        await services.device.close()


def moved(folder: Path, file: Path, moment: str) -> int:
    """Move in a process of its own; gives how it ended."""
    command = (sys.executable, "-m", "tests.client.services.messages.mover", str(folder), str(file), moment)
    return subprocess.run(command, capture_output=True, timeout=120, check=False).returncode


@pytest.mark.parametrize("moment", MOMENTS)
async def test_killed_at(town: Town, tmp_path: Path, moment: str) -> None:
    folder, file = tmp_path / "device", tmp_path / "file"
    async with talkers(town, tmp_path, "b") as (b,):
        async with device_at(folder, b, fresh=True) as a:
            await a.join(town.invite())
            await exchanged(b, a)
            await ready(a)
            theirs, mine = await talking(b, a)
            await b.messages.send(theirs, "while it moves")
            await b.step()
        code = await asyncio.to_thread(moved, folder, file, moment)
        assert (code == 0) == (moment == "never")
        assert file.exists() == (moment in ("there", "never"))
        async with device_at(folder, b) as a:
            with pytest.raises(BadInput, match="moved"):
                await a.messages.send(mine, "from a copy")
            await a.step()
            assert "while it moves" not in " ".join(await a.texts(mine)), "it is not read here"
            if file.exists():
                async with device_at(tmp_path / "new", b, fresh=True) as new:
                    await new.person.services.device.restore(file, WORDS, lambda _: None, lambda: False)
                    await new.step()
                    await new.step()
                    await goes_on(new, mine, b, theirs)
            else:
                await a.person.services.device.bring_back()
                await a.step()
                await goes_on(a, mine, b, theirs)


async def goes_on(one: Talker, mine: bytes, other: Talker, theirs: bytes) -> None:
    """They talk as if nothing had happened."""
    assert (await one.texts(mine))[-1] == ">while it moves"
    await one.messages.send(mine, "still the same")
    await one.step()
    await other.step()
    assert (await other.texts(theirs))[-1] == ">still the same"
    assert Line.RENEWED not in [*await one.kinds(mine), *await other.kinds(theirs)]
