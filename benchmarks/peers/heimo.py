"""Heimo's server for the comparison: real keys, signed requests, every rule on but the budgets."""

import asyncio
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.peers import driving
from benchmarks.peers.sides import LANES, MESSAGE, REPLIES, TEXT, TOPICS, Work
from benchmarks.server import load
from benchmarks.server.town import Town, Writer, founded, serving
from heimo_protocol.events import Kind, ReplyBody, open_event
from heimo_protocol.limits import FRAME_CLASSES
from heimo_protocol.operations import ListArgs, QueueRecvArgs, QueueSendArgs
from heimo_protocol.requests import Mode
from heimo_protocol.signing import public_bytes
from server_stub.config import ServerConfig
from server_stub.store.mail_rows import QueueRow
from server_stub.store.opening import open_store

_COMMITMENT = 32


class Queue:
    """A queue with its two keys, and the number of its last frame."""

    def __init__(self, day: int) -> None:
        self.id = os.urandom(16)
        self.sender = Ed25519PrivateKey.generate()
        self.receiver = Ed25519PrivateKey.generate()
        self.sent = 0
        self.taken = 0
        self.row = QueueRow(
            qid=self.id,
            receiver=public_bytes(self.receiver),
            claim=None,
            sender=public_bytes(self.sender),
            last_day=day + 30,
        )


class Heimo:
    """See benchmarks.peers.sides.Side."""

    name = "Heimo"
    parts: Mapping[Work, int] = {}

    def __init__(self, town: Town, queues: list[Queue], pid: int, port: int, ready_seconds: float) -> None:
        self.port = port
        self.pid = pid
        self.ready_seconds = ready_seconds
        self._town = town
        self._queues = queues
        self._parent = b""

    def fill(self) -> None:
        """Put the threads, and the replies to the first of them, over HTTP."""
        first, *_ = writers = self._town.writers
        post = first.event(TEXT)
        self._parent = open_event(post).id
        topics = [writers[number % LANES].put() for number in range(1, TOPICS)]
        replies = [self._reply(writers[number % LANES]) for number in range(REPLIES)]
        lanes = [[first.put(post), *topics, *replies]]
        load.answered(load.Job(port=self.port, path="/v1/event.put", lanes=lanes))

    def requests(self, work: Work, each: int) -> list[list[bytes]]:
        """Requests of LANES people; those that write are signed anew."""
        town = self._town
        match work:
            case Work.LIST:
                return [self._lists(writer, 50, each) for writer in town.writers]
            case Work.READ:
                return [self._lists(writer, 200, each) for writer in town.writers]
            case Work.CREATE:
                return [[_post("event.put", self._reply(writer)) for _ in range(each)] for writer in town.writers]
            case Work.SEND:
                return [[self._send(queue) for _ in range(each)] for queue in self._queues]
            case Work.GET:
                return [[self._receive(queue) for _ in range(each)] for queue in self._queues]

    def _lists(self, writer: Writer, count: int, each: int) -> list[bytes]:
        args = ListArgs(circle=self._town.circle, max=count)
        return [_post("event.list", self._town.body("event.list", args, writer.private)) for _ in range(each)]

    def _reply(self, writer: Writer) -> bytes:
        return writer.put(writer.sign(Kind.REPLY, ReplyBody(text=TEXT), self._parent))

    def _send(self, queue: Queue) -> bytes:
        queue.sent += 1
        frame = (MESSAGE.encode() + os.urandom(16)).ljust(FRAME_CLASSES[0], b"\0")
        args = QueueSendArgs(qid=queue.id, frame=frame, c2=os.urandom(_COMMITMENT))
        return _post("queue.send", self._town.body("queue.send", args, queue.sender, Mode.QUEUE_SENDER))

    def _receive(self, queue: Queue) -> bytes:
        args = QueueRecvArgs(qid=queue.id, ack=queue.taken)
        queue.taken = queue.sent
        return _post("queue.recv", self._town.body("queue.recv", args, queue.receiver, Mode.QUEUE_RECEIVER))


def _post(operation: str, body: bytes) -> bytes:
    return driving.request("POST", f"/v1/{operation}", body)


@contextmanager
def heimo() -> Iterator[Heimo]:
    """A community of its own, filled and serving."""
    with founded(LANES) as town:
        queues = asyncio.run(_with_queues(town.data))
        start = time.perf_counter()
        with serving(town) as server:
            side = Heimo(town, queues, server.pid, server.port, time.perf_counter() - start)
            side.fill()
            yield side


async def _with_queues(data: Path) -> list[Queue]:
    queues = [Queue(int(time.time() // 86_400)) for _ in range(LANES)]
    store = await open_store(ServerConfig(data=data))
    try:
        for queue in queues:
            await store.write(lambda txn, row=queue.row: txn.add_queue(row))  # type: ignore[misc] # bound in the loop
    finally:
        await store.close()
    return queues
