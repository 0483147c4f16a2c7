"""What locks a backup and what opens it: a passphrase, from a file or asked for, or an age key pair."""

import sys
from pathlib import Path

import click

from server_stub.cli.common import Command, Output

_GOOD_ENOUGH = 3
"""Of zxcvbn's scores from 0 to 4: more than 10^8 guesses, each of which costs about a second of work."""

_ZXCVBN_MOST = 72

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


def passphrase_option(command: Command) -> Command:
    """Add --passphrase-file; the command gets `passphrase_file`, a path or None."""
    return click.option(
        "--passphrase-file", type=FILE, help="A file with the passphrase in its first line.  [default: it is asked for]"
    )(command)


def passphrase_for_locking(file: Path | None, out: Output) -> str:
    """A new passphrase; refuses one that can be guessed."""
    from zxcvbn import zxcvbn  # noqa: PLC0415 — its word lists are large, and every other command does without

    passphrase = _passphrase(file, out, again=True)
    if zxcvbn(passphrase[:_ZXCVBN_MOST])["score"] < _GOOD_ENOUGH:
        out.refuse(
            "This passphrase could be guessed, and who guesses it has all keys of the community."
            " Five or more words that do not belong together would be good."
        )
    return passphrase


def passphrase_for_opening(file: Path | None, out: Output) -> str:
    """The passphrase of a backup."""
    return _passphrase(file, out, again=False)


def lines_of(file: Path) -> list[str]:
    """The lines of a file of keys, without comments."""
    lines = (line.strip() for line in file.read_text("utf-8", errors="replace").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _passphrase(file: Path | None, out: Output, *, again: bool) -> str:
    if file is not None:
        first = file.read_text("utf-8", errors="replace").split("\n", 1)[0].rstrip("\r")
        if not first:
            out.refuse(f"{file} has no passphrase in its first line.")
        return first
    if not sys.stdin.isatty():
        out.refuse("Nobody can be asked for a passphrase here: name a file that holds it with --passphrase-file.")
    asked: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=again, err=True)
    return asked
