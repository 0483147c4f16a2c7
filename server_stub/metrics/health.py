"""Whether a server can do its work, as a page for proxies and watchers."""

import json
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from server_stub.context import Context


def health(context: Context) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that answers 200, or 503 where the last write failed or nothing can be written any more."""

    async def answer(_: Request) -> Response:
        found = context.store.health()
        fine = found.writer and found.database
        body = json.dumps({"ok": fine, "writer": found.writer, "database": found.database})
        return Response(body, 200 if fine else 503, media_type="application/json")

    return answer
