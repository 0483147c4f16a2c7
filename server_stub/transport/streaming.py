"""A connection on which a stream of events flows: after the answer's head nothing of the request is kept.

An open stream costs what its socket and one small object cost. A task, a parser and a request, which it needed only to
begin, would cost four times as much.
"""

import asyncio
from typing import Any

from server_stub.hub import HEARTBEAT, Stream

EXTENSION = "heimo.stream"
"""In the `extensions` of an ASGI scope; what stands there under GIVE takes a Stream once the answer's head was sent."""

GIVE = "give"

_END = b"0\r\n\r\n"


class EventConnection(asyncio.Protocol):
    """Sends a stream's chunks with HTTP's chunked encoding; begin it with `begin`.

    What a client does not take is overwritten by what is newer, and who takes nothing for `stall_seconds` is cut.
    `connections` are the server's, where it stands in the place of the connection that it was.
    """

    __slots__ = ("_connections", "_paused", "_stall", "_stall_seconds", "_stream", "_transport", "_waiting")

    def __init__(
        self, transport: asyncio.Transport, stream: Stream, connections: set[Any], stall_seconds: float
    ) -> None:
        self._transport = transport
        self._stream = stream
        self._connections = connections
        self._stall_seconds = stall_seconds
        self._stall: asyncio.TimerHandle | None = None
        self._waiting: bytes | None = None
        self._paused = False

    def begin(self) -> None:
        """Take the transport over, and let the stream flow."""
        self._connections.add(self)
        self._transport.set_protocol(self)
        self._transport.set_write_buffer_limits(high=0)  # so that nothing but one chunk ever waits
        self._stream.flow(self)

    def send(self, chunk: bytes) -> None:
        """Send a chunk now, or the newest of all once there is room."""
        if self._paused:
            if chunk is not HEARTBEAT:
                self._waiting = chunk
        elif not self._transport.is_closing():
            self._transport.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))

    def end(self) -> None:
        """Send the end and close, but do not wait for ever for that."""
        if not self._transport.is_closing():
            self._transport.write(_END)
            self._transport.close()
            self._start_stall()

    def shutdown(self) -> None:
        """End it, since the server does."""
        self._stream.close()

    def data_received(self, data: bytes) -> None:
        """Close: there is nothing more to say on this connection."""
        self._stream.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        self._connections.discard(self)
        self._stop_stall()
        self._stream.close()

    def pause_writing(self) -> None:
        """Start the clock for a client that does not read."""
        self._paused = True
        self._start_stall()

    def resume_writing(self) -> None:
        """Stop that clock, and send what waits."""
        self._paused = False
        if not self._transport.is_closing():
            self._stop_stall()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.send(waiting)

    def _start_stall(self) -> None:
        if self._stall is None:
            self._stall = asyncio.get_running_loop().call_later(self._stall_seconds, self._transport.abort)

    def _stop_stall(self) -> None:
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None
