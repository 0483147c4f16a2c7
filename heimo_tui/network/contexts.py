"""Network contexts: what may share a connection, or a Tor circuit, and what must not (PROTOCOL 5.3)."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from heimo_tui.core.errors import BadInput, Unreachable
from heimo_tui.network.http_door import HttpClient
from heimo_tui.network.resting import Resting


class ContextKind(StrEnum):
    """What a context is for."""

    PUBLIC = "public"
    ACCOUNT = "account"
    NAME = "name"
    JOIN = "join"
    TOKEN = "token"  # noqa: S105 - a kind of context, not a secret
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class Context:
    """A context's identity; `about` tells those of one kind apart: a name's key, a queue and its side, random bytes."""

    kind: ContextKind
    about: bytes = field(default=b"", repr=False)


PUBLIC = Context(ContextKind.PUBLIC)
ACCOUNT = Context(ContextKind.ACCOUNT)


def join_attempt() -> Context:
    """A context that nothing else shares."""
    return Context(ContextKind.JOIN, secrets.token_bytes(16))


def token_spend() -> Context:
    """A context for spending one token, which nothing else shares; who makes it closes it."""
    return Context(ContextKind.TOKEN, secrets.token_bytes(16))


def queue(qid: bytes, *, sending: bool) -> Context:
    """The context of one side of one queue: sending to it and receiving from it never meet."""
    return Context(ContextKind.QUEUE, qid + bytes([sending]))


@dataclass(frozen=True, slots=True)
class Route:
    """How to the server: its base URL, a `socks5h://host:port` proxy or "", and whether it is a must.

    It always is for an onion address, which no other way leads to: looking its name up would only tell of it.
    """

    base_url: str
    proxy: str = ""
    tor_required: bool = False

    @property
    def lacks_proxy(self) -> bool:
        """Whether there must be a proxy and is none."""
        return not self.proxy and (self.tor_required or is_onion(urlsplit(self.base_url).hostname or ""))


class Contexts:
    """The contexts of one server; each has its own client and its own SOCKS user, made at its first use.

    Connections that a context does not use are closed after a while (`Resting`); its user stays until it is closed.
    """

    def __init__(self, route: Route) -> None:
        self.route = route
        self._resting = Resting()
        self._clients: dict[Context, HttpClient] = {}
        self._closed = False

    def client(self, context: Context) -> HttpClient:
        """The client of a context.

        Raises Unreachable: "tor_required" where there must be a proxy and is none, "closed" after `close_all`.
        """
        if self._closed:
            raise Unreachable("closed")
        if self.route.lacks_proxy:
            raise Unreachable("tor_required")
        if context not in self._clients:
            self._clients[context] = HttpClient(self.route.base_url, _with_user(self.route.proxy), self._resting)
        return self._clients[context]

    async def close(self, context: Context) -> None:
        """Close one context's connections; the next use gets new ones, and a new circuit."""
        client = self._clients.pop(context, None)
        if client is not None:
            await client.close()

    async def close_all(self) -> None:
        """Close every connection, for good: whoever still holds on to this gets no new one."""
        self._closed = True
        for context in list(self._clients):
            await self.close(context)
        await self._resting.end()


def is_onion(host: str) -> bool:
    """Whether a host is an onion service, however its name is written."""
    return host.lower().rstrip(".").endswith(".onion")


def base_url(address: str, *, plain_http: bool = False) -> str:
    """The base URL of a host or URL as a person gave it.

    Plain HTTP only for this machine and for onion services, which are encrypted on their way, or where
    `plain_http` allows it. Raises BadInput: address_unreadable, address_insecure.
    """
    text = address.strip()
    if "://" not in text:
        host = urlsplit("//" + text).hostname or ""
        text = ("http://" if _safe_in_plain(host) else "https://") + text
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise BadInput("address_unreadable", field="address") from None
    if parts.scheme not in ("http", "https") or not host or parts.username or any(c.isspace() for c in text):
        raise BadInput("address_unreadable", field="address")
    if parts.scheme == "http" and not plain_http and not _safe_in_plain(host):
        raise BadInput("address_insecure", field="address", value=host)
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port else "")


def _safe_in_plain(host: str) -> bool:
    if host == "localhost" or is_onion(host):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _with_user(proxy: str) -> str | None:
    if not proxy:
        return None
    scheme, _, place = proxy.partition("://")
    # the user name tells Tor to use a circuit of its own (IsolateSOCKSAuth)
    return f"{scheme}://h-{secrets.token_hex(8)}:x@{place.rsplit('@', 1)[-1]}"
