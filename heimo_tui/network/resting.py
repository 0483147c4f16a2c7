"""When connections that nobody uses are closed, so that many contexts keep few sockets open."""

from __future__ import annotations

import asyncio
from typing import Final, Protocol

IDLE_SECONDS: Final = 4.0
"""Just longer than a connection is used again after its last answer: what is closed then is of no use to anybody."""

MOST_IDLE: Final = 12
"""Clients that may wait with an open connection at one time; of more, the one unused for longest goes first."""


class Rests(Protocol):
    """What can close its connections and open others when it is used again."""

    async def rest(self) -> None:
        """Close them, unless they are in use again."""


class Resting:
    """Closes each client's connections a fixed time after its own last use.

    So the moment says nothing about what other clients do. Only a burst of more than MOST_IDLE is cut short.
    """

    def __init__(self) -> None:
        self._idle: dict[Rests, asyncio.TimerHandle] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def used(self, client: Rests) -> None:
        """The client is in use: leave it alone."""
        timer = self._idle.pop(client, None)
        if timer is not None:
            timer.cancel()

    def unused(self, client: Rests) -> None:
        """Nobody uses the client any more."""
        self.used(client)
        self._idle[client] = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._rest, client)
        while len(self._idle) > MOST_IDLE:
            self._rest(next(iter(self._idle)))

    async def end(self) -> None:
        """Start no more closing, and wait for what began."""
        for client in list(self._idle):
            self.used(client)
        await asyncio.gather(*self._closing, return_exceptions=True)

    def _rest(self, client: Rests) -> None:
        self.used(client)
        task = asyncio.get_running_loop().create_task(client.rest())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)
