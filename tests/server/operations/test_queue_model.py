"""A queue against a model of it: any order of sending, repeating, taking, trying and restarting."""

import asyncio
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from heimo_protocol import limits
from heimo_protocol import operations as ops
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.requests import Mode
from server_stub.config import ServerConfig
from server_stub.context import Caller, Context
from server_stub.operations.mail import queues
from server_stub.serve import make_context
from server_stub.store.mail_rows import QueueRow
from server_stub.store.opening import open_store
from tests.server.people import make_town_data

T = TypeVar("T")

RECEIVER, SENDER, STRANGER = (bytes([number]) * 32 for number in (1, 2, 3))
QID, CLAIM = b"q" * 16, b"c" * 32


def caller(key: bytes, mode: Mode) -> Caller:
    return Caller(mode, key, None, None, None, bytes(32))


class QueueMachine(RuleBasedStateMachine):
    """`sent` is the model: every frame that was accepted, by its number; `taken` of them were acknowledged."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.loop = asyncio.new_event_loop()
        self.run(make_town_data(self.folder / "data"))
        self.context = self.run(self.opened())
        row = QueueRow(qid=QID, receiver=RECEIVER, claim=hashlib.sha256(CLAIM).digest(), sender=None, last_day=10**6)
        assert self.run(self.context.store.write(lambda txn: txn.add_queue(row)))
        self.sent: list[ops.QueueSendArgs] = []
        self.taken = 0

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    async def opened(self) -> Context:
        config = ServerConfig(data=self.folder / "data")
        return make_context(config, await open_store(config), clock=time.time)

    def put(self, args: ops.QueueSendArgs, key: bytes = SENDER) -> None:
        self.run(queues.send(self.context, args, caller(key, Mode.QUEUE_SENDER)))

    def take(self, ack: int, key: bytes = RECEIVER) -> ops.QueueRecvResult:
        args = ops.QueueRecvArgs(qid=QID, ack=ack)
        return self.run(queues.recv(self.context, args, caller(key, Mode.QUEUE_RECEIVER)))

    def refused(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            self.run(work)
        except Refusal as refusal:
            assert refusal.code in (Code.QUEUE_UNKNOWN, Code.BUSY)
        else:
            raise AssertionError("taken")

    @rule(size=st.sampled_from([4096, 4096, 4096, 8192, 65536]), with_claim=st.booleans())
    def send(self, size: int, with_claim: bool) -> None:
        claim = CLAIM if with_claim or not self.sent else None
        args = ops.QueueSendArgs(qid=QID, frame=os.urandom(size), c2=os.urandom(32), claim=claim)
        self.put(args)
        self.sent.append(args)

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def again(self, data: st.DataObject) -> None:
        self.put(data.draw(st.sampled_from(self.sent)))

    @precondition(lambda self: len(self.sent) > self.taken)
    @rule(data=st.data())
    def acknowledge(self, data: st.DataObject) -> None:
        ack = data.draw(st.integers(0, len(self.sent)))
        self.taken = max(self.taken, ack)
        page = self.take(ack)
        assert [entry.seq for entry in page.entries] == list(range(self.taken + 1, self.taken + 1 + len(page.entries)))

    @rule(beyond=st.integers(1, 10**6))
    def acknowledge_what_never_came(self, beyond: int) -> None:
        page = self.take(len(self.sent) + beyond)
        assert bool(page.entries) == (len(self.sent) > self.taken)

    @rule(key=st.sampled_from([RECEIVER, STRANGER]), claim=st.sampled_from([None, bytes(32), CLAIM]))
    def try_to_write(self, key: bytes, claim: bytes | None) -> None:
        if claim == CLAIM and not self.sent:
            return
        args = ops.QueueSendArgs(qid=QID, frame=os.urandom(4096), c2=os.urandom(32), claim=claim)
        self.refused(queues.send(self.context, args, caller(key, Mode.QUEUE_SENDER)))

    @rule(key=st.sampled_from([SENDER, STRANGER]), ack=st.integers(0, 100))
    def try_to_read(self, key: bytes, ack: int) -> None:
        args = ops.QueueRecvArgs(qid=QID, ack=ack)
        self.refused(queues.recv(self.context, args, caller(key, Mode.QUEUE_RECEIVER)))
        delete = ops.QueueArgs(qid=QID)
        self.refused(queues.delete(self.context, delete, caller(key, Mode.QUEUE_RECEIVER)))

    @rule()
    def restart(self) -> None:
        self.run(self.context.store.close())
        self.context = self.run(self.opened())

    @invariant()
    def what_waits_is_the_model(self) -> None:
        if not hasattr(self, "context"):
            return
        found, more = self.run(
            self.context.store.read(lambda txn: txn.frames_after(QID, 0, limit=10**6, max_bytes=10**9))
        )
        waiting = self.sent[self.taken :]
        assert not more
        assert [(row.seq, row.frame, row.c2) for row in found] == [
            (number, args.frame, args.c2) for number, args in enumerate(waiting, start=self.taken + 1)
        ]
        row = self.run(self.context.store.read(lambda txn: txn.queue(QID)))
        assert row is not None
        assert (row.newest, row.frames) == (len(self.sent), len(waiting))
        assert row.size == sum(len(args.frame) for args in waiting) <= limits.QUEUE_BYTES

    def teardown(self) -> None:
        if hasattr(self, "context"):
            self.run(self.context.store.close())
            self.loop.close()
            shutil.rmtree(self.folder)


TestQueue = QueueMachine.TestCase
TestQueue.settings = settings(
    max_examples=20, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
