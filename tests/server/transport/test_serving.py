"""What a real server process answers: events in and out, the descriptor, health, and nothing more than needed."""

import hashlib
import json
import socket

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


def test_an_answer_comes_in_one_piece_and_whoever_waits_for_leave_to_send_gets_it(
    house: House, server: Running
) -> None:
    body = envelope(house, ListArgs(circle=house.circle.id), "event.list")
    head = f"POST /v1/event.list HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", httpx.URL(server.address).port), timeout=20) as connection:
        connection.sendall(head.encode())
        assert connection.recv(65_536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(body)
        answer = connection.recv(1_000_000)
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert len(answer.split(b"\r\n\r\n", 1)[1]) in BODY_CLASSES
        connection.sendall(b"HEAD /.well-known/heimo HTTP/1.1\r\nhost: x\r\n\r\n")
        assert connection.recv(65_536).startswith(b"HTTP/1.1 200 "), "a head that no body comes after"
