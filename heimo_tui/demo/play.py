"""The demo: a server, its members and the client, all on this machine, and nothing left of it afterwards."""

import asyncio
import contextlib
import importlib
import json
import secrets
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from heimo_protocol.anonymity.invites import read_link, write_link
from heimo_tui.config import Config, with_data
from heimo_tui.demo.players import VISIT
from heimo_tui.demo.script import DemoScript, load
from heimo_tui.demo.stage import STOP_SECONDS, Stage, StageFailed, memory_folder, stage
from heimo_tui.services.bundle import Services
from heimo_tui.wiring import build

PAST_SECONDS = 60
"""How long the members may take to write their past."""


async def play(config: Config) -> int:
    """Open the demo in the terminal until it is closed; returns the exit code. Raises StageFailed."""
    script = load()
    with tempfile.TemporaryDirectory(prefix="heimo-visit-", dir=memory_folder()) as folder:
        async with prepared(script, config, Path(folder), _say) as services:
            app_module = await asyncio.to_thread(importlib.import_module, "heimo_tui.ui.app")
            app = app_module.HeimoApp(services, changes=config.keys)
            await app.run_async()
            await services.device.lock()
            return int(app.return_code or 0)


@contextlib.asynccontextmanager
async def prepared(
    script: DemoScript, config: Config, folder: Path, progress: Callable[[float], None]
) -> AsyncIterator[Services]:
    """The services of a visitor who is registered in the demo's community, while its members live on."""
    services = build(replace(with_data(config, folder / "heimo"), proxy="", tor_required=False))
    async with stage(script, len(script.members) + 1) as town, _members(town) as members:
        device = asyncio.create_task(services.device.create(secrets.token_urlsafe(24)))
        await asyncio.wait_for(members.written_to(VISIT, progress), PAST_SECONDS)
        await device
        await services.membership.register(_own_invite(town), services.membership.new_phrase())
        await services.forum.refresh()
        members.go_on()
        await asyncio.wait_for(members.written_to(1, progress), PAST_SECONDS)
        yield services


@dataclass(frozen=True, slots=True)
class _Members:
    """The process of the members: what it says, and what it is told."""

    says: asyncio.StreamReader
    hears: asyncio.StreamWriter

    async def written_to(self, share: float, progress: Callable[[float], None]) -> None:
        """Wait until so much of the past is written."""
        while line := await self.says.readline():
            progress(float(line))
            if float(line) >= share:
                return
        raise StageFailed("the members did not come")

    def go_on(self) -> None:
        """Let them write the rest."""
        self.hears.write(b"\n")


@contextlib.asynccontextmanager
async def _members(town: Stage) -> AsyncIterator[_Members]:
    """Run the members until the end."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "heimo_tui.demo.players"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    if process.stdin is None or process.stdout is None:
        raise StageFailed("the members have no pipes")
    process.stdin.write(json.dumps({"address": town.address, "invites": town.invites[1:]}).encode() + b"\n")
    try:
        yield _Members(process.stdout, process.stdin)
    finally:
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()


def _own_invite(town: Stage) -> str:
    """The visitor's invite; the server did not know its port when it wrote it."""
    return write_link(replace(read_link(town.invites[0]), host=urlsplit(town.address).netloc))


def _say(share: float) -> None:
    """One quiet line while the table is being laid."""
    if sys.stdout.isatty():
        done = round(share * 24)
        sys.stdout.write(
            f"\r  Laying the kitchen table {'━' * done}{'─' * (24 - done)}" + ("\r\x1b[K" if share >= 1 else "")
        )
        sys.stdout.flush()
