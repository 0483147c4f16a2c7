"""Network contexts: what may share a connection, or a Tor circuit, and what must not (PROTOCOL 5.3)."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from heimo_tui.core.errors import BadInput, Unreachable
from heimo_tui.network.http_door import HttpClient


class ContextKind(StrEnum):
    """What a context is for."""

    PUBLIC = "public"
    ACCOUNT = "account"
    NAME = "name"
    JOIN = "join"
    TOKEN = "token"  # noqa: S105 - a kind of context, not a secret


@dataclass(frozen=True, slots=True)
class Context:
    """A context's identity; `about` tells those of one kind apart (a circle id, a name's key, random bytes)."""

    kind: ContextKind
    about: bytes = field(default=b"", repr=False)


PUBLIC = Context(ContextKind.PUBLIC)
ACCOUNT = Context(ContextKind.ACCOUNT)


def join_attempt() -> Context:
    """A context that nothing else shares."""
    return Context(ContextKind.JOIN, secrets.token_bytes(16))


@dataclass(frozen=True, slots=True)
class Route:
    """How to the server: its base URL, a `socks5h://host:port` proxy or "", and whether it is a must."""

    base_url: str
    proxy: str = ""
    tor_required: bool = False


class Contexts:
    """The contexts of one server; each has its own client and its own SOCKS user, made at its first use."""

    def __init__(self, route: Route) -> None:
        self.route = route
        self._clients: dict[Context, HttpClient] = {}
        self._closed = False

    def client(self, context: Context) -> HttpClient:
        """The client of a context.

        Raises Unreachable: "tor_required" where there must be a proxy and is none, "closed" after `close_all`.
        """
        if self._closed:
            raise Unreachable("closed")
        if self.route.tor_required and not self.route.proxy:
            raise Unreachable("tor_required")
        if context not in self._clients:
            self._clients[context] = HttpClient(self.route.base_url, _with_user(self.route.proxy))
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
    if host == "localhost" or host.endswith(".onion"):
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
