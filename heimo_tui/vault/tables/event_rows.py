"""An event as the table of events keeps it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from enum import IntFlag

from heimo_tui.vault.database import Row, Value


class EventFlag(IntFlag):
    """What is known about an event besides its bytes."""

    NONE = 0
    MINE = 1  # written under one of the person's own names
    HIDDEN = 2  # a moderator hid it
    ERASED = 4  # its body is gone for good; the hash stays
    ONCE = 8  # written under a one-time name
    GAP = 16  # the author's own chain has a gap just before it
    FORK = 32  # the author's key signed two payloads for this place
    EDITED = 64
    OFF = 128  # a reaction taken back
    UNMET = 256  # the reader never meets it: by a name they blocked, or by a rule of theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event of a circle's log.

    Ids are 16 bytes; `payload_hash` and `head` (log_head at this seq) are 32. `thread` is the event id of
    the post this belongs to (a post's own id; None for what belongs to no thread). `parent` is what it
    answers, edits, deletes or reacts to. `seq` counts the author's own events. `need` and `notes` are the
    codes of the post. `body` is the text as it should be read and searched, or a reaction's code. `envelope`
    is None once erased, and the newest edit's once edited. `minutes` is the author's clock, `hour` the server's; both
    count from 1970.
    """

    circle_id: bytes
    log_seq: int
    event_id: bytes
    kind: int
    author: bytes
    seq: int
    thread: bytes | None
    parent: bytes | None
    minutes: int
    hour: int
    payload_hash: bytes
    head: bytes
    flags: EventFlag = EventFlag.NONE
    need: str | None = None
    notes: tuple[str, ...] = ()
    body: str | None = field(default=None, repr=False)
    envelope: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Stored:
    """What `Events.add` did: `fresh` are the log_seqs that were new, in order.

    `conflicts` are log_seqs where another payload or head is already stored: `log_fork`, nothing changed.
    """

    fresh: tuple[int, ...]
    conflicts: tuple[int, ...]


COLUMNS = (
    "circle_id, log_seq, event_id, kind, author, seq, thread, parent, minutes, hour, payload_hash, head, "
    "flags, need, notes, body, envelope"
)
_LARGEST = 2**62  # the author chose these numbers, and SQLite holds 63 bits
# post_seq stays null until the post itself is known: reading backwards meets replies first


def row_id(event: EventRow) -> int:
    """A row number for a new event; two of one hour may get the same one."""
    # by time, so that search can read newest first without sorting; random at the end, so that nobody who
    # writes events can choose that two of them meet
    hour = min(event.hour, 2**22)
    return (hour << 40) | ((event.log_seq & 0xFFFFF) << 20) | secrets.randbits(20)


def event_values(row_id: int, event: EventRow) -> tuple[Value, ...]:
    """The values of `id` and `COLUMNS`."""
    return (
        row_id,
        event.circle_id,
        event.log_seq,
        event.event_id,
        event.kind,
        event.author,
        min(event.seq, _LARGEST),
        event.thread,
        event.parent,
        min(event.minutes, _LARGEST),
        min(event.hour, _LARGEST),
        event.payload_hash,
        event.head,
        int(event.flags),
        event.need,
        " ".join(event.notes),
        event.body,
        event.envelope,
    )


def event_row(row: Row) -> EventRow:
    """Make an event of the values of `COLUMNS`."""
    return EventRow(
        circle_id=row[0],
        log_seq=row[1],
        event_id=row[2],
        kind=row[3],
        author=row[4],
        seq=row[5],
        thread=row[6],
        parent=row[7],
        minutes=row[8],
        hour=row[9],
        payload_hash=row[10],
        head=row[11],
        flags=EventFlag(row[12]),
        need=row[13],
        notes=tuple(row[14].split()),
        body=row[15],
        envelope=row[16],
    )
