"""One of the demo's members: registers, joins and writes over the network as anybody does, with its keys in memory."""

import asyncio
import hashlib
import time
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import operations as ops
from heimo_protocol.anonymity import credential as kvac
from heimo_protocol.anonymity.invites import Invite
from heimo_protocol.anonymity.presentation import Credential, circle_scope, once_scope
from heimo_protocol.cards import Card
from heimo_protocol.descriptor import Descriptor
from heimo_protocol.events import Body, CardBody, Event, Kind, Seen, encode_body, event_id, floor_minutes
from heimo_protocol.requests import Mode
from heimo_protocol.signing import ID_SIZE, Envelope, h256, public_bytes, seal, sign
from heimo_tui.identity.keys import ServerKeys, once_month, server_keys
from heimo_tui.identity.phrase import new_entropy, write_phrase
from heimo_tui.network.calls import Calls, Signer
from heimo_tui.network.contexts import ACCOUNT, Context, ContextKind, Contexts, Route, join_attempt


@dataclass(frozen=True, slots=True)
class Town:
    """The community as all members reach it."""

    address: str
    descriptor: Descriptor
    digest: bytes
    seen: dict[bytes, Seen] = field(default_factory=dict)
    """The newest entry that was seen of each circle."""

    @property
    def server_id(self) -> bytes:
        """The server's id, 32 bytes."""
        return self.descriptor.server_id


@dataclass(slots=True)
class Name:
    """A name in a circle, at the place where its chain of events stands."""

    circle: bytes
    private: Ed25519PrivateKey = field(repr=False)
    context: Context
    card: bytes
    seq: int = 0
    prev: bytes | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Member:
    """Somebody with an account; `names` are by circle, and one-time names by thread."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._entropy = new_entropy()
        self._keys: ServerKeys = server_keys(self._entropy, town.server_id)
        self._contexts = Contexts(Route(town.address))
        self._calls = Calls(self._contexts, town.server_id)
        self._credential: Credential | None = None
        self._names: dict[bytes, Name] = {}

    @property
    def phrase(self) -> tuple[str, ...]:
        """The twelve words by which they are themselves on a device."""
        return tuple(write_phrase(self._entropy).reveal().split())

    @property
    def circles(self) -> tuple[bytes, ...]:
        """The circles that they joined under a name which stays."""
        return tuple(place for place, name in self._names.items() if place == name.circle)

    def key_in(self, circle: bytes) -> bytes:
        """The public key of the name in a circle, 32 bytes; raises LookupError."""
        return public_bytes(self._names[circle].private)

    async def register(self, invite: Invite) -> None:
        """Spend an invite and take the credential."""
        descriptor = self._town.descriptor
        m2 = kvac.request_context(self._town.server_id, descriptor.cred_epoch)
        request, state = kvac.request(self._keys.m1.reveal(), self._keys.r1.reveal(), m2)
        account = self._keys.account_public
        digest = hashlib.sha256(account + invite.nonce + invite.tag + request).digest()
        signature = sign(self._keys.account, "req", self._town.server_id + digest)
        args = ops.RegisterArgs(account=account, nonce=invite.nonce, tag=invite.tag, request=request, sig=signature)
        result = await self._calls.call(ACCOUNT, ops.REGISTER, args)
        self._credential = kvac.finish(state, result.response, descriptor.kvac)

    async def join(self, circle: bytes, called: str) -> None:
        """Join a circle under this name and show its card."""
        keys = self._keys.circle(circle)
        scope = circle_scope(self._town.server_id, circle)
        self._names[circle] = await self._joined(circle, keys.pseudonym, called, scope)

    async def join_once(self, circle: bytes, called: str, index: int, place: bytes) -> None:
        """Join under a one-time name, which `write` then finds by `place`."""
        today = time.gmtime()
        month = once_month(today.tm_year, today.tm_mon)
        scope = once_scope(self._town.server_id, circle, month, index)
        private = self._keys.circle(circle).once(month, index)
        self._names[place] = await self._joined(circle, private, called, scope, (month, index))

    async def write(
        self, place: bytes, kind: Kind, body: Body, parent: bytes | None = None, *, at: float | None = None
    ) -> bytes:
        """Write an event under the name of a place, as of unix seconds `at`; returns its id, 16 bytes."""
        name = self._names[place]
        async with name.turn:
            if name.seq == 0 and kind is not Kind.CARD:
                await self._put(name, Kind.CARD, CardBody(card=name.card), None, at)
            return await self._put(name, kind, body, parent, at)

    async def close(self) -> None:
        """Close all connections."""
        await self._contexts.close_all()

    async def _joined(
        self,
        circle: bytes,
        private: Ed25519PrivateKey,
        called: str,
        scope: bytes,
        once: tuple[int, int] | None = None,
    ) -> Name:
        if self._credential is None:
            raise RuntimeError("register first")
        context = join_attempt()
        asked = await self._calls.call(context, ops.CHALLENGE, ops.ChallengeArgs(circle=circle))
        card = self._card(circle, private, called)
        server_id, payload = self._town.server_id, card.payload
        bind = h256("join", server_id + circle + asked.challenge + hashlib.sha256(payload).digest())
        shown = self._credential.present(scope, bind)
        args = ops.JoinArgs(
            circle=circle, challenge=asked.challenge, presentation=shown, card=card.to_bytes(), once=once
        )
        await self._calls.call(context, ops.JOIN, args)
        await self._contexts.close(context)
        return Name(circle, private, Context(ContextKind.NAME, public_bytes(private)), card.to_bytes())

    def _card(self, circle: bytes, private: Ed25519PrivateKey, called: str) -> Envelope:
        card = Card(
            server=self._town.server_id,
            circle=circle,
            author=public_bytes(private),
            ik=self._keys.circle(circle).dm_identity.public_key().public_bytes_raw(),
            name=called,
            day=int(time.time() // 86_400),
        )
        return seal(private, "card", card)

    async def _put(self, name: Name, kind: Kind, body: Body, parent: bytes | None, at: float | None) -> bytes:
        event = Event(
            kind=kind,
            circle=name.circle,
            author=public_bytes(name.private),
            seq=name.seq,
            prev=name.prev,
            minutes=floor_minutes(time.time() if at is None else at),
            parent=parent,
            body=encode_body(body),
            dh=self._town.digest[:8],
            seen=self._town.seen.get(name.circle, Seen(0, name.circle)),
        )
        envelope = seal(name.private, "event", event)
        signer = Signer(name.private, Mode.NAME)
        put = await self._calls.call(name.context, ops.PUT, ops.PutArgs(event=envelope.to_bytes()), signer)
        if not put.held:
            self._town.seen[name.circle] = Seen(put.log_seq, put.head[:ID_SIZE])
        name.seq, name.prev = name.seq + 1, envelope.hash
        return event_id(envelope.hash)
