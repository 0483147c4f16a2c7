"""Messages between people for tests: paid requests, queues, bundles and reports, sealed bytes being random ones."""

import hashlib
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import operations as ops
from heimo_protocol.anonymity.tokens import Token, TokenType, finalize, prepare, spend_mac
from heimo_protocol.bundles import MLKEM_PUBLIC_SIZE, SEAL_PUBLIC_SIZE, Bundle
from heimo_protocol.descriptor import open_descriptor
from heimo_protocol.encoding import encode
from heimo_protocol.events import Action, ModerationBody
from heimo_protocol.franking import Stamped
from heimo_protocol.limits import SEALED_REQUEST_BYTES
from heimo_protocol.operations import Args
from heimo_protocol.requests import Mode, SpentToken, op_digest
from heimo_protocol.signing import public_bytes, seal
from server_stub.community.found import opened
from tests.server.people import Clock, Name, Town

SEALING = 1136
"""Bytes that sealing adds."""


async def draw(
    town: Town, kind: TokenType, count: int, private: Ed25519PrivateKey, mode: Mode = Mode.NAME
) -> tuple[Token, ...]:
    """Draw tokens; raises Refusal."""
    pending = prepare(kind, count)
    result = await town.call("token.issue", ops.IssueArgs(type=int(kind), blinded=list(pending.blinded)), private, mode)
    descriptor, _ = open_descriptor((await town.client.get("/.well-known/heimo")).content)
    public = next(key.public for key in descriptor.tokens if (key.type, key.epoch) == (int(kind), result.epoch))
    return finalize(pending, result.epoch, result.evaluated, result.proof, public)


def spent(token: Token, op: str, raw: bytes) -> SpentToken:
    """A token as it goes with these arguments."""
    mac = spend_mac(token.output, op_digest(op, raw))
    return SpentToken(type=int(token.type), epoch=token.epoch, nonce=token.nonce, mac=mac)


async def pay(town: Town, op: str, args: Args, token: Token) -> Any:
    """Do an operation as nobody, paid with a token; raises Refusal."""
    raw = encode(args)
    return await town.send(op, raw, None, spent(token, op, raw))


def day(town: Town) -> int:
    return int(town.clock() // 86_400)


def bundle(name: Name, number: int = 1, **changes: Any) -> bytes:
    """A signed bundle of random keys; `changes` replace fields."""
    today = day(name.town)
    fields = {
        "circle": name.circle,
        "author": name.key,
        "number": number,
        "spk": os.urandom(32),
        "pqpk": os.urandom(MLKEM_PUBLIC_SIZE),
        "seal": os.urandom(SEAL_PUBLIC_SIZE),
        "made": today,
        "expires": today + 30,
    }
    return seal(name.private, "bundle", Bundle(**{**fields, **changes})).to_bytes()


async def put_bundle(name: Name, number: int = 1, **changes: Any) -> bytes:
    data = bundle(name, number, **changes)
    await name.town.call("bundle.put", ops.BundlePutArgs(bundle=data), name.private)
    return data


async def bundles(name: Name, after: int = 0, bits: int = 0, bucket: int = 0) -> ops.BundleListResult:
    args = ops.BundleListArgs(after=after, bits=bits, bucket=bucket)
    result: ops.BundleListResult = await name.town.call("bundle.list", args, name.private)
    return result


def request_to(name: Name, **changes: Any) -> ops.RequestSendArgs:
    """A sealed request to a name."""
    fields = {
        "circle": name.circle,
        "to": name.key,
        "sealed": os.urandom(SEALED_REQUEST_BYTES),
        "c2": os.urandom(32),
    }
    return ops.RequestSendArgs(**{**fields, **changes})


async def fetch(name: Name, *done: int) -> ops.RequestFetchResult:
    result: ops.RequestFetchResult = await name.town.call(
        "request.fetch", ops.RequestFetchArgs(done=list(done)), name.private
    )
    return result


@dataclass
class Queue:
    """A queue with the keys of both its ends."""

    town: Town
    qid: bytes = b""
    claim: bytes = field(default_factory=lambda: os.urandom(32))
    receiver: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    sender: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    claimed: bool = False

    def args(self, days: int = 44) -> ops.QueueCreateArgs:
        return ops.QueueCreateArgs(
            receiver=public_bytes(self.receiver), claim=hashlib.sha256(self.claim).digest(), days=days
        )

    async def create(self, token: Token, days: int = 44) -> "Queue":
        self.qid = (await pay(self.town, "queue.create", self.args(days), token)).qid
        return self

    def frame(self, size: int = 4096, **changes: Any) -> ops.QueueSendArgs:
        """A frame, with the claim as long as none went through."""
        fields = {
            "qid": self.qid,
            "frame": b"\x01" + os.urandom(size - 1),
            "c2": os.urandom(32),
            "claim": None if self.claimed else self.claim,
        }
        return ops.QueueSendArgs(**{**fields, **changes})

    async def put(self, args: ops.QueueSendArgs, private: Ed25519PrivateKey | None = None) -> None:
        await self.town.call("queue.send", args, private or self.sender, Mode.QUEUE_SENDER)
        self.claimed = True

    async def send(self, size: int = 4096) -> ops.QueueSendArgs:
        args = self.frame(size)
        await self.put(args)
        return args

    async def recv(self, ack: int = 0, private: Ed25519PrivateKey | None = None) -> ops.QueueRecvResult:
        args = ops.QueueRecvArgs(qid=self.qid, ack=ack)
        result: ops.QueueRecvResult = await self.town.call(
            "queue.recv", args, private or self.receiver, Mode.QUEUE_RECEIVER
        )
        return result

    async def delete(self, private: Ed25519PrivateKey | None = None) -> None:
        args = ops.QueueArgs(qid=self.qid)
        await self.town.call("queue.delete", args, private or self.receiver, Mode.QUEUE_RECEIVER)


async def open_queue(name: Name, **how: Any) -> Queue:
    """A queue, paid with a token that the name drew."""
    (token,) = await draw(name.town, TokenType.QUEUE, 1, name.private)
    return await Queue(name.town).create(token, **how)


async def settled(town: Town, circle: bytes, count: int = 1) -> list[Name]:
    """Names that joined more than a day ago."""
    assert isinstance(town.clock, Clock)
    names = [await town.name(circle) for _ in range(count)]
    town.clock.forward(days=1, hours=1)
    return names


async def stamped(name: Name) -> Stamped:
    """What a name can show of a message that went through a queue of its own."""
    queue = await open_queue(name)
    await queue.send()
    (entry,) = (await queue.recv()).entries
    await queue.recv(entry.seq)
    return Stamped(c2=entry.c2, hour=entry.hour, stamp=entry.stamp)


async def decide(circle: bytes, action: Action, name: Name) -> None:
    """Let the host decide on a name."""
    async with opened(name.town.data) as host:
        await host.decide(circle, ModerationBody(action=action, target=name.key))
