"""HTTP connections that cannot be held by being slow: deadlines and caps that uvicorn does not have.

How large one body may be is seen where it is read (server_stub.app); here a connection has to make progress, and all
connections together have to fit (server_stub.transport.room).
"""

import asyncio
import socket
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from server_stub.hub import Stream
from server_stub.transport.gathering import Gathering
from server_stub.transport.limits import HttpLimits
from server_stub.transport.listening import BACKLOG
from server_stub.transport.room import Room
from server_stub.transport.streaming import EXTENSION, GIVE, EventConnection

_CHECK_SECONDS = 1.0
_WRITE_HIGH = 16_384
"""Bytes of an answer that may wait in this process before the connection counts as clogged."""

_NO_ROOM = b"503 Service Unavailable"
_LATER = b"retry-after: 10\r\n"


class LimitedConfig(uvicorn.Config):
    """uvicorn's settings and ours; `LimitedProtocol` reads them."""

    def __init__(self, app: Any, limits: HttpLimits, **settings: Any) -> None:
        super().__init__(app, http=LimitedProtocol, **settings)
        self.limits = limits
        self.room = Room(limits.room)


async def take_connections(server: uvicorn.Server, config: LimitedConfig, sockets: list[socket.socket]) -> None:
    """Begin to take a server's connections, as uvicorn does, but end a TLS handshake that does not come to an end.

    A connection is known to `LimitedProtocol` only after its handshake.
    """
    loop = asyncio.get_running_loop()
    await server.lifespan.startup()
    server.servers = [
        await loop.create_server(
            lambda: LimitedProtocol(config, server.server_state, server.lifespan.state, loop),
            sock=one,
            ssl=config.ssl,
            ssl_handshake_timeout=config.limits.header_seconds if config.ssl is not None else None,
            backlog=BACKLOG,
        )
        for one in sockets
    ]
    server.started = True


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
        self._room = config.room
        self._in_header = True
        self._in_body = False
        self._header_bytes = 0
        self._header_timer: asyncio.TimerHandle | None = None
        self._body_timer: asyncio.TimerHandle | None = None
        self._stall_timer: asyncio.TimerHandle | None = None
        self._linger_timer: asyncio.TimerHandle | None = None
        self._answers: Gathering
        self._body_start = 0.0
        self._body_moved = 0.0
        self._body_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's own
        """Take the connection, if there is room for it."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=_WRITE_HIGH)
        self._answers = Gathering(transport)
        if self._room.enter(self, len(self.connections)):
            self._start_header()
        else:
            self._end(_NO_ROOM, _LATER)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timers."""
        self._stop_timers()
        self._room.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Feed the parser, a header not beyond its cap."""
        self._feed(data)
        if not self.transport.is_closing():
            self._start_clocks()

    def _feed(self, data: bytes) -> None:
        while data and not self.transport.is_closing():
            if not self._in_header:
                if not self._in_body and self.cycle.response_complete:
                    self._in_header, self._header_bytes = True, 0  # bytes between two requests belong to the next one
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
        if not self._in_header:
            self._in_header, self._header_bytes = True, 0

    def on_headers_complete(self) -> None:
        """The body begins."""
        self._in_header, self._in_body = False, True
        self._stop_header()
        self._body_start = self._body_moved = self.loop.time()
        self._body_bytes = 0
        super().on_headers_complete()
        self._answers.begin()
        self.cycle.transport = self._answers  # type: ignore[assignment] # as much of a transport as a cycle uses

    def on_body(self, body: bytes) -> None:
        """Count the body's progress."""
        self._body_bytes += len(body)
        self._body_moved = self.loop.time()
        if self._room.fill(self, len(body)):
            super().on_body(body)
        else:
            self._end(_NO_ROOM, _LATER)

    def on_message_complete(self) -> None:
        """The body is whole."""
        self._in_body = False
        if self._body_timer is not None:
            self._body_timer.cancel()
            self._body_timer = None
        self._room.serve(self)
        if self.cycle.response_complete:  # it was answered before it was whole
            self._room.served(self)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Wait for the next request, or for the last bytes to go."""
        self._answers.flush()
        super().on_response_complete()
        self._room.served(self)
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
        self._room.clog(self, self.transport.get_write_buffer_size())
        self._stall_timer = self.loop.call_later(self._limits.stall_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Stop that clock."""
        super().resume_writing()
        self._room.unclog(self)
        if self._stall_timer is not None:
            self._stall_timer.cancel()
            self._stall_timer = None

    def make_room(self) -> None:
        """Leave, because others need the place: with a word where a request had begun."""
        if self._header_bytes if self._in_header else not self.cycle.response_complete:
            self._end(_NO_ROOM, _LATER)
        else:
            self._close()

    def cut(self) -> None:
        """Drop what was not taken."""
        self.transport.abort()

    def give_to_stream(self, stream: Stream) -> None:
        """Let a stream have the connection from here on; nothing of the request stays in memory."""
        if self.transport.is_closing():
            stream.close()
            return
        self._answers.flush()
        self._stop_timers()
        self._room.leave(self)
        self.connections.discard(self)
        self.cycle.disconnected = True  # so that uvicorn does not miss the end of the answer
        self.cycle, self.scope, self.parser = None, None, None  # type: ignore[assignment] # as uvicorn does at the end
        EventConnection(self.transport, stream, self.connections, self._limits.stall_seconds).begin()

    def _start_header(self) -> None:
        self._in_header = True
        self._header_bytes = 0
        self._stop_header()
        self._header_timer = self.loop.call_later(self._limits.header_seconds, self._late)

    def _start_clocks(self) -> None:
        """Start the clock of what is not whole yet: most requests come in one piece, and need none."""
        if self._in_header and self._header_bytes and self._header_timer is None:
            self._header_timer = self.loop.call_later(self._limits.header_seconds, self._late)
        elif self._in_body and self._body_timer is None:
            self._body_timer = self.loop.call_later(_CHECK_SECONDS, self._check_body)

    def _stop_timers(self) -> None:
        for timer in (self._header_timer, self._body_timer, self._stall_timer, self._linger_timer):
            if timer is not None:
                timer.cancel()

    def _stop_header(self) -> None:
        if self._header_timer is not None:
            self._header_timer.cancel()
            self._header_timer = None

    def _check_body(self) -> None:
        now = self.loop.time()
        elapsed = now - self._body_start
        floor = self._limits.min_bytes_second * (elapsed - 2 * _CHECK_SECONDS)  # the first seconds are free
        paused = now - self._body_moved >= self._limits.pause_seconds
        if elapsed >= self._limits.body_seconds or self._body_bytes < floor or paused:
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
