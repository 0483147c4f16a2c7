"""Members who act one after the other over one connection, for as long as the server lets them."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.server.town import Serving, Town, Writer
from heimo_protocol import framing
from heimo_protocol.anonymity.tokens import TokenType, finalize, prepare, spend_mac
from heimo_protocol.cards import Card, DmPolicy
from heimo_protocol.descriptor import Descriptor, open_descriptor
from heimo_protocol.encoding import decode, encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Action, CardBody, Kind, ModerationBody, open_event
from heimo_protocol.limits import SEALED_REQUEST_BYTES
from heimo_protocol.operations import (
    OPERATIONS,
    Args,
    HeldArgs,
    IssueArgs,
    ListArgs,
    PutArgs,
    ReportArgs,
    ReportedArgs,
    ReportedEntry,
    RequestFetchArgs,
    RequestSendArgs,
)
from heimo_protocol.requests import Request, Response, SpentToken, op_digest
from heimo_protocol.signing import public_bytes, seal


@dataclass(frozen=True, slots=True)
class Street:
    """A way to the real server of a town."""

    town: Town
    descriptor: Descriptor
    _client: httpx.Client

    def call(self, op: str, args: Args, private: Ed25519PrivateKey | None = None) -> Any:
        """Do an operation by a name, or by nobody; raises Refusal."""
        return self._send(op, self.town.body(op, args, private))

    def put(self, writer: Writer, event: bytes) -> bytes:
        """Put a signed event; gives its id. Where it is refused the writer's chain stays where it was."""
        before = writer.seq, writer.prev
        signed = open_event(event)
        try:
            self.call("event.put", PutArgs(event=event), writer.private)
        except Refusal:
            writer.seq, writer.prev = before[0] - 1, signed.event.prev
            raise
        return signed.id

    def post(self, writer: Writer) -> bytes:
        """Put the next post."""
        return self.put(writer, writer.event())

    def decide(self, writer: Writer, action: Action, target: bytes, until: int = 0) -> bytes:
        """Put a decision."""
        return self.put(writer, decision(writer, action, target, until))

    def clear(self, asked: Writer) -> None:
        """Be done with all requests that wait for somebody."""
        done: list[int] = []
        while answer := self.call("request.fetch", RequestFetchArgs(done=done), asked.private).entries:
            done = [entry.id for entry in answer]

    def show_card(self, writer: Writer) -> None:
        """Put a card, by which everybody may ask for contact."""
        town, key = self.town, public_bytes(writer.private)
        card = Card(
            server=town.server_id,
            circle=town.circle,
            author=key,
            ik=os.urandom(32),
            name="somebody",
            dm=DmPolicy.REQUESTS,
            seq=1,
            day=int(time.time() // 86_400),
        )
        self.put(writer, writer.sign(Kind.CARD, CardBody(card=seal(writer.private, "card", card).to_bytes())))

    def report(self, writer: Writer, event: bytes, reason: str) -> None:
        """Report a post."""
        self.call("post.report", ReportArgs(circle=self.town.circle, event=event, reason=reason), writer.private)

    def ask(self, writer: Writer, to: Writer) -> None:
        """Draw a token and leave a request for contact with it."""
        kind = TokenType.REQUEST
        pending = prepare(kind, 1)
        drawn = self.call("token.issue", IssueArgs(type=int(kind), blinded=list(pending.blinded)), writer.private)
        public = next(k.public for k in self.descriptor.tokens if (k.type, k.epoch) == (int(kind), drawn.epoch))
        (token,) = finalize(pending, drawn.epoch, drawn.evaluated, drawn.proof, public)
        args = RequestSendArgs(
            circle=self.town.circle,
            to=public_bytes(to.private),
            sealed=os.urandom(SEALED_REQUEST_BYTES),
            c2=os.urandom(32),
        )
        raw = encode(args)
        mac = spend_mac(token.output, op_digest("request.send", raw))
        spent = SpentToken(type=int(kind), epoch=token.epoch, nonce=token.nonce, mac=mac)
        self._send("request.send", framing.pack(encode(Request(args=raw, token=spent))))

    def reported(self, moderator: Writer) -> list[ReportedEntry]:
        """All that a moderator is told of."""
        entries: list[ReportedEntry] = []
        while True:
            after = (entries[-1].hour, entries[-1].event) if entries else None
            answer = self.call("post.reported", ReportedArgs(circle=self.town.circle, after=after), moderator.private)
            entries += answer.entries
            if not answer.more:
                return entries

    def held(self, moderator: Writer) -> int:
        """How many texts wait to be let in, as far as one answer tells."""
        return len(self.call("event.held", HeldArgs(circle=self.town.circle), moderator.private).entries)

    def readable(self) -> int:
        """How many posts everybody can read."""
        count, before = 0, None
        while True:
            answer = self.call("event.list", ListArgs(circle=self.town.circle, before=before))
            for entry in answer.entries:
                count += entry.event is not None and open_event(entry.event).event.kind is Kind.POST
            if not answer.entries or answer.entries[0].log_seq <= 1:
                return count
            before = answer.entries[0].log_seq

    def _send(self, op: str, body: bytes) -> Any:
        answer = self._client.post(f"/v1/{op}", content=body)
        least = OPERATIONS[op].least_answer if answer.status_code == httpx.codes.OK else 0
        response = decode(framing.unpack(answer.content, least=least), Response)
        if not response.ok or response.result is None:
            raise Refusal(Code(response.code), response.detail, retry_after=response.retry_after)
        return decode(response.result, OPERATIONS[op].result)


@contextmanager
def street(town: Town, server: Serving) -> Iterator[Street]:
    """A connection of one's own."""
    with httpx.Client(base_url=server.address, trust_env=False, timeout=30) as client:
        descriptor, _ = open_descriptor(client.get("/.well-known/heimo").content)
        yield Street(town, descriptor, client)


def decision(writer: Writer, action: Action, target: bytes, until: int = 0) -> bytes:
    """A signed decision."""
    return writer.sign(Kind.MODERATION, ModerationBody(action=action, target=target, until=until))


_BOUNDS = frozenset(
    {
        Code.QUOTA,
        Code.SLOW_MODE,
        Code.AWAITING_MODERATOR,
        Code.INBOX_FULL,
        Code.BANNED,
        Code.NOT_MODERATOR,
    }
)
"""Refusals that say: not so much, or not you."""


def until_refused(step: Callable[[], object], most: int = 2000) -> int:
    """Do it for as long as the server lets one; how often that was. Raises RuntimeError where that never ends."""
    for done in range(most):
        try:
            step()
        except Refusal as refusal:
            if refusal.code not in _BOUNDS:
                raise
            return done
    raise RuntimeError("nothing limits it")
