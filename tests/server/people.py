"""People for tests: they register, join and write with real keys and proofs, as the contract has it."""

import hashlib
import os
import secrets as random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import framing
from heimo_protocol import operations as ops
from heimo_protocol.anonymity import credential as kvac
from heimo_protocol.anonymity.group import EDWARDS25519
from heimo_protocol.anonymity.invites import Invite, read_link
from heimo_protocol.anonymity.presentation import circle_scope, once_scope
from heimo_protocol.cards import Card, DmPolicy
from heimo_protocol.circles import CircleSettings
from heimo_protocol.descriptor import Descriptor, open_descriptor
from heimo_protocol.encoding import decode, encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import (
    Body,
    CardBody,
    EditBody,
    EmptyBody,
    Event,
    Kind,
    Need,
    PostBody,
    ReplyBody,
    Seen,
    SignedEvent,
    encode_body,
    floor_minutes,
    open_event,
)
from heimo_protocol.limits import TOKEN_EPOCH_DAYS, ServerLimits
from heimo_protocol.operations import OPERATIONS, Args
from heimo_protocol.requests import Auth, Mode, Request, Response, SpentToken, authenticate
from heimo_protocol.signing import h256, public_bytes, seal, sign
from server_stub.app import create_app
from server_stub.community.found import found, opened
from server_stub.config import ServerConfig
from server_stub.context import Context
from server_stub.operations import HANDLERS
from server_stub.profile import Profile
from server_stub.serve import make_context
from server_stub.store.opening import open_store, postgres_address
from tests.server.house import request_time
from tests.support.postgres import ON_POSTGRES, shared

NO_RUSH = ServerLimits(anonymous_second=10**6, anonymous_burst=10**6)
"""The real limits, but for the whole server's budget of nameless requests."""


_INVITE_DAYS = 30


class Clock:
    """A server's and its people's clock, which a test may move."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead

    def forward(self, *, days: float = 0, hours: float = 0) -> None:
        self.ahead += days * 86_400 + hours * 3600

    def to_like(self, day: float) -> None:
        """Go on to a day with the same place in its token epoch and in its month of invites, whatever today is."""
        self.forward(days=(day - self() / 86_400) % (TOKEN_EPOCH_DAYS * _INVITE_DAYS))


@dataclass
class Town:
    """A community as people reach it: over HTTP, to a process or to the application in this one."""

    data: Path
    client: httpx.AsyncClient
    clock: Callable[[], float]
    descriptor: Descriptor
    dh: bytes = bytes(8)
    context: Context | None = None

    @property
    def server_id(self) -> bytes:
        return self.descriptor.server_id

    async def call(self, op: str, args: Args, private: Ed25519PrivateKey | None = None, mode: Mode = Mode.NAME) -> Any:
        """Do an operation; returns its result, raises Refusal with what the server said."""
        raw = encode(args)
        return await self.send(op, raw, None if private is None else self.auth(op, raw, private, mode))

    def auth(self, op: str, raw: bytes, private: Ed25519PrivateKey, mode: Mode) -> Auth:
        now, nonce = request_time(self.data, self.clock()), os.urandom(16)
        return authenticate(private, mode, server_id=self.server_id, op=op, args=raw, time=now, nonce=nonce)

    async def send(self, op: str, raw: bytes, auth: Auth | None, token: SpentToken | None = None) -> Any:
        """Send arguments as they are under a signature, or with a token, as it is."""
        body = framing.pack(encode(Request(args=raw, auth=auth, token=token)))
        answer = await self.client.post(f"/v1/{op}", content=body)
        least = OPERATIONS[op].least_answer if answer.status_code == 200 else 0
        response = decode(framing.unpack(answer.content, least=least), Response)
        if not response.ok or response.result is None:
            raise Refusal(Code(response.code), response.detail, retry_after=response.retry_after, value=response.value)
        return decode(response.result, OPERATIONS[op].result)

    async def invite(self) -> Invite:
        """A new invite from the host."""
        async with opened(self.data) as host:
            host._clock = self.clock  # the host lives in the same time as the town
            return read_link(host.invite()).invite

    async def circle(self, **settings: Any) -> bytes:
        """A new circle of the host; returns its id."""
        code = settings.pop("code", None)
        async with opened(self.data) as host:
            row = await host.create_circle(
                CircleSettings(**{"name": f"Circle {random.token_hex(3)}", **settings}), code
            )
        return row.id

    async def person(self) -> "Person":
        """A new member, registered with an invite."""
        someone = Person(self)
        await someone.register(await self.invite())
        return someone

    async def name(self, circle: bytes, called: str = "somebody", **how: Any) -> "Name":
        """A new member's name in a circle."""
        return await (await self.person()).join(circle, called, **how)

    async def entries(self, circle: bytes, private: Ed25519PrivateKey | None = None) -> list[ops.LogEntry]:
        """The newest entries of a circle's log."""
        result = await self.call("event.list", ops.ListArgs(circle=circle), private)
        return list(result.entries)

    async def texts(self, circle: bytes) -> list[str]:
        """What can be read in a circle, in log order."""
        bodies = [open_event(entry.event).body for entry in await self.entries(circle) if entry.event is not None]
        return [body.text for body in bodies if isinstance(body, PostBody | ReplyBody | EditBody)]


