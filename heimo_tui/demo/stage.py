"""A server of its own for the demo: a real process, a folder that is gone at the end."""

import asyncio
import contextlib
import json
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from heimo_tui.demo.script import Circle, DemoScript

START_SECONDS = 30
STOP_SECONDS = 10

_ROOM = {
    "anonymous_second": 1000,
    "anonymous_burst": 2000,
    "first_day_posts": 1000,
    "posts_hour": 1000,
    "posts_day": 1000,
    "first_day_requests": 5,
}
"""Twelve days are written in a second here, so the budgets of a young community would be in the way."""


class StageFailed(Exception):
    """The demo's server did not come up; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A running community: its address, one invite for each member, a folder for each of their devices to be in."""

    address: str
    invites: tuple[str, ...]
    folder: Path


@contextlib.asynccontextmanager
async def stage(script: DemoScript, invites: int) -> AsyncIterator[Stage]:
    """Found the community, run its server, and remove all of it at the end. Raises StageFailed."""
    with tempfile.TemporaryDirectory(prefix="heimo-demo-", dir=_memory_folder()) as name:
        folder = Path(name)
        circles = folder / "circles.toml"
        circles.write_text(_circles_file(script.circles), encoding="utf-8")
        data = folder / "server"
        await _server(data, ["init", "--name", script.name, "--circles", str(circles), "--json"])
        _widen(data / "community.toml")
        process = await _start(data)
        try:
            made = json.loads(await _server(data, ["invite", "-n", str(invites), "--json"]))
            yield Stage(await _address(process), tuple(made["invites"]), folder / "devices")
        finally:
            await _stop(process)


def _memory_folder() -> str | None:
    """A folder that lives in memory, where there is one that only this person can read."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return folder if folder and os.access(folder, os.W_OK) else None


def _circles_file(circles: Sequence[Circle]) -> str:
    tables = tomlkit.aot()
    for circle in circles:
        table = tomlkit.table()
        table.update(
            {
                "key": circle.key,
                "name": circle.name,
                "language": circle.language,
                "purpose": circle.purpose,
                "rules": list(circle.rules),
                "notes": list(circle.notes),
                "once": circle.once,
                "hold_first": False,
                "open_reading": True,
                "retention_days": 180,
            }
        )
        tables.append(table)
    document = tomlkit.document()
    document.add("circle", tables)
    return tomlkit.dumps(document)


def _widen(profile: Path) -> None:
    document = tomlkit.parse(profile.read_text(encoding="utf-8"))
    document.setdefault("limits", tomlkit.table()).update(_ROOM)
    profile.write_text(tomlkit.dumps(document), encoding="utf-8")


async def _server(data: Path, arguments: Sequence[str]) -> bytes:
    process = await asyncio.create_subprocess_exec(
        *_command(data, arguments), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, err = await process.communicate()
    if process.returncode:
        raise StageFailed((err or out).decode(errors="replace").strip())
    return out


def _command(data: Path, arguments: Sequence[str]) -> list[str]:
    first, *rest = arguments
    return [sys.executable, "-m", "server_stub", first, "--data", str(data), *rest]


async def _start(data: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *_command(data, ["run", "--host", "127.0.0.1", "--port", "0", "--json"]),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        # a Ctrl-C in the terminal is the client's to handle
        start_new_session=True,
    )


async def _address(process: asyncio.subprocess.Process) -> str:
    if process.stdout is None:
        raise StageFailed("the server has no output")
    try:
        line = await asyncio.wait_for(process.stdout.readline(), START_SECONDS)
        return str(json.loads(line)["address"])
    except (TimeoutError, ValueError, KeyError):
        await _stop(process)
        raise StageFailed("the server did not say where it listens") from None


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
