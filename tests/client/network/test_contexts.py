"""Contexts: addresses, proxies that are never gone around, and connections that share nothing."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from heimo_protocol.operations import CIRCLE_LIST, CircleListArgs
from heimo_tui.core.errors import BadInput, HeimoError, Incompatible, Unreachable
from heimo_tui.network.calls import Calls
from heimo_tui.network.contexts import ACCOUNT, PUBLIC, Contexts, Route, base_url, join_attempt
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


@asynccontextmanager
async def socks_proxy(asked: list[tuple[bytes, bytes]]) -> AsyncIterator[int]:
    """A SOCKS 5 proxy (RFC 1928, RFC 1929) that notes user and wanted name, and answers every request itself."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, methods = await reader.readexactly(2)
        assert 2 in await reader.readexactly(methods)
        writer.write(b"\x05\x02")
        user = await reader.readexactly((await reader.readexactly(2))[1])
        await reader.readexactly((await reader.readexactly(1))[0])
        writer.write(b"\x01\x00")
        _, _, _, kind, size = await reader.readexactly(5)
        assert kind == 3, "a name, never an address that was looked up here"
        name = await reader.readexactly(size)
        await reader.readexactly(2)
        writer.write(b"\x05\x00\x00\x01" + bytes(6))
        await reader.readuntil(b"\r\n\r\n")
        asked.append((user, name))
        writer.write(b"HTTP/1.1 204 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


async def test_a_proxy_gets_the_name_and_a_user_of_its_own_for_each_context() -> None:
    asked: list[tuple[bytes, bytes]] = []
    async with socks_proxy(asked) as port:
        contexts = Contexts(Route("http://abcdef.onion", proxy=f"socks5h://127.0.0.1:{port}", tor_required=True))
        for context in (PUBLIC, ACCOUNT, join_attempt(), join_attempt(), PUBLIC):
            assert (await contexts.client(context).get("/")).status == 204
        await contexts.close_all()
    users = [user for user, _ in asked]
    assert {name for _, name in asked} == {b"abcdef.onion"}
    assert len(set(users)) == 4 and users[0] == users[-1] and all(user.startswith(b"h-") for user in users)


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
