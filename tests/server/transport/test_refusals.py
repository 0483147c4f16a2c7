"""Everything wrong is refused with its code and status, in a padded answer."""

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from heimo_protocol import framing
from heimo_protocol.encoding import encode
from heimo_protocol.errors import STATUS, Code
from heimo_protocol.limits import BODY_CLASSES, ServerLimits
from heimo_protocol.operations import (
    Args,
    ChallengeArgs,
    CircleListArgs,
    HeldArgs,
    JoinArgs,
    ListArgs,
    PutArgs,
    RegisterArgs,
)
from heimo_protocol.requests import Mode, Request, Response
from server_stub.store.rows import BanRow
from tests.server.house import House, Member, Running, build_house, envelope, hours_now, read_response, running


def send(server: Running, body: bytes, op: str = "event.held") -> httpx.Response:
    return httpx.post(f"{server.address}/v1/{op}", content=body, timeout=20)


def refused(answer: httpx.Response, code: Code) -> Response:
    response = read_response(answer)
    assert (response.ok, response.code, answer.status_code) == (False, code, STATUS[code])
    assert len(answer.content) in BODY_CLASSES
    assert abs(response.time - time.time()) < 60
    return response


def held_args(house: House) -> HeldArgs:
    return HeldArgs(circle=house.circle.id)


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/v1/event.unknown"), ("POST", "/"), ("GET", "/v1/event.put"), ("POST", "/v1/event.put/")],
)
def test_unknown_operation(server: Running, method: str, path: str) -> None:
    answer = httpx.request(method, server.address + path, content=framing.pack(b"") if method == "POST" else None)
    refused(answer, Code.NOT_FOUND)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"x",
        bytes(1023),
        (1021).to_bytes(4, "big") + bytes(1020),
        (2).to_bytes(4, "big") + b"ab" + bytes(1017) + b"x",
        (2).to_bytes(4, "big") + b"ab" + bytes(4090),
        (2**32 - 1).to_bytes(4, "big") + bytes(1020),
    ],
)
def test_bad_frames(server: Running, body: bytes) -> None:
    refused(send(server, body), Code.BAD_FRAME)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        encode({"args": b""}) + b"\x00",
        encode({"args": b"", "extra": 1}),
        encode([]),
        b"\xa1\x64args\x58\x00",
    ],
)
def test_bad_encoding(server: Running, content: bytes) -> None:
    refused(send(server, framing.pack(content)), Code.BAD_ENCODING)


def test_arguments_of_another_shape(house: House, server: Running) -> None:
    body = framing.pack(encode(Request(args=encode({"circles": 3}))))
    refused(send(server, body, "event.list"), Code.BAD_ENCODING)


@pytest.mark.parametrize("chunked", [False, True])
def test_oversize_body(server: Running, chunked: bool) -> None:
    def chunks() -> "list[bytes]":
        return [bytes(65536)] * 5

    content = iter(chunks()) if chunked else b"".join(chunks())
    try:
        answer = httpx.post(f"{server.address}/v1/event.put", content=content, timeout=20)
    except (httpx.WriteError, httpx.ReadError):
        return  # the server closed before all was written, which is as good
    refused(answer, Code.TOO_LARGE)
    assert answer.headers["connection"] == "close"


def test_request_that_must_be_signed(house: House, server: Running) -> None:
    refused(send(server, envelope(house, held_args(house), "event.held")), Code.AUTH_UNKNOWN)


def test_key_that_nobody_knows(house: House, server: Running) -> None:
    stranger = Member(house.circle.id)
    refused(send(server, envelope(house, held_args(house), "event.held", stranger)), Code.AUTH_UNKNOWN)


def test_role_that_the_operation_does_not_take(house: House, server: Running) -> None:
    body = envelope(house, held_args(house), "event.held", house.members[0], mode=Mode.ACCOUNT)
    refused(send(server, body), Code.AUTH_UNKNOWN)


def test_signature_for_another_operation(house: House, server: Running) -> None:
    refused(send(server, envelope(house, held_args(house), "event.list", house.members[0])), Code.AUTH_INVALID)


def test_replay(house: House, server: Running) -> None:
    body = envelope(house, held_args(house), "event.held", house.members[0])
    assert send(server, body).status_code == 200
    refused(send(server, body), Code.REPLAY)


@pytest.mark.parametrize("seconds", [-700, 70])
def test_clock_skew_tells_the_right_time(house: House, server: Running, seconds: int) -> None:
    body = envelope(house, held_args(house), "event.held", house.members[0], at=time.time() + seconds)
    response = refused(send(server, body), Code.CLOCK_SKEW)
    again = envelope(house, held_args(house), "event.held", house.members[0], at=response.time)
    assert send(server, again).status_code == 200


