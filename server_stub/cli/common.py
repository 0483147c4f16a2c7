"""What all commands share: where the data is, how an answer looks, and how a refusal reads."""

import asyncio
import functools
import json
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click
from platformdirs import user_data_path

from heimo_protocol.anonymity.self_test import UnsafeLibrary
from heimo_protocol.errors import MEANING, Refusal
from server_stub.archive.rows.base import WrongDatabase
from server_stub.archive.sealed.sealing import CannotOpen
from server_stub.community.found import AlreadyThere, NotThere, opened
from server_stub.community.host import NotOurs
from server_stub.community.starter import CirclesUnreadable
from server_stub.profile import ProfileUnreadable
from server_stub.secrets import SecretsMissing
from server_stub.store.base import StoreBusy, StoreUnavailable, UnsafeStore
from server_stub.transport.listening import CannotListen

Command = Callable[..., Any]

EXIT_CODES = "\b\nExit codes: 0 done, 1 refused or failed (with a sentence that says why), 2 wrong usage."

_PLAIN = (
    UnsafeLibrary,
    CirclesUnreadable,
    ProfileUnreadable,
    SecretsMissing,
    CannotListen,
    UnsafeStore,
    StoreUnavailable,
    WrongDatabase,
    CannotOpen,
    OSError,
)


class Sentence(click.ClickException):
    """A refusal in words; exit code 1."""

    def __init__(self, message: str, *, as_json: bool = False) -> None:
        super().__init__(message)
        self._as_json = as_json

    def show(self, file: Any = None) -> None:
        """Write the sentence to standard error, or for scripts as JSON to standard output."""
        if self._as_json:
            click.echo(json.dumps({"ok": False, "message": self.message}, ensure_ascii=False))
        else:
            click.echo(self.message, err=True)


class Output:
    """Says the same thing to a person or to a script."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def say(self, *lines: str, **data: Any) -> None:
        """Print the lines, or the data as one JSON object with `ok` true."""
        if self.as_json:
            click.echo(json.dumps({"ok": True, **data}, ensure_ascii=False))
        else:
            click.echo("\n".join(lines))

    def refuse(self, sentence: str) -> NoReturn:
        """End with exit code 1."""
        raise Sentence(sentence, as_json=self.as_json)


def options(command: Command) -> Command:
    """Add --data and --json; the command gets `data`, a path, and `out`, an Output."""

    @click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="HEIMO_SERVER_DATA",
        default=lambda: user_data_path("heimo-server", appauthor=False),
        show_default="the user's data folder",
        show_envvar=True,
        help="The folder with the community's keys and database.",
    )
    @click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object, for scripts.")
    @functools.wraps(command)
    def wrapped(*args: Any, data: Path, as_json: bool, **values: Any) -> Any:
        out = Output(as_json=as_json)
        with sentences(out):
            return command(*args, data=data, out=out, **values)

    return wrapped


def database_option(command: Command) -> Command:
    """Add --database; the command gets `database`, an address or None."""
    return click.option(
        "--database",
        metavar="ADDRESS",
        envvar="HEIMO_SERVER_DATABASE",
        show_envvar=True,
        help="The community's database, as sqlite:PATH or postgresql://USER@HOST/NAME."
        "  [default: what the folder names, else SQLite in the folder]",
    )(command)


def host_command(command: Callable[..., Coroutine[Any, Any, None]]) -> Command:
    """Run `async command(host, out, ...)` with the community open; it works while the server runs, too."""

    @database_option
    @options
    @functools.wraps(command)
    def wrapped(*args: Any, data: Path, database: str | None, out: Output, **values: Any) -> None:
        async def work() -> None:
            async with opened(data, database) as host:
                await command(host, out, *args, **values)

        asyncio.run(work())

    return wrapped


@contextmanager
def sentences(out: Output) -> Iterator[None]:
    """Turn what can go wrong into a sentence and exit code 1; anything else is a bug and shows itself."""
    try:
        yield
    except Refusal as refusal:
        detail = f" ({refusal.detail})" if refusal.detail else ""
        out.refuse(f"Not done: {MEANING[refusal.code]}{detail}.")
    except NotThere:
        out.refuse("There is no community in this folder yet. `heimo-server init` makes one.")
    except AlreadyThere:
        out.refuse("This folder, or its database, holds a community already. Nothing was changed.")
    except NotOurs:
        out.refuse("A member made this circle and decides about it; this server does not hold its key.")
    except StoreBusy:
        out.refuse("The database is busy. Please try again in a moment.")
    except _PLAIN as problem:
        out.refuse(str(problem) if str(problem).endswith(".") else f"{problem}.")
