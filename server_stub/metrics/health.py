"""Whether a server can do its work, as a page for proxies and watchers."""

import json
from collections.abc import Awaitable, Callable

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from server_stub.context import Context
from server_stub.store.base import Health


def health_of(context: Context) -> Health:
    """How the store is, and whether requests can be remembered beside it."""
    found = context.store.health()
    return msgspec.structs.replace(found, database=found.database and context.company.remembers)


def health(context: Context) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that answers 200, or 503 where writes fail, or nothing can be written any more."""

    async def answer(_: Request) -> Response:
        found = health_of(context)
        fine = found.writer and found.database
        body = json.dumps({"ok": fine, "writer": found.writer, "database": found.database})
        return Response(body, 200 if fine else 503, media_type="application/json")

    return answer
