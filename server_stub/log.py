"""The append-only log of a circle: what may follow what, and the two hash chains that show it.

One chain runs over all entries of a circle (heimo_protocol.log), the other over one author's events
(protocol sections 9.2 and 9.4). Both move in the same transaction as the entry itself.
"""

import msgspec

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Kind, SignedEvent
from heimo_protocol.log import next_head
from heimo_protocol.signing import ID_SIZE
from server_stub.store.base import ReadTxn, WriteTxn
from server_stub.store.rows import AuthorHead, CircleRow, EventRow

GOVERNANCE = (Kind.MODERATION, Kind.NOTE, Kind.SETTINGS)
"""The kinds that decide for all; their bodies never expire, since every reader computes the decisions from them."""

LASTING = (*GOVERNANCE, Kind.CARD, Kind.IDENTITY_CHANGED)
"""The kinds whose bodies outlive a circle's retention time."""


class Appended(msgspec.Struct, frozen=True, kw_only=True):
    """Where an event stands in its circle's log; `is_new` is false where it stood there before."""

    log_seq: int
    head: bytes
    hour: int
    is_new: bool


def find(txn: ReadTxn, signed: SignedEvent) -> Appended | None:
    """Where this very event stands already, or None: putting it twice changes nothing."""
    row = txn.event(signed.event.circle, signed.id)
    if row is None or row.hash != signed.hash:
        return None
    return Appended(log_seq=row.log_seq, head=row.head, hour=row.hour, is_new=False)


def require_next(txn: ReadTxn, signed: SignedEvent) -> None:
    """Check that the event is its author's next one.

    Raises Refusal with SEQ_CONFLICT (its value is the number that would be right) or PREV_MISMATCH.
    """
    head = txn.author_head(signed.event.circle, signed.event.author)
    if signed.event.seq != head.next_seq:
        raise Refusal(Code.SEQ_CONFLICT, "not the author's next event", value=head.next_seq)
    if signed.event.prev != head.last_hash:
        raise Refusal(Code.PREV_MISMATCH, "not after the author's last event")


def require_seen(txn: ReadTxn, signed: SignedEvent) -> None:
    """Check that the log which the author says to have seen is this one.

    Readers take a wrong claim for a proof that the server told two histories, and nobody may make them believe that
    of one that did not. Raises Refusal with PREV_MISMATCH.
    """
    seen = signed.event.seen
    head = txn.head_at(signed.event.circle, seen.log_seq)
    if head is None or head[:ID_SIZE] != seen.head:
        raise Refusal(Code.PREV_MISMATCH, "not after this log")


def thread_of(txn: ReadTxn, signed: SignedEvent) -> bytes | None:
    """The id of the post that began the event's thread, None for events outside threads.

    Raises Refusal with PARENT_UNKNOWN.
    """
    event = signed.event
    if event.kind == Kind.POST:
        return signed.id
    if event.parent is None:
        return None
    parent = txn.event(event.circle, event.parent)
    if parent is None:
        raise Refusal(Code.PARENT_UNKNOWN, "parent is not in this circle")
    return parent.thread


def append(txn: WriteTxn, signed: SignedEvent, hour: int, *, new_in: CircleRow | None = None) -> Appended:
    """Append a verified event to its circle's log, once.

    Who may write what is for the caller to have checked. `new_in` is the circle where the caller has also looked, in
    this transaction, that the event is not there yet and is its author's next one. Raises Refusal with NOT_FOUND,
    SEQ_CONFLICT, PREV_MISMATCH or PARENT_UNKNOWN.
    """
    event = signed.event
    circle = new_in or txn.circle(event.circle)
    if circle is None:
        raise Refusal(Code.NOT_FOUND, "no such circle")
    if new_in is None:
        known = find(txn, signed)
        if known is not None:
            return known
        require_next(txn, signed)
    log_seq = circle.head_seq + 1
    head = next_head(circle.head, log_seq, signed.hash)
    txn.insert_event(
        EventRow(
            circle=event.circle,
            log_seq=log_seq,
            event_id=signed.id,
            author=event.author,
            author_seq=event.seq,
            kind=int(event.kind),
            parent=event.parent,
            thread=thread_of(txn, signed),
            hour=hour,
            hash=signed.hash,
            head=head,
            envelope=signed.data,
        )
    )
    txn.set_head(event.circle, head_seq=log_seq, head=head)
    txn.set_author_head(event.circle, event.author, AuthorHead(next_seq=event.seq + 1, last_hash=signed.hash))
    return Appended(log_seq=log_seq, head=head, hour=hour, is_new=True)
