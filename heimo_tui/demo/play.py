"""The demo: a server, its members and the client, all on this machine, and nothing left of it afterwards."""

import asyncio
import contextlib
import importlib
import json
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from heimo_tui.config import Config, with_data
from heimo_tui.demo.keeper import VISIT
from heimo_tui.demo.mail import script as mail_script
from heimo_tui.demo.mail.visitor import earlier
from heimo_tui.demo.pocket import Pocket
from heimo_tui.demo.script import load
from heimo_tui.demo.script_shapes import Member
from heimo_tui.demo.stage import STOP_SECONDS, StageFailed
from heimo_tui.services.bundle import Services
from heimo_tui.ui.pace import quicken
from heimo_tui.wiring import build

PAST_SECONDS = 60
"""How long the members may take to write their past."""


async def play(config: Config) -> int:
    """Open the demo in the terminal until it is closed; returns the exit code. Raises StageFailed."""
    async with prepared(config, _say) as services:
        app_module = await asyncio.to_thread(importlib.import_module, "heimo_tui.ui.app")
        app = app_module.HeimoApp(services, changes=config.keys)
        quicken()
        await app.run_async()
        await services.device.close()
        return int(app.return_code or 0)


@contextlib.asynccontextmanager
async def prepared(config: Config, progress: Callable[[float], None]) -> AsyncIterator[Services]:
    """The services of a visitor who has been in the demo's community before, while its members live on.

    What members write in messages comes within seconds after that.
    """
    script = load()
    async with _kept() as keeper:
        town = await asyncio.wait_for(keeper.told(), PAST_SECONDS)
        here = replace(with_data(config, Path(town["folder"])), proxy="", tor_required=False, keyring=True)
        pocket = Pocket()
        services = build(here, keyring=lambda: pocket)
        device = asyncio.create_task(services.device.create(None))
        await asyncio.wait_for(keeper.written_to(VISIT, progress), PAST_SECONDS)
        await device
        await services.membership.recover(town["address"], tuple(town["phrase"]))
        await _return(services, script.visitor)
        keeper.go_on()
        await asyncio.wait_for(keeper.written_to(1, progress), PAST_SECONDS)
        writing = asyncio.create_task(earlier(services.messages, mail_script.load(script), script))
        try:
            yield services
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)


async def _return(services: Services, visitor: Member) -> None:
    """Be in the circles where the visitor has a name, and let others write to it."""
    for circle in await services.forum.circles():
        if circle.my_name is not None and circle.my_name.name in visitor.names.values():
            await services.membership.join_circle(circle.id)
    await services.messages.refresh()


@dataclass(frozen=True, slots=True)
class _Keeper:
    """The process of the other side: what it says, and what it is told."""

    says: asyncio.StreamReader
    hears: asyncio.StreamWriter

    async def told(self) -> Any:
        """The next thing it says; raises StageFailed."""
        line = await self.says.readline()
        what = json.loads(line) if line else {"failed": "the members did not come"}
        if isinstance(what, dict) and "failed" in what:
            raise StageFailed(what["failed"])
        return what

    async def written_to(self, share: float, progress: Callable[[float], None]) -> None:
        """Wait until so much of the past is written."""
        while (done := await self.told()) < share:
            progress(done)
        progress(share)

    def go_on(self) -> None:
        """Let them write the rest."""
        self.hears.write(b"\n")


@contextlib.asynccontextmanager
async def _kept() -> AsyncIterator[_Keeper]:
    """Run the other side until the end."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "heimo_tui.demo.keeper"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        # a Ctrl-C, or a terminal that is closed, must not end it before it has cleaned up
        start_new_session=True,
    )
    if process.stdin is None or process.stdout is None:
        raise StageFailed("the members have no pipes")
    try:
        yield _Keeper(process.stdout, process.stdin)
    finally:
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()


def _say(share: float) -> None:
    """One quiet line while the table is being laid."""
    if sys.stdout.isatty():
        done = round(share * 24)
        sys.stdout.write(
            f"\r  Laying the kitchen table {'━' * done}{'─' * (24 - done)}" + ("\r\x1b[K" if share >= 1 else "")
        )
        sys.stdout.flush()
