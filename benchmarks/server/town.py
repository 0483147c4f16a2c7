"""A community in a folder of its own and the processes that serve it, ended at the end."""

import asyncio
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import framing
from heimo_protocol.circles import CircleSettings
from heimo_protocol.descriptor import open_descriptor
from heimo_protocol.encoding import encode
from heimo_protocol.events import Body, Event, Kind, Need, PostBody, Seen, encode_body, floor_minutes, open_event
from heimo_protocol.limits import ServerLimits
from heimo_protocol.operations import Args, PutArgs
from heimo_protocol.requests import Auth, Mode, Request, authenticate
from heimo_protocol.signing import public_bytes, seal
from server_stub.community.found import found, keys_of, opened
from server_stub.config import ServerConfig
from server_stub.descriptor import FILE as DESCRIPTOR
from server_stub.profile import Profile
from server_stub.store.opening import open_store
from server_stub.store.rows import NameRow

ROOMY = ServerLimits(
    posts_hour=10**6, posts_day=10**6, first_day_posts=10**6, anonymous_second=10**6, anonymous_burst=10**6
)
"""No budgets: what a request costs is measured, not when it would be refused."""

SETTINGS = CircleSettings(name="Night shift")

WORDS = "I slept for four hours and then the list of things began again, so I got up and made tea. " * 3
"""The text of every post: 270 characters, three times what most people write."""


@dataclass(slots=True)
class Writer:
    """A name in the circle that signs one event after the other."""

    town: "Town"
    private: Ed25519PrivateKey
    seq: int = 0
    prev: bytes | None = None

    def event(self, text: str = WORDS) -> bytes:
        """The next post, signed."""
        return self.sign(Kind.POST, PostBody(text=text, need=Need.LISTEN))

    def sign(self, kind: Kind, body: Body, parent: bytes | None = None) -> bytes:
        """The next event, signed; `parent` is the id of the event that it answers."""
        town = self.town
        event = Event(
            kind=kind,
            circle=town.circle,
            author=public_bytes(self.private),
            seq=self.seq,
            prev=self.prev,
            minutes=floor_minutes(time.time()),
            parent=parent,
            body=encode_body(body),
            dh=town.dh,
            seen=Seen(0, town.circle),
        )
        signed = open_event(seal(self.private, "event", event).to_bytes())
        self.seq, self.prev = self.seq + 1, signed.hash
        return signed.data

    def put(self, event: bytes | None = None) -> bytes:
        """The body of a request that puts the next post, or the one that was signed."""
        return self.town.body("event.put", PutArgs(event=event or self.event()), self.private)


@dataclass(frozen=True, slots=True)
class Town:
    """A founded community with one open circle and the names that will write in it."""

    data: Path
    server_id: bytes
    circle: bytes
    dh: bytes
    writers: list[Writer]

    def body(self, op: str, args: Args, private: Ed25519PrivateKey | None = None, mode: Mode = Mode.NAME) -> bytes:
        """A padded request body, signed by a name (or in another role), or by nobody."""
        raw, auth = encode(args), None
        if private is not None:
            auth = self._auth(op, raw, private, mode)
        return framing.pack(encode(Request(args=raw, auth=auth)))

    def _auth(self, op: str, raw: bytes, private: Ed25519PrivateKey, mode: Mode) -> Auth:
        now, nonce = int(time.time()), os.urandom(16)
        return authenticate(private, mode, server_id=self.server_id, op=op, args=raw, time=now, nonce=nonce)


@contextmanager
def founded(
    writers: int,
    limits: ServerLimits = ROOMY,
    settings: CircleSettings = SETTINGS,
    *,
    hours: int = 1000,
    database: str | None = None,
) -> Iterator[Town]:
    """A community in a temporary folder; the names' rows are put there directly, as if they had joined `hours` ago.

    Those of before were admitted; for those of this hour a first post may be held. Its rows are in SQLite, or in the
    `database` at an address.
    """
    with tempfile.TemporaryDirectory(prefix="heimo-bench-") as folder:
        config = ServerConfig(data=Path(folder) / "community", database_url=database, limits=limits)
        yield asyncio.run(_found(config, writers, settings, hours))


async def _found(config: ServerConfig, count: int, settings: CircleSettings, hours: int) -> Town:
    data, profile = config.data, Profile(name="Benchmark", urls=["http://127.0.0.1"], limits=config.limits)
    await found(data, profile, database=config.database_url)
    async with opened(data) as host:
        circle = (await host.create_circle(settings)).id
    _, digest = open_descriptor((data / DESCRIPTOR).read_bytes())
    town = Town(data, keys_of(data).server_id, circle, digest[:8], [])
    store = await open_store(config)
    try:
        for _ in range(count):
            writer = Writer(town, Ed25519PrivateKey.generate())
            row = NameRow(
                key=public_bytes(writer.private),
                circle=circle,
                space=circle,
                nym_id=os.urandom(32),
                joined_hour=int(time.time() // 3600) - hours,
                card=b"",
                card_seq=0,
                admitted=hours > 0,
            )
            await store.write(lambda txn, row=row: txn.add_name(row))  # type: ignore[misc] # bound in the loop
            town.writers.append(writer)
    finally:
        await store.close()
    return town


@dataclass(frozen=True, slots=True)
class Serving:
    """A server process that takes connections at `address`."""

    pid: int
    address: str

    @property
    def port(self) -> int:
        """Its port on 127.0.0.1."""
        return int(self.address.rsplit(":", 1)[1])


@contextmanager
def serving(town: Town) -> Iterator[Serving]:
    """The real server of a town."""
    with _process(["-m", "server_stub", "run", "--data", str(town.data), "--port", "0", "--json"]) as running:
        yield running


@contextmanager
def empty_server(module: str = "benchmarks.server.empty") -> Iterator[Serving]:
    """A server on the same web stack whose routes do nothing, or another one that says its address in that way."""
    with _process(["-m", module]) as running:
        yield running


@contextmanager
def _process(arguments: Sequence[str]) -> Iterator[Serving]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4096)), hard))
    with subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                raise RuntimeError("the server did not start; what it said stands above")
            yield Serving(process.pid, json.loads(line)["address"])
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
