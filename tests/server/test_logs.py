"""What a server writes down, whoever makes it write: lines of JSON without a word, key or address of anybody."""

import json
import secrets
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import apsw
import httpx
import pytest

from heimo_protocol.errors import Code
from tests.server.certificates import make_certificate
from tests.server.commands import Heimo, serving
from tests.server.people import Name, Town, refuses, town_at
from tests.support.postgres import Cluster, cluster

FIELDS = {"event", "id", "doing", "exception", "where", "logger", "level", "line", "lines"}
TEXT = "a sentence that somebody wrote"
SECONDS = 20


@pytest.fixture
def heimo(tmp_path: Path) -> Heimo:
    return Heimo(tmp_path / "data")


def log_of(heimo: Heimo) -> str:
    return (heimo.data.parent / "server.log").read_text("utf-8")


def require_bare(log: str, *private: str) -> list[dict[str, object]]:
    """Every line is ours, and none holds an address or what is private; gives the lines."""
    lines = [json.loads(line) for line in log.splitlines()]
    assert all(set(line) <= FIELDS and isinstance(line["event"], str) for line in lines), log
    for word in ("127.0.0.1", "::1", "localhost", "postgresql://", TEXT, *private):
        assert word.lower() not in log.lower(), word
    return lines


def private_of(name: Name) -> list[str]:
    """A name and its circle as a library might print them."""
    return [shown for raw in (name.key, name.circle) for shown in (raw.hex(), repr(raw)[2:14])]


@contextmanager
def connection(address: str) -> Iterator[socket.socket]:
    host, _, port = address.rpartition("://")[2].rpartition(":")
    with socket.create_connection((host, int(port)), timeout=5) as opened:
        yield opened


def talk(address: str, data: bytes) -> None:
    """Send something and take what comes until the server has had enough."""
    with connection(address) as opened, suppress(OSError):
        opened.sendall(data)
        opened.shutdown(socket.SHUT_WR)
        while opened.recv(4096):
            pass


async def speak(town: Town) -> Name:
    name = await town.name(await town.circle(), "slow-alder")
    await name.post(TEXT)
    return name


async def test_noise_and_faults_are_written_down_without_a_word(heimo: Heimo) -> None:
    """Garbage, half requests, and a table that is gone: the server says that something was wrong, and where."""
    heimo("init", "--no-starters")
    heimo.relax()
    with serving(heimo) as address:
        async with town_at(heimo.data, address) as town:
            name = await speak(town)
            for data in (
                b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + secrets.token_bytes(64),
                f"GET /{TEXT.replace(' ', '/')} HTTP/9.9\r\n\r\n".encode(),
                b"POST /v1/event.put HTTP/1.1\r\nHost: x\r\nContent-Length: nonsense\r\n\r\n",
                b"POST /v1/event.put HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n" + TEXT.encode(),
                b"GET / HTTP/1.1\r\n" + b"X: " + TEXT.encode() * 2000 + b"\r\n\r\n",
            ):
                talk(address, data)
            broken = apsw.Connection(str(heimo.data / "community.db"))
            broken.set_busy_timeout(5000)
            broken.execute("DROP TABLE author_heads")
            broken.close()
            async with refuses(Code.CLOSED):
                await name.post(TEXT)
    lines = require_bare(log_of(heimo), *private_of(name), "slow-alder")
    assert {(line["event"], line.get("doing")) for line in lines} >= {("incident", "event.put")}


def test_tls_that_goes_wrong_names_nobody(heimo: Heimo, tmp_path: Path) -> None:
    heimo("init", "--no-starters")
    chain, key = make_certificate(tmp_path)
    with serving(heimo, "--tls-cert", str(chain), "--tls-key", str(key)) as address:
        talk(address, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        strict = ssl.create_default_context()
        with connection(address) as opened, suppress(ssl.SSLError):
            strict.wrap_socket(opened, server_hostname="127.0.0.1")
        with connection(address) as opened:
            opened.sendall(b"\x16\x03\x01")
        url = address.replace("127.0.0.1", "localhost")
        with httpx.Client(verify=ssl.create_default_context(cafile=chain), trust_env=False) as client:
            assert client.get(f"{url}/healthz").status_code == 200
    require_bare(log_of(heimo))


@pytest.fixture(scope="module")
def own_cluster() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


async def test_a_database_that_goes_away_names_nobody(heimo: Heimo, own_cluster: Cluster) -> None:
    """PostgreSQL is stopped under a server that is being used, and comes back."""
    heimo("init", "--no-starters", "--database", own_cluster.create())
    heimo.relax()
    with serving(heimo) as address:
        async with town_at(heimo.data, address) as town:
            name = await speak(town)
            own_cluster.stop()
            with pytest.raises(Exception):  # noqa: B017 - busy or closed, as the moment has it
                await name.post(TEXT)
            own_cluster.start()
            end = time.monotonic() + SECONDS
            while (await town.client.get("/healthz")).status_code != 200 and time.monotonic() < end:
                with suppress(Exception):
                    await name.post(TEXT)
    lines = require_bare(log_of(heimo), *private_of(name), str(own_cluster.port), "heimo@")
    assert lines, "nobody was told that the database was away"


PROGRAM = f"""
import gc, sys, threading, warnings
from server_stub.upkeep import incidents

class Leaving:
    def __del__(self):
        raise ValueError("{TEXT}")

incidents.configure_logging()
warnings.warn("{TEXT}")
thread = threading.Thread(target=lambda: int("{TEXT}"))
thread.start()
thread.join()
Leaving()
gc.collect()
raise KeyError("{TEXT}")
"""


def test_what_python_itself_would_print_loses_its_words() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=60)
    lines = require_bare(run.stderr)
    assert run.returncode == 1 and run.stdout == ""
    assert [(line["event"], line.get("doing"), line.get("exception")) for line in lines] == [
        ("log", None, None),
        ("incident", "thread", "ValueError"),
        ("incident", "destructor", "ValueError"),
        ("incident", "process", "KeyError"),
    ]
