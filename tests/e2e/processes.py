"""The processes of an end-to-end test: `heimo-server run` and clients, each started, listened to, and killed."""

import asyncio
import json
import random
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomlkit

from tests.support.server import HEIMO_SERVER, run_command

PATIENCE = 30.0
"""Seconds after which something that should have happened has failed."""

_ROOM = 10**6


class Process:
    """A child that says what happens in lines of JSON."""

    def __init__(self, command: tuple[str, ...], errors: Path) -> None:
        self._command = command
        self._errors = errors
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._more = asyncio.Event()
        self.said: list[dict[str, Any]] = []

    async def start(self) -> None:
        """Begin a life; what it says comes into `said`, after what earlier lives said."""
        with self._errors.open("ab") as errors:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=errors
            )
        assert self._process.stdout is not None
        self._reading = asyncio.create_task(self._read(self._process.stdout))

    async def end(self, how: signal.Signals) -> int:
        """Send a signal, and wait until all it said was heard; returns the exit code."""
        assert self._process is not None and self._reading is not None
        if self._process.returncode is None:
            self._process.send_signal(how)
        code = await asyncio.wait_for(self._process.wait(), PATIENCE)
        await self._reading
        return code

    async def kill(self) -> None:
        """kill -9."""
        code = await self.end(signal.SIGKILL)
        assert code == -signal.SIGKILL, f"it had ended by itself with {code}\n{self._errors.read_text()[-4000:]}"

    def tell(self, **words: Any) -> None:
        """Write a line to it."""
        assert self._process is not None and self._process.stdin is not None
        self._process.stdin.write(json.dumps(words).encode() + b"\n")

    async def until(
        self,
        true: Callable[[], bool],
        *,
        every: float = PATIENCE,
        nudge: Callable[[], None] | None = None,
        patience: float = PATIENCE,
    ) -> None:
        """Wait until what it said makes it true; call `nudge` whenever `every` seconds passed without it."""
        end = asyncio.get_running_loop().time() + patience
        while not true():
            assert self._reading is not None
            assert not self._reading.done(), f"it ended by itself\n{self._errors.read_text()[-4000:]}"
            assert asyncio.get_running_loop().time() < end, f"not in {patience} s; last: {self.said[-5:]}"
            self._more.clear()
            try:
                await asyncio.wait_for(self._more.wait(), every)
            except TimeoutError:
                if nudge is not None:
                    nudge()

    async def hears(self, what: str, *, after: int = 0, patience: float = PATIENCE) -> dict[str, Any]:
        """The first line about `what` that it said after `after` lines."""

        def found() -> dict[str, Any] | None:
            return next((line for line in self.said[after:] if what in line), None)

        await self.until(lambda: found() is not None, patience=patience)
        line = found()
        assert line is not None
        return line

    async def _read(self, stdout: asyncio.StreamReader) -> None:
        while (line := await stdout.readline()).endswith(b"\n"):
            self.said.append(json.loads(line))
            self._more.set()
        self._more.set()


@dataclass
class Community:
    """A founded community on a port of its own, and its server process."""

    data: Path
    port: int
    invites: list[str]
    server: Process = field(repr=False)

    async def serving(self) -> None:
        """Start the server and wait until it takes connections."""
        heard = len(self.server.said)
        await self.server.start()
        await self.server.hears("address", after=heard)


@asynccontextmanager
async def community(
    folder: Path,
    *,
    members: int,
    door: int | None = None,
    database: str | None = None,
    process: Callable[[tuple[str, ...], Path], Process] = Process,
) -> AsyncIterator[Community]:
    """Found one with a single circle and no budgets, serve it, and end it in order at the end.

    Clients come in by the port `door` where one is given; its rows are in the `database` of this address, else in
    SQLite; `process` makes the server's.
    """
    port = fixed_port()
    options = () if database is None else ("--database", database)
    data, invites = await make_community(folder, door or port, members, *options)
    command = (*HEIMO_SERVER, "run", "--data", str(data), "--port", str(port), "--json")
    made = Community(data, port, invites, process(command, folder / "server.log"))
    await made.serving()
    try:
        yield made
    finally:
        assert await made.server.end(signal.SIGTERM) == 0, (folder / "server.log").read_text()


async def make_community(folder: Path, door: int, members: int, *options: str) -> tuple[Path, list[str]]:
    """Found one with a single circle and no budgets, reached by the port `door`; returns its folder and invites."""
    data, circles = folder / "server", folder / "circles.toml"
    circles.write_text(_CIRCLE, "utf-8")
    url = f"http://127.0.0.1:{door}"
    await asyncio.to_thread(run_command, "init", "--url", url, "--circles", str(circles), *options, data=data)
    _widen(data / "community.toml")
    invites = (await asyncio.to_thread(run_command, "invite", "-n", str(members), data=data))["invites"]
    assert isinstance(invites, list)
    return data, invites


def client(folder: Path, process: Callable[[tuple[str, ...], Path], Process] = Process) -> Process:
    """A client on a device of its own; start it."""
    return process((sys.executable, "-m", "tests.e2e.driver", str(folder)), folder.with_suffix(".log"))


def fixed_port() -> int:
    """A free port that the system gives to nobody else while the server is down (below the ephemeral range)."""
    dice = random.SystemRandom()
    while True:
        port = dice.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def _widen(profile: Path) -> None:
    document = tomlkit.parse(profile.read_text("utf-8"))
    limits = document.setdefault("limits", tomlkit.table())
    for name in ("anonymous_second", "anonymous_burst", "first_day_posts", "posts_hour", "posts_day"):
        limits[name] = _ROOM
    profile.write_text(tomlkit.dumps(document), "utf-8")


_CIRCLE = """
[[circle]]
key = "night"
name = "Night shift"
language = "en"
purpose = "For those who are awake"
rules = ["Be kind"]
notes = []
once = "off"
hold_first = false
open_reading = true
retention_days = 180
"""
