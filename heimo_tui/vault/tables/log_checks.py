"""Questions by which a log's own story is checked, and threads found for events that came before them."""

from __future__ import annotations

from dataclasses import replace

from heimo_tui.vault.database import Connection
from heimo_tui.vault.tables.event_rows import COLUMNS, EventFlag, EventRow, event_row
from heimo_tui.vault.tables.events import Events

NAMELESS = 0
"""The kind of an entry of which only the hash is known."""


class LogChecks:
    """Reads over the table of events for `services`; writes only what a late arrival explains."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def adopt(self, circle_id: bytes, parent: bytes, thread: bytes) -> list[EventRow]:
        """Give the thread to events that came before the one they are about; returns them, oldest first.

        Reading backwards meets reactions before their post or reply.
        """
        rows = self._db.rows(
            f"SELECT {COLUMNS} FROM event INDEXED BY event_orphan WHERE circle_id = ? AND parent = ?"  # noqa: S608 - constant names
            " AND thread IS NULL ORDER BY log_seq",
            (circle_id, parent),
        )
        if rows:
            self._db.execute(
                "UPDATE event SET thread = ? WHERE circle_id = ? AND parent = ? AND thread IS NULL",
                (thread, circle_id, parent),
            )
        return [event_row(row) for row in rows]

    def edits(self, circle_id: bytes, event_id: bytes) -> list[EventRow]:
        """Every readable edit of an event, oldest first, whoever wrote it."""
        rows = self._db.rows(
            f"SELECT {COLUMNS} FROM event INDEXED BY event_edit WHERE circle_id = ? AND parent = ? AND kind = 3"  # noqa: S608 - constant names
            " AND envelope IS NOT NULL ORDER BY log_seq",
            (circle_id, event_id),
        )
        return [event_row(row) for row in rows]

    def unlinked(self, circle_id: bytes) -> list[EventRow]:
        """Readable events whose author's event before them is not known here, oldest first."""
        rows = self._db.rows(
            f"SELECT {COLUMNS} FROM event e WHERE circle_id = ? AND kind > 0 AND seq > 0 AND envelope IS NOT NULL"  # noqa: S608 - constant names
            " AND NOT EXISTS (SELECT 1 FROM event p WHERE p.circle_id = e.circle_id AND p.author = e.author"
            " AND p.seq = e.seq - 1) ORDER BY log_seq",
            (circle_id,),
        )
        return [event_row(row) for row in rows]

    def nameless(self, circle_id: bytes) -> list[EventRow]:
        """Entries that came without a body and were never read here, oldest first."""
        rows = self._db.rows(
            f"SELECT {COLUMNS} FROM event INDEXED BY event_nameless WHERE circle_id = ? AND kind = 0 ORDER BY log_seq",  # noqa: S608 - constant names
            (circle_id,),
        )
        return [event_row(row) for row in rows]

    def nameless_after(self, circle_id: bytes, log_seq: int) -> list[int]:
        """The places after `log_seq` of entries that came without a body and were never read here."""
        rows = self._db.rows(
            "SELECT log_seq FROM event INDEXED BY event_nameless WHERE circle_id = ? AND kind = 0 AND log_seq > ?"
            " ORDER BY log_seq",
            (circle_id, log_seq),
        )
        return [int(row[0]) for row in rows]

    def about(self, circle_id: bytes, thread: bytes, event_id: bytes, kind: int) -> EventRow | None:
        """The newest event of a kind about another one of the same thread, or None."""
        row = self._db.row(
            f"SELECT {COLUMNS} FROM event WHERE circle_id = ? AND thread = ? AND kind = ? AND parent = ?"  # noqa: S608 - constant names
            " ORDER BY log_seq DESC LIMIT 1",
            (circle_id, thread, kind, event_id),
        )
        return None if row is None else event_row(row)

    def targets(self, circle_id: bytes) -> list[tuple[bytes, int, bytes]]:
        """(event id, log number, author) of every edit and deletion's subject, with the newest such number."""
        rows = self._db.rows(
            "SELECT parent, max(log_seq), author FROM event WHERE circle_id = ? AND kind IN (3, 4)"
            " GROUP BY parent, author",
            (circle_id,),
        )
        return [(bytes(parent), int(log_seq), bytes(author)) for parent, log_seq, author in rows]

    def with_note(self, circle_id: bytes, note: str) -> list[bytes]:
        """The posts whose writer gave them this content note."""
        rows = self._db.rows(
            "SELECT event_id FROM event WHERE circle_id = ? AND kind = 1 AND instr(' ' || notes || ' ', ?)",
            (circle_id, f" {note} "),
        )
        return [bytes(row[0]) for row in rows]

    def restore(self, event: EventRow) -> None:
        """Put back the body of an entry that was hidden when its log was read, now that it may be read."""
        self._db.execute(
            "DELETE FROM event WHERE circle_id = ? AND log_seq = ? AND envelope IS NULL",
            (event.circle_id, event.log_seq),
        )
        Events(self._db).add([replace(event, flags=event.flags & ~EventFlag.ERASED)])

    def expire(self, circle_id: bytes, before_hour: int) -> int:
        """Drop texts that the circle's retention time has passed; returns how many. Kept copies stay.

        A younger edit has words of its own time.
        """
        rows = self._db.rows(
            "SELECT event_id FROM event o WHERE circle_id = ?1 AND kind IN (1, 2, 3) AND hour < ?2"
            " AND envelope IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event e WHERE e.circle_id = ?1"
            " AND e.parent = o.event_id AND e.kind = 3 AND e.author = o.author AND e.hour >= ?2)",
            (circle_id, before_hour),
        )
        if rows:
            Events(self._db).erase(circle_id, [bytes(row[0]) for row in rows])
        return len(rows)
