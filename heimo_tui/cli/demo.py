"""`heimo demo`: a whole community on this machine, thrown away at the end."""

import asyncio
import sys

import click

from heimo_tui.cli.session import Options, require_terminal


@click.command()
@click.pass_obj
def demo(options: Options) -> None:
    """Show an invented community: read, write, and be answered. Nothing is kept afterwards."""
    sys.exit(show_demo(options))


def show_demo(options: Options) -> int:
    """Play the demo until it is closed; returns its exit code."""
    from heimo_tui.demo.play import play  # noqa: PLC0415 - only the demo needs it
    from heimo_tui.demo.stage import StageFailed  # noqa: PLC0415 - see above

    config = options.config()
    require_terminal()
    try:
        return asyncio.run(play(config))
    except StageFailed as problem:
        raise click.ClickException(f"The demo could not be set up: {problem}.") from None
