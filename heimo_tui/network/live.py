"""Wake-ups of one circle or queue as a server-sent event stream (PROTOCOL 5.1)."""

from __future__ import annotations

import random
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Final, TypeVar

from heimo_protocol.limits import LIVE_HEARTBEAT_SECONDS
from heimo_protocol.operations import Args, Done, Operation
from heimo_tui.core.errors import Incompatible, Unreachable
from heimo_tui.network.calls import PATH, Calls, Signer, read_response, refused
from heimo_tui.network.contexts import Context
from heimo_tui.network.http_door import BODY_CAP, Reply

A = TypeVar("A", bound=Args)

SILENCE_SECONDS: Final = LIVE_HEARTBEAT_SECONDS * 2.5
"""A stream without even a heartbeat for this long is dead."""

_LINE_CAP: Final = 4096


class Backoff:
    """How long to wait before the next try: doubling, with jitter, up to a most."""

    def __init__(self, first: float = 0.5, most: float = 60.0) -> None:
        self._first = first
        self._most = most
        self._next = first

    def wait(self) -> float:
        """Seconds to wait now; the next wait is longer."""
        now, self._next = self._next, min(self._next * 2, self._most)
        return now * random.uniform(0.7, 1.3)  # noqa: S311 - spreads clients, hides nothing

    def reset(self) -> None:
        """It worked: begin again with the first wait."""
        self._next = self._first


async def listen(
    calls: Calls, context: Context, operation: Operation[A, Done], args: A, signer: Signer | None
) -> AsyncGenerator[int, None]:
    """Yield the newest number of a circle or queue at once and whenever it grows, until the stream ends.

    Raises Unreachable, also when the heartbeat stops, Refused and Incompatible.
    """
    client = calls.contexts.client(context)
    for attempt in range(2):
        body = calls.request(context, operation, args, signer)
        async with client.stream(PATH + operation.name, body, SILENCE_SECONDS) as (status, chunks):
            if status == 200:
                async for number in _numbers(chunks):
                    yield number
                return
            response = read_response(Reply(status, await _all_of(chunks)))
        if attempt or not calls.take_time(context, response):
            raise refused(response)


async def _all_of(chunks: AsyncIterator[bytes]) -> bytes:
    got = bytearray()
    async for chunk in chunks:
        got += chunk
        if len(got) > BODY_CAP:
            raise Incompatible("too_large")
    return bytes(got)


async def _numbers(chunks: AsyncIterator[bytes]) -> AsyncIterator[int]:
    rest = b""
    async for chunk in chunks:
        rest += chunk
        *lines, rest = rest.split(b"\n")
        if len(rest) > _LINE_CAP:
            raise Incompatible("live")
        for line in lines:
            name, _, value = line.rstrip(b"\r").partition(b":")
            if name == b"data":
                try:
                    yield int(value)
                except ValueError:
                    raise Incompatible("live") from None
    raise Unreachable("closed")
