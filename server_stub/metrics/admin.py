"""The admin address: /metrics and /healthz for the host, apart from where people come in."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server_stub.context import Context
from server_stub.metrics.exposition import Numbers
from server_stub.metrics.health import health

_TEXT = "text/plain; version=0.0.4; charset=utf-8"
_CONNECTIONS = 64
_IDLE_SECONDS = 75


@asynccontextmanager
async def watched(bound: socket.socket, context: Context, connections: Callable[[], int]) -> AsyncIterator[None]:
    """Answer on a bound socket while this lasts; `connections` gives how many the server itself has open."""
    server = _Server(
        uvicorn.Config(
            admin_app(context, connections),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_CONNECTIONS,
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=1,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


def admin_app(context: Context, connections: Callable[[], int]) -> Starlette:
    """The two pages."""
    numbers = Numbers(context, connections)

    async def metrics(_: Request) -> Response:
        return Response(numbers.text(), media_type=_TEXT, headers={"cache-control": "no-store"})

    return Starlette(routes=[Route("/metrics", metrics), Route("/healthz", health(context))])


class _Server(uvicorn.Server):
    """uvicorn's server without its signals, which are the other one's."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them alone."""
        yield
