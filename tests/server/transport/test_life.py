"""How a server process begins and ends: addresses, TLS, signals, a full disk, and the worst end."""

import asyncio
import hashlib
import resource
import signal
import socket
import ssl
import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from heimo_protocol.log import next_head
from heimo_protocol.operations import PutArgs
from heimo_protocol.signing import Envelope
from server_stub.serve import EXIT_WRITER_DIED
from tests.server.certificates import make_certificate
from tests.server.house import House, Member, Running, build_house, envelope, read_response, result_of, running, start

KILLS = 20
NO_ROOTS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""To read the roots of all authorities for each of a thousand requests would cost more than they do."""


@pytest.fixture
def house(tmp_path: Path) -> House:
    return asyncio.run(build_house(tmp_path / "data", members=4))


def put(house: House, server: Running, member: Member, data: bytes) -> httpx.Response:
    body = envelope(house, PutArgs(event=data), "event.put", member)
    return httpx.post(f"{server.address}/v1/event.put", content=body, timeout=20, verify=NO_ROOTS)


async def whole_log(house: House) -> dict[int, bytes]:
    """All events by log number; fails where the chain does not verify."""
    store = await house.open()
    rows = await store.read(lambda txn: txn.events_after(house.circle.id, 0, limit=10**6, max_bytes=10**9))
    circle = await store.read(lambda txn: txn.circle(house.circle.id))
    await store.close()
    head = house.circle.first_head
    for number, row in enumerate(rows, start=1):
        assert row.log_seq == number and row.envelope is not None
        assert row.hash == hashlib.sha256(Envelope.from_bytes(row.envelope).payload).digest()
        head = next_head(head, number, row.hash)
        assert row.head == head
    assert circle is not None and (circle.head_seq, circle.head) == (len(rows), head)
    return {row.log_seq: row.event_id for row in rows}


def test_unix_socket_is_for_the_group_and_goes_away(house: House, tmp_path: Path) -> None:
    path = tmp_path / "s"
    with running(house.data, unix_socket=str(path)) as server:
        assert server.address == f"unix:{path}"
        assert stat.S_IMODE(path.stat().st_mode) == 0o660
        with httpx.Client(transport=httpx.HTTPTransport(uds=str(path))) as client:
            assert client.get("http://server/healthz").status_code == 200
        server.kill()
        assert path.exists()
    with running(house.data, unix_socket=str(path)) as server:
        assert server.stop() == 0
    assert not path.exists()


def test_tls_files(house: House, tmp_path: Path) -> None:
    pem, private = make_certificate(tmp_path)
    trust = ssl.create_default_context(cafile=str(pem))
    trust.check_hostname = False
    with running(house.data, tls_certificate=str(pem), tls_key=str(private)) as server:
        assert server.address.startswith("https://")
        assert httpx.get(f"{server.address}/healthz", verify=trust).status_code == 200
        assert server.stop() == 0


def test_an_address_in_use_is_said_before_anything_is_served(house: House) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(AssertionError, match="CannotListen"):
        start(house.data, port=taken.getsockname()[1])


def test_one_data_folder_has_one_server(house: House) -> None:
    with running(house.data) as server:
        with pytest.raises(AssertionError, match="AlreadyServed"):
            start(house.data)
        server.kill()
    with running(house.data) as server:
        assert server.stop() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_finishes_what_was_accepted(house: House, number: signal.Signals) -> None:
    accepted: list[int] = []

    def write_on(member: Member, server: Running) -> None:
        while True:
            try:
                answer = put(house, server, member, member.post("words").data)
            except httpx.TransportError:
                return
            accepted.append(result_of("event.put", answer).log_seq)

    with running(house.data) as server:
        with ThreadPoolExecutor(4) as pool:
            jobs = [pool.submit(write_on, member, server) for member in house.members]
            while len(accepted) < 100:
                time.sleep(0.01)
            server.process.send_signal(number)
            for job in jobs:
                job.result()
        assert server.process.wait(20) == 0
    log = asyncio.run(whole_log(house))
    assert len(accepted) == len(set(accepted)) and set(accepted) <= set(log)
    assert (house.data / "stderr").read_text() == ""


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="needs prlimit")
def test_a_full_disk_refuses_and_keeps_what_it_has(house: House) -> None:
    member = house.members[0]
    with running(house.data) as server:
        assert result_of("event.put", put(house, server, member, member.post("kept").data)).log_seq == 1
        full = (house.data / "community.db-wal").stat().st_size
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (full, resource.RLIM_INFINITY))
        waiting = member.post("there was no room")
        for _ in range(3):
            answer = put(house, server, member, waiting.data)
            assert (answer.status_code, read_response(answer).code) == (503, "closed")
        assert httpx.get(f"{server.address}/healthz").status_code == 503
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        assert result_of("event.put", put(house, server, member, waiting.data)).log_seq == 2
        assert httpx.get(f"{server.address}/healthz").status_code == 200
        assert server.stop() == 0
    assert len(asyncio.run(whole_log(house))) == 2
    assert b"no room" not in (house.data / "stderr").read_bytes()


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="needs prlimit")
def test_the_process_ends_with_its_writer(house: House) -> None:
    """A write fails, and the database file is gone when the writer opens it again."""
    member = house.members[0]
    with running(house.data) as server:
        assert put(house, server, member, member.post("kept").data).status_code == 200
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        (house.data / "community.db").rename(house.data / "elsewhere.db")
        assert put(house, server, member, member.post("lost").data).status_code == 503
        assert server.process.wait(20) == EXIT_WRITER_DIED


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_by_kill_9(house: House) -> None:
    acknowledged: dict[int, bytes] = {}
    for round_ in range(KILLS):
        with running(house.data) as server, ThreadPoolExecutor(4) as pool:
            told = threading.Semaphore(0)
            jobs = [pool.submit(_write_until_gone, house, server, member, told) for member in house.members]
            assert all(told.acquire(timeout=30) for _ in range(2)), "some of it has to arrive"
            time.sleep(0.02 * (round_ % 7))
            server.kill()
            for job in jobs:
                acknowledged |= job.result()
        log = asyncio.run(whole_log(house))
        assert acknowledged.items() <= log.items()
    assert len(acknowledged) > KILLS


def _write_until_gone(house: House, server: Running, member: Member, told: threading.Semaphore) -> dict[int, bytes]:
    """Write until the server is gone; the event without an answer is sent again the next time."""
    done: dict[int, bytes] = {}
    while True:
        waiting = member.pending()
        try:
            answer = put(house, server, member, waiting.data)
        except httpx.TransportError:
            return done
        done[result_of("event.put", answer).log_seq] = waiting.id
        member.took(waiting)
        told.release()
