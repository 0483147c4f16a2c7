"""What a real server process answers: events in and out, the descriptor, health, and nothing more than needed."""

import hashlib
import json

import httpx

from heimo_protocol.descriptor import open_descriptor
from heimo_protocol.limits import BODY_CLASSES
from heimo_protocol.log import next_head
from heimo_protocol.operations import ListArgs, PutArgs
from heimo_protocol.signing import Envelope
from tests.server.house import House, Member, Running, envelope, result_of


def post(server: Running, op: str, body: bytes) -> httpx.Response:
    return httpx.post(f"{server.address}/v1/{op}", content=body, timeout=20)


def put(house: House, server: Running, member: Member, text: str) -> httpx.Response:
    return post(server, "event.put", envelope(house, PutArgs(event=member.post(text).data), "event.put", member))


def test_what_was_put_is_listed_with_a_whole_chain(house: House, server: Running) -> None:
    for number in range(1, 4):
        written = result_of("event.put", put(house, server, house.members[0], f"words {number}"))
        assert (written.held, written.log_seq) == (False, number)
    answer = post(server, "event.list", envelope(house, ListArgs(circle=house.circle.id), "event.list"))
    assert len(answer.content) in BODY_CLASSES
    page = result_of("event.list", answer)
    head = house.circle.first_head
    assert page.base == head
    for entry in page.entries:
        head = next_head(head, entry.log_seq, hashlib.sha256(Envelope.from_bytes(entry.event).payload).digest())
    assert (page.head_seq, page.head) == (3, head)


def test_putting_the_same_event_again_changes_nothing(house: House, server: Running) -> None:
    member = house.members[1]
    args = PutArgs(event=member.post("once only").data)
    first = result_of("event.put", post(server, "event.put", envelope(house, args, "event.put", member)))
    again = result_of("event.put", post(server, "event.put", envelope(house, args, "event.put", member)))
    assert (first.log_seq, first.head) == (again.log_seq, again.head)


def test_descriptor_is_signed_by_the_pinned_root(house: House, server: Running) -> None:
    answer = httpx.get(f"{server.address}/.well-known/heimo")
    assert answer.headers["content-type"] == "application/cbor"
    descriptor, _ = open_descriptor(answer.content, house.secrets.root_public)
    assert descriptor.server_id == house.secrets.server_id


def test_health_is_told_in_json(server: Running) -> None:
    answer = httpx.get(f"{server.address}/healthz")
    assert (answer.status_code, json.loads(answer.content)) == (200, {"ok": True, "writer": True, "database": True})


def test_answers_carry_no_header_that_is_not_needed(server: Running) -> None:
    answer = httpx.get(f"{server.address}/.well-known/heimo")
    assert set(answer.headers) == {"content-type", "content-length", "cache-control"}


def test_nothing_is_written_about_requests_that_went_well(house: House, server: Running) -> None:
    assert put(house, server, house.members[2], "a sentence that no log may hold").status_code == 200
    assert httpx.get(f"{server.address}/nowhere?who=me").status_code == 404
    assert (house.data / "stderr").read_text() == ""