@dataclass
class Person:
    """Somebody with an account and a credential; nobody can tell from a name which one."""

    town: Town
    account: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    m1: bytes = field(default_factory=lambda: EDWARDS25519.random_scalar(os.urandom))
    r1: bytes = field(default_factory=lambda: EDWARDS25519.random_scalar(os.urandom))
    credential: kvac.Credential | None = None

    def request(self, m1: bytes | None = None) -> tuple[bytes, kvac.RequestState]:
        m2 = kvac.request_context(self.town.server_id, self.town.descriptor.cred_epoch)
        return kvac.request(m1 or self.m1, self.r1, m2)

    def register_args(self, invite: Invite, request: bytes) -> ops.RegisterArgs:
        account = public_bytes(self.account)
        digest = hashlib.sha256(account + invite.nonce + invite.tag + request).digest()
        signature = sign(self.account, "req", self.town.server_id + digest)
        return ops.RegisterArgs(account=account, nonce=invite.nonce, tag=invite.tag, request=request, sig=signature)

    async def register(self, invite: Invite) -> None:
        request, state = self.request()
        result = await self.town.call("account.register", self.register_args(invite, request))
        self.credential = kvac.finish(state, result.response, self.town.descriptor.kvac)

    async def renew(self, m1: bytes | None = None) -> kvac.Credential:
        request, state = self.request(m1)
        args = ops.CredentialArgs(request=request)
        result = await self.town.call("account.credential", args, self.account, Mode.ACCOUNT)
        return kvac.finish(state, result.response, self.town.descriptor.kvac)

    async def join(self, circle: bytes, called: str = "somebody", **how: Any) -> "Name":
        """Join under a new key, or `private`; `once`, `reset`, `code` as in the contract."""
        name = Name(self.town, circle, how.pop("private", None) or Ed25519PrivateKey.generate(), called)
        args = await self.join_args(name, **how)
        await self.town.call("circle.join", args)
        return name

    async def join_args(self, name: "Name", **how: Any) -> ops.JoinArgs:
        assert self.credential is not None
        server, circle = self.town.server_id, name.circle
        challenge = (await self.town.call("circle.challenge", ops.ChallengeArgs(circle=circle))).challenge
        once = how.get("once")
        scope = circle_scope(server, how.pop("space", circle))
        if once is not None:
            scope = once_scope(server, circle, *once)
        card = name.card(how.pop("card_seq", 0))
        bind = h256("join", server + circle + challenge + hashlib.sha256(decode(card, list)[0]).digest())
        shown = self.credential.present(scope, bind)
        return ops.JoinArgs(circle=circle, challenge=challenge, presentation=shown, card=card, **how)


