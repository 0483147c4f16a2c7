"""The server stops in the middle of a send and is started again: the post is there exactly once."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from itertools import product
from pathlib import Path

import pytest

from tests.e2e.doorway import Moment, doorway
from tests.e2e.log_check import client_log, server_log
from tests.e2e.processes import Community, Process, client, community, fixed_port

ENDS = (signal.SIGTERM, signal.SIGKILL)


@pytest.mark.slow
async def test_a_server_stopped_in_the_middle_of_a_send_has_the_post_once(tmp_path: Path) -> None:
    port = fixed_port()
    expected = ["the first"]
    async with community(tmp_path, members=1, door=port) as town, doorway(port, town.port) as door:
        anna = client(tmp_path / "anna")
        await anna.start()
        anna.tell(do="join", invite=town.invites[0])
        circle = bytes.fromhex((await anna.hears("live"))["live"])
        await _post(anna, "the first")
        for moment, how in product(Moment, ENDS):
            text = f"{moment.name} {how.name}"
            expected.append(text)
            door.at(moment, _stop(town, how))
            anna.tell(do="post", text=text)
            await asyncio.wait_for(door.acted.wait(), 20)
            # once it is in the log, she may read it there though the answer was lost
            assert moment is Moment.UNANSWERED or not _is_seen(anna, text)
            await town.serving()
            anna.tell(do="retry")
            await anna.until(lambda: _is_seen(anna, expected[-1]), every=0.3, nudge=lambda: anna.tell(do="retry"))
        anna.tell(do="settle")
        assert await anna.hears("settled") == {"settled": []}
        await anna.end(signal.SIGKILL)
    log = await server_log(town.data, circle)
    assert log.texts == expected
    assert await client_log(tmp_path / "anna", circle) == (log.newest, log.head)


def _stop(town: Community, how: signal.Signals) -> Callable[[], Awaitable[None]]:
    async def stop() -> None:
        await town.server.end(how)

    return stop


async def _post(person: Process, text: str) -> None:
    person.tell(do="post", text=text)
    await person.until(lambda: _is_seen(person, text))


def _is_seen(person: Process, text: str) -> bool:
    return any(line.get("seen") == text for line in person.said)
