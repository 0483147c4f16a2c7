"""A bar on standard error for what takes long."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from server_stub.archive.watching import Progress, Watch
from server_stub.cli.common import Output


def watching(out: Output) -> Watch:
    """Show how far something is, to a person at a terminal."""
    hidden = out.as_json or not sys.stderr.isatty()

    @contextmanager
    def watch(label: str, total: int) -> Iterator[Progress]:
        with click.progressbar(length=max(total, 1), label=label, file=sys.stderr, hidden=hidden) as shown:
            yield shown.update

    return watch
