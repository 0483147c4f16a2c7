"""Where connections, bodies or answers are too many together, who kept the server waiting longest makes room."""

import asyncio
import resource
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from heimo_protocol.operations import ListArgs, LiveArgs, PutArgs
from server_stub.config import ServerConfig
from server_stub.transport.listening import fit
from tests.server.certificates import make_certificate
from tests.server.house import House, Running, build_house, envelope, running
from tests.server.transport.test_slow_clients import HEADER, SOON, ask_health, connect, until_closed

BODY = 262_144


@contextmanager
def serving(tmp_path: Path, **settings: Any) -> Iterator[tuple[House, Running]]:
    house = asyncio.run(build_house(tmp_path / "data", members=4))
    with running(house.data, **settings) as server:
        yield house, server
        assert server.stop() == 0


def test_the_connection_that_was_silent_longest_makes_room(tmp_path: Path) -> None:
    with serving(tmp_path, max_connections=5) as (_, server), ExitStack() as stack:
        silent = [stack.enter_context(connect(server)) for _ in range(5)]
        for number in range(3):
            ask_health(stack.enter_context(connect(server)))
            assert until_closed(silent[number])[0] == b""
        silent[4].sendall(HEADER)  # the two that are left are still connected
        ask_health(silent[3])


def test_a_header_that_was_begun_is_told_why_it_must_go(tmp_path: Path) -> None:
    with serving(tmp_path, max_connections=2) as (_, server), connect(server) as slow, connect(server) as idle:
        slow.sendall(HEADER)
        ask_health(idle)
        with connect(server) as other:
            ask_health(other)
            received, seconds = until_closed(slow)
    assert received.startswith(b"HTTP/1.1 503") and b"retry-after: 10" in received and seconds < 5


def test_where_all_are_being_served_the_next_one_is_told_so(tmp_path: Path) -> None:
    with serving(tmp_path, max_connections=3) as (house, server), ExitStack() as stack:
        for member in house.members[:3]:
            body = envelope(house, LiveArgs(circle=house.circle.id), "live", member)
            stream = stack.enter_context(connect(server))
            stream.sendall(b"POST /v1/live HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
            received = b""
            while b"data: 0" not in received:
                received += stream.recv(4096)
        with connect(server) as other:
            received, _ = until_closed(other)
    assert received.startswith(b"HTTP/1.1 503") and b"retry-after: 10" in received


def test_bodies_that_do_not_end_make_room_for_those_that_do(tmp_path: Path) -> None:
    with serving(tmp_path, max_body_bytes=3 * BODY) as (house, server), ExitStack() as stack:
        half = [stack.enter_context(connect(server)) for _ in range(8)]
        for connection in half:
            connection.sendall(HEADER + b"content-length: %d\r\n\r\n" % BODY + bytes(BODY - 1))
            time.sleep(0.05)  # one after the other, so that the first is the oldest
        for member in house.members:
            put = envelope(house, PutArgs(event=member.post("It fits.").data), "event.put", member)
            assert httpx.post(f"{server.address}/v1/event.put", content=put, timeout=20).status_code == 200
        for connection in half[:4]:
            received, seconds = until_closed(connection)
            assert received.startswith(b"HTTP/1.1 503") and seconds < 5


def test_a_body_that_there_is_no_room_for_is_refused(tmp_path: Path) -> None:
    with serving(tmp_path, max_body_bytes=10_000) as (_, server), connect(server) as large, connect(server) as small:
        large.sendall(HEADER + b"content-length: 20000\r\n\r\n" + bytes(19_000))
        assert until_closed(large)[0].startswith(b"HTTP/1.1 503")
        ask_health(small)


def test_answers_that_are_not_taken_are_dropped_before_they_are_too_many(tmp_path: Path) -> None:
    with serving(tmp_path, max_unsent_bytes=500_000, idle_seconds=30) as (house, server), ExitStack() as stack:
        member = house.members[0]
        for _ in range(32):
            put = envelope(house, PutArgs(event=member.post("w" * 7000).data), "event.put", member)
            assert httpx.post(f"{server.address}/v1/event.put", content=put).status_code == 200
        body = envelope(house, ListArgs(circle=house.circle.id), "event.list")
        ask = b"POST /v1/event.list HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % len(body) + body
        deaf = []
        for _ in range(12):
            connection = stack.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            connection.connect(("127.0.0.1", server.port))
            connection.sendall(ask)
            deaf.append(connection)
            time.sleep(0.05)
        assert len(httpx.post(f"{server.address}/v1/event.list", content=body).content) == BODY
        received, seconds = until_closed(deaf[0])
        assert len(received) < BODY and seconds < SOON
        assert len(until_closed_after(deaf[-1], BODY)) > BODY, "the last of them is still served"


def until_closed_after(connection: socket.socket, size: int) -> bytes:
    """What comes until there is more than `size`, or the end."""
    received = b""
    while len(received) <= size and (part := connection.recv(65_536)):
        received += part
    return received


def test_a_tls_handshake_that_does_not_end_is_cut(tmp_path: Path) -> None:
    pem, private = make_certificate(tmp_path)
    trust = ssl.create_default_context(cafile=str(pem))
    trust.check_hostname = False
    with (
        serving(tmp_path, tls_certificate=str(pem), tls_key=str(private), header_seconds=1.0) as (_, server),
        connect(server) as silent,
    ):
        received, seconds = until_closed(silent)
        assert received == b"" and seconds < SOON
        assert httpx.get(f"{server.address}/healthz", verify=trust).status_code == 200


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="needs prlimit")
def test_a_process_with_few_files_has_fewer_places(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    config = ServerConfig(data=tmp_path)
    assert fit(config) == config, "this machine lets a server have its connections"
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (300, before[1]))
        assert fit(config).max_connections == config.max_connections, "the limit of the shell is raised"
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
