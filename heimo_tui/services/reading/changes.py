"""What edits and deletions do to the texts that are stored, in whatever order a log is read."""

from __future__ import annotations

from dataclasses import replace

from heimo_protocol.encoding import decode
from heimo_protocol.events import EditBody, Event, Kind, Quote, ReplyBody, event_id
from heimo_protocol.signing import Envelope
from heimo_tui.core.governance import Rulings
from heimo_tui.core.threads import NEWEST
from heimo_tui.services.reading.chains import signed_of
from heimo_tui.services.reading.unmet import Unmet
from heimo_tui.vault.tables import EventFlag, EventRow, Tables
from heimo_tui.vault.tables.log_checks import NAMELESS


class Changes:
    """Works on one circle; made for one transaction. `touched` gathers the threads that look different."""

    def __init__(self, tables: Tables, circle: bytes, rulings: Rulings, unmet: Unmet, touched: set[bytes]) -> None:
        self._tables = tables
        self._circle = circle
        self._rulings = rulings
        self._unmet = unmet
        self._touched = touched

    def edited(self, edit: EventRow) -> None:
        """An edit is here now."""
        target = None if edit.parent is None else self._tables.events.get(self._circle, edit.parent)
        if target is not None and target.kind == NAMELESS:
            self.revive(target)
        elif target is not None:
            self._take_newest(target)

    def deleted(self, row: EventRow) -> None:
        """A deletion is here now."""
        target = None if row.parent is None else self._tables.events.get(self._circle, row.parent)
        if target is None or target.author != row.author:
            return
        edits = self._tables.checks.edits(self._circle, target.event_id)
        own = [edit.event_id for edit in edits if edit.author == row.author]
        self._tables.events.erase(self._circle, [target.event_id, *own])

    def adopt(self, row: EventRow) -> None:
        """A post or reply came after what is about it, since the log is read backwards."""
        if row.thread is None:
            return
        for late in self._tables.checks.adopt(self._circle, row.event_id, row.thread):
            if late.kind == Kind.DELETE:
                self.deleted(late)
        self._take_newest(row)

    def revive(self, target: EventRow) -> None:
        """Show what was edited to somebody who comes late: its own words were erased, an edit has the last ones.

        The server vouches for it that the edit's author is that of the erased event; edits by several prove that it
        does not, and show nothing.
        """
        edits = self._tables.checks.edits(self._circle, target.event_id)
        if not edits or any(edit.author != edits[0].author for edit in edits):
            return
        edit, opened = edits[-1], signed_of(edits[-1])
        if opened is None:
            return
        body = opened.open_body(EditBody)
        thread = target.event_id if body.thread is None else body.thread
        notes = self._rulings.notes.get(target.event_id, tuple(body.notes))
        kind = Kind.POST if body.thread is None else Kind.REPLY
        shown = replace(
            target,
            kind=int(kind),
            author=edit.author,
            seq=-1,
            thread=thread,
            parent=body.thread,
            flags=EventFlag.EDITED
            | (edit.flags & (EventFlag.MINE | EventFlag.HIDDEN))
            | self._unmet.flag(edit.author, kind, notes, body.text),
            need=None if body.need is None else body.need.value,
            notes=notes,
            body=body.text,
            envelope=edit.envelope,
        )
        self._tables.checks.restore(shown)
        self._touched.add(thread)
        self.adopt(shown)

    def _take_newest(self, target: EventRow) -> None:
        edits = [edit for edit in self._tables.checks.edits(self._circle, target.event_id) if _fits(edit, target)]
        if not edits:
            return
        opened = signed_of(edits[-1])
        if opened is None:
            return
        body = opened.open_body(EditBody)
        self._tables.events.erase(self._circle, [edit.event_id for edit in edits[:-1]])
        self._tables.events.set_body(
            self._circle,
            target.event_id,
            body.text,
            self._rulings.notes.get(target.event_id, tuple(body.notes)),
            need=None if body.need is None else body.need.value,
            envelope=edits[-1].envelope,
        )
        self._unmet.again([target.event_id])


def _fits(edit: EventRow, target: EventRow) -> bool:
    """Whether an edit is its author's own, and says of its thread what is known."""
    return (
        edit.author == target.author
        and not edit.flags & EventFlag.HIDDEN
        and target.kind in (Kind.POST, Kind.REPLY)
        and edit.thread == target.thread
        and (edit.need is None) == (target.kind == Kind.REPLY)
    )


def words_since(tables: Tables, circle: bytes, row: EventRow) -> int:
    """The log number that brought the words of a post or reply: its own, or that of its newest edit."""
    if row.envelope is None or not row.flags & EventFlag.EDITED:
        return row.log_seq
    edit = tables.events.get(circle, event_id(Envelope.from_bytes(row.envelope).hash))
    return row.log_seq if edit is None else edit.log_seq


def quote_of(row: EventRow) -> tuple[Quote | None, int]:
    """What a reply quotes, and the newest log number that its writer knew then; (None, NEWEST) for nothing."""
    if row.envelope is None:
        return None, NEWEST
    event = decode(Envelope.from_bytes(row.envelope).payload, Event)
    match event.kind:
        case Kind.REPLY:
            return event.open_body(ReplyBody).quote, event.seen.log_seq
        case Kind.EDIT:
            return event.open_body(EditBody).quote, event.seen.log_seq
        case _:
            return None, NEWEST


def standing_quote(tables: Tables, circle: bytes, row: EventRow) -> Quote | None:
    """What a reply quotes, where the quoted words are still there as they were."""
    quote, seen = quote_of(row)
    source = None if quote is None else tables.events.get(circle, quote.event)
    if source is None or source.body is None or words_since(tables, circle, source) > seen:
        return None
    return quote
