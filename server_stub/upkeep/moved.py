"""Ends a server whose community has moved to another database, so that it begins again there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from server_stub.store.opening import remembered

SECONDS = 0.5
"""How long a server may be late to learn it: nobody can write meanwhile."""


@asynccontextmanager
async def noticing(data: Path, named: str | None, end: Callable[[], None]) -> AsyncIterator[None]:
    """While this lasts, call `end` once when the data folder does not name the database `named` any more."""
    watch = asyncio.create_task(_watch(data, named, end))
    try:
        yield
    finally:
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch


async def _watch(data: Path, named: str | None, end: Callable[[], None]) -> None:
    while True:
        await asyncio.sleep(SECONDS)
        if _named(data, named) != named:  # one small local file, which mostly is not there
            end()
            return


def _named(data: Path, before: str | None) -> str | None:
    try:
        return remembered(data)
    except OSError:  # for a moment, or for a reason that is told elsewhere
        return before
