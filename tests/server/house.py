"""A small real community for tests: keys, a circle, members who sign events, and a server process."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import framing
from heimo_protocol.circles import Circle, CircleSettings, Genesis, open_genesis
from heimo_protocol.descriptor import open_descriptor
from heimo_protocol.encoding import decode, encode
from heimo_protocol.events import Body, Event, Kind, Need, PostBody, Seen, SignedEvent, encode_body, open_event
from heimo_protocol.limits import ServerLimits
from heimo_protocol.operations import OPERATIONS, Args
from heimo_protocol.requests import Auth, Mode, Request, Response, authenticate
from heimo_protocol.signing import public_bytes, seal
from server_stub.config import ServerConfig
from server_stub.descriptor import DescriptorBook
from server_stub.profile import Profile, write_profile
from server_stub.secrets import Secrets, make_secrets
from server_stub.store.base import Store
from server_stub.store.opening import open_store, remember
from server_stub.store.rows import CircleRow, NameRow
from server_stub.transport import replay

ROOMY = ServerLimits(
    posts_hour=10**6, posts_day=10**6, first_day_posts=10**6, anonymous_second=10**6, anonymous_burst=10**6
)

_PROGRAM = Path(__file__).with_name("start_server.py")


def request_time(data: Path, now: float) -> int:
    """The time that a request carries: now, or what a server that began again takes at least."""
    begun = data / replay.FILE
    return max(int(now), int(begun.read_text()) if begun.exists() else 0)


def hours_now() -> int:
    return int(time.time() // 3600)


@dataclass
class Member:
    """Someone with a name in the circle, who signs one event after the other."""

    circle: bytes
    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    seq: int = 0
    prev: bytes | None = None
    waiting: SignedEvent | None = None
    dh: bytes = bytes(8)

    @property
    def key(self) -> bytes:
        return public_bytes(self.private)

    def row(self, **changes: Any) -> NameRow:
        row = NameRow(
            key=self.key,
            circle=self.circle,
            space=self.circle,
            nym_id=os.urandom(32),
            joined_hour=hours_now() - 1000,
            card=b"card",
            card_seq=0,
            admitted=True,
        )
        return msgspec.structs.replace(row, **changes)

    def sign(self, body: Body, kind: Kind = Kind.POST, parent: bytes | None = None) -> SignedEvent:
        """The next event; `took` moves on."""
        event = Event(
            kind=kind,
            circle=self.circle,
            author=self.key,
            seq=self.seq,
            prev=self.prev,
            minutes=int(time.time() // 300) * 5,
            parent=parent,
            body=encode_body(body),
            dh=self.dh,
            seen=Seen(0, self.circle),
        )
        return open_event(seal(self.private, "event", event).to_bytes())

    def pending(self) -> SignedEvent:
        """The next post, the same one until it was taken."""
        if self.waiting is None:
            self.waiting = self.sign(PostBody(text=f"words {self.seq}", need=Need.LISTEN))
        return self.waiting

    def took(self, signed: SignedEvent) -> None:
        self.waiting = None
        self.seq += 1
        self.prev = signed.hash

    def post(self, text: str) -> SignedEvent:
        """The next event, a post, as if it had been accepted."""
        signed = self.sign(PostBody(text=text, need=Need.LISTEN))
        self.took(signed)
        return signed


def make_circle(server_id: bytes, **settings: Any) -> tuple[Circle, CircleRow, Ed25519PrivateKey]:
    """A circle of this server with its row and its owner's key."""
    owner = Ed25519PrivateKey.generate()
    genesis = Genesis(
        owner=public_bytes(owner),
        random=os.urandom(16),
        server=server_id,
        space=None,
        moderators=[],
        settings=CircleSettings(name="Night shift", **settings),
    )
    data = seal(owner, "genesis", genesis).to_bytes()
    circle = open_genesis(data, server_id)
    row = CircleRow(
        id=circle.id,
        space=circle.space,
        owner=genesis.owner,
        genesis=data,
        settings_event=None,
        settings=genesis.settings,
        head_seq=0,
        head=circle.first_head,
    )
    return circle, row, owner


@dataclass
class House:
    """A data folder with keys, one circle and some members in it."""

    data: Path
    secrets: Secrets
    circle: Circle
    members: list[Member]

    async def open(self) -> Store:
        return await open_store(ServerConfig(data=self.data))


async def build_house(
    data: Path, *, members: int = 2, limits: ServerLimits = ROOMY, database: str | None = None, **settings: Any
) -> House:
    """Make a community in an empty folder, its rows in the `database` of this address, else in SQLite."""
    secrets = make_secrets(data)
    profile = Profile(name="Test", urls=["http://127.0.0.1"], limits=limits)
    write_profile(data, profile)
    _, digest = open_descriptor(DescriptorBook(data, secrets, profile).at(int(time.time() // 86_400)))
    circle, row, _ = make_circle(secrets.server_id, **settings)
    people = [Member(circle.id, dh=digest[:8]) for _ in range(members)]
    if database is not None:
        await remember(data, database)
    house = House(data, secrets, circle, people)
    store = await house.open()
    await store.write(lambda txn: txn.add_circle(row, []))
    for person in people:
        await store.write(lambda txn, person=person: txn.add_name(person.row()))  # type: ignore[misc] # bound now
    await store.close()
    return house


class Running:
    """A real server process."""

    def __init__(self, process: "subprocess.Popen[str]", address: str) -> None:
        self.process = process
        self.address = address

    @property
    def port(self) -> int:
        return int(self.address.rsplit(":", 1)[1])

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(20)


def start(data: Path, *, env: dict[str, str] | None = None, **settings: Any) -> Running:
    """Start a server process on a free port and wait until it listens; standard error goes to data/stderr."""
    arguments = json.dumps({"data": str(data), "port": 0, **settings})
    with (data / "stderr").open("a") as errors:
        process = subprocess.Popen(
            [sys.executable, str(_PROGRAM), arguments],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, **(env or {})},
        )
    assert process.stdout is not None
    line = process.stdout.readline()
    process.stdout.close()
    if not line.startswith("listening on "):
        process.wait(10)
        raise AssertionError((data / "stderr").read_text())
    return Running(process, line.removeprefix("listening on ").strip())


@contextmanager
def running(data: Path, **settings: Any) -> Iterator[Running]:
    """A server process that is ended at the end."""
    server = start(data, **settings)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.kill()


def envelope(
    house: House,
    args: Args,
    op: str,
    member: Member | None = None,
    *,
    at: float | None = None,
    mode: Mode = Mode.NAME,
) -> bytes:
    """A padded request body, signed by a member or by nobody."""
    raw = encode(args)
    auth: Auth | None = None
    if member is not None:
        auth = authenticate(
            member.private,
            mode,
            server_id=house.secrets.server_id,
            op=op,
            args=raw,
            time=request_time(house.data, time.time()) if at is None else int(at),
            nonce=os.urandom(16),
        )
    return framing.pack(encode(Request(args=raw, auth=auth)))


def read_response(answer: httpx.Response) -> Response:
    return decode(framing.unpack(answer.content), Response)


def result_of(op: str, answer: httpx.Response) -> Any:
    response = read_response(answer)
    assert response.ok, (response.code, response.detail)
    assert response.result is not None
    return decode(response.result, OPERATIONS[op].result)
