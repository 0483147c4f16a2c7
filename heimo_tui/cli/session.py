"""What every command needs: settings, an open vault, errors in words, output for people or for programs."""

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, NoReturn

import click

from heimo_tui.config import Config, load
from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import DeviceState, Fold
from heimo_tui.services.bundle import Services

FAILED: Final = 1
CHECK_SPOKE: Final = 3
UNFINISHED: Final = 4


@dataclass(frozen=True, slots=True)
class Options:
    """The flags that stand before a command."""

    config_file: Path | None
    flags: dict[str, Any]
    passphrase_file: IO[str] | None = field(repr=False)

    def config(self) -> Config:
        """The settings; ends the program with a sentence where they cannot be read."""
        try:
            return load(self.config_file, flags=self.flags)
        except HeimoError as problem:
            fail(problem)

    def passphrase(self) -> str:
        """The lock passphrase, from the file or asked for at the terminal."""
        if self.passphrase_file is not None:
            return self.passphrase_file.readline().rstrip("\n")
        return str(click.prompt("Lock passphrase", hide_input=True, err=True))


def require_terminal() -> None:
    """End with a sentence where there is no terminal: the full screen would draw into a file, and wait for keys."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.ClickException(
            "Heimo needs a terminal for this: what it reads keys from and what it draws on (standard input and standard"
            " error) must both be one. In scripts, `heimo read` and `heimo post` help."
        )


def fail(problem: HeimoError) -> NoReturn:
    """Say what happened and what can be done, and end with FAILED."""
    from heimo_tui.ui.notices import for_error  # noqa: PLC0415 - only needed when something fails

    raise click.ClickException(str(for_error(problem)))


def run(work: Coroutine[Any, Any, int]) -> NoReturn:
    """Run a command's work and end with its exit code."""
    try:
        sys.exit(asyncio.run(work))
    except HeimoError as problem:
        fail(problem)


@contextlib.asynccontextmanager
async def opened(options: Options) -> AsyncIterator[Services]:
    """The services over this person's open vault; closed again at the end."""
    from heimo_tui.wiring import build  # noqa: PLC0415 - `--help` needs none of it

    services = build(options.config())
    device = services.device
    if device.state() is DeviceState.FRESH:
        raise click.ClickException("There is nothing of Heimo here yet. Start `heimo` once to begin.")
    needs = await device.has_passphrase()
    await device.unlock(options.passphrase() if needs else None)
    try:
        yield services
    finally:
        await device.lock()


def say(value: Any, *, as_json: bool, text: str) -> None:
    """Print one result: a line of JSON, or text."""
    click.echo(json.dumps(value, ensure_ascii=False) if as_json else text)


def why_folded(fold: Fold | None) -> str | None:
    """Why something folds for its reader, in words; None for what does not."""
    if fold is None:
        return None
    if fold.distance is not None:
        return f"folded: you {fold.distance.value} this name"
    return f"folded: {fold.note or fold.keyword} (your rule)"
