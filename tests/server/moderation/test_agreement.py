"""Server and clients see every right alike, whoever decides what in whichever order (protocol section 9.6)."""

import asyncio
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import hypothesis.strategies as st
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, event, given, settings

from heimo_protocol.decisions import FirstWord
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import (
    Action,
    Body,
    Event,
    Kind,
    ModerationBody,
    Need,
    NoteBody,
    PostBody,
    Seen,
    SettingsBody,
    SignedEvent,
    encode_body,
    open_event,
)
from heimo_protocol.limits import ServerLimits
from heimo_protocol.signing import public_bytes, seal
from heimo_tui.core.governance import Decision, Rulings, rulings
from server_stub.operations import admission
from server_stub.operations.placing import Placed, Terms
from server_stub.store.base import ReadTxn
from server_stub.store.rows import NameRow
from server_stub.store.sqlite.store import open_sqlite
from tests.server.house import make_circle

MEMBERS = 5
OWNER = MEMBERS
"""In steps, people are numbers: members of the circle, and then its owner."""

BEGAN = 500_000 * 3600
DAY = 1440
ROOMY = ServerLimits(posts_hour=10**6, posts_day=10**6, first_day_posts=10**6)


@dataclass(frozen=True)
class Step:
    """Somebody decides: `later` minutes after the step before, and `late` minutes after it was written."""

    author: int
    action: Action | None
    target: int
    until_days: int
    later: int
    late: int


def chosen(*numbers: int) -> st.SearchStrategy[int]:
    return st.sampled_from(numbers)


LATER, LATE = chosen(5, 5, 60, 6 * DAY, 8 * DAY), chosen(0, 0, 0, 0, DAY, 7 * DAY, 13 * DAY)

ANYTHING = st.builds(
    Step,
    author=st.integers(0, OWNER),
    action=st.sampled_from([*Action, None, None]),
    target=st.integers(0, OWNER),
    until_days=chosen(0, 7, 60),
    later=LATER,
    late=LATE,
)
"""An action of None changes the settings, or sets a note."""

QUARREL = st.builds(
    Step,
    author=chosen(0, 1, 2, 0, 1, 2, OWNER),
    action=st.sampled_from([Action.BAN] * 9 + [Action.UNBAN, Action.REVOKE, Action.GRANT]),
    target=chosen(3, 3, 3, 3, 2),
    until_days=chosen(0, 0, 0, 0, 7, 31),
    later=LATER,
    late=LATE,
)
"""A steward, two moderators and the owner about one moderator and one member: where rights and memory matter most."""

STEPS = st.lists(QUARREL | QUARREL | QUARREL | ANYTHING, min_size=12, max_size=30)


