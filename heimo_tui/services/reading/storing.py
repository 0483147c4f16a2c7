"""Putting checked log entries into the vault, with what follows from each of them, in the vault's own thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from heimo_protocol.cards import open_card
from heimo_protocol.errors import Refusal
from heimo_protocol.events import (
    CardBody,
    EditBody,
    Kind,
    PostBody,
    ReactionBody,
    ReplyBody,
    SignedEvent,
    event_id,
)
from heimo_tui.core.errors import Tampering
from heimo_tui.core.governance import KINDS, Rulings
from heimo_tui.core.preferences import FoldRule
from heimo_tui.core.verify import Checked
from heimo_tui.services.house import keys_of_mine
from heimo_tui.services.reading.chains import Chains
from heimo_tui.services.reading.changes import Changes
from heimo_tui.services.reading.unmet import Unmet
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


class Storing:
    """Stores batches of one circle; made for one transaction."""

    def __init__(
        self,
        tables: Tables,
        circle: bytes,
        *,
        server_id: bytes,
        first_head: bytes,
        rulings: Rulings,
        rules: Sequence[FoldRule] = (),
    ) -> None:
        self._tables = tables
        self._circle = circle
        self._server = server_id
        self._first_head = first_head
        self._rulings = rulings
        self._mine = keys_of_mine(tables, circle)
        self._out = Outcome()
        self._unmet = Unmet(tables, circle, rules, rulings.notes)
        self._changes = Changes(tables, circle, rulings, self._unmet, self._out.threads)
        self._threads: dict[bytes, bytes | None] = {}

    def store(self, checked: Sequence[Checked], *, forward: bool, complete: bool = False) -> Outcome:
        """Store the entries, oldest first; `forward` where they come after everything known.

        `complete`: every entry before them is known, so that whatever an author's event follows must be there.
        """
        hashes = frozenset(entry.hash for entry in checked)
        chains = Chains(self._tables, self._circle, self._first_head, hashes, complete=complete)
        rows = [self.row(entry) for entry in checked]
        self._fault_chains(chains, checked)
        for number in self._tables.events.add(rows).conflicts:
            self._out.faults.append(("log_fork", number))
        for row, entry in zip(rows, checked, strict=True):
            if entry.signed is not None:
                self._follow(row, entry.signed, forward=forward)
            elif not forward:
                self._changes.revive(row)
        self._fault_claims(chains, checked)
        self._out.count = len(rows)
        return self._out

    def restore(self, checked: Sequence[Checked]) -> Outcome:
        """Put back bodies that were hidden when their entries were stored; raises Tampering("log_fork") for others."""
        for entry in checked:
            known = self._tables.events.at(self._circle, entry.log_seq)
            if known is None or known.payload_hash != entry.hash:
                raise Tampering("log_fork", where=self._circle, at=entry.log_seq)
            if entry.signed is not None and known.envelope is None:
                row = replace(self.row(entry), head=known.head)
                self._tables.checks.restore(row)
                self._follow(row, entry.signed, forward=False)
        return self._out

    def _fault_chains(self, chains: Chains, checked: Sequence[Checked]) -> None:
        for entry in checked:
            code = None if entry.signed is None else chains.fault(entry.log_seq, entry.signed)
            if code is not None:
                self._out.faults.append((code, entry.log_seq))

    def _fault_claims(self, chains: Chains, checked: Sequence[Checked]) -> None:
        for entry in checked:
            if entry.signed is None or entry.signed.event.author in self._mine:
                continue
            if chains.is_false_claim(entry.log_seq, entry.signed):
                self._out.faults.append(("log_fork", entry.log_seq))

    # --- rows ---

    def row(self, entry: Checked) -> EventRow:
        """The row of one entry; faults are noted."""
        if entry.signed is None:
            if entry.broken:
                self._out.faults.append(("sig_invalid", entry.log_seq))
            else:
                self._out.nameless = True
            return _nameless(self._circle, entry)
        event, body = entry.signed.event, entry.signed.body
        thread = self._thread_of(entry.signed)
        self._threads[entry.signed.id] = thread
        notes, text = self._rulings.notes.get(entry.signed.id, _notes_of(entry.signed)), _text_of(entry.signed)
        flags = self._flags(entry, entry.signed) | self._unmet.flag(event.author, event.kind, notes, text)
        if event.kind in (Kind.POST, Kind.REPLY) and thread is not None:
            self._out.threads.add(thread)
            if event.kind == Kind.POST and not flags & EventFlag.UNMET:
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
            flags=flags,
            need=body.need.value if isinstance(body, PostBody | EditBody) and body.need is not None else None,
            notes=notes,
            body=text,
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
        if isinstance(signed.body, EditBody):
            return signed.body.thread or event.parent
        if self._threads.get(event.parent) is not None:
            return self._threads[event.parent]
        parent = self._tables.events.get(self._circle, event.parent)
        if parent is not None and parent.thread is not None:
            return parent.thread
        # a reply's parent began the thread; of what other events are about, older entries will tell
        return event.parent if event.kind == Kind.REPLY else None

    # --- what follows ---

    def _follow(self, row: EventRow, signed: SignedEvent, *, forward: bool) -> None:
        if row.author in self._mine and self._tables.outbox.get(signed.id) is not None:
            self._tables.outbox.done(signed.id)
            self._out.sent.append(signed.id)
        match signed.event.kind:
            case Kind.EDIT:
                self._changes.edited(row)
            case Kind.DELETE:
                self._changes.deleted(row)
            case Kind.CARD:
                self._card(signed)
            case kind if int(kind) in _GOVERNING:
                self._out.governing.append(row.log_seq)
            case _:
                pass
        if row.thread is not None:
            self._out.threads.add(row.thread)
            if not forward and row.kind in (Kind.POST, Kind.REPLY):
                self._changes.adopt(row)

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


def _notes_of(signed: SignedEvent) -> tuple[str, ...]:
    return tuple(signed.body.notes) if isinstance(signed.body, PostBody | EditBody) else ()


def _text_of(signed: SignedEvent) -> str | None:
    match signed.body:
        case PostBody() | ReplyBody() | EditBody():
            return signed.body.text
        case ReactionBody():
            return signed.body.code.value
    return None
