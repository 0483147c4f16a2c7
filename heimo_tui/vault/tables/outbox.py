"""The outbox: signed events on their way, and the author chain that moves on with them in one transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum

from heimo_tui.core.errors import BadInput
from heimo_tui.vault.database import Connection, Row

_COLUMNS = (
    "event_id, circle_id, author, seq, prev, payload_hash, envelope, state, hold_until, attempts, next_try, "
    "error, words, created, draft, dismissed, for_moderator"
)


# where the numbers of events begin that were put aside: no chain gets that long
_ASIDE = 2**40


# of each chain only the first event may go; what is held or came back holds up nothing
_NEXT = (
    "state IN ('holding', 'queued', 'sending') AND NOT EXISTS (SELECT 1 FROM outbox b"
    " WHERE b.circle_id = o.circle_id AND b.author = o.author AND b.seq < o.seq"
    " AND b.state NOT IN ('held', 'returned'))"
)


class OutboxState(StrEnum):
    """Where an event is on its way."""

    HOLDING = "holding"  # can still be undone
    QUEUED = "queued"
    SENDING = "sending"  # may have reached the server: never undone, only sent again
    HELD = "held"  # waits for a moderator
    RETURNED = "returned"  # a moderator sent it back, with words
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """One signed event on its way.

    `author`, `prev` and `payload_hash` are 32 bytes; `seq` and `prev` are those inside the payload. Times
    are unix seconds. `error` is the last code, "" for none; `words` are a moderator's; `draft` is the id of
    the draft it was made from, `dismissed` what its writer had put aside there. `for_moderator`: the server is
    asked to let a moderator read it first.
    """

    event_id: bytes
    circle_id: bytes
    author: bytes
    seq: int
    prev: bytes | None
    payload_hash: bytes
    envelope: bytes = field(repr=False)
    state: OutboxState = OutboxState.QUEUED
    hold_until: float = 0.0
    attempts: int = 0
    next_try: float = 0.0
    error: str = ""
    words: str = ""
    created: float = 0.0
    draft: bytes | None = None
    dismissed: frozenset[str] = frozenset()
    for_moderator: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """What the next event of one own key carries: its seq, and the previous payload's hash (None at 0)."""

    next_seq: int
    prev: bytes | None


