"""Whether what authors signed holds together: each one's own chain, and the logs that they say they saw."""

from __future__ import annotations

from heimo_protocol.encoding import decode
from heimo_protocol.events import Event, SignedEvent, event_id
from heimo_protocol.signing import ID_SIZE, Envelope
from heimo_tui.core.authors import Link, is_forked
from heimo_tui.vault.tables import EventRow, Tables


def signed_of(row: EventRow) -> Event | None:
    """The event that a stored row is of, or None where its own words are gone. The signature was checked before."""
    if row.envelope is None:
        return None
    envelope = Envelope.from_bytes(row.envelope)
    if envelope.hash != row.payload_hash:
        return None  # an edit's, whose words stand in its place
    return decode(envelope.payload, Event)


class Chains:
    """Checks a batch of one circle's events, which need not be stored yet; made for one transaction.

    `hashes` are those of the batch's payloads. `complete`: every entry before it is known, so that whatever an
    author's event follows must be there.
    """

    def __init__(
        self, tables: Tables, circle: bytes, first_head: bytes, hashes: frozenset[bytes], *, complete: bool
    ) -> None:
        self._tables = tables
        self._circle = circle
        self._first_head = first_head
        self._hashes = hashes
        self._complete = complete
        self._batch: dict[tuple[bytes, int], Link] = {}

    def fault(self, log_seq: int, signed: SignedEvent) -> str | None:
        """`author_fork`, `author_gap` or None; events of one author come in the order of the log."""
        event = signed.event
        link = Link(event.seq, signed.hash, event.prev)
        near = self._near(event.author, event.seq, log_seq)
        before, same, after = (near.get(event.seq + step) for step in (-1, 0, 1))
        self._batch[event.author, event.seq] = link
        if is_forked(
            link,
            same=None if same is None else same.hash,
            before=None if before is None else before.hash,
            after_prev=None if after is None else after.prev,
        ):
            return "author_fork"
        if before is None and event.prev is not None and self._complete and not self._is_logged(event.prev):
            return "author_gap"
        return None

    def is_false_claim(self, log_seq: int, signed: SignedEvent) -> bool:
        """Whether the author saw another log, or a longer one, than is shown here; the batch has to be stored."""
        seen = signed.event.seen
        if seen.log_seq >= log_seq:
            return True
        if seen.log_seq == 0:
            return seen.head != self._first_head[:ID_SIZE]
        return self._tables.threads.claim_head(self._circle, seen.log_seq, seen.head, signed.id) is not None

    def _near(self, author: bytes, seq: int, log_seq: int) -> dict[int, Link]:
        near: dict[int, Link] = {}
        for row in self._tables.events.neighbours(self._circle, author, seq):
            if row.log_seq != log_seq:
                opened = signed_of(row)
                near[row.seq] = Link(row.seq, row.payload_hash, None if opened is None else opened.prev)
        for step in (-1, 0):
            if (author, seq + step) in self._batch:
                near[seq + step] = self._batch[author, seq + step]
        return near

    def _is_logged(self, digest: bytes) -> bool:
        if digest in self._hashes:
            return True
        row = self._tables.events.get(self._circle, event_id(digest))
        return row is not None and row.payload_hash == digest


def unlinked_faults(tables: Tables, circle: bytes) -> list[int]:
    """Log numbers of events that follow one which is nowhere in the whole log: `author_gap`.

    Only where the whole log is known. What was erased leaves its hash, and that is enough.
    """
    found = []
    for row in tables.checks.unlinked(circle):
        opened = signed_of(row)
        if opened is None or opened.prev is None:
            continue
        before = tables.events.get(circle, event_id(opened.prev))
        if before is None or before.payload_hash != opened.prev or before.log_seq > row.log_seq:
            found.append(row.log_seq)
    return found
