"""Posting into a community until its disk takes no more, and what must hold then."""

import asyncio
import hashlib
import secrets
import time

import httpx

from heimo_protocol.errors import Code
from heimo_protocol.events import Need, PostBody
from heimo_protocol.log import next_head
from heimo_protocol.operations import ListArgs, PutArgs
from heimo_protocol.signing import Envelope
from tests.server.house import House, Member, Running, envelope, read_response, result_of

WORD = "unheard-of"
"""In every post, so that it can be looked for where it must not be."""

_HALF = 3_300
_MOST = 2000
_PATIENCE = 20.0


def put(house: House, server: Running, member: Member) -> httpx.Response:
    """Put the member's next post, the same one again where it was not taken before, as people's programs do.

    No database can compress it.
    """
    if member.waiting is None:
        member.waiting = member.sign(PostBody(text=f"{WORD} {secrets.token_hex(_HALF)}", need=Need.LISTEN))
    signed = member.waiting
    answer = _put(house, server, member, None)
    if (response := read_response(answer)).code == Code.CLOCK_SKEW:  # its memory of requests began anew
        answer = _put(house, server, member, response.value)
    if answer.status_code == 200:
        member.took(signed)
    return answer


def _put(house: House, server: Running, member: Member, at: int | None) -> httpx.Response:
    assert member.waiting is not None
    body = envelope(house, PutArgs(event=member.waiting.data), "event.put", member, at=at)
    return httpx.post(f"{server.address}/v1/event.put", content=body, timeout=20)


def fill(house: House, server: Running, member: Member) -> httpx.Response:
    """Put posts until one is not taken."""
    for _ in range(_MOST):
        answer = put(house, server, member)
        if answer.status_code != 200:
            return answer
    raise AssertionError("the disk is never full")


def require_refused(answer: httpx.Response) -> None:
    """Check that it says `closed`, and to come again."""
    response = read_response(answer)
    assert (answer.status_code, response.code) == (503, Code.CLOSED)
    assert response.retry_after == int(answer.headers["retry-after"]) == 5


def listing(house: House, server: Running, member: Member | None = None) -> httpx.Response:
    """Ask for the log, as a member or as nobody."""
    body = envelope(house, ListArgs(circle=house.circle.id), "event.list", member)
    return httpx.post(f"{server.address}/v1/event.list", content=body, timeout=20)


def newest(house: House, server: Running) -> int:
    """The log's newest number, as anybody reads it."""
    return int(result_of("event.list", listing(house, server)).head_seq)


def health(server: Running) -> int:
    """The status of the server's page for proxies."""
    return httpx.get(f"{server.address}/healthz").status_code


def until_well(server: Running) -> None:
    """Wait until the server says that it is well."""
    end = time.monotonic() + _PATIENCE
    while health(server) != 200:
        assert time.monotonic() < end, "it never gets well"
        time.sleep(0.05)


def require_steady(server: Running, status: int, seconds: float) -> None:
    """Check that the server's health stays as it is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert health(server) == status
        time.sleep(0.05)


def verified(house: House) -> int:
    """How many events the log has; fails where one is missing, or its chain is broken."""

    async def look() -> int:
        store = await house.open()
        rows = await store.read(lambda txn: txn.events_after(house.circle.id, 0, limit=10**6, max_bytes=10**9))
        await store.close()
        head = house.circle.first_head
        for number, row in enumerate(rows, start=1):
            assert row.log_seq == number and row.envelope is not None
            head = next_head(head, number, hashlib.sha256(Envelope.from_bytes(row.envelope).payload).digest())
            assert row.head == head
        return len(rows)

    return asyncio.run(look())
