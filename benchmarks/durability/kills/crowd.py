"""People who write all the time: posts, frames, tokens and reports. Each remembers what was acknowledged."""

import asyncio
import hashlib
import os
import random
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.durability.kills.reach import Reach
from benchmarks.server.town import Writer
from heimo_protocol.anonymity.tokens import Token, TokenType, finalize, prepare
from heimo_protocol.descriptor import Descriptor
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import open_event
from heimo_protocol.limits import FRAME_CLASSES
from heimo_protocol.operations import (
    IssueArgs,
    PutArgs,
    QueueCreateArgs,
    QueueRecvArgs,
    QueueSendArgs,
    ReportArgs,
)
from heimo_protocol.requests import Mode
from heimo_protocol.signing import public_bytes
from server_stub.operations.budgets import REPORTS_DAY

_TOKENS = 16
_DRAIN = 12
"""So many frames, and the receiver fetches them."""
_TWICE = 0.3
"""How often a token that was used is tried again."""
_IDLE = 0.05
"""Seconds."""


class Worker(Protocol):
    """Somebody who does one thing after the other."""

    async def step(self, reach: Reach) -> None:
        """Do the next one, until it was acknowledged."""


@dataclass
class Poster:
    """Writes posts; `acked` has where in the log each stands, by its id."""

    writer: Writer
    acked: dict[bytes, int] = field(default_factory=dict)

    async def step(self, reach: Reach) -> None:
        """Put the next post."""
        event = self.writer.event(f"words {os.urandom(6).hex()}")
        answer = await reach.call("event.put", PutArgs(event=event), self.writer.private)
        self.acked[open_event(event).id] = answer.log_seq


@dataclass
class Purse:
    """Tokens for queues, drawn by a name; `used` ones were acknowledged, each with the queue that it paid."""

    writer: Writer
    descriptor: Descriptor
    dice: random.Random
    used: dict[bytes, tuple[Token, bytes]] = field(default_factory=dict)
    twice: int = 0
    _left: list[Token] = field(default_factory=list)

    async def step(self, reach: Reach) -> None:
        """Open a queue, and now and then try to pay a second time with the same token."""
        await self.open(reach, Ed25519PrivateKey.generate(), os.urandom(32))
        if self.dice.random() < _TWICE:
            token, _ = self.dice.choice(list(self.used.values()))
            try:
                await self._create(reach, token, Ed25519PrivateKey.generate(), os.urandom(32))
            except Refusal as refusal:
                if refusal.code is not Code.TOKEN_SPENT:
                    raise
            else:
                self.twice += 1

    async def open(self, reach: Reach, receiver: Ed25519PrivateKey, claim: bytes) -> bytes:
        """Open a queue for this receiver; returns its id."""
        if not self._left:
            self._left = await self._draw(reach)
        token = self._left.pop()
        qid = await self._create(reach, token, receiver, claim)
        self.used[public_bytes(receiver)] = (token, qid)
        return qid

    async def _create(self, reach: Reach, token: Token, receiver: Ed25519PrivateKey, claim: bytes) -> bytes:
        args = QueueCreateArgs(receiver=public_bytes(receiver), claim=hashlib.sha256(claim).digest(), days=30)
        qid: bytes = (await reach.call("queue.create", args, token=token)).qid
        return qid

    async def _draw(self, reach: Reach) -> list[Token]:
        pending = prepare(TokenType.QUEUE, _TOKENS)
        args = IssueArgs(type=int(TokenType.QUEUE), blinded=list(pending.blinded))
        drawn = await reach.call("token.issue", args, self.writer.private)
        kind = (int(TokenType.QUEUE), drawn.epoch)
        public = next(key.public for key in self.descriptor.tokens if (key.type, key.epoch) == kind)
        return list(finalize(pending, drawn.epoch, drawn.evaluated, drawn.proof, public))


@dataclass
class Courier:
    """Sends frames through a queue and takes them at its other end; `came` has what came under each number."""

    purse: Purse
    sender: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    receiver: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    claim: bytes = field(default_factory=lambda: os.urandom(32))
    acked: list[bytes] = field(default_factory=list)
    came: dict[int, bytes] = field(default_factory=dict)
    changed: int = 0
    _qid: bytes = b""

    async def step(self, reach: Reach) -> None:
        """Send the next frame; the receiver takes some at a time."""
        if not self._qid:
            self._qid = await self.purse.open(reach, self.receiver, self.claim)
        c2, frame = os.urandom(32), b"\x01" + os.urandom(FRAME_CLASSES[0] - 1)
        args = QueueSendArgs(qid=self._qid, frame=frame, c2=c2, claim=None if self.acked else self.claim)
        await reach.call("queue.send", args, self.sender, Mode.QUEUE_SENDER)
        self.acked.append(c2)
        if len(self.acked) % _DRAIN == 0:
            await self.drain(reach)

    async def drain(self, reach: Reach) -> None:
        """Take what waits, and say so, until nothing does."""
        while True:
            args = QueueRecvArgs(qid=self._qid, ack=max(self.came, default=0))
            entries = (await reach.call("queue.recv", args, self.receiver, Mode.QUEUE_RECEIVER)).entries
            if not entries:
                return
            for entry in entries:
                self.changed += self.came.setdefault(entry.seq, entry.c2) != entry.c2


@dataclass
class Neighbours:
    """Names that report what `poster` wrote, each as often as a day allows; `acked` by name."""

    writers: list[Writer]
    poster: Poster
    acked: dict[bytes, set[bytes]] = field(default_factory=dict)
    _done: int = 0

    async def step(self, reach: Reach) -> None:
        """Report the next post, once it is there; a name that has used up its day is followed by the next."""
        events, (who, which) = list(self.poster.acked), divmod(self._done, REPORTS_DAY)
        if who == len(self.writers) or which >= len(events):
            await asyncio.sleep(_IDLE)
            return
        writer = self.writers[who]
        args = ReportArgs(circle=reach.town.circle, event=events[which], reason="unkind")
        await reach.call("post.report", args, writer.private)
        self.acked.setdefault(public_bytes(writer.private), set()).add(events[which])
        self._done += 1


@dataclass
class Crowd:
    """All of them; `stop` lets each finish what it is at."""

    posters: list[Poster]
    couriers: list[Courier]
    purses: list[Purse]
    neighbours: list[Neighbours]
    _stopping: bool = False

    @property
    def workers(self) -> list[Worker]:
        """Everybody who does something; the couriers' purses are in their hands."""
        return [*self.posters, *self.couriers, *self.purses[len(self.couriers) :], *self.neighbours]

    async def work(self, reach: Reach) -> None:
        """Let all of them work beside each other until they are stopped."""

        async def lane(worker: Worker) -> None:
            while not self._stopping:
                await worker.step(reach)

        async with asyncio.TaskGroup() as lanes:
            for worker in self.workers:
                lanes.create_task(lane(worker))
        for courier in self.couriers:
            await courier.drain(reach)

    def stop(self) -> None:
        """Begin nothing new."""
        self._stopping = True
