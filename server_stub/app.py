"""The HTTP side: a route for every operation of the table, padded bodies, and one answer for everything wrong."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import Response as HttpResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from heimo_protocol import framing
from heimo_protocol.encoding import decode, encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import BODY_CLASSES, REQUEST_VALUES
from heimo_protocol.operations import OPERATIONS, Args, Operation, Result
from heimo_protocol.requests import Request, Response
from server_stub.company import Replay
from server_stub.context import Context, Handler, Listening
from server_stub.hub import Stream
from server_stub.metrics.health import health
from server_stub.store.base import StoreBusy, StoreUnavailable
from server_stub.transport.auth import QUEUE_MODES, identify
from server_stub.transport.streaming import EXTENSION, GIVE
from server_stub.upkeep import incidents

_CBOR = b"application/cbor"
_MAX_BODY = BODY_CLASSES[-1]


def create_app(context: Context, handlers: Mapping[str, Handler]) -> ASGIApp:
    """Make the application.

    Raises LookupError where an operation has no handler, or a handler no operation.
    """
    if set(handlers) != set(OPERATIONS):
        raise LookupError(f"handlers and operations differ: {sorted(set(handlers) ^ set(OPERATIONS))}")
    endpoints: dict[str, ASGIApp] = {}
    for name, operation in OPERATIONS.items():
        replay = context.company.queues if operation.modes & QUEUE_MODES else context.company.names
        endpoints[f"/v1/{name}"] = _Endpoint(context, replay, operation, handlers[name])
    routes = [Route("/.well-known/heimo", _descriptor(context)), Route("/healthz", health(context))]
    unknown = _unknown(context)
    rest = Starlette(routes=routes, exception_handlers={404: unknown, 405: unknown})
    rest.router.redirect_slashes = False

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        """An operation by its path; Starlette would try the routes one after the other."""
        known = endpoints.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "POST" else None
        await (known or rest)(scope, receive, send)

    return app


class _Gone(Exception):
    """The client left before its request was read."""


class _Endpoint:
    """One operation as an ASGI application."""

    def __init__(self, context: Context, replay: Replay, operation: Operation[Args, Result], handler: Handler) -> None:
        self._context = context
        self._replay = replay
        self._operation = operation
        self._handler = handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        tally, name = self._context.tally, self._operation.name
        begun = tally.begin()
        try:
            found = await self._handle(scope, receive)
            answer = await self._open_stream(found) if isinstance(found, Listening) else self._pack(found)
        except _Gone:
            return
        except Exception as problem:
            refusal = _as_refusal(problem, name)
            tally.answered(name, refusal.code, begun)
            await _send_refusal(send, self._context, refusal)
            return
        tally.answered(name, None, begun)
        if isinstance(answer, Stream):
            await _begin_stream(answer, scope, send)
        else:
            await _send(send, 200, answer)

    async def _handle(self, scope: Scope, receive: Receive) -> Result | Listening:
        """Read the request, find out who asks, and do the operation."""
        body = await _read_body(scope, receive)
        request = decode(framing.unpack(body), Request, most=REQUEST_VALUES)
        caller = await identify(self._context, self._replay, self._operation, request)
        args = decode(request.args, self._operation.args, most=REQUEST_VALUES)
        found: Result | Listening = await self._handler(self._context, args, caller)
        return found

    def _pack(self, result: Result) -> bytes:
        """The padded answer."""
        response = Response(ok=True, time=int(self._context.clock()), result=encode(result))
        try:
            return framing.pack(encode(response), least=self._operation.least_answer)
        except Refusal as problem:
            raise ValueError("the answer is too large") from problem  # the handler's fault, not the caller's

    async def _open_stream(self, found: Listening) -> Stream:
        """Listen first and look then, so that nothing falls between."""
        stream = found.hub.listen(found.topic, found.who)
        try:
            newest = await self._context.store.read(found.newest)
        except BaseException:
            stream.close()
            raise
        stream.offer(newest)
        return stream


async def _read_body(scope: Scope, receive: Receive) -> bytes:
    """Read a body no longer than the largest class; how long it may take is the connection's to watch."""
    for name, value in scope["headers"]:
        if name == b"content-length" and int(value) > _MAX_BODY:
            raise Refusal(Code.TOO_LARGE, "body")
    body = bytearray()
    while True:
        message: Message = await receive()
        if message["type"] == "http.disconnect":
            raise _Gone
        body += message.get("body", b"")
        if len(body) > _MAX_BODY:
            raise Refusal(Code.TOO_LARGE, "body")
        if not message.get("more_body", False):
            return bytes(body)


def _as_refusal(problem: Exception, doing: str) -> Refusal:
    """What the client is told; what is nobody's fault but ours is reported here."""
    match problem:
        case Refusal():
            return problem
        case StoreBusy():
            return Refusal(Code.BUSY, "the store is busy", retry_after=1)
        case _:
            incidents.report(problem, doing=doing)
            return Refusal(Code.CLOSED, retry_after=5 if isinstance(problem, StoreUnavailable) else None)


async def _send_refusal(send: Send, context: Context, refusal: Refusal) -> None:
    await _send(send, refusal.status, _refusal_body(context, refusal), _refusal_headers(refusal))


def _refusal_body(context: Context, refusal: Refusal) -> bytes:
    response = Response(
        ok=False,
        time=int(context.clock()),
        code=str(refusal.code),
        detail=refusal.detail[:200],
        retry_after=refusal.retry_after,
        value=refusal.value,
    )
    return framing.pack(encode(response))


def _refusal_headers(refusal: Refusal) -> list[tuple[bytes, bytes]]:
    headers = []
    if refusal.retry_after is not None:
        headers.append((b"retry-after", b"%d" % refusal.retry_after))
    if refusal.code in (Code.TOO_LARGE, Code.BAD_FRAME):  # the rest of the body is not wanted
        headers.append((b"connection", b"close"))
    return headers


async def _send(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    every = [(b"content-type", _CBOR), (b"content-length", b"%d" % len(body)), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": every + (headers or [])})
    await send({"type": "http.response.body", "body": body})


async def _begin_stream(stream: Stream, scope: Scope, send: Send) -> None:
    """Send the head of an endless answer, and give the rest to the connection (server_stub.transport.streaming)."""
    headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"), (b"connection", b"close")]
    try:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        scope["extensions"][EXTENSION][GIVE](stream)
    except BaseException:
        stream.close()
        raise


def _descriptor(context: Context) -> Callable[[HttpRequest], Awaitable[HttpResponse]]:
    async def descriptor(_: HttpRequest) -> HttpResponse:
        return HttpResponse(context.descriptor(), media_type=_CBOR.decode(), headers={"cache-control": "no-cache"})

    return descriptor


def _unknown(context: Context) -> Callable[[HttpRequest, Exception], Awaitable[HttpResponse]]:
    async def unknown(_: HttpRequest, __: Exception) -> HttpResponse:
        refusal = Refusal(Code.NOT_FOUND, "no such operation")
        headers = {"connection": "close", "cache-control": "no-store"}
        return HttpResponse(_refusal_body(context, refusal), refusal.status, headers, media_type=_CBOR.decode())

    return unknown
