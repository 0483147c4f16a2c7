"""Putting checked log entries into the vault, with what follows from each of them, in the vault's own thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from heimo_protocol.cards import open_card
from heimo_protocol.encoding import decode
from heimo_protocol.errors import Refusal
from heimo_protocol.events import (
    CardBody,
    Event,
    Kind,
    Need,
    PostBody,
    ReactionBody,
    ReplyBody,
    SignedEvent,
    event_id,
)
from heimo_protocol.signing import ID_SIZE, Envelope
from heimo_tui.core.authors import Link, is_forked
from heimo_tui.core.governance import KINDS, Rulings
from heimo_tui.core.verify import Checked
from heimo_tui.services.house import keys_of_mine
from heimo_tui.vault.tables import EventFlag, EventRow, Member, Tables
from heimo_tui.vault.tables.log_checks import NAMELESS

_GOVERNING = frozenset(int(kind) for kind in KINDS)
_ABOUT_OTHERS = frozenset({Kind.EDIT, Kind.DELETE, Kind.REACTION})


@dataclass
class Outcome:
    """What a batch brought. `faults` are (code, log number); `sent` ids of own events that are in the log now.

    `governing` are the log numbers of decisions.
    """

    threads: set[bytes] = field(default_factory=set)
    new_threads: set[bytes] = field(default_factory=set)
    faults: list[tuple[str, int]] = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)
    governing: list[int] = field(default_factory=list)
    nameless: bool = False
    count: int = 0


def signed_of(row: EventRow) -> tuple[Event, bytes] | None:
    """The event of a stored row with its payload hash, or None where the body is gone. The signature was checked."""
    if row.envelope is None:
        return None
    payload = Envelope.from_bytes(row.envelope).payload
    return decode(payload, Event), row.payload_hash


class Storing:
    """Stores batches of one circle; made for one transaction."""

    def __init__(self, tables: Tables, circle: bytes, *, server_id: bytes, first_head: bytes, rulings: Rulings) -> None:
        self._tables = tables
        self._circle = circle
        self._server = server_id
        self._first_head = first_head
        self._rulings = rulings
        self._mine = keys_of_mine(tables, circle)
        self._out = Outcome()
        self._threads: dict[bytes, bytes | None] = {}
        self._batch: dict[tuple[bytes, int], Link] = {}
        self._hashes: frozenset[bytes] = frozenset()
        self._complete = False

    def store(self, checked: Sequence[Checked], *, forward: bool, complete: bool = False) -> Outcome:
        """Store the entries, oldest first; `forward` where they come after everything known.

        `complete`: every entry before them is known, so that whatever an author's event follows must be there.
        """
        self._complete = complete
        self._hashes = frozenset(entry.hash for entry in checked)
        rows = [self.row(entry) for entry in checked]
        for number in self._tables.events.add(rows).conflicts:
            self._out.faults.append(("log_fork", number))
        for row, entry in zip(rows, checked, strict=True):
            if entry.signed is not None:
                self._follow(row, entry.signed, forward=forward)
            elif not forward:
                self._revive(row)
        self._check_claims(checked)
        self._out.count = len(rows)
        return self._out

    # --- rows ---

    def row(self, entry: Checked) -> EventRow:
        """The row of one entry; faults are noted."""
        if entry.signed is None:
            if entry.broken:
                self._out.faults.append(("sig_invalid", entry.log_seq))
            else:
                self._out.nameless = True
            return _nameless(self._circle, entry)
        self._check_author(entry.log_seq, entry.signed)
        event, body = entry.signed.event, entry.signed.body
        thread = self._thread_of(entry.signed)
        self._threads[entry.signed.id] = thread
        if event.kind in (Kind.POST, Kind.REPLY) and thread is not None:
            self._out.threads.add(thread)
            if event.kind == Kind.POST:
                self._out.new_threads.add(thread)
        return EventRow(
            circle_id=self._circle,
            log_seq=entry.log_seq,
            event_id=entry.signed.id,
            kind=int(event.kind),
            author=event.author,
            seq=event.seq,
            thread=thread,
            parent=event.parent,
            minutes=event.minutes,
            hour=entry.hour,
            payload_hash=entry.hash,
            head=entry.head,
            flags=self._flags(entry, entry.signed),
            need=body.need.value if isinstance(body, PostBody) else None,
            notes=self._rulings.notes.get(entry.signed.id, tuple(body.notes) if isinstance(body, PostBody) else ()),
            body=_text_of(entry.signed),
            envelope=entry.signed.data,
        )

    def _flags(self, entry: Checked, signed: SignedEvent) -> EventFlag:
        flags = EventFlag.NONE
        if signed.event.author in self._mine:
            flags |= EventFlag.MINE
        if isinstance(signed.body, ReactionBody) and signed.body.off:
            flags |= EventFlag.OFF
        if signed.id in self._rulings.hidden or self._rulings.bars(signed.event.author, entry.log_seq, entry.hour):
            flags |= EventFlag.HIDDEN
        return flags

    def _thread_of(self, signed: SignedEvent) -> bytes | None:
        event = signed.event
        if event.kind == Kind.POST:
            return signed.id
        if event.parent is None or event.kind not in {Kind.REPLY, *_ABOUT_OTHERS}:
            return None
        if self._threads.get(event.parent) is not None:
            return self._threads[event.parent]
        parent = self._tables.events.get(self._circle, event.parent)
        if parent is not None and parent.thread is not None:
            return parent.thread
        # a reply's parent began the thread; of what other events are about, older entries will tell
        return event.parent if event.kind == Kind.REPLY else None

    # --- checks ---

    def _check_author(self, log_seq: int, signed: SignedEvent) -> None:
        event = signed.event
        link = Link(event.seq, signed.hash, event.prev)
        near = self._near(event.author, event.seq, log_seq)
        before, same, after = (near.get(event.seq + step) for step in (-1, 0, 1))
        if is_forked(
            link,
            same=None if same is None else same.hash,
            before=None if before is None else before.hash,
            after_prev=None if after is None else after.prev,
        ):
            self._out.faults.append(("author_fork", log_seq))
        elif before is None and event.prev is not None and self._complete and not self._is_logged(event.prev):
            self._out.faults.append(("author_gap", log_seq))
        self._batch[event.author, event.seq] = link

    def _near(self, author: bytes, seq: int, log_seq: int) -> dict[int, Link]:
        near: dict[int, Link] = {}
        for row in self._tables.events.neighbours(self._circle, author, seq):
            if row.log_seq != log_seq:
                opened = signed_of(row)
                near[row.seq] = Link(row.seq, row.payload_hash, None if opened is None else opened[0].prev)
        for step in (-1, 0):
            if (author, seq + step) in self._batch:
                near[seq + step] = self._batch[author, seq + step]
        return near

    def _is_logged(self, digest: bytes) -> bool:
        if digest in self._hashes:
            return True
        row = self._tables.events.get(self._circle, event_id(digest))
        return row is not None and row.payload_hash == digest

    def _check_claims(self, checked: Iterable[Checked]) -> None:
        for entry in checked:
            if entry.signed is None or entry.signed.event.author in self._mine:
                continue
            seen = entry.signed.event.seen
            if seen.log_seq >= entry.log_seq:
                # the author saw a longer log than the one shown here
                wrong = True
            elif seen.log_seq == 0:
                wrong = seen.head != self._first_head[:ID_SIZE]
            else:
                wrong = (
                    self._tables.threads.claim_head(self._circle, seen.log_seq, seen.head, entry.signed.id) is not None
                )
            if wrong:
                self._out.faults.append(("log_fork", entry.log_seq))

    # --- what follows ---

    def _follow(self, row: EventRow, signed: SignedEvent, *, forward: bool) -> None:
        if row.author in self._mine and self._tables.outbox.get(signed.id) is not None:
            self._tables.outbox.done(signed.id)
            self._out.sent.append(signed.id)
        match signed.event.kind:
            case Kind.EDIT:
                self._edit(row, signed)
            case Kind.DELETE:
                self._delete(row)
            case Kind.CARD:
                self._card(signed)
            case kind if int(kind) in _GOVERNING:
                self._out.governing.append(row.log_seq)
            case _:
                pass
        if row.thread is not None:
            self._out.threads.add(row.thread)
            if not forward and row.kind in (Kind.POST, Kind.REPLY):
                self._adopt(row)

    def _adopt(self, row: EventRow) -> None:
        if row.thread is None:
            return
        for late in self._tables.checks.adopt(self._circle, row.event_id, row.thread):
            opened = signed_of(late)
            if late.kind == Kind.DELETE:
                self._delete(late)
            elif late.kind == Kind.EDIT and opened is not None:
                self._take_edit(row, late, opened[0].open_body(PostBody))

    def _edit(self, row: EventRow, signed: SignedEvent) -> None:
        if row.parent is None or not isinstance(signed.body, PostBody):
            return
        target = self._tables.events.get(self._circle, row.parent)
        if target is not None and target.kind == NAMELESS:
            self._revive(target)
        elif target is not None:
            self._take_edit(target, row, signed.body)

    def _revive(self, target: EventRow) -> None:
        """Show an edited post to somebody who comes late: the server erased its first words, an edit has the last.

        Of an edited reply nothing tells the thread; only what surely was a post is taken for one.
        """
        late = self._tables.checks.waiting(self._circle, target.event_id)
        edits = [(edit, opened[0]) for edit in late if edit.kind == Kind.EDIT and (opened := signed_of(edit))]
        if not edits or any(edit.author != edits[0][0].author for edit, _ in edits):
            return
        edit, event = edits[-1]
        body = event.open_body(PostBody)
        if body.need is Need.NONE and not self._tables.checks.has_replies(self._circle, target.event_id):
            return
        post = replace(
            target,
            kind=int(Kind.POST),
            author=edit.author,
            seq=-1,
            thread=target.event_id,
            flags=EventFlag.EDITED | (edit.flags & EventFlag.MINE),
            need=body.need.value,
            notes=self._rulings.notes.get(target.event_id, tuple(body.notes)),
            body=body.text,
            envelope=edit.envelope,
        )
        self._tables.checks.restore(post)
        self._out.threads.add(target.event_id)
        self._adopt(post)

    def _take_edit(self, target: EventRow, edit: EventRow, body: PostBody) -> None:
        if target.author != edit.author or target.kind not in (Kind.POST, Kind.REPLY):
            return
        newest = self._tables.checks.about(self._circle, target.thread or b"", target.event_id, int(Kind.EDIT))
        if newest is not None and newest.author == target.author and newest.log_seq > edit.log_seq:
            return
        notes = self._rulings.notes.get(target.event_id, tuple(body.notes))
        self._tables.events.set_body(self._circle, target.event_id, body.text, notes)

    def _delete(self, row: EventRow) -> None:
        target = None if row.parent is None else self._tables.events.get(self._circle, row.parent)
        if target is None or target.author != row.author:
            return
        gone = [target.event_id]
        if target.thread is not None:
            later = self._tables.threads.events(self._circle, target.thread, kinds=(int(Kind.EDIT),))
            gone += [edit.event_id for edit in later if edit.parent == target.event_id]
        self._tables.events.erase(self._circle, gone)

    def _card(self, signed: SignedEvent) -> None:
        if not isinstance(signed.body, CardBody):
            return
        try:
            card, _ = open_card(signed.body.card, server_id=self._server, circle=self._circle)
        except Refusal:
            return
        if card.author != signed.event.author:
            return
        member = Member(
            circle_id=self._circle,
            key=card.author,
            name=card.name,
            card=signed.body.card,
            card_seq=card.seq,
            first_seen=signed.event.minutes,
        )
        self._tables.members.save(member)


def _nameless(circle: bytes, entry: Checked) -> EventRow:
    return EventRow(
        circle_id=circle,
        log_seq=entry.log_seq,
        event_id=event_id(entry.hash),
        kind=NAMELESS,
        author=b"",
        seq=0,
        thread=None,
        parent=None,
        minutes=entry.hour * 60,
        hour=entry.hour,
        payload_hash=entry.hash,
        head=entry.head,
        flags=EventFlag.HIDDEN if entry.broken else EventFlag.ERASED,
    )


def _text_of(signed: SignedEvent) -> str | None:
    match signed.body:
        case PostBody() | ReplyBody():
            return signed.body.text
        case ReactionBody():
            return signed.body.code.value
    return None


def unlinked_faults(tables: Tables, circle: bytes) -> list[int]:
    """Log numbers of events that follow one which is nowhere in the whole log: `author_gap`.

    Only where the whole log is known. What was erased leaves its hash, and that is enough.
    """
    found = []
    for row in tables.checks.unlinked(circle):
        opened = signed_of(row)
        if opened is None or opened[0].prev is None:
            continue
        before = tables.events.get(circle, event_id(opened[0].prev))
        if before is None or before.payload_hash != opened[0].prev or before.log_seq > row.log_seq:
            found.append(row.log_seq)
    return found
