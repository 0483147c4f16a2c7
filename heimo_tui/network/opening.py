"""What one request opens: that it is closed where the request ends before there is a connection to give it to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from heimo_tui.core.errors import Unreachable

Follower = Callable[[str, dict[str, Any]], Awaitable[None]]


class _Stream(Protocol):
    async def aclose(self) -> None: ...


class Opening:
    """Follows one request as httpcore's `trace` extension, and tells `then` of every event too.

    httpcore 1.0 forgets a connection whose pool is closed while it is being made, and one whose TLS handshake is
    cancelled: nobody would ever close them.
    """

    def __init__(self, then: Follower | None = None) -> None:
        self._then = then
        self._stream: _Stream | None = None
        self._ended = False

    async def __call__(self, event: str, info: dict[str, Any]) -> None:
        """Take one event; raises Unreachable("closed") where the request was ended."""
        match event.partition(".")[2]:
            case "connect_tcp.started" if self._ended:
                raise Unreachable("closed")
            case "connect_tcp.complete":
                self._stream = info["return_value"]
                if self._ended:
                    await self._close()
                    raise Unreachable("closed")
            case "start_tls.failed":
                await self._close()
                if self._ended and isinstance(info["exception"], Exception):
                    raise Unreachable("closed") from None
        if self._then is not None:
            await self._then(event, info)

    async def end(self) -> None:
        """The request must not go on: close what it opened, now or as soon as it is there."""
        self._ended = True
        await self._close()

    async def _close(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            await stream.aclose()
