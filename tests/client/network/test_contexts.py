"""Contexts: addresses, proxies that are never gone around, and connections that share nothing."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from heimo_protocol.operations import CIRCLE_LIST, CircleListArgs
from heimo_tui.core.errors import BadInput, HeimoError, Incompatible, Unreachable
from heimo_tui.network.calls import Calls
from heimo_tui.network.contexts import PUBLIC, Contexts, Route, base_url
from heimo_tui.network.http_door import BODY_CAP, NOT_SENT
from heimo_tui.network.live import Backoff


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("kitchen.example", "https://kitchen.example"),
        (" Kitchen.Example:8443/ ", "https://kitchen.example:8443"),
        ("https://kitchen.example/path?x=1", "https://kitchen.example"),
        ("127.0.0.1:9", "http://127.0.0.1:9"),
        ("localhost:9", "http://localhost:9"),
        ("[::1]:9", "http://[::1]:9"),
        ("abc.onion", "http://abc.onion"),
        ("http://abc.onion", "http://abc.onion"),
    ],
)
def test_addresses_as_people_give_them(given: str, base: str) -> None:
    assert base_url(given) == base


@pytest.mark.parametrize(
    "given", ["", "ftp://x", "https://", "http://me:pw@127.0.0.1", "a b.example", "https://x:99999"]
)
def test_addresses_that_are_none(given: str) -> None:
    with pytest.raises(BadInput, match="address_unreadable"):
        base_url(given)


def test_plain_http_only_where_nobody_listens_on_the_way() -> None:
    with pytest.raises(BadInput, match="address_insecure"):
        base_url("http://kitchen.example")
    assert base_url("http://kitchen.example", plain_http=True) == "http://kitchen.example"


@asynccontextmanager
async def answering(data: bytes, seen: list[bytes]) -> AsyncIterator[int]:
    """A peer on a free port that notes what comes and answers with `data`."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await reader.read(4096))
        try:
            writer.write(data)
            await writer.drain()
        except ConnectionError:
            return
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


async def ask(contexts: Contexts) -> None:
    try:
        await Calls(contexts, b"s" * 32).call(PUBLIC, CIRCLE_LIST, CircleListArgs())
    finally:
        await contexts.close_all()


async def test_tor_that_is_a_must_is_never_gone_around() -> None:
    with pytest.raises(Unreachable, match="tor_required"):
        await ask(Contexts(Route("http://127.0.0.1:1", tor_required=True)))


async def test_nobody_there_means_not_sent() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(Unreachable) as caught:
        await ask(Contexts(Route(f"http://127.0.0.1:{port}")))
    assert caught.value.reason in NOT_SENT


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", Incompatible, "encoding"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", Incompatible, "redirect"),
        (b"HTTP/1.1 502 Bad\r\nContent-Length: 3\r\n\r\nbad", Unreachable, "server"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (BODY_CAP + 1), Incompatible, "too_large"),
        (b"nonsense\r\n\r\n", Unreachable, "network"),
        (b"", Unreachable, "network"),
    ],
)
async def test_answers_that_are_none(answer: bytes, kind: type[HeimoError], code: str) -> None:
    seen: list[bytes] = []
    async with answering(answer, seen) as port:
        with pytest.raises(kind, match=code):
            await ask(Contexts(Route(f"http://127.0.0.1:{port}")))
    head, _, _ = seen[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /v1/circle.list HTTP/1.1")
    assert b"python" not in head.lower() and b"cookie" not in head.lower()


def test_waits_grow_and_begin_anew() -> None:
    wait = Backoff(1.0, 8.0)
    waits = [wait.wait() for _ in range(6)]
    assert all(0.7 * base <= one <= 1.3 * base for one, base in zip(waits, (1, 2, 4, 8, 8, 8), strict=True))
    wait.reset()
    assert wait.wait() <= 1.3
