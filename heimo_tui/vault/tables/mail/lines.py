"""The lines of conversations: numbered without gaps, found by words, erased when their time is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from heimo_tui.core.conversations import Line, Mark
from heimo_tui.vault.database import Connection, Row, Value
from heimo_tui.vault.matching import fts_query

_COLUMNS = "place, message, kind, mine, text, minutes, reply, mark, code, value, expiry, at, gone_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One line. `message` is its id (16), `reply` the id of the message that it answers.

    `place` grows with each line; the line's number is its distance from the first. `expiry` are the seconds that it
    has from being shown or sent, 0 for no end of its own; it is erased at `gone_at`, unix seconds.
    """

    message: bytes
    kind: Line
    mine: bool
    text: str = field(repr=False)
    minutes: int
    at: float
    gone_at: float
    reply: bytes | None = None
    mark: Mark | None = None
    code: str = ""
    value: int = 0
    expiry: int = 0
    place: int = -1


class Lines:
    """The table of lines with its index of words, and what proves received ones."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, conversation: bytes, line: LineRow) -> bool:
        """Put a line at the end; false where a line of this id and side is there already."""
        if self.get(conversation, line.message, mine=line.mine) is not None:
            return False
        last = self._db.value("SELECT max(place) FROM mail_line WHERE conversation = ?", (conversation,))
        self._db.execute(
            f"INSERT INTO mail_line (conversation, {_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 - constant names
            (
                conversation,
                0 if last is None else last + 1,
                line.message,
                line.kind.value,
                int(line.mine),
                line.text,
                line.minutes,
                line.reply,
                None if line.mark is None else line.mark.value,
                line.code,
                line.value,
                line.expiry,
                line.at,
                line.gone_at,
            ),
        )
        return True

    def get(self, conversation: bytes, message: bytes, *, mine: bool | None = None) -> LineRow | None:
        """A line by its message's id, or None; of both sides where `mine` is None."""
        row = self._db.row(
            f"SELECT {_COLUMNS} FROM mail_line WHERE conversation = ? AND message = ? AND (? IS NULL OR mine = ?)",  # noqa: S608 - constant names
            (conversation, message, mine, mine),
        )
        return None if row is None else _line(row)

    def first(self, conversation: bytes) -> int:
        """The place of line number 0."""
        return int(self._db.value("SELECT min(place) FROM mail_line WHERE conversation = ?", (conversation,)) or 0)

    def last_place(self, conversation: bytes) -> int:
        """The place of the newest line, -1 where there is none."""
        found = self._db.value("SELECT max(place) FROM mail_line WHERE conversation = ?", (conversation,))
        return -1 if found is None else int(found)

    def count(self, conversation: bytes) -> int:
        """How many lines there are."""
        last = self.last_place(conversation)
        return 0 if last < 0 else last - self.first(conversation) + 1

    def window(self, conversation: bytes, start: int, stop: int) -> list[LineRow]:
        """The lines of numbers `start` to `stop` (left out), oldest first."""
        first = self.first(conversation)
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM mail_line WHERE conversation = ? AND place >= ? AND place < ? ORDER BY place",  # noqa: S608 - constant names
            (conversation, first + max(0, start), first + max(0, stop)),
        )
        return [_line(row) for row in rows]

    def newest(self, conversation: bytes) -> LineRow | None:
        """The newest line, or None."""
        row = self._db.row(
            f"SELECT {_COLUMNS} FROM mail_line WHERE conversation = ? ORDER BY place DESC LIMIT 1",  # noqa: S608 - constant names
            (conversation,),
        )
        return None if row is None else _line(row)

    def unread(self, conversation: bytes, read_place: int) -> int:
        """How many lines by the other side come after `read_place`."""
        return int(
            self._db.value(
                "SELECT count(*) FROM mail_line WHERE conversation = ? AND place > ? AND NOT mine"
                " AND kind NOT IN ('renewed', 'named')",
                (conversation, read_place),
            )
        )

    def first_unread(self, conversation: bytes, read_place: int) -> int | None:
        """The place of the first line by the other side after `read_place`, or None."""
        found = self._db.value(
            "SELECT min(place) FROM mail_line WHERE conversation = ? AND place > ? AND NOT mine"
            " AND kind NOT IN ('renewed', 'named')",
            (conversation, read_place),
        )
        return None if found is None else int(found)

    def mark(self, conversation: bytes, messages: Sequence[bytes], mark: Mark, *, code: str = "") -> int:
        """Note how far messages of one's own have come; what was delivered stays so. Returns how many changed."""
        changed = 0
        for message in messages:
            changed += self._db.execute(
                "UPDATE mail_line SET mark = ?, code = ? WHERE conversation = ? AND message = ? AND mine"
                " AND mark IS NOT NULL AND mark <> 'delivered' AND (mark <> ? OR code <> ?)",
                (mark.value, code, conversation, message, mark.value, code),
            )
        return changed

    def lose(self, conversation: bytes, code: str) -> None:
        """Note that what was sent since contact was accepted, and not told to have arrived, got lost."""
        self._db.execute(
            "UPDATE mail_line SET mark = 'failed', code = ? WHERE conversation = ? AND mine AND mark = 'sent'"
            " AND place > (SELECT coalesce(max(place), -1) FROM mail_line"
            " WHERE conversation = ? AND kind = 'accepted')",
            (code, conversation, conversation),
        )

    def begin_to_vanish(self, conversation: bytes, now: float, *, up_to: int) -> None:
        """Count the time of the other's lines up to a place from now, where it does not run yet."""
        self._db.execute(
            "UPDATE mail_line SET gone_at = min(gone_at, ? + expiry), value = 1 WHERE conversation = ?"
            " AND NOT mine AND expiry > 0 AND value = 0 AND place <= ?",
            (now, conversation, up_to),
        )

    def vanish_from(self, conversation: bytes, message: bytes, now: float) -> None:
        """Count the time of a message of one's own from now: it was sent."""
        self._db.execute(
            "UPDATE mail_line SET gone_at = min(gone_at, ? + expiry), value = 1 WHERE conversation = ?"
            " AND message = ? AND mine AND expiry > 0 AND value = 0",
            (now, conversation, message),
        )

    def take_back(self, conversation: bytes, message: bytes, *, mine: bool) -> bool:
        """Erase the words of one side's message, for good; false where there are none."""
        # the kind changes first: the trigger has to see the old words to take them out of the index
        changed = self._db.execute(
            "UPDATE mail_line SET kind = 'taken_back', text = '', reply = NULL, expiry = 0, value = 0"
            " WHERE conversation = ? AND message = ? AND mine = ? AND kind = 'text'",
            (conversation, message, mine),
        )
        return changed > 0

    def remove(self, conversation: bytes, messages: Sequence[bytes]) -> None:
        """Erase lines and close the gaps that they leave."""
        for message in messages:
            self._db.execute("DELETE FROM mail_line WHERE conversation = ? AND message = ?", (conversation, message))
            self._db.execute(
                "DELETE FROM mail_evidence WHERE conversation = ? AND message = ?", (conversation, message)
            )
        self._close_gaps(conversation)

    def expire(self, now: float) -> list[bytes]:
        """Erase every line whose time is over; gives the conversations that changed."""
        rows = self._db.rows("SELECT DISTINCT conversation FROM mail_line WHERE gone_at <= ?", (now,))
        self._db.execute("DELETE FROM mail_evidence WHERE until IS NOT NULL AND until <= ?", (now,))
        self._db.execute(
            "DELETE FROM mail_evidence WHERE until IS NULL AND (conversation, message) IN"
            " (SELECT conversation, message FROM mail_line WHERE gone_at <= ? AND NOT mine)",
            (now,),
        )
        self._db.execute("DELETE FROM mail_line WHERE gone_at <= ?", (now,))
        for (conversation,) in rows:
            self._close_gaps(conversation)
        return [bytes(row[0]) for row in rows]

    def next_gone(self) -> float | None:
        """When the next line's time is over, unix seconds."""
        found = self._db.value("SELECT min(gone_at) FROM mail_line")
        return None if found is None else float(found)

    def search(self, conversation: bytes, words: str, limit: int = 500) -> list[int]:
        """The numbers of the lines that hold every one of `words` (the last may be a beginning), newest first."""
        query = fts_query(words)
        if not query:
            return []
        first = self.first(conversation)
        rows = self._db.rows(
            "SELECT place FROM mail_line WHERE id IN (SELECT rowid FROM mail_text WHERE mail_text MATCH ?)"
            " AND conversation = ? ORDER BY place DESC LIMIT ?",
            (query, conversation, limit),
        )
        return [int(row[0]) - first for row in rows]

    def _close_gaps(self, conversation: bytes) -> None:
        """Number the lines anew from the first gap on; what is erased from the front leaves none."""
        row = self._db.row(
            "SELECT min(place), max(place), count(*) FROM mail_line WHERE conversation = ?", (conversation,)
        )
        if row is None or row[0] is None or row[1] - row[0] + 1 == row[2]:
            return
        places = [one[0] for one in self._db.rows(_PLACES, (conversation,))]
        gap = next(index for index, place in enumerate(places) if place != places[0] + index)
        before = places[gap]
        read = self._db.value("SELECT read_place FROM conversation WHERE id = ?", (conversation,))
        moves: list[Sequence[Value]] = [
            (places[0] + index, conversation, place) for index, place in enumerate(places[gap:], gap)
        ]
        # in ascending order every place is free when a line takes it
        self._db.execute_many("UPDATE mail_line SET place = ? WHERE conversation = ? AND place = ?", moves)
        if read is not None and read >= before - 1:
            kept = sum(1 for place in places if place <= read)
            self._db.execute(
                "UPDATE conversation SET read_place = ? WHERE id = ?", (places[0] + kept - 1, conversation)
            )

    # --- what proves a message ---

    def prove(self, conversation: bytes, message: bytes, evidence: bytes) -> None:
        """Keep what a report of this received message would need."""
        self._db.execute(
            "INSERT OR IGNORE INTO mail_evidence (conversation, message, evidence) VALUES (?, ?, ?)",
            (conversation, message, evidence),
        )

    def evidence(self, conversation: bytes, message: bytes) -> bytes | None:
        """What was kept, or None."""
        found = self._db.value(
            "SELECT evidence FROM mail_evidence WHERE conversation = ? AND message = ?", (conversation, message)
        )
        return None if found is None else bytes(found)

    def proven(self, conversation: bytes, messages: Sequence[bytes]) -> frozenset[bytes]:
        """Those of the messages for which something is kept."""
        marks = ",".join("?" * len(messages))
        rows = self._db.rows(
            f"SELECT message FROM mail_evidence WHERE conversation = ? AND message IN ({marks})",  # noqa: S608 - marks are "?"
            (conversation, *messages),
        )
        return frozenset(bytes(row[0]) for row in rows)

    def end_proof(self, conversation: bytes, message: bytes, until: float) -> None:
        """Keep the proof of a message that was taken back until then, and no longer."""
        self._db.execute(
            "UPDATE mail_evidence SET until = ? WHERE conversation = ? AND message = ? AND until IS NULL",
            (until, conversation, message),
        )


_PLACES = "SELECT place FROM mail_line WHERE conversation = ? ORDER BY place"


def _line(row: Row) -> LineRow:
    return LineRow(
        place=row[0],
        message=row[1],
        kind=Line(row[2]),
        mine=bool(row[3]),
        text=row[4],
        minutes=row[5],
        reply=row[6],
        mark=None if row[7] is None else Mark(row[7]),
        code=row[8],
        value=row[9],
        expiry=row[10],
        at=row[11],
        gone_at=row[12],
    )
