"""The way through a SOCKS proxy: how long it may take, and that what it leaves half done is closed."""

from __future__ import annotations

import asyncio
from typing import Any, Final, Protocol

from heimo_tui.core.errors import Unreachable

HANDSHAKE_SECONDS: Final = 60.0
"""Tor answers only when a circuit stands, which takes long for an onion service that was not visited before."""

_SAID_NO: Final = "could not connect"


class _Stream(Protocol):
    async def aclose(self) -> None: ...


class Handshake:
    """Follows one request as httpcore's `trace` extension.

    httpcore 1.0 neither limits how long a proxy may take, nor closes the connection to a proxy that refuses, and lets
    out what its SOCKS library makes of a broken answer; so all three are done here.
    """

    def __init__(self) -> None:
        self._stream: _Stream | None = None
        self._limit: asyncio.TimerHandle | None = None
        self._cut: asyncio.Task[None] | None = None

    async def __call__(self, event: str, info: dict[str, Any]) -> None:
        """Take one event. Raises Unreachable: "refused" for what lies behind the proxy, "proxy", "connect_timeout"."""
        match event:
            case "socks.connect_tcp.complete":
                self._stream = info["return_value"]
            case "socks.setup_socks5_connection.started":
                self._limit = asyncio.get_running_loop().call_later(HANDSHAKE_SECONDS, self._too_long)
            case "socks.setup_socks5_connection.complete":
                self._stop()
            case "socks.setup_socks5_connection.failed":
                self._stop()
                await self._close()
                self._tell(info["exception"])
            case "socks.start_tls.failed":
                await self._close()

    def _stop(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _too_long(self) -> None:
        # what waits for the proxy's answer sees that the connection is closed, and fails
        self._cut = asyncio.ensure_future(self._close())

    async def _close(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            await stream.aclose()

    def _tell(self, problem: BaseException) -> None:
        if not isinstance(problem, Exception):
            return  # cancelled: that is told by itself
        if self._cut is not None:
            raise Unreachable("connect_timeout") from None
        raise Unreachable("refused" if _SAID_NO in str(problem) else "proxy") from None
