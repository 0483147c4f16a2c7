"""The one door to HTTP: bytes out, bytes back, bounded in size and time, failures in our own words."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from heimo_protocol.limits import BODY_CLASSES
from heimo_tui.core.errors import Incompatible, Unreachable
from heimo_tui.network.handshake import Handshake
from heimo_tui.network.opening import Opening
from heimo_tui.network.resting import Resting

if TYPE_CHECKING:
    import httpx

BODY_CAP: Final = BODY_CLASSES[-1]
CONNECT_SECONDS: Final = 20.0
"""To the server, or to the proxy, which then has time of its own (HANDSHAKE_SECONDS)."""

ANSWER_SECONDS: Final = 45.0
"""Between two pieces of an answer."""

WHOLE_SECONDS: Final = 180.0
"""For all of it: a server must not keep somebody waiting by sending one byte now and then."""

NOT_SENT: Final = frozenset({"refused", "name", "tls", "proxy", "connect_timeout", "tor_required"})
"""Reasons after which the server surely saw nothing of the request."""

_HEADERS: Final = {"user-agent": "heimo", "accept-encoding": "identity", "accept": "*/*"}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came: HTTP status and body."""

    status: int
    body: bytes


class HttpClient:
    """One network context's own connections to one server; `resting` is told when they are in use."""

    def __init__(self, base_url: str, proxy: str | None, resting: Resting) -> None:
        self._base = base_url
        self._proxy = proxy
        self._resting = resting
        self._client: httpx.AsyncClient | None = None
        self._uses: set[Opening] = set()
        self._closed = False

    async def post(self, path: str, body: bytes) -> Reply:
        """Send and read the whole answer; raises Unreachable, or Incompatible where it is over BODY_CAP."""
        return await self._whole("POST", path, body)

    async def get(self, path: str) -> Reply:
        """Read; raises as `post` does."""
        return await self._whole("GET", path, None)

    @contextlib.asynccontextmanager
    async def stream(
        self, path: str, body: bytes, idle_seconds: float
    ) -> AsyncIterator[tuple[int, AsyncIterator[bytes]]]:
        """Open a long answer: status and chunks, at most `idle_seconds` between two; raises Unreachable."""
        with self._translated(), self._used() as opening:
            timeout = self._timeout(idle_seconds)
            async with self._open().stream(
                "POST", path, content=body, timeout=timeout, headers=_BODY, extensions={"trace": opening}
            ) as answer:
                yield answer.status_code, answer.aiter_raw()

    async def rest(self) -> None:
        """Close what nobody uses; the next use opens new connections, under the same user at the proxy."""
        if not self._uses:
            await self._drop()

    async def close(self) -> None:
        """Close every connection, for good; what goes on just now fails as "closed"."""
        self._closed = True
        self._resting.used(self)
        for opening in tuple(self._uses):
            await opening.end()
        await self._drop()

    async def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    @contextlib.contextmanager
    def _used(self) -> Iterator[Opening]:
        opening = Opening(None if self._proxy is None else Handshake())
        self._uses.add(opening)
        self._resting.used(self)
        try:
            yield opening
        finally:
            self._uses.discard(opening)
            if not self._uses and self._client is not None:
                self._resting.unused(self)

    async def _whole(self, method: str, path: str, body: bytes | None) -> Reply:
        with self._translated(), self._used() as opening:
            timeout = self._timeout(ANSWER_SECONDS)
            headers = None if body is None else _BODY
            async with (
                _whole_in_time(),
                self._open().stream(
                    method, path, content=body, timeout=timeout, headers=headers, extensions={"trace": opening}
                ) as answer,
            ):
                got = bytearray()
                async for chunk in answer.aiter_raw():
                    got += chunk
                    if len(got) > BODY_CAP:
                        raise Incompatible("too_large")
                return Reply(answer.status_code, bytes(got))

    def _timeout(self, read: float) -> httpx.Timeout:
        import httpx  # noqa: PLC0415 - loaded after the first paint

        return httpx.Timeout(read, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS)

    def _open(self) -> httpx.AsyncClient:
        if self._closed:
            raise Unreachable("closed")
        if self._client is None:
            import httpx  # noqa: PLC0415 - loaded after the first paint

            self._client = httpx.AsyncClient(
                base_url=self._base,
                proxy=self._proxy,
                verify=_tls(self._base),
                headers=_HEADERS,
                trust_env=False,
                follow_redirects=False,
                http1=True,
                http2=False,
                # shorter than a server's own idle time, so that a dying connection is not used again
                limits=httpx.Limits(max_connections=4, max_keepalive_connections=1, keepalive_expiry=3.0),
            )
        return self._client

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        import httpx  # noqa: PLC0415 - loaded after the first paint

        try:
            yield
        except httpx.HTTPError as problem:
            raise Unreachable("closed" if self._closed else _reason(problem, self._proxy is not None)) from None
        except (httpx.InvalidURL, httpx.StreamError, ValueError) as problem:
            raise Incompatible("answer", detail=type(problem).__name__) from None
        except ImportError:
            # the SOCKS part of httpx is missing: never go around the proxy
            raise Unreachable("proxy") from None


_BODY: Final = {"content-type": "application/cbor"}


def _tls(base_url: str) -> ssl.SSLContext:
    if base_url.startswith("https:"):
        import httpx  # noqa: PLC0415 - loaded after the first paint

        return httpx.create_ssl_context(trust_env=False)
    # never used for plain addresses, and trusts nobody should it be: loading the authorities takes 20 ms
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@contextlib.asynccontextmanager
async def _whole_in_time() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(WHOLE_SECONDS):
            yield
    except TimeoutError:
        raise Unreachable("timeout") from None


def _reason(problem: Any, proxied: bool) -> str:
    import httpx  # noqa: PLC0415 - loaded after the first paint

    match problem:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return "connect_timeout"
        case httpx.TimeoutException():
            return "timeout"
        case httpx.ProxyError():
            return "proxy"
        case httpx.ConnectError():
            words = str(problem).lower()
            if "certificate" in words or "ssl" in words:
                return "tls"
            if proxied:
                return "proxy"
            return "name" if "name" in words or "getaddrinfo" in words else "refused"
    return "network"
