"""Signed events in the outbox: each the next of its author's chain, in the transaction that moves the chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from heimo_protocol.cards import Card
from heimo_protocol.encoding import decode
from heimo_protocol.events import (
    Body,
    CardBody,
    Event,
    Kind,
    Seen,
    encode_body,
    event_id,
    floor_minutes,
)
from heimo_protocol.signing import ID_SIZE, Envelope, seal
from heimo_tui.core.errors import BadInput
from heimo_tui.services.place import Place
from heimo_tui.services.writing.authors import Author, chosen_policy, make_card, remember_card
from heimo_tui.vault.tables import Chain, Circle, OutboxRow, OutboxState, Tables


@dataclass(frozen=True, slots=True)
class Handling:
    """How an event waits: in which state, until when (unix seconds), from which draft, with what put aside there.

    `for_moderator`: the server is asked to let a moderator read it first.
    """

    state: OutboxState = OutboxState.QUEUED
    hold_until: float = 0.0
    draft: bytes | None = None
    dismissed: frozenset[str] = frozenset()
    for_moderator: bool = False


class Signing:
    """Signs for one circle; made for one transaction."""

    def __init__(self, tables: Tables, place: Place, row: Circle, *, now: float) -> None:
        self._tables = tables
        self._place = place
        self._row = row
        self._now = now

    def put(self, author: Author, kind: Kind, parent: bytes | None, body: Body, handling: Handling) -> OutboxRow:
        """Sign the author's next event and put it into the outbox; a name's first event is its card."""
        if self._chain(author.key).next_seq == 0 and kind is not Kind.CARD:
            self.put_card(author, 0, handling)
        event = self._event(author.key, kind, parent, encode_body(body), handling.hold_until)
        return self._add(author, event, handling, created=self._now)

    def put_card(self, author: Author, seq: int, handling: Handling) -> OutboxRow:
        """Sign a card, number `seq` of the author's cards, and tell it to the circle."""
        card = self._make_card(author, seq)
        remember_card(self._tables, self._row, author, card, seq=seq, now=self._now)
        event = self._event(author.key, Kind.CARD, None, encode_body(CardBody(card=card)), handling.hold_until)
        bare = Handling(handling.state, handling.hold_until)
        return self._add(author, event, bare, created=self._now)

    def again(
        self, rows: Sequence[OutboxRow], author: Author, changed: dict[bytes, bytes] | None = None
    ) -> dict[bytes, bytes]:
        """Sign events anew, in order, at the end of the author's chain; the rows must be out of the outbox.

        Gives old id -> new id; what an event is about follows (`changed` holds earlier ones).
        """
        ids = dict(changed or {})
        for row in rows:
            old = decode(Envelope.from_bytes(row.envelope).payload, Event)
            body = self._card_again(old, author) if old.kind is Kind.CARD else old.body
            parent = None if old.parent is None else ids.get(old.parent, old.parent)
            event = self._event(author.key, old.kind, parent, body, row.hold_until)
            waiting = row.state if row.state is OutboxState.HOLDING else OutboxState.QUEUED
            handling = Handling(waiting, row.hold_until, row.draft, row.dismissed, row.for_moderator)
            ids[row.event_id] = self._add(author, event, handling, created=row.created).event_id
        for once in self._tables.anonymous.once_names(self._row.circle_id):
            if once.thread in ids:
                self._tables.anonymous.save_once_name(replace(once, thread=ids[once.thread]))
        return ids

    def rebase(self, author: Author, chain: Chain) -> dict[bytes, bytes]:
        """Sign everything that is on its way under a name anew, from `chain` on; gives old id -> new id."""
        rows = self._tables.outbox.unsent(self._row.circle_id, author.key)
        for row in rows:
            self._tables.outbox.done(row.event_id)
        self._tables.outbox.set_chain(self._row.circle_id, author.key, chain)
        return self.again(rows, author)

    def _make_card(self, author: Author, seq: int) -> bytes:
        policy = chosen_policy(self._tables, self._row.circle_id)
        return make_card(self._place, self._row, author, seq=seq, now=self._now, policy=policy)

    def _card_again(self, old: Event, author: Author) -> bytes:
        if old.author == author.key:
            return old.body
        was = decode(Envelope.from_bytes(old.open_body(CardBody).card).payload, Card)
        card = self._make_card(author, was.seq)
        remember_card(self._tables, self._row, author, card, seq=was.seq, now=self._now)
        return encode_body(CardBody(card=card))

    def _event(self, author: bytes, kind: Kind, parent: bytes | None, body: bytes, hold_until: float) -> Event:
        # it tells the time it will be sent, not the time somebody sat down and wrote
        wait = max(0.0, hold_until - self._now)
        chain = self._chain(author)
        row = self._row
        if row.newest_head is None:
            raise BadInput("circle_unread")
        return Event(
            kind=kind,
            circle=row.circle_id,
            author=author,
            seq=chain.next_seq,
            prev=chain.prev,
            minutes=floor_minutes(self._place.calls.server_time(self._place.writing(author)) + wait),
            parent=parent,
            body=body,
            dh=self._place.descriptor_hash[:8],
            seen=Seen(row.newest_seq, row.newest_head[:ID_SIZE]),
        )

    def _add(self, author: Author, event: Event, handling: Handling, *, created: float) -> OutboxRow:
        envelope = seal(author.private, "event", event)
        row = OutboxRow(
            event_id=event_id(envelope.hash),
            circle_id=event.circle,
            author=event.author,
            seq=event.seq,
            prev=event.prev,
            payload_hash=envelope.hash,
            envelope=envelope.to_bytes(),
            state=handling.state,
            hold_until=handling.hold_until,
            created=created,
            draft=handling.draft,
            dismissed=handling.dismissed,
            for_moderator=handling.for_moderator,
        )
        self._tables.outbox.add(row)
        return row

    def _chain(self, author: bytes) -> Chain:
        known = self._tables.outbox.chain(self._row.circle_id, author)
        if known is None:
            known = chain_in_log(self._tables, self._row.circle_id, author) or Chain(0, None)
            self._tables.outbox.set_chain(self._row.circle_id, author, known)
        return known


def chain_in_log(tables: Tables, circle: bytes, author: bytes) -> Chain | None:
    """Where an own chain stands by what is stored of the log, or None where nothing of it is."""
    known = tables.events.by_author(circle, author)
    return Chain(known[-1].seq + 1, known[-1].payload_hash) if known else None


def event_of(row: OutboxRow) -> Event:
    """The event of an outbox row."""
    return decode(Envelope.from_bytes(row.envelope).payload, Event)


def thread_of(tables: Tables, row: OutboxRow) -> bytes:
    """The thread that looks different when this row changes."""
    parent = event_of(row).parent
    if parent is None:
        return row.event_id
    about = tables.events.get(row.circle_id, parent)
    return parent if about is None or about.thread is None else about.thread
