"""Mixed work for a store: events, frames, tokens, reports and what else a server writes, a group at a time."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.circles import CircleSettings, Genesis, open_genesis
from heimo_protocol.events import Event, Kind, Need, PostBody, Seen, SignedEvent, encode_body, open_event
from heimo_protocol.signing import public_bytes, seal
from server_stub import log
from server_stub.store.base import ReadTxn, WriteTxn
from server_stub.store.mail_rows import FrameRow, QueueRow
from server_stub.store.moderation_rows import ReportRow
from server_stub.store.rows import AccountRow, CircleRow, HeldRow, NameRow

Job = Callable[[WriteTxn], Any]

_MEMBERS = 3
_HOUR = 480_000
_FRAME = 4096


class Refused(Exception):
    """What an operation raises that has written already, and must leave no trace."""


def _key(dice: random.Random) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))


@dataclass
class Member:
    """Somebody who writes; `seq` and `prev` are learned from the log after each power cut."""

    private: Ed25519PrivateKey
    nym: bytes
    seq: int = 0
    prev: bytes | None = None

    @property
    def key(self) -> bytes:
        """The public key, 32 bytes."""
        return public_bytes(self.private)


@dataclass
class Town:
    """A circle, members and queues; whatever is drawn comes from `dice`, so that a seed gives the same work again."""

    dice: random.Random
    circle: bytes = b""
    row: CircleRow | None = None
    members: list[Member] = field(default_factory=list)
    events: list[bytes] = field(default_factory=list)
    queues: list[bytes] = field(default_factory=list)

    def found(self) -> list[Job]:
        """Make a circle with its members."""
        owner = _key(self.dice)
        settings = CircleSettings(name="Night shift")
        genesis = Genesis(
            owner=public_bytes(owner),
            random=self.dice.randbytes(16),
            server=bytes(32),
            space=None,
            moderators=[],
            settings=settings,
        )
        data = seal(owner, "genesis", genesis).to_bytes()
        circle = open_genesis(data, bytes(32))
        self.circle = circle.id
        row = CircleRow(
            id=circle.id,
            space=circle.space,
            owner=genesis.owner,
            genesis=data,
            settings_event=None,
            settings=settings,
            head_seq=0,
            head=circle.first_head,
        )
        self.members = [Member(_key(self.dice), self.dice.randbytes(32)) for _ in range(_MEMBERS)]
        return [lambda txn: txn.add_circle(row, []), *(self._joins(member) for member in self.members)]

    def learn(self, txn: ReadTxn) -> None:
        """See how far everything came before the power went."""
        for member in self.members:
            head = txn.author_head(self.circle, member.key)
            member.seq, member.prev = head.next_seq, head.last_hash
        self.events = [event for event in self.events if txn.event(self.circle, event) is not None]
        self.queues = [queue for queue in self.queues if txn.queue(queue) is not None]

    def group(self) -> list[Job]:
        """What a few people do at the same moment."""
        kinds: list[Callable[[], Job]] = (
            [self._posts] * 4 + [self._sends] * 3 + [self._spends] * 2 + [self._reports] * 2
        )
        kinds += [self._registers, self._opens_queue, self._takes, self._erases, self._holds, self._refused]
        return [self.dice.choice(kinds)() for _ in range(self.dice.randint(1, 6))]

    def _joins(self, member: Member) -> Job:
        row = NameRow(
            key=member.key,
            circle=self.circle,
            space=self.circle,
            nym_id=member.nym,
            joined_hour=_HOUR,
            card=self.dice.randbytes(300),
            card_seq=0,
            admitted=True,
        )
        return lambda txn: txn.add_name(row)

    def _signed(self) -> SignedEvent:
        member = self.dice.choice(self.members)
        event = Event(
            kind=Kind.POST,
            circle=self.circle,
            author=member.key,
            seq=member.seq,
            prev=member.prev,
            minutes=_HOUR * 60,
            parent=None,
            body=encode_body(PostBody(text="w" * self.dice.randint(1, 3000), need=Need.LISTEN)),
            dh=bytes(8),
            seen=Seen(0, self.circle),
        )
        signed = open_event(seal(member.private, "event", event).to_bytes())
        member.seq, member.prev = member.seq + 1, signed.hash
        return signed

    def _posts(self) -> Job:
        signed = self._signed()
        self.events.append(signed.id)
        return lambda txn: log.append(txn, signed, _HOUR)

    def _sends(self) -> Job:
        if not self.queues:
            return self._opens_queue()
        qid, c2, mark = self.dice.choice(self.queues), self.dice.randbytes(32), self.dice.randbytes(16)
        frame = self.dice.randbytes(_FRAME)

        def send(txn: WriteTxn) -> None:
            queue = txn.queue(qid)
            if queue is None:
                return
            if queue.sender is None:
                txn.bind_sender(qid, bytes(32))
            row = FrameRow(qid=qid, seq=queue.newest + 1, hour=_HOUR, c2=c2, frame=frame)
            txn.add_frame(row, mark=mark, forget_to=max(0, row.seq - 4))

        return send

    def _opens_queue(self) -> Job:
        qid, receiver, claim = (self.dice.randbytes(size) for size in (16, 32, 32))
        self.queues.append(qid)
        row = QueueRow(qid=qid, receiver=receiver, claim=claim, sender=None, last_day=_HOUR)

        def create(txn: WriteTxn) -> None:
            txn.spend(3, 1, qid)
            txn.add_queue(row)

        return create

    def _takes(self) -> Job:
        if not self.queues:
            return self._spends()
        qid, end = self.dice.choice(self.queues), self.dice.random() < 0.2

        def take(txn: WriteTxn) -> None:
            queue = txn.queue(qid)
            if queue is not None and end:
                txn.delete_queue(qid)
            elif queue is not None:
                txn.forget_frames(qid, queue.newest)

        return take

    def _spends(self) -> Job:
        nullifier = self.dice.randbytes(16)
        return lambda txn: txn.spend(2, 1, nullifier)

    def _reports(self) -> Job:
        if not self.events:
            return self._posts()
        row = ReportRow(
            circle=self.circle,
            event_id=self.dice.choice(self.events),
            reporter=self.dice.randbytes(32),
            reason="unkind",
            hour=_HOUR,
        )
        nym = self.dice.choice(self.members).nym

        def report(txn: WriteTxn) -> None:
            if txn.event(self.circle, row.event_id) is not None and txn.add_report(row):
                txn.count_name(nym, "reports", 1, expiry_hour=_HOUR)

        return report

    def _registers(self) -> Job:
        row = AccountRow(key=self.dice.randbytes(32), m1enc=self.dice.randbytes(32), created_day=1, cred_epoch=0)

        def register(txn: WriteTxn) -> None:
            txn.add_account(row)
            txn.count_account(row.key, "invites", 1, expiry_hour=_HOUR)

        return register

    def _erases(self) -> Job:
        if not self.events:
            return self._posts()
        event = self.dice.choice(self.events)
        return lambda txn: txn.erase(self.circle, event)

    def _holds(self) -> Job:
        row = HeldRow(
            circle=self.circle,
            event_id=self.dice.randbytes(16),
            author=self.dice.choice(self.members).key,
            hour=_HOUR,
            envelope=self.dice.randbytes(900),
        )
        return lambda txn: txn.hold(row)

    def _refused(self) -> Job:
        nullifier = self.dice.randbytes(16)

        def refuse(txn: WriteTxn) -> None:
            txn.spend(1, 1, nullifier)
            raise Refused

        return refuse
