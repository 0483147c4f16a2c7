"""The columns of the rows that are read most, in one order, and what is made of them."""

from server_stub.store.mail_rows import QueueRow
from server_stub.store.rows import CircleRow, EventRow, HeldRow, NameRow, OnceUse, read_settings
from server_stub.store.sql.statements import Row

NAME = (
    "key, circle, space, nym_id, joined_hour, card, card_seq,"
    " once_month, once_index, once_thread, resets, retired, admitted"
)
CIRCLE = "id, space, owner, genesis, settings_event, settings, head_seq, head, entry_code"
EVENT = (
    "circle, log_seq, event_id, author, author_seq, kind, parent, thread, hour, hash, head, envelope,"
    " hidden_day IS NOT NULL"
)
HELD = "circle, event_id, author, hour, envelope, returned, reason, words"
QUEUE = "qid, receiver, claim, sender, last_day, newest, frames, size"


def name_row(row: Row | None) -> NameRow | None:
    """A name, None where there is no row."""
    if row is None:
        return None
    once = None if row[7] is None else OnceUse(month=row[7], index=row[8], thread=row[9])
    return NameRow(
        key=row[0],
        circle=row[1],
        space=row[2],
        nym_id=row[3],
        joined_hour=row[4],
        card=row[5],
        card_seq=row[6],
        once=once,
        resets=row[10],
        retired=bool(row[11]),
        admitted=bool(row[12]),
    )


def circle_row(row: Row) -> CircleRow:
    """A circle with its head."""
    return CircleRow(
        id=row[0],
        space=row[1],
        owner=row[2],
        genesis=row[3],
        settings_event=row[4],
        settings=read_settings(row[5]),
        head_seq=row[6],
        head=row[7],
        entry_code=row[8],
    )


def event_row(row: Row) -> EventRow:
    """A log entry."""
    return EventRow(
        circle=row[0],
        log_seq=row[1],
        event_id=row[2],
        author=row[3],
        author_seq=row[4],
        kind=row[5],
        parent=row[6],
        thread=row[7],
        hour=row[8],
        hash=row[9],
        head=row[10],
        envelope=row[11],
        hidden=bool(row[12]),
    )


def held_row(row: Row) -> HeldRow:
    """A held event."""
    return HeldRow(
        circle=row[0],
        event_id=row[1],
        author=row[2],
        hour=row[3],
        envelope=row[4],
        returned=bool(row[5]),
        reason=row[6],
        words=row[7],
    )


def queue_row(row: Row | None) -> QueueRow | None:
    """A queue, None where there is no row."""
    if row is None:
        return None
    return QueueRow(
        qid=row[0],
        receiver=row[1],
        claim=row[2],
        sender=row[3],
        last_day=row[4],
        newest=row[5],
        frames=row[6],
        size=row[7],
    )
