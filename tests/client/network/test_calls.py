"""Calls to a real server: clocks that are off, refusals, and wake-ups that come or stop coming."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import framing
from heimo_protocol.circles import open_genesis
from heimo_protocol.encoding import decode
from heimo_protocol.operations import (
    CHALLENGE,
    CIRCLE_LIST,
    CREDENTIAL,
    LIST,
    LIVE,
    ChallengeArgs,
    CircleListArgs,
    CredentialArgs,
    ListArgs,
    LiveArgs,
)
from heimo_protocol.requests import Mode, Request, Response
from heimo_tui.core.errors import Incompatible, Refused, Tampering, Unreachable
from heimo_tui.network.calls import Calls, Signer, refused
from heimo_tui.network.contexts import ACCOUNT, PUBLIC, Context, ContextKind, Contexts, Route
from heimo_tui.network.descriptor import Fetched, fetch
from heimo_tui.network.live import listen
from tests.support.server import Community, served

CIRCLES = Path(__file__).parents[2] / "support" / "circles.toml"


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    with served(tmp_path_factory.mktemp("community") / "server", "--circles", str(CIRCLES)) as one:
        yield one


@pytest.fixture
async def contexts(community: Community) -> AsyncIterator[Contexts]:
    one = Contexts(Route(community.url))
    yield one
    await one.close_all()


async def test_the_descriptor_is_pinned(contexts: Contexts) -> None:
    fetched = await fetch(contexts)
    assert isinstance(fetched, Fetched)
    assert (await fetch(contexts, fetched.descriptor.root)).hash == fetched.hash
    with pytest.raises(Tampering, match="foreign_root"):
        await fetch(contexts, b"\1" * 32)


async def test_a_clock_that_is_off_is_met_once_and_remembered(contexts: Contexts) -> None:
    descriptor = (await fetch(contexts)).descriptor
    calls = Calls(contexts, descriptor.server_id, clock=lambda: time.time() - 5000)
    signer = Signer(Ed25519PrivateKey.generate(), Mode.ACCOUNT)
    for _ in range(2):
        # the clock is right the second time, and then the account is what is unknown
        with pytest.raises(Refused, match="auth_unknown"):
            await calls.call(ACCOUNT, CREDENTIAL, CredentialArgs(request=b"\0" * 224), signer)
    assert abs(calls.server_time(ACCOUNT) - time.time()) <= 2


async def test_a_context_that_was_closed_knows_nothing_of_before(contexts: Contexts) -> None:
    descriptor = (await fetch(contexts)).descriptor
    calls = Calls(contexts, descriptor.server_id, clock=lambda: time.time() - 5000)
    with pytest.raises(Refused, match="auth_unknown"):
        signer = Signer(Ed25519PrivateKey.generate(), Mode.ACCOUNT)
        await calls.call(ACCOUNT, CREDENTIAL, CredentialArgs(request=b"\0" * 224), signer)
    before = contexts.client(ACCOUNT)
    await calls.close(ACCOUNT)
    assert abs(calls.server_time(ACCOUNT) - (time.time() - 5000)) <= 2
    with pytest.raises(Unreachable, match="closed"):
        await before.get("/healthz")
    assert (await contexts.client(ACCOUNT).get("/healthz")).status == 200


async def test_what_an_account_is_told_of_the_time_does_not_mark_its_names(contexts: Contexts) -> None:
    descriptor = (await fetch(contexts)).descriptor
    calls = Calls(contexts, descriptor.server_id, clock=lambda: time.time() - 5000)
    with pytest.raises(Refused, match="auth_unknown"):
        signer = Signer(Ed25519PrivateKey.generate(), Mode.ACCOUNT)
        await calls.call(ACCOUNT, CREDENTIAL, CredentialArgs(request=b"\0" * 224), signer)
    name = Context(ContextKind.NAME, b"n" * 32)
    assert abs(calls.server_time(name) - (time.time() - 5000)) <= 2


@pytest.mark.parametrize("off", [0, 0.4, 29, -29, 61, -500, 5000, -90_000])
def test_no_clock_of_ones_own_shows_in_a_request(off: float) -> None:
    now = 1_700_000_013
    calls = Calls(Contexts(Route("http://127.0.0.1:1")), bytes(32), clock=lambda: now + off)
    signer = Signer(Ed25519PrivateKey.generate(), Mode.ACCOUNT)

    def sent(context: Context) -> int:
        body = calls.request(context, CREDENTIAL, CredentialArgs(request=b""), signer)
        auth = decode(framing.unpack(body), Request).auth
        assert auth is not None
        return auth.time

    assert sent(ACCOUNT) == 0, "it asks"
    assert calls.take_time(ACCOUNT, Response(ok=False, time=now, code="clock_skew", value=now - 1000))
    assert sent(ACCOUNT) == now - now % 60
    assert calls.take_time(ACCOUNT, Response(ok=False, time=now, code="clock_skew", value=now + 61))
    assert sent(ACCOUNT) == now + 61, "a server that began again takes nothing earlier"
    now += 121
    assert sent(ACCOUNT) == now - now % 60
    assert sent(PUBLIC) == 0, "each context learns for itself"


async def test_a_restart_is_met_at_once(tmp_path: Path) -> None:
    signer = Signer(Ed25519PrivateKey.generate(), Mode.ACCOUNT)
    with served(tmp_path / "server", "--circles", str(CIRCLES)) as one:
        contexts = Contexts(Route(one.url))
        calls = Calls(contexts, (await fetch(contexts)).descriptor.server_id)
        for _ in range(3):
            with pytest.raises(Refused, match="auth_unknown"):  # and not Unreachable, nor a clock that is off
                await calls.call(ACCOUNT, CREDENTIAL, CredentialArgs(request=b"\0" * 224), signer)
            one.stop()
            one.start()
        await contexts.close_all()


@pytest.mark.parametrize(("told", "value"), [(-1, 0), (2**32, 0), (2**63 - 1, None), (5, -1), (5, 2**32)])
async def test_a_time_that_cannot_be_is_not_taken(contexts: Contexts, told: int, value: int | None) -> None:
    calls = Calls(contexts, b"s" * 32)
    with pytest.raises(Incompatible):
        calls.take_time(ACCOUNT, Response(ok=False, time=told, code="clock_skew", value=value))


@pytest.mark.parametrize(("asked", "kept"), [(None, None), (60, 60), (-5, 0), (2**63 - 1, 86_400)])
def test_no_server_makes_anybody_wait_for_ever(asked: int | None, kept: int | None) -> None:
    assert refused(Response(ok=False, time=0, code="busy", retry_after=asked)).retry_after == kept


async def test_a_server_that_just_began_is_met(tmp_path: Path) -> None:
    with served(tmp_path / "server", "--circles", str(CIRCLES)) as young:
        contexts = Contexts(Route(young.url))
        descriptor = (await fetch(contexts)).descriptor
        signer = Signer(Ed25519PrivateKey.generate(), Mode.ACCOUNT)
        with pytest.raises(Refused, match="auth_unknown"):
            await Calls(contexts, descriptor.server_id).call(
                ACCOUNT, CREDENTIAL, CredentialArgs(request=b"\0" * 224), signer
            )
        await contexts.close_all()


async def test_refusals_carry_their_code(contexts: Contexts) -> None:
    calls = Calls(contexts, b"s" * 32)
    with pytest.raises(Refused) as caught:
        await calls.call(PUBLIC, CHALLENGE, ChallengeArgs(circle=b"\0" * 16))
    assert caught.value.code == "not_found"


async def test_wake_ups_begin_with_the_newest_number(contexts: Contexts) -> None:
    descriptor = (await fetch(contexts)).descriptor
    calls = Calls(contexts, descriptor.server_id)
    listed = await calls.call(PUBLIC, CIRCLE_LIST, CircleListArgs())
    circle = open_genesis(listed.circles[0].genesis, descriptor.server_id).id
    newest = await calls.call(PUBLIC, LIST, ListArgs(circle=circle))
    async with aclosing(listen(calls, PUBLIC, LIVE, LiveArgs(circle=circle), None)) as numbers:
        assert await anext(numbers) == newest.head_seq
    with pytest.raises(Refused, match="not_found"):
        async with aclosing(listen(calls, PUBLIC, LIVE, LiveArgs(circle=b"\0" * 16), None)) as numbers:
            await anext(numbers)


async def test_a_server_that_hangs_is_given_up(
    contexts: Contexts, community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    descriptor = (await fetch(contexts)).descriptor
    calls = Calls(contexts, descriptor.server_id)
    listed = await calls.call(PUBLIC, CIRCLE_LIST, CircleListArgs())
    circle = open_genesis(listed.circles[0].genesis, descriptor.server_id).id
    monkeypatch.setattr("heimo_tui.network.live.SILENCE_SECONDS", 0.5)
    async with aclosing(listen(calls, PUBLIC, LIVE, LiveArgs(circle=circle), None)) as numbers:
        await anext(numbers)
        community.freeze()
        try:
            with pytest.raises(Unreachable, match="timeout"):
                await anext(numbers)
        finally:
            community.thaw()
