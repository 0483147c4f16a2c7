"""Live streams as sse-starlette makes them, on uvicorn with its usual settings: the peer of ours.

`/stream` sends a number at once and whenever somebody posts to `/wake`. Prints its address as JSON, ends on SIGTERM.
"""

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator

import uvicorn
import uvloop
from sse_starlette import EventSourceResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.server.listeners import allow_files


class Numbers:
    """One event that all streams wait for, replaced each time it is set."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._number = 0

    async def wake(self, request: Request) -> Response:
        """Wake every stream."""
        await request.body()
        self._number += 1
        waited, self._event = self._event, asyncio.Event()
        waited.set()
        return Response(bytes(1024))

    async def stream(self, request: Request) -> Response:
        """An endless answer."""
        await request.body()
        return EventSourceResponse(self._events())

    async def _events(self) -> AsyncIterator[dict[str, str]]:
        while True:
            waiting = self._event
            yield {"data": str(self._number)}
            await waiting.wait()


async def _serve() -> None:
    numbers = Numbers()
    routes = [
        Route("/wake", numbers.wake, methods=["POST"]),
        Route("/stream", numbers.stream, methods=["POST"]),
    ]
    bound = socket.create_server(("127.0.0.1", 0), backlog=2048)
    sys.stdout.write(json.dumps({"address": f"http://127.0.0.1:{bound.getsockname()[1]}"}) + "\n")
    sys.stdout.flush()
    config = uvicorn.Config(
        Starlette(routes=routes), http="httptools", log_config=None, access_log=False, timeout_graceful_shutdown=1
    )
    await uvicorn.Server(config).serve(sockets=[bound])


if __name__ == "__main__":
    allow_files(20_000)
    uvloop.run(_serve())
