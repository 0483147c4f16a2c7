"""One side of conversations in a process of its own: `python -m benchmarks.talk.side`, told what to do by its input.

Reads one job (JSON, a line), prints `{"ready": true}` when everybody is there, and at the next line begins. At last it
prints what it found. Times are of the system's steady clock, which is one for all processes.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.client.long_circle import PASSPHRASE, services_on
from heimo_tui.core.conversations import Line
from heimo_tui.core.views import Change
from heimo_tui.services.bundle import Services

WORDS = "That sounds heavy. Do you want to tell me how the week went? "
_SECONDS = 300


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody in `folders` writes, or waits for, `count` messages; a writer pauses before each."""

    folders: list[str]
    count: int
    writes: bool
    pause: float = 0


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """When it began and ended; `late` are the milliseconds from each message's writing to the reader's being told."""

    began: float
    ended: float
    late: list[float]


class Side:
    """The other end of the process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def go(self) -> None:
        """Begin."""
        self._put("go")

    def done(self) -> Done:
        """Wait for the end; raises RuntimeError where it failed."""
        return msgspec.json.decode(self._line(), type=Done)

    def _put(self, line: str) -> None:
        if self._process.stdin is not None:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()

    def _line(self) -> str:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError("one side of the conversation ended; what it said stands above")
        return line


@contextmanager
def side(folders: list[Path], count: int, *, writes: bool, pause: float = 0) -> Iterator[Side]:
    """Start a process that is ready, and end it."""
    job = Job(folders=[str(one) for one in folders], count=count, writes=writes, pause=pause)
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            one = Side(process)
            one._put(msgspec.json.encode(job).decode())
            one._line()
            yield one
        finally:
            process.kill()


class Seat:
    """Somebody in the one conversation they have."""

    def __init__(self, services: Services, conversation: bytes) -> None:
        self._services = services
        self._conversation = conversation
        self._changed = asyncio.Event()
        services.forum.subscribe(self._on_change)

    @classmethod
    async def taken(cls, folder: Path, *, listens: bool) -> "Seat":
        """Unlock, and be there."""
        services = services_on(folder)
        await services.device.unlock(PASSPHRASE)
        (row,) = await services.messages.conversations()
        seat = cls(services, row.id)
        await services.messages.start()
        if listens:
            await services.messages.focus(row.id)
            await services.messages.refresh()
        return seat

    async def write(self, count: int, pause: float) -> list[float]:
        """Say so much, and wait until all of it is at the server."""
        for _ in range(count):
            await asyncio.sleep(pause)
            await self._services.messages.send(self._conversation, f"{WORDS}{time.monotonic()}")
        vault = self._services.messages._house.open_vault()
        while await vault.read(lambda tables: tables.mail.outgoing.of(self._conversation)):
            self._changed.clear()
            await self._changed.wait()
        return []

    async def read(self, count: int, pause: float) -> list[float]:
        """Wait for so much; milliseconds from the writing of each to the moment that its line was here."""
        del pause
        late: list[float] = []
        shown = (await self._services.messages.open(self._conversation)).count
        while len(late) < count:
            self._changed.clear()
            lines = await self._services.messages.lines(self._conversation, shown, shown + count)
            shown += len(lines)
            now = time.monotonic()
            late += [1000 * (now - float(one.text.rsplit(" ", 1)[1])) for one in lines if one.line is Line.TEXT]
            if not lines:
                await self._changed.wait()
        return late

    def _on_change(self, change: Change) -> None:
        if change.messages:
            self._changed.set()


async def _run() -> None:
    job = msgspec.json.decode(await _order(), type=Job)
    seats = [await Seat.taken(Path(one), listens=not job.writes) for one in job.folders]
    _tell({"ready": True})
    await _order()
    began = time.monotonic()
    work = [asyncio.create_task((one.write if job.writes else one.read)(job.count, job.pause)) for one in seats]
    async with asyncio.timeout(_SECONDS):
        late = [one for found in await asyncio.gather(*work) for one in found]
    _tell(msgspec.to_builtins(Done(began=began, ended=time.monotonic(), late=late)))
    await _order()


async def _order() -> str:
    return await asyncio.to_thread(sys.stdin.readline)


def _tell(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_run())