class Circle:
    """A circle in a real store with people who decide, and the log as a client has it."""

    def __init__(self, folder: Path) -> None:
        self.loop = asyncio.new_event_loop()
        self.store = self.loop.run_until_complete(open_sqlite(folder / "community.db", readers=1))
        self.circle, row, owner = make_circle(bytes(32), ban_by_two=True)
        self.loop.run_until_complete(self.store.write(lambda txn: txn.add_circle(row, [])))
        self.keys = [*(Ed25519PrivateKey.generate() for _ in range(MEMBERS)), owner]
        self.now = BEGAN
        for number, key in enumerate(self.keys[:MEMBERS]):
            name = NameRow(
                key=public_bytes(key),
                circle=row.id,
                space=row.id,
                nym_id=bytes([number]) * 32,
                joined_hour=0,
                card=b"card",
                card_seq=0,
                admitted=True,
            )
            self.loop.run_until_complete(self.store.write(lambda txn, name=name: txn.add_name(name)))  # type: ignore[misc] # bound now
        self.decisions: list[Decision] = []
        self.posts = [self.put(self.sign(n, Kind.POST, PostBody(text="words", need=Need.LISTEN)))[0] for n in range(5)]

    def close(self) -> None:
        self.loop.run_until_complete(self.store.close())
        self.loop.close()

    def key(self, number: int) -> bytes:
        return public_bytes(self.keys[number])

    def look(self, txn: ReadTxn, author: bytes) -> tuple[int, bytes | None]:
        head = txn.author_head(self.circle.id, author)
        return head.next_seq, head.last_hash

    def sign(self, number: int, kind: Kind, body: Body, *, parent: bytes | None = None, late: int = 0) -> SignedEvent:
        author = self.key(number)
        seq, prev = self.loop.run_until_complete(self.store.read(lambda txn: self.look(txn, author)))
        minutes = self.now // 60 - late
        signed = Event(
            kind=kind,
            circle=self.circle.id,
            author=author,
            seq=seq,
            prev=prev,
            minutes=minutes - minutes % 5,
            parent=parent,
            body=encode_body(body),
            dh=bytes(8),
            seen=Seen(0, self.circle.id),
        )
        return open_event(seal(self.keys[number], "event", signed).to_bytes())

    def put(self, signed: SignedEvent) -> tuple[SignedEvent, Placed]:
        terms = Terms(now=self.now, server_id=bytes(32), limits=ROOMY)
        return signed, self.loop.run_until_complete(self.store.write(lambda txn: admission.put(txn, signed, terms)))

    def rulings(self, *more: Decision) -> Rulings:
        return rulings(self.circle.genesis, [*self.decisions, *more])

    def decision(self, step: Step) -> SignedEvent:
        """What the step's author signs."""
        self.now += step.later * 60
        post = self.posts[step.target % len(self.posts)]
        if step.action is None and step.until_days:
            return self.sign(step.author, Kind.NOTE, NoteBody(notes=["death"]), parent=post.id, late=step.late)
        if step.action is None:
            now = self.rulings().settings
            body: Body = SettingsBody(settings=msgspec.structs.replace(now, ban_by_two=not now.ban_by_two))
            return self.sign(step.author, Kind.SETTINGS, body, late=step.late)
        on_names = step.action in (Action.BAN, Action.UNBAN, Action.GRANT, Action.REVOKE, Action.ENTRUST)
        minutes = self.now // 60 - step.late
        until = (minutes // 60 + step.until_days * 24) if step.action is Action.BAN and step.until_days else 0
        target = self.key(step.target) if on_names else post.id
        if step.action is Action.KEEP and self.decisions:
            target = self.decisions[step.target % len(self.decisions)].signed.id
        return self.sign(
            step.author,
            Kind.MODERATION,
            ModerationBody(action=step.action, target=target, until=until),
            late=step.late,
        )


@given(steps=STEPS)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_the_server_takes_is_what_clients_follow(steps: list[Step]) -> None:
    folder = Path(tempfile.mkdtemp())
    circle = Circle(folder)
    try:
        for number, action in enumerate((Action.ENTRUST, Action.GRANT, Action.GRANT)):
            take(circle, circle.decision(Step(OWNER, action, number, until_days=0, later=5, late=0)))
        for step in steps:
            take(circle, circle.decision(step))
            require_same(circle)
    finally:
        circle.close()
        shutil.rmtree(folder)


def take(circle: Circle, signed: SignedEvent) -> None:
    """Put a decision; server and client must agree on whether its author had the right to it."""
    number = len(circle.posts) + len(circle.decisions) + 1
    candidate = Decision(number, signed)
    ignored = number in circle.rulings(candidate).ignored
    try:
        _, placed = circle.put(signed)
    except Refusal as refusal:
        event(str(refusal.code))
        if refusal.code is Code.NOT_MODERATOR:
            assert ignored, f"the server refuses what clients follow: {signed.body}"
        else:
            # a banned moderator keeps the right, and may not use it; what is about nothing is about nobody's rights
            assert refusal.code in (Code.BANNED, Code.PARENT_UNKNOWN), refusal
        return
    event(f"taken: {signed.body.action.name if isinstance(signed.body, ModerationBody) else signed.event.kind.name}")
    assert not ignored, f"clients ignore what the server follows: {signed.body}"
    assert placed.log_seq == number
    circle.decisions.append(candidate)
    ban = circle.rulings().banned.get(signed.body.target) if isinstance(signed.body, ModerationBody) else None
    if ban is not None and ban.decision == signed.id and circle.rulings().settings.ban_by_two and ban.until == 0:
        event("banned by the owner" if signed.event.author == circle.key(OWNER) else "banned by two")


def require_same(circle: Circle) -> None:
    """All that follows from the decisions is the same on both sides."""
    seen = circle.rulings()
    ours = circle.circle.id

    def look(txn: ReadTxn) -> None:
        row = txn.circle(ours)
        assert row is not None and row.settings == seen.settings
        assert txn.moderators(ours) | {row.owner} == seen.moderators
        assert txn.stewards(ours) == seen.stewards
        for number in range(MEMBERS):
            key = circle.key(number)
            name, first = txn.name(key), txn.first_word(ours, key)
            assert name is not None
            ban, known = txn.ban(ours, name.nym_id), seen.banned.get(key)
            assert (None if ban is None else (ban.until_hour, ban.decision)) == (
                None if known is None else (known.until, known.decision)
            )
            asked = (
                None
                if first is None
                else next(d.signed.event for d in circle.decisions if d.signed.id == first.decision)
            )
            wanted = None if asked is None else FirstWord(author=asked.author, minutes=asked.minutes)
            assert wanted == seen.seconds.get(key)
        for post in circle.posts:
            text = txn.event(ours, post.id)
            assert text is not None and text.hidden is (post.id in seen.hidden)
            assert txn.is_locked(ours, post.id) is (post.id in seen.locked)

    circle.loop.run_until_complete(circle.store.read(look))