def test_a_request_from_before_the_start_is_not_taken(tmp_path: Path) -> None:
    house = asyncio.run(build_house(tmp_path / "data"))
    body = envelope(house, held_args(house), "event.held", house.members[0], at=time.time() - 2)
    with running(house.data) as again:
        refused(send(again, body), Code.CLOCK_SKEW)


async def test_banned_and_retired_names(house: House, server: Running) -> None:
    banned, retired, over = house.members[3:6]
    store = await house.open()
    until = hours_now() + 5
    for member, hour in ((banned, until), (over, hours_now())):
        row = await store.read(lambda txn, member=member: txn.name(member.key))  # type: ignore[misc] # bound now
        assert row is not None
        ban = BanRow(space=row.space, nym_id=row.nym_id, until_hour=hour, by=bytes(32))
        await store.write(lambda txn, ban=ban: txn.set_ban(ban))  # type: ignore[misc] # bound now
    await store.write(lambda txn: txn.retire_name(retired.key, day=1))
    await store.close()

    def ask(member: Member) -> httpx.Response:
        return send(server, envelope(house, held_args(house), "event.held", member))

    assert refused(await asyncio.to_thread(ask, banned), Code.BANNED).value == until
    refused(await asyncio.to_thread(ask, retired), Code.AUTH_UNKNOWN)
    assert (await asyncio.to_thread(ask, over)).status_code == 200


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[tuple[House, Running]]:
    """A server with room for three nameless requests of each purpose, and hardly more."""
    limits = ServerLimits(anonymous_second=1, anonymous_burst=3, posts_hour=50, entry_codes_minute=2)
    house = asyncio.run(build_house(tmp_path / "data", limits=limits))
    with running(house.data) as server:
        yield house, server


def ask(house: House, server: Running, purpose: str) -> httpx.Response:
    """One request that counts against the budget of a purpose."""
    circle, nonsense = house.circle.id, bytes(32)
    args: dict[str, Args] = {
        "circle.list": CircleListArgs(),
        "event.list": ListArgs(circle=circle),
        "circle.challenge": ChallengeArgs(circle=circle),
        "circle.join": JoinArgs(circle=circle, challenge=nonsense, presentation=nonsense, card=nonsense),
        "account.register": RegisterArgs(
            account=nonsense, nonce=bytes(16), tag=bytes(16), request=nonsense, sig=bytes(64)
        ),
        "event.held": HeldArgs(circle=circle),
    }
    stranger = Member(circle) if purpose == "event.held" else None
    return send(server, envelope(house, args[purpose], purpose, stranger), purpose)


PURPOSES = ("circle.list", "event.list", "circle.challenge", "circle.join", "account.register", "event.held")


@pytest.mark.parametrize("flooded", PURPOSES)
def test_a_flood_of_one_kind_stops_no_other(strict: tuple[House, Running], flooded: str) -> None:
    house, server = strict
    for number in range(300):  # a slow machine is given new ones meanwhile
        answer = ask(house, server, flooded)
        if number >= 11 and answer.status_code == 429:
            break
    response = refused(answer, Code.BUSY)
    assert response.retry_after == int(answer.headers["retry-after"]) == 1
    for others in PURPOSES:
        assert others == flooded or ask(house, server, others).status_code != 429
    assert httpx.get(f"{server.address}/.well-known/heimo").status_code == 200
    args = ListArgs(circle=house.circle.id)
    for _ in range(5):
        signed = send(server, envelope(house, args, "event.list", house.members[0]), "event.list")
        assert signed.status_code == 200


def test_entry_codes_are_tried_slowly_and_reading_goes_on(strict: tuple[House, Running]) -> None:
    house, server = strict
    guess = envelope(house, CircleListArgs(code="by the wall"), "circle.list")
    assert [send(server, guess, "circle.list").status_code for _ in range(2)] == [200, 200]
    time.sleep(1.5)
    answer = refused(send(server, guess, "circle.list"), Code.BUSY)
    assert 20 <= (answer.retry_after or 0) <= 30
    time.sleep(1)
    assert ask(house, server, "circle.list").status_code == 200


def test_a_circle_that_is_not_there(house: House, server: Running) -> None:
    refused(send(server, envelope(house, ListArgs(circle=os.urandom(16)), "event.list"), "event.list"), Code.NOT_FOUND)


def test_an_event_that_is_not_the_authors_next(house: House, server: Running) -> None:
    member = house.members[6]
    member.post("never sent")
    body = envelope(house, PutArgs(event=member.post("second").data), "event.put", member)
    assert refused(send(server, body, "event.put"), Code.SEQ_CONFLICT).value == 0
