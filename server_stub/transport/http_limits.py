"""HTTP connections that cannot be held by being slow: deadlines and caps that uvicorn does not have.

Bodies are counted where they are read (server_stub.app); here a connection only has to make progress.
"""

import asyncio
from typing import Any

import msgspec
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from server_stub.hub import Stream
from server_stub.transport.streaming import EXTENSION, GIVE, EventConnection

_CHECK_SECONDS = 1.0


class HttpLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Times in seconds.

    `header_seconds` counts from the first byte of a request (or the opened connection) to the end of its header,
    `body_seconds` from there to the end of its body; in between a body comes with at least `min_bytes_second`.
    `stall_seconds` is how long a client may take nothing of what is sent to it.
    """

    header_bytes: int
    header_seconds: float
    body_seconds: float
    min_bytes_second: int
    stall_seconds: float
    max_connections: int


class LimitedConfig(uvicorn.Config):
    """uvicorn's settings and ours; `LimitedProtocol` reads them."""

    def __init__(self, app: Any, limits: HttpLimits, **settings: Any) -> None:
        super().__init__(app, http=LimitedProtocol, **settings)
        self.limits = limits


class _Pipelined(Exception):
    """A second request came before the answer to the first one."""


class LimitedProtocol(HttpToolsProtocol):
    """uvicorn's protocol with our limits. A connection that breaks one is told so if possible, and closed."""

    def __init__(
        self,
        config: LimitedConfig,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._limits = config.limits
        self._in_header = True
        self._header_bytes = 0
        self._header_timer: asyncio.TimerHandle | None = None
        self._body_timer: asyncio.TimerHandle | None = None
        self._stall_timer: asyncio.TimerHandle | None = None
        self._linger_timer: asyncio.TimerHandle | None = None
        self._body_start = 0.0
        self._body_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's own
        """Take the connection, if there is room for it."""
        super().connection_made(transport)
        if len(self.connections) > self._limits.max_connections:
            self._end(b"503 Service Unavailable", b"retry-after: 10\r\n")
            return
        self._start_header()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timers."""
        self._stop_timers()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Feed the parser, a header not beyond its cap."""
        while data and not self.transport.is_closing():
            if not self._in_header:
                if self._body_timer is None and self.cycle.response_complete:
                    self._start_header()  # bytes between two requests start the clock of the next one
                    continue
                super().data_received(data)
                return
            room = self._limits.header_bytes - self._header_bytes
            if room <= 0:
                self._end(b"431 Request Header Fields Too Large")
                return
            part, data = data[:room], data[room:]
            self._header_bytes += len(part)
            super().data_received(part)

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP, unless an answer is on its way already."""
        if self.transport.is_closing():
            return
        if self.cycle is None or self._in_header or not self.cycle.response_started:
            super().send_400_response(msg)
        self._close()

    def on_message_begin(self) -> None:
        """Begin a request; refuses pipelining, which no client of ours does."""
        if self.cycle is not None and not self.cycle.response_complete:
            self._close()
            raise _Pipelined
        super().on_message_begin()
        self.scope["extensions"] = {EXTENSION: {GIVE: self.give_to_stream}}
        if self._header_timer is None:
            self._start_header()

    def on_headers_complete(self) -> None:
        """Start the body's clock."""
        self._in_header = False
        self._stop_header()
        self._body_start = self.loop.time()
        self._body_bytes = 0
        self._body_timer = self.loop.call_later(_CHECK_SECONDS, self._check_body)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Count the body's progress."""
        self._body_bytes += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Stop the body's clock."""
        if self._body_timer is not None:
            self._body_timer.cancel()
            self._body_timer = None
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Wait for the next request, or for the last bytes to go."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._close()

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection."""
        self._close()

    def shutdown(self) -> None:
        """Close at once, or after the answer in progress."""
        super().shutdown()
        if self.transport.is_closing():
            self._close()

    def pause_writing(self) -> None:
        """Start the clock for a client that does not read."""
        super().pause_writing()
        self._stall_timer = self.loop.call_later(self._limits.stall_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Stop that clock."""
        super().resume_writing()
        if self._stall_timer is not None:
            self._stall_timer.cancel()
            self._stall_timer = None

    def give_to_stream(self, stream: Stream) -> None:
        """Let a stream have the connection from here on; nothing of the request stays in memory."""
        if self.transport.is_closing():
            stream.close()
            return
        self._stop_timers()
        self.connections.discard(self)
        self.cycle.disconnected = True  # so that uvicorn does not miss the end of the answer
        self.cycle, self.scope, self.parser = None, None, None  # type: ignore[assignment] # as uvicorn does at the end
        EventConnection(self.transport, stream, self.connections, self._limits.stall_seconds).begin()

    def _start_header(self) -> None:
        self._in_header = True
        self._header_bytes = 0
        self._stop_header()
        self._header_timer = self.loop.call_later(self._limits.header_seconds, self._late)

    def _stop_timers(self) -> None:
        for timer in (self._header_timer, self._body_timer, self._stall_timer, self._linger_timer):
            if timer is not None:
                timer.cancel()

    def _stop_header(self) -> None:
        if self._header_timer is not None:
            self._header_timer.cancel()
            self._header_timer = None

    def _check_body(self) -> None:
        elapsed = self.loop.time() - self._body_start
        floor = self._limits.min_bytes_second * (elapsed - 2 * _CHECK_SECONDS)  # the first seconds are free
        if elapsed >= self._limits.body_seconds or self._body_bytes < floor:
            self._late()
        else:
            self._body_timer = self.loop.call_later(_CHECK_SECONDS, self._check_body)

    def _late(self) -> None:
        self._end(b"408 Request Timeout")

    def _end(self, status: bytes, header: bytes = b"") -> None:
        if self.transport.is_closing():
            return
        if self._in_header or not self.cycle.response_started:
            self.transport.write(
                b"HTTP/1.1 " + status + b"\r\n" + header + b"content-length: 0\r\nconnection: close\r\n\r\n"
            )
        self._close()

    def _close(self) -> None:
        """Close once the last bytes are taken, but do not wait for ever for that."""
        self.transport.close()
        if self._linger_timer is None:
            self._linger_timer = self.loop.call_later(self._limits.stall_seconds, self.transport.abort)
