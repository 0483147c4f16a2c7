"""How long two people notice that one of two servers was killed: both are the real program, behind the real proxy."""

import asyncio
import random
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import Figure, p50
from tests.e2e.messages.nursery import nursery
from tests.e2e.processes import Process, client
from tests.e2e.together import together
from tests.support.postgres import Cluster

SEED = 2026
LIMIT = 15.0
"""Seconds that anybody may notice it at worst: what the program waits doubles with each failure, and has a jitter."""

_CALM_SECONDS = 3.0
"""Between a server's return and the next kill, so that the proxy has found it again."""

_MORE = 10
"""Texts to come after a kill, by which everything goes its way again."""


def measured(cluster: Cluster, kills: int) -> list[Figure]:
    """Kill one of two servers again and again, while one person writes and the other reads along."""
    calm, noticed = asyncio.run(_killing(cluster.create(), kills))
    return [
        Figure(
            "one of two is killed: longest wait for the next text, median", p50(noticed), "s", "nobody killed", calm
        ),
        Figure("one of two is killed: longest wait for the next text, worst", max(noticed), "s", "limit", LIMIT, True),
    ]


async def _killing(database: str, kills: int) -> tuple[float, list[float]]:
    """The longest wait between two texts, in seconds: while nobody is killed, and after each kill."""
    dice = random.Random(SEED)
    with _folder() as folder:
        async with nursery(folder) as births, together(folder, database, members=2, process=births.process) as town:
            writer, reader = (client(folder / name, births.process) for name in ("anna", "ben"))
            for person, invite in zip((writer, reader), town.invites, strict=True):
                await person.start()
                person.tell(do="join", invite=invite)
                await person.hears("live")
            writer.tell(do="post", text="the first")
            writer.tell(do="write", life=1, parent=(await writer.hears("seen"))["id"])
            await _longest_wait(reader, _MORE)
            calm, noticed = await _longest_wait(reader, 5 * _MORE), []
            for _ in range(kills):
                await asyncio.sleep(_CALM_SECONDS + dice.random())
                gone = await town.lose_one(dice)
                noticed.append(await _longest_wait(reader, _MORE))
                await gone.serving()
            for person in (writer, reader):
                await person.end(signal.SIGKILL)
    return calm, noticed


async def _longest_wait(reader: Process, texts: int) -> float:
    """The longest time, in seconds, between two of the next texts that the reader shows."""
    last, longest = time.monotonic(), 0.0
    for _ in range(texts):
        seen = _seen(reader)
        await reader.until(lambda seen=seen: _seen(reader) > seen, patience=120)
        now = time.monotonic()
        last, longest = now, max(longest, now - last)
    return longest


def _seen(reader: Process) -> int:
    return sum("seen" in line for line in reader.said)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="heimo-bench-") as folder:
        yield Path(folder)
