"""Connections that are slow, endless, oversized or doubled are cut, and others do not notice."""

import select
import socket
import threading
import time
from contextlib import suppress

import httpx
import psutil  # type: ignore[import-untyped] # has no types
import pytest

from heimo_protocol.operations import ListArgs, PutArgs
from tests.server.house import House, Running, envelope

SOON = 9.0
"""Seconds, many times those that the server gives: a busy machine is late, but it is not endless."""

HEADER = b"POST /v1/event.put HTTP/1.1\r\nhost: x\r\n"


def connect(server: Running) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def until_closed(connection: socket.socket) -> tuple[bytes, float]:
    """All that comes until the server closes, and the seconds that took."""
    begin = time.monotonic()
    received = b""
    while True:
        try:
            part = connection.recv(65536)
        except ConnectionResetError:
            break
        if not part:
            break
        received += part
    return received, time.monotonic() - begin


def ask_health(connection: socket.socket) -> None:
    """One whole request and answer."""
    connection.sendall(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
    received = b""
    while not received.endswith(b"}"):
        received += connection.recv(65536)
    assert received.startswith(b"HTTP/1.1 200")


def drip(connection: socket.socket, piece: bytes, pause: float) -> threading.Thread:
    """Send a piece again and again until the connection is gone."""

    def work() -> None:
        try:
            while True:
                connection.sendall(piece)
                time.sleep(pause)
        except OSError:
            return

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_silence_is_cut(server: Running) -> None:
    with connect(server) as connection:
        received, seconds = until_closed(connection)
    assert received.startswith(b"HTTP/1.1 408") and 0.8 < seconds < SOON


def test_a_dripping_header_is_cut(server: Running) -> None:
    with connect(server) as connection:
        connection.sendall(HEADER)
        drip(connection, b"x: y\r\n", 0.1)
        received, seconds = until_closed(connection)
    assert received.startswith(b"HTTP/1.1 408") and seconds < SOON


def test_line_feeds_before_a_request_do_not_keep_a_connection(server: Running) -> None:
    with connect(server) as connection:
        drip(connection, b"\r\n", 0.1)
        assert until_closed(connection)[1] < SOON


def test_line_feeds_between_requests_do_not_keep_a_connection(server: Running) -> None:
    with connect(server) as connection:
        ask_health(connection)
        drip(connection, b"\r\n", 0.1)
        assert until_closed(connection)[1] < SOON


def test_a_body_that_does_not_come_is_cut(server: Running) -> None:
    with connect(server) as connection:
        connection.sendall(HEADER + b"content-length: 1024\r\n\r\n")
        received, seconds = until_closed(connection)
    assert received.startswith(b"HTTP/1.1 408") and seconds < SOON


def test_half_a_body_is_cut_before_its_time_is_over(server: Running) -> None:
    """Half of it came at once, so that its rate is fine for long; but nothing has come since."""
    with connect(server) as connection:
        connection.sendall(HEADER + b"content-length: 262144\r\n\r\n" + bytes(131_072))
        received, seconds = until_closed(connection)
    assert received.startswith(b"HTTP/1.1 408") and seconds < 5


def test_a_dripping_body_is_cut_for_its_rate(server: Running) -> None:
    with connect(server) as connection:
        connection.sendall(HEADER + b"content-length: 262144\r\n\r\n")
        drip(connection, b"x", 0.05)
        received, seconds = until_closed(connection)
    assert received.startswith(b"HTTP/1.1 408") and seconds < SOON


def test_an_endless_body_that_nobody_reads_is_cut(server: Running) -> None:
    with connect(server) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
        drip(connection, b"400\r\n" + bytes(1024) + b"\r\n", 0.05)
        received, seconds = until_closed(connection)
    assert received.startswith(b"HTTP/1.1 200") and received.count(b"HTTP/1.1") == 1 and seconds < SOON


def test_a_huge_header_is_cut_at_once(server: Running) -> None:
    with connect(server) as connection:
        connection.sendall(HEADER + b"x: " + b"y" * 8192)
        received, _ = until_closed(connection)
    assert received.startswith(b"HTTP/1.1 431")


def test_a_large_body_in_one_write_is_not_taken_for_a_header(server: Running) -> None:
    answer = httpx.post(f"{server.address}/v1/event.put", content=bytes(65536), timeout=10)
    assert answer.status_code == 400 and answer.content


def test_an_idle_connection_is_closed(server: Running) -> None:
    with connect(server) as connection:
        ask_health(connection)
        received, seconds = until_closed(connection)
    assert received == b"" and 1.5 < seconds < SOON


def test_requests_one_after_the_other_share_a_connection(server: Running) -> None:
    with httpx.Client() as client:
        for _ in range(20):
            assert client.get(f"{server.address}/healthz").status_code == 200


def test_pipelining_is_refused(server: Running) -> None:
    with connect(server) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n" * 1000)
        received, _ = until_closed(connection)
    assert received.count(b"HTTP/1.1 200") <= 1


@pytest.mark.parametrize("garbage", [b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"POST /\xff HTTP/1.1\r\n\r\n"])
def test_what_is_not_http_is_refused(server: Running, garbage: bytes) -> None:
    with connect(server) as connection:
        connection.sendall(garbage)
        received, _ = until_closed(connection)
    assert received.startswith((b"HTTP/1.1 400", b"HTTP/1.1 408"))


def test_others_are_served_while_many_are_slow(server: Running) -> None:
    slow = [connect(server) for _ in range(200)]
    for connection in slow:
        connection.sendall(HEADER)
    assert httpx.get(f"{server.address}/healthz", timeout=20).status_code == 200
    ended, _, _ = select.select(slow, [], [], 0)
    assert len(ended) < len(slow), "it was not their end that was waited for"
    for connection in slow:
        assert until_closed(connection)[0].startswith(b"HTTP/1.1 408")
        connection.close()


def test_a_client_that_does_not_read_is_cut(house: House, server: Running) -> None:
    """It asks for large pages until every buffer on the way is full, takes none, and keeps its connection open."""
    process = psutil.Process(server.process.pid)

    def connections() -> int:
        return sum(c.status != psutil.CONN_LISTEN for c in process.net_connections("tcp"))

    member = house.members[0]
    for _ in range(35):
        put = envelope(house, PutArgs(event=member.post("w" * 7000).data), "event.put", member)
        assert httpx.post(f"{server.address}/v1/event.put", content=put).status_code == 200
    body = envelope(house, ListArgs(circle=house.circle.id), "event.list")
    request = b"POST /v1/event.list HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % len(body) + body
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.connect(("127.0.0.1", server.port))
        asked = 0
        with suppress(OSError):  # cut while it still asks
            while asked < 40:
                connection.sendall(request)
                asked += 1
                time.sleep(0.03)  # so that no request overtakes an answer that could be sent
        begin = time.monotonic()
        while connections() and time.monotonic() - begin < 40:
            time.sleep(0.1)
        assert not connections(), (process.net_connections("tcp"), connection.getsockname())
        assert asked > 3, "some answers were taken by buffers"