class Outbox:
    """The tables of outgoing events and of author chains."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def chain(self, circle_id: bytes, author: bytes) -> Chain | None:
        """Where the author chain of an own key stands, or None when it is not known on this device.

        None on a device where the key wrote before means: read the log first (PROTOCOL 9.2).
        """
        row = self._db.row(
            "SELECT next_seq, prev FROM author_chain WHERE circle_id = ? AND author = ?", (circle_id, author)
        )
        return None if row is None else Chain(int(row[0]), row[1])

    def set_chain(self, circle_id: bytes, author: bytes, chain: Chain) -> None:
        """Put a chain where the log says it stands: at joining, at recovery."""
        self._db.execute(
            "INSERT OR REPLACE INTO author_chain (circle_id, author, next_seq, prev) VALUES (?, ?, ?, ?)",
            (circle_id, author, chain.next_seq, chain.prev),
        )

    def add(self, row: OutboxRow) -> None:
        """Take a signed event and move its author chain on, in the caller's one transaction.

        Raises `BadInput("seq_conflict")` when seq or prev are not what the chain says.
        """
        chain = self.chain(row.circle_id, row.author) or Chain(0, None)
        if (row.seq, row.prev) != (chain.next_seq, chain.prev):
            raise BadInput("seq_conflict", field="outbox")
        self._db.execute(
            f"INSERT INTO outbox ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 - constant names
            (
                row.event_id,
                row.circle_id,
                row.author,
                row.seq,
                row.prev,
                row.payload_hash,
                row.envelope,
                row.state.value,
                row.hold_until,
                row.attempts,
                row.next_try,
                row.error,
                row.words,
                row.created,
                row.draft,
                json.dumps(sorted(row.dismissed)),
                int(row.for_moderator),
            ),
        )
        self.set_chain(row.circle_id, row.author, Chain(row.seq + 1, row.payload_hash))

    def get(self, event_id: bytes) -> OutboxRow | None:
        """One event on its way, or None."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM outbox WHERE event_id = ?", (event_id,))  # noqa: S608 - constant names
        return None if row is None else _outbox(row)

    def all(self, circle_id: bytes | None = None) -> list[OutboxRow]:
        """Everything on its way (of one circle), in the order it was written."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM outbox WHERE ? IS NULL OR circle_id = ? ORDER BY created, seq",  # noqa: S608 - constant names
            (circle_id, circle_id),
        )
        return [_outbox(row) for row in rows]

    def due(self, now: float) -> list[OutboxRow]:
        """What may be put to the server at `now`: of each author chain only the first event still to go."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM outbox o WHERE {_NEXT} AND hold_until <= ?1 AND next_try <= ?1"  # noqa: S608 - constant parts
            " ORDER BY created, seq",
            (now,),
        )
        return [_outbox(row) for row in rows]

    def next_due(self) -> float | None:
        """When (unix seconds) something may go next, or None when nothing waits to go."""
        found = self._db.value(f"SELECT min(max(hold_until, next_try)) FROM outbox o WHERE {_NEXT}")  # noqa: S608 - constant parts
        return None if found is None else float(found)

    def set_state(
        self,
        event_id: bytes,
        state: OutboxState,
        *,
        error: str = "",
        words: str = "",
        next_try: float | None = None,
        attempted: bool = False,
    ) -> None:
        """Move an event on; `attempted` counts one more try."""
        self._db.execute(
            "UPDATE outbox SET state = ?, error = ?, words = ?, next_try = coalesce(?, next_try),"
            " attempts = attempts + ? WHERE event_id = ?",
            (state.value, error, words, next_try, int(attempted), event_id),
        )

    def try_again(self, error: str) -> None:
        """Let everything that waits because of `error` go at once."""
        self._db.execute("UPDATE outbox SET next_try = 0 WHERE error = ? AND state IN ('queued', 'sending')", (error,))

    def release(self, event_id: bytes) -> None:
        """End the hold now: the person does not want to wait."""
        self._db.execute(
            "UPDATE outbox SET state = 'queued', hold_until = 0 WHERE event_id = ? AND state = 'holding'",
            (event_id,),
        )

    def done(self, event_id: bytes) -> None:
        """The event is in the log: forget it here; an unknown one is no error."""
        self._db.execute("DELETE FROM outbox WHERE event_id = ?", (event_id,))

    def withdraw(self, event_id: bytes) -> tuple[OutboxRow, ...]:
        """Take an unsent event back, and with it those signed after it by the same key; the chain rewinds.

        The first row is the one withdrawn, the others must be signed again and added, in this same
        transaction. Raises `BadInput("already_sent")` when it, or a later one, may have left this device.
        """
        row = self.get(event_id)
        if row is None:
            raise BadInput("already_sent", field="outbox")
        rows = [
            _outbox(later)
            for later in self._db.rows(
                f"SELECT {_COLUMNS} FROM outbox WHERE circle_id = ? AND author = ?"  # noqa: S608 - constant names
                " AND seq BETWEEN ? AND ? ORDER BY seq",
                (row.circle_id, row.author, row.seq, _ASIDE - 1),
            )
        ]
        chain = self.chain(row.circle_id, row.author)
        gone = chain is None or chain.next_seq != rows[-1].seq + 1 or len(rows) != rows[-1].seq - row.seq + 1
        if gone or any(r.state not in (OutboxState.HOLDING, OutboxState.QUEUED) or r.attempts for r in rows):
            raise BadInput("already_sent", field="outbox")
        self._db.execute(
            "DELETE FROM outbox WHERE circle_id = ? AND author = ? AND seq BETWEEN ? AND ?",
            (row.circle_id, row.author, row.seq, _ASIDE - 1),
        )
        self.set_chain(row.circle_id, row.author, Chain(row.seq, row.prev))
        return tuple(rows)

    def park(self, event_id: bytes, state: OutboxState, *, error: str = "", words: str = "") -> tuple[OutboxRow, ...]:
        """Put an event that will not enter the log aside (REFUSED, RETURNED); the chain rewinds to its place.

        Gives the ones signed after it by the same key, which are gone: they must be signed again and added in
        this transaction. What is put aside holds up nothing, and `done` forgets it.
        """
        row = self.get(event_id)
        if row is None or row.seq >= _ASIDE:
            return ()
        later = self._db.rows(
            f"SELECT {_COLUMNS} FROM outbox WHERE circle_id = ? AND author = ? AND seq > ? AND seq < ? ORDER BY seq",  # noqa: S608 - constant names
            (row.circle_id, row.author, row.seq, _ASIDE),
        )
        self._db.execute(
            "DELETE FROM outbox WHERE circle_id = ? AND author = ? AND seq > ? AND seq < ?",
            (row.circle_id, row.author, row.seq, _ASIDE),
        )
        place = _ASIDE + int(
            self._db.value("SELECT count(*) FROM outbox WHERE circle_id = ? AND seq >= ?", (row.circle_id, _ASIDE))
        )
        while self._db.value("SELECT 1 FROM outbox WHERE circle_id = ? AND seq = ?", (row.circle_id, place)):
            place += 1
        self._db.execute("UPDATE outbox SET seq = ? WHERE event_id = ?", (place, event_id))
        self.set_state(event_id, state, error=error, words=words)
        self.set_chain(row.circle_id, row.author, Chain(row.seq, row.prev))
        return tuple(_outbox(one) for one in later)

    def unsent(self, circle_id: bytes, author: bytes) -> list[OutboxRow]:
        """What of one key is still on its way in its chain, in order; nothing that was put aside."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM outbox WHERE circle_id = ? AND author = ? AND seq < ? ORDER BY seq",  # noqa: S608 - constant names
            (circle_id, author, _ASIDE),
        )
        return [_outbox(row) for row in rows]


def _outbox(row: Row) -> OutboxRow:
    return OutboxRow(
        event_id=row[0],
        circle_id=row[1],
        author=row[2],
        seq=row[3],
        prev=row[4],
        payload_hash=row[5],
        envelope=row[6],
        state=OutboxState(row[7]),
        hold_until=row[8],
        attempts=row[9],
        next_try=row[10],
        error=row[11],
        words=row[12],
        created=row[13],
        draft=row[14],
        dismissed=frozenset(json.loads(row[15])),
        for_moderator=bool(row[16]),
    )
