"""The log against a model of it: any order of appends, repetitions, forks, erasures and restarts."""

import asyncio
import shutil
import tempfile
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Kind, Need, PostBody, ReplyBody, SignedEvent
from heimo_protocol.log import next_head
from server_stub import log
from server_stub.store.base import Store
from tests.server.house import Member, make_circle
from tests.server.store.conftest import OPENERS
from tests.support.postgres import forget_database_of


class LogMachine(RuleBasedStateMachine):
    """`entries` is the model: what must stand in the log, with None for an erased body."""

    @initialize(opener=st.sampled_from(sorted(OPENERS)))
    def begin(self, opener: str) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.opener = OPENERS[opener]
        self.loop = asyncio.new_event_loop()
        self.store: Store = self.loop.run_until_complete(self.opener(self.folder))
        self.circle, row, _ = make_circle(bytes(32))
        self.loop.run_until_complete(self.store.write(lambda txn: txn.add_circle(row, [])))
        self.members = [Member(self.circle.id) for _ in range(3)]
        self.entries: list[tuple[SignedEvent, bool]] = []

    def append(self, signed: SignedEvent) -> log.Appended:
        return self.loop.run_until_complete(self.store.write(lambda txn: log.append(txn, signed, 1)))

    @rule(who=st.integers(0, 2), size=st.integers(1, 3000))
    def post(self, who: int, size: int) -> None:
        signed = self.members[who].post("w" * size)
        self.entries.append((signed, True))
        assert self.append(signed).log_seq == len(self.entries)

    @precondition(lambda self: self.entries)
    @rule(who=st.integers(0, 2), data=st.data())
    def reply(self, who: int, data: st.DataObject) -> None:
        parent, _ = data.draw(st.sampled_from(self.entries))
        signed = self.members[who].sign(ReplyBody(text="answer"), Kind.REPLY, parent.id)
        self.members[who].took(signed)
        self.entries.append((signed, True))
        assert self.append(signed).is_new

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def again(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(1, len(self.entries)))
        appended = self.append(self.entries[number - 1][0])
        assert (appended.log_seq, appended.is_new) == (number, False)

    @rule(who=st.integers(0, 2), off=st.sampled_from([-1, 1, 7]))
    def wrong_number(self, who: int, off: int) -> None:
        member = self.members[who]
        seq = member.seq + off
        if seq < 0:
            return
        stray = Member(member.circle, member.private, seq, bytes(32) if seq else None)
        self.refused(stray.sign(PostBody(text="stray", need=Need.NONE)), Code.SEQ_CONFLICT)

    @rule(who=st.integers(0, 2))
    def wrong_previous(self, who: int) -> None:
        member = self.members[who]
        if member.seq:
            stray = Member(member.circle, member.private, member.seq, b"x" * 32)
            self.refused(stray.sign(PostBody(text="stray", need=Need.NONE)), Code.PREV_MISMATCH)

    @rule(who=st.integers(0, 2))
    def unknown_parent(self, who: int) -> None:
        signed = self.members[who].sign(ReplyBody(text="to nobody"), Kind.REPLY, bytes(16))
        self.refused(signed, Code.PARENT_UNKNOWN)

    def refused(self, signed: SignedEvent, code: Code) -> None:
        try:
            self.append(signed)
        except Refusal as refusal:
            assert refusal.code == code
        else:
            raise AssertionError("taken")

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def erase(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(self.entries) - 1))
        signed, there = self.entries[number]
        erased = self.loop.run_until_complete(self.store.write(lambda txn: txn.erase(self.circle.id, signed.id)))
        assert erased == there
        self.entries[number] = (signed, False)

    @rule()
    def restart(self) -> None:
        self.loop.run_until_complete(self.store.close())
        self.store = self.loop.run_until_complete(self.opener(self.folder))

    @invariant()
    def log_is_the_model(self) -> None:
        if not hasattr(self, "store"):
            return
        circle_id = self.circle.id
        read = self.loop.run_until_complete(
            self.store.read(
                lambda txn: (txn.circle(circle_id), txn.events_after(circle_id, 0, limit=10**6, max_bytes=10**9))
            )
        )
        circle, rows = read
        head = self.circle.first_head
        for number, ((signed, there), row) in enumerate(zip(self.entries, rows, strict=True), start=1):
            head = next_head(head, number, signed.hash)
            assert (row.log_seq, row.event_id, row.hash, row.head) == (number, signed.id, signed.hash, head)
            assert row.envelope == (signed.data if there else None)
        assert circle is not None and (circle.head_seq, circle.head) == (len(self.entries), head)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.loop.run_until_complete(self.store.close())
            self.loop.close()
            forget_database_of(self.folder)
            shutil.rmtree(self.folder)


TestLog = LogMachine.TestCase
TestLog.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
