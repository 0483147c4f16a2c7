"""The bare routes below messages: frames of noise into queues and out of them, requests signed beforehand."""

import asyncio
import os
import time
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.server import load
from benchmarks.server.town import Town
from heimo_protocol import framing
from heimo_protocol.encoding import encode
from heimo_protocol.limits import FRAME_CLASSES, QUEUE_RECV_MAX
from heimo_protocol.operations import Args, QueueRecvArgs, QueueSendArgs
from heimo_protocol.requests import Mode, Request, authenticate
from heimo_protocol.signing import ID_SIZE, public_bytes
from server_stub.config import ServerConfig
from server_stub.store.mail_rows import QueueRow
from server_stub.store.sqlite.store import open_sqlite


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue with the keys of both ends."""

    town: Town
    qid: bytes
    receiver: Ed25519PrivateKey
    sender: Ed25519PrivateKey

    def send(self) -> bytes:
        """The body of a request that puts a frame of the smallest class."""
        frame = b"\x01" + os.urandom(FRAME_CLASSES[0] - 1)
        args = QueueSendArgs(qid=self.qid, frame=frame, c2=os.urandom(32))
        return self._body("queue.send", args, self.sender, Mode.QUEUE_SENDER)

    def take(self, ack: int) -> bytes:
        """The body of a request that takes what comes after number `ack`."""
        return self._body("queue.recv", QueueRecvArgs(qid=self.qid, ack=ack), self.receiver, Mode.QUEUE_RECEIVER)

    def _body(self, op: str, args: Args, private: Ed25519PrivateKey, mode: Mode) -> bytes:
        raw, now, nonce = encode(args), int(time.time()), os.urandom(16)
        auth = authenticate(private, mode, server_id=self.town.server_id, op=op, args=raw, time=now, nonce=nonce)
        return framing.pack(encode(Request(args=raw, auth=auth)))


def queues(town: Town, count: int) -> list[Queue]:
    """Queues whose rows are put there directly, as if both ends had come long ago."""

    async def make() -> list[Queue]:
        made = [
            Queue(town, os.urandom(ID_SIZE), Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate())
            for _ in range(count)
        ]
        store = await open_sqlite(ServerConfig(data=town.data).database)
        try:
            for one in made:
                row = QueueRow(
                    qid=one.qid,
                    receiver=public_bytes(one.receiver),
                    claim=None,
                    sender=public_bytes(one.sender),
                    last_day=int(time.time() // 86_400) + 60,
                )
                await store.write(lambda txn, row=row: txn.add_queue(row))  # type: ignore[misc] # bound in the loop
        finally:
            await store.close()
        return made

    return asyncio.run(make())


def put(port: int, lanes: list[Queue], each: int) -> float:
    """Frames a second into these queues, a connection each."""
    job = load.Job(port=port, path="/v1/queue.send", lanes=[[one.send() for _ in range(each)] for one in lanes])
    return load.answered(job).rate


def taken(port: int, queue: Queue, each: int) -> float:
    """Frames a second out of a queue that holds so many, until it is empty."""
    asked = [queue.take(ack) for ack in range(0, each, QUEUE_RECV_MAX)]
    asked.append(queue.take(each))
    return each / load.answered(load.Job(port=port, path="/v1/queue.recv", lanes=[asked])).seconds
