"""The `heimo` command: the full screen without arguments, small commands for scripts and for looking after one's data.

Exit codes: 0 done · 1 it could not be done, and why is on standard error · 2 wrong usage · 3 the check has something
to say and nothing was sent · 4 written and kept, but not with the others yet.
"""

import sys
from pathlib import Path
from typing import IO

import click

from heimo_tui import __version__
from heimo_tui.cli.session import UNFINISHED, Options, fail
from heimo_tui.core.errors import HeimoError

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(invoke_without_command=True, context_settings=_CONTEXT)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder for your encrypted data.")
@click.option("--config", type=click.Path(dir_okay=False, path_type=Path), help="Settings file to use.")
@click.option("--proxy", help="SOCKS proxy, such as socks5h://127.0.0.1:9050 for Tor.")
@click.option("--tor-required", is_flag=True, default=None, help="Never reach anything except through the proxy.")
@click.option("--passphrase-file", type=click.File("r"), help="Read the lock passphrase from this file (- for stdin).")
@click.version_option(__version__, message="heimo %(version)s")
@click.pass_context
def heimo(
    context: click.Context,
    data: Path | None,
    config: Path | None,
    proxy: str | None,
    tor_required: bool | None,
    passphrase_file: IO[str] | None,
) -> None:
    """A place to say, without a name, what is hard to say with one.

    Without a command, Heimo opens in the full terminal. `heimo demo` shows an invented community, with nothing to set
    up and nothing kept; `heimo practise` lets you try out replies, for nobody's eyes. Heimo is no emergency service;
    `heimo care` lists who is.
    """
    flags = {"data": data, "proxy": proxy, "tor_required": tor_required}
    context.obj = Options(config, flags, passphrase_file)
    if context.invoked_subcommand is None:
        from heimo_tui.cli.full_screen import run  # noqa: PLC0415 - scripts need no terminal interface

        sys.exit(run(context.obj))


def main() -> None:
    """Run the command; the end of a pipe and Ctrl-C are no errors."""
    from heimo_tui.cli import (  # noqa: PLC0415 - they add themselves to the group
        care,
        crash,
        demo,
        messages,
        post,
        practise,
        read,
        upkeep,
    )

    crash.install()
    for command in (
        care.care,
        demo.demo,
        messages.messages,
        post.post,
        practise.practise,
        read.read,
        upkeep.export,
        upkeep.restore,
        upkeep.wipe,
        upkeep.doctor,
    ):
        heimo.add_command(command)
    try:
        _run()
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except BrokenPipeError:
        sys.exit(UNFINISHED)


def _run() -> None:
    try:
        heimo.main(standalone_mode=False)
    except HeimoError as problem:
        fail(problem)