@dataclass
class Name:
    """A name in a circle, writing one event after the other."""

    town: Town
    circle: bytes
    private: Ed25519PrivateKey
    called: str
    seq: int = 0
    prev: bytes | None = None
    dm: int = DmPolicy.REQUESTS

    @property
    def key(self) -> bytes:
        return public_bytes(self.private)

    def card(self, seq: int = 0) -> bytes:
        card = Card(
            server=self.town.server_id,
            circle=self.circle,
            author=self.key,
            ik=hashlib.sha256(self.key).digest(),
            name=self.called,
            dm=self.dm,
            seq=seq,
            day=int(self.town.clock() // 86_400),
        )
        return seal(self.private, "card", card).to_bytes()

    def sign(self, kind: Kind, body: Body, parent: bytes | None = None, **other: Any) -> SignedEvent:
        """The next event, not put yet; `other` replaces fields."""
        fields = {
            "kind": kind,
            "circle": self.circle,
            "author": self.key,
            "seq": self.seq,
            "prev": self.prev,
            "minutes": floor_minutes(self.town.clock()),
            "parent": parent,
            "body": encode_body(body),
            "dh": self.town.dh,
            "seen": Seen(0, self.circle),  # the first head begins with the circle's id
        }
        return open_event(seal(self.private, "event", Event(**{**fields, **other})).to_bytes())

    async def put(self, signed: SignedEvent, *, hold: bool = False) -> ops.PutResult:
        """Put a signed event; the name's chain moves on where it went into the log."""
        args = ops.PutArgs(event=signed.data, hold=hold)
        result: ops.PutResult = await self.town.call("event.put", args, self.private)
        if not result.held and signed.event.seq == self.seq:
            self.took(signed)
        return result

    def took(self, signed: SignedEvent) -> None:
        self.seq, self.prev = signed.event.seq + 1, signed.hash

    async def do(self, kind: Kind, body: Body, parent: bytes | None = None, **other: Any) -> SignedEvent:
        signed = self.sign(kind, body, parent, **other)
        await self.put(signed)
        return signed

    async def post(self, text: str = "It is a long night.", need: Need = Need.LISTEN) -> SignedEvent:
        return await self.do(Kind.POST, PostBody(text=text, need=need))

    async def reply(self, to: SignedEvent, text: str = "I am here.") -> SignedEvent:
        return await self.do(Kind.REPLY, ReplyBody(text=text), to.id)

    async def edit(self, event: SignedEvent, text: str, need: Need = Need.LISTEN) -> SignedEvent:
        is_post = event.event.kind is Kind.POST
        body = EditBody(text=text, need=need) if is_post else EditBody(text=text, thread=event.event.parent)
        return await self.do(Kind.EDIT, body, event.id)

    async def delete(self, event: SignedEvent) -> SignedEvent:
        return await self.do(Kind.DELETE, EmptyBody(), event.id)

    async def show_card(self, seq: int = 1) -> SignedEvent:
        return await self.do(Kind.CARD, CardBody(card=self.card(seq)))


async def make_town_data(data: Path, limits: ServerLimits = NO_RUSH) -> None:
    profile = Profile(name="Test", urls=["http://127.0.0.1:8420"], limits=limits)
    await found(data, profile, database=shared().create() if ON_POSTGRES else None)


@asynccontextmanager
async def town_here(data: Path, limits: ServerLimits = NO_RUSH) -> AsyncIterator[Town]:
    """A town whose application runs in this process, on a clock that the test may move."""
    await make_town_data(data, limits)
    clock = Clock()
    store = await open_store(ServerConfig(data=data))
    context = make_context(ServerConfig(data=data), store, clock=clock)
    transport = httpx.ASGITransport(create_app(context, HANDLERS))
    try:
        async with httpx.AsyncClient(transport=transport, base_url="http://town") as client:
            descriptor, digest = open_descriptor(context.descriptor())
            yield Town(data, client, clock, descriptor, digest[:8], context)
    finally:
        await store.close()
        if (address := postgres_address(context.config)) is not None:
            shared().drop(address)


@asynccontextmanager
async def town_at(data: Path, address: str) -> AsyncIterator[Town]:
    """A town that a server process at `address` serves."""
    async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=30) as client:
        answer = await client.get("/.well-known/heimo")
        descriptor, digest = open_descriptor(answer.content)
        yield Town(data, client, time.time, descriptor, digest[:8])


@asynccontextmanager
async def refuses(code: Code) -> AsyncIterator["Refused"]:
    """Expect that the server refuses with this code; gives the refusal afterwards."""
    refused = Refused()
    try:
        yield refused
    except Refusal as refusal:
        assert refusal.code == code, f"{refusal}"
        refused.refusal = refusal
    else:
        raise AssertionError(f"not refused with {code}")


class Refused:
    """What the server said."""

    refusal: Refusal

    @property
    def value(self) -> int | None:
        return self.refusal.value

    @property
    def retry_after(self) -> int | None:
        return self.refusal.retry_after
