"""Two clients and a server, each a process of its own: what one writes, the other has at once."""

import asyncio
import signal
import time
from pathlib import Path

import pytest

from tests.e2e.processes import Process, client, community
from tests.support.postgres import shared

WITHIN = 1.0
POSTS = 10


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
async def test_a_post_of_one_is_with_the_other_in_under_a_second(tmp_path: Path, engine: str) -> None:
    database = shared().create() if engine == "postgres" else None
    async with community(tmp_path, members=2, database=database) as town:
        people = [client(tmp_path / name) for name in ("anna", "ben")]
        try:
            for person, invite in zip(people, town.invites, strict=True):
                await person.start()
                person.tell(do="join", invite=invite)
            await asyncio.gather(*(person.hears("live") for person in people))
            # the first post of each also joins the circle, and shows that the other listens
            for writer, reader in (people, people[::-1]):
                await _seconds(writer, reader, text=f"hello from {people.index(writer)}")
            late = [await _seconds(*pair, text=f"words {n}") for n in range(POSTS) for pair in (people, people[::-1])]
            assert max(late) < WITHIN, late
        finally:
            for person in people:
                await person.end(signal.SIGKILL)


async def _seconds(writer: Process, reader: Process, *, text: str) -> float:
    """From the moment that the writer presses send to the moment that the reader's screen is told."""
    begun = time.monotonic()
    writer.tell(do="post", text=text)
    await reader.until(lambda: any(line.get("seen") == text for line in reader.said))
    return time.monotonic() - begun
