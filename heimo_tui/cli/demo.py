"""`heimo demo`: a whole community on this machine, thrown away at the end."""

import sys

import click


@click.command()
def demo() -> None:
    """Show an invented community: read, write, and be answered. Nothing is kept afterwards."""
    from heimo_tui.demo.play import play  # noqa: PLC0415 - only the demo needs it

    sys.exit(play())
