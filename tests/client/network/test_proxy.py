"""A real proxy between a client and a real community: who it sees, what it is asked, and what happens without it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from heimo_protocol.circles import open_genesis
from heimo_protocol.operations import CIRCLE_LIST, LIVE, CircleListArgs, LiveArgs
from heimo_tui.core.errors import Unreachable
from heimo_tui.network.calls import Calls
from heimo_tui.network.contexts import (
    ACCOUNT,
    PUBLIC,
    Context,
    ContextKind,
    Contexts,
    Route,
    join_attempt,
    queue,
    token_spend,
)
from heimo_tui.network.descriptor import fetch
from heimo_tui.network.http_door import NOT_SENT
from heimo_tui.network.resting import MOST_IDLE
from heimo_tui.ui.notices import for_error
from tests.support.people import until
from tests.support.proxies import Proxy, proxied
from tests.support.server import Community, free_port, served

CIRCLES = Path(__file__).parents[2] / "support" / "circles.toml"
HOST = "heimo.test"
ONION = "a" * 56 + ".onion"
LIVE_PATH = "/v1/live"


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    with served(tmp_path_factory.mktemp("community") / "server", "--circles", str(CIRCLES)) as one:
        yield one


@pytest.fixture
def proxy(community: Community, tmp_path: Path) -> Iterator[Proxy]:
    with proxied(tmp_path, {HOST: community.port, "localhost": community.port}) as one:
        yield one


@asynccontextmanager
async def through(proxy: Proxy, host: str = HOST) -> AsyncIterator[Contexts]:
    contexts = Contexts(Route(f"http://{host}", proxy=proxy.url, tor_required=True))
    try:
        yield contexts
    finally:
        await contexts.close_all()


@asynccontextmanager
async def live(calls: Calls, context: Context, circle: bytes) -> AsyncIterator[AsyncIterator[bytes]]:
    body = calls.request(context, LIVE, LiveArgs(circle=circle), None)
    async with calls.contexts.client(context).stream(LIVE_PATH, body, 30.0) as (status, chunks):
        assert status == 200
        yield chunks


async def first_circle(contexts: Contexts) -> tuple[Calls, bytes]:
    descriptor = (await fetch(contexts)).descriptor
    calls = Calls(contexts, descriptor.server_id)
    listed = await calls.call(PUBLIC, CIRCLE_LIST, CircleListArgs())
    return calls, open_genesis(listed.circles[0].genesis, descriptor.server_id).id


async def ask(contexts: Contexts, context: Context) -> None:
    await Calls(contexts, b"s" * 32).call(context, CIRCLE_LIST, CircleListArgs())


async def test_each_context_is_another_user_and_keeps_it(proxy: Proxy) -> None:
    different = [
        PUBLIC,
        ACCOUNT,
        Context(ContextKind.NAME, b"one"),
        Context(ContextKind.NAME, b"two"),
        join_attempt(),
        join_attempt(),
        token_spend(),
        token_spend(),
        queue(b"q" * 16, sending=True),
        queue(b"q" * 16, sending=False),
        queue(b"r" * 16, sending=False),
    ]
    assert len(set(different)) == len(different)
    async with through(proxy) as contexts:
        for context in (*different, *different):
            await ask(contexts, context)
        for context in different:
            await contexts.client(context).rest()
        for context in (PUBLIC, different[-1]):
            await ask(contexts, context)
    asked = proxy.asked()
    users = [one.user for one in asked]
    assert len(set(users)) == len(set(users[: len(different)])) == len(different)
    assert users[-2:] == [users[0], users[len(different) - 1]]
    assert all(len(user) == 18 and user.startswith("h-") and int(user[2:], 16) >= 0 for user in users)
    assert {(one.password, one.type, one.host, one.port) for one in asked} == {("x", 3, HOST, 80)}


async def test_another_run_and_a_closed_context_are_other_users(proxy: Proxy) -> None:
    for _ in range(2):
        async with through(proxy) as contexts:
            await ask(contexts, PUBLIC)
            await contexts.close(PUBLIC)
            await ask(contexts, PUBLIC)
    assert len({one.user for one in proxy.asked()}) == 4


async def test_many_queues_keep_few_connections(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heimo_tui.network.resting.IDLE_SECONDS", 3600.0)
    async with through(proxy) as contexts:
        queues = [queue(bytes([number]) * 16, sending=False) for number in range(50)]
        for one in queues:
            assert (await contexts.client(one).get("/healthz")).status == 200
        await until(lambda: sum(not one.closed for one in proxy.asked()) <= MOST_IDLE)
        closed = [one.closed for one in proxy.asked()]
        assert closed[:-MOST_IDLE] == ["client"] * (50 - MOST_IDLE) and "client" not in closed[-MOST_IDLE:]
        for one in queues:
            assert (await contexts.client(one).get("/healthz")).status == 200
        users = [one.user for one in proxy.asked()]
        assert len(set(users)) == 50, "whoever comes again comes as the same"
    await until(lambda: all(one.closed for one in proxy.asked()))


async def test_what_nobody_uses_is_closed_and_what_is_used_is_not(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heimo_tui.network.resting.IDLE_SECONDS", 0.05)
    async with through(proxy) as contexts:
        calls, circle = await first_circle(contexts)
        await until(lambda: {one.closed for one in proxy.asked()} == {"client"})
        async with live(calls, PUBLIC, circle) as chunks:
            await anext(chunks)
            for _ in range(3):
                await ask(contexts, ACCOUNT)
                await until(lambda: all(one.closed == "client" for one in proxy.asked() if LIVE_PATH not in one.paths))
            await contexts.client(PUBLIC).rest()
            assert [one.closed for one in proxy.asked() if LIVE_PATH in one.paths] == [""]
        await until(lambda: all(one.closed == "client" for one in proxy.asked()))


async def test_a_live_stream_ends_with_the_proxy_and_nothing_goes_around_it(community: Community, proxy: Proxy) -> None:
    # anybody could reach this address without a proxy
    async with through(proxy, f"localhost:{community.port}") as contexts:
        calls, circle = await first_circle(contexts)
        with pytest.raises(Unreachable, match="network"):
            async with live(calls, PUBLIC, circle) as chunks:
                assert b"data:" in await anext(chunks)
                proxy.kill()
                async for _ in chunks:
                    pass  # what was on its way may still come
        for context in (PUBLIC, ACCOUNT, queue(b"q" * 16, sending=True)):
            with pytest.raises(Unreachable) as caught:
                await ask(contexts, context)
            assert caught.value.reason == "proxy"
        assert caught.value.reason in NOT_SENT and "nothing was sent past it" in str(for_error(caught.value))


async def test_a_proxy_that_dies_before_the_answer(community: Community, proxy: Proxy) -> None:
    async with through(proxy) as contexts:
        await fetch(contexts)
        community.freeze()
        try:
            asking = asyncio.create_task(ask(contexts, ACCOUNT))
            await until(lambda: any("/v1/circle.list" in one.paths for one in proxy.asked()))
            proxy.kill()
            with pytest.raises(Unreachable) as caught:
                await asking
        finally:
            community.thaw()
        assert caught.value.reason not in NOT_SENT, "the server may have it"


@pytest.mark.parametrize(
    ("manner", "reason"),
    [("denies", "proxy"), ("wants nobody", "proxy"), ("hangs up", "proxy"), ("hangs", "connect_timeout")],
)
async def test_a_proxy_that_refuses(
    community: Community, tmp_path: Path, manner: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heimo_tui.network.handshake.HANDSHAKE_SECONDS", 0.2)
    with proxied(tmp_path, {"localhost": community.port}, manner) as proxy:
        async with through(proxy, f"localhost:{community.port}") as contexts:
            with pytest.raises(Unreachable) as caught:
                await ask(contexts, PUBLIC)
            assert caught.value.reason == reason and caught.value.reason in NOT_SENT
            stream = contexts.client(PUBLIC).stream("/", b"", 5.0)
            with pytest.raises(Unreachable, match=reason):
                await stream.__aenter__()
            # with the contexts still open: nothing is left behind by an attempt
            await until(lambda: [note["event"] for note in proxy.notes()].count("closed") == 2)
        assert proxy.asked() == []


async def test_what_the_proxy_cannot_reach_is_no_fault_of_the_proxy(community: Community, tmp_path: Path) -> None:
    with proxied(tmp_path, {HOST: free_port()}) as proxy:
        for host in (HOST, "elsewhere.test", "127.0.0.1:1"):
            async with through(proxy, host) as contexts:
                with pytest.raises(Unreachable) as caught:
                    await ask(contexts, PUBLIC)
                assert caught.value.reason == "refused" and caught.value.reason in NOT_SENT


async def test_a_cancelled_attempt_leaves_nothing_open(tmp_path: Path) -> None:
    with proxied(tmp_path, {}, "hangs") as proxy:
        async with through(proxy) as contexts:
            asking = asyncio.create_task(ask(contexts, PUBLIC))
            await until(lambda: any(note["event"] == "came" for note in proxy.notes()))
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            await until(lambda: any(note["event"] == "closed" for note in proxy.notes()))


@pytest.mark.parametrize("address", [f"http://{ONION}", f"http://{ONION.upper()}:8420", f"https://{ONION}."])
async def test_an_onion_address_is_never_tried_without_a_proxy(address: str) -> None:
    contexts = Contexts(Route(address))
    for context in (PUBLIC, queue(b"q" * 16, sending=False)):
        with pytest.raises(Unreachable, match="tor_required") as caught:
            await ask(contexts, context)
    assert caught.value.reason in NOT_SENT and "Tor only" in str(for_error(caught.value))
