"""A server on the same web stack, with the same connection limits, whose routes do nothing: the peer of every route.

`/empty` reads its body and answers as many bytes as its query says; `/stream` sends a line whenever somebody posts to
`/wake`. Prints its address as JSON and ends on SIGTERM.
"""

import asyncio
import json
import sys
from pathlib import Path

import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from server_stub.config import ServerConfig
from server_stub.transport import listening
from server_stub.transport.http_limits import LimitedConfig
from server_stub.transport.limits import limits_of


class Wake:
    """One event that all streams wait for, replaced each time it is set."""

    def __init__(self) -> None:
        self.event = asyncio.Event()
        self.number = 0

    async def post(self, request: Request) -> Response:
        """Wake every stream."""
        await request.body()
        self.number += 1
        waited, self.event = self.event, asyncio.Event()
        waited.set()
        return Response(bytes(1024))


class Stream:
    """An endless answer: the number at once and whenever it grows."""

    def __init__(self, wake: Wake) -> None:
        self._wake = wake

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the client leaves."""
        gone = asyncio.create_task(_gone(receive))
        headers = [(b"content-type", b"text/event-stream"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        while not gone.done():
            chunk, waiting = b"data: %d\n\n" % self._wake.number, asyncio.create_task(self._wake.event.wait())
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await asyncio.wait((waiting, gone), return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _empty(request: Request) -> Response:
    await request.body()
    return Response(bytes(int(request.url.query)))


async def _serve() -> None:
    wake, settings = Wake(), ServerConfig(data=Path(), port=0)
    routes = [
        Route("/empty", _empty, methods=["POST"]),
        Route("/wake", wake.post, methods=["POST"]),
        Route("/stream", Stream(wake), methods=["POST"]),
    ]
    config = LimitedConfig(
        Starlette(routes=routes),
        limits_of(settings),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=1,
    )
    bound = listening.bind(settings)
    sys.stdout.write(json.dumps({"address": listening.describe(settings, bound)}) + "\n")
    sys.stdout.flush()
    await uvicorn.Server(config).serve(sockets=[bound])


if __name__ == "__main__":
    uvloop.run(_serve())
