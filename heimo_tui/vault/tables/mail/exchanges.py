"""Who answered whom in public: what has to come before a request for contact."""

from __future__ import annotations

from heimo_tui.vault.database import Connection


class Exchanges:
    """Questions about the events of a circle; nothing here is written."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def replied(self, circle_id: bytes, author: bytes, other: bytes) -> bool:
        """Whether a name replied in a thread that another one began, in words that are still there."""
        return bool(
            self._db.value(
                "SELECT 1 FROM event r INDEXED BY event_author JOIN event p ON p.event_id = r.thread"
                " AND p.circle_id = r.circle_id AND p.kind = 1 WHERE r.circle_id = ? AND r.author = ? AND r.kind = 2"
                " AND NOT r.flags & 6 AND p.author = ? LIMIT 1",
                (circle_id, author, other),
            )
        )

    def replies_beside(self, circle_id: bytes, author: bytes, other: bytes) -> list[bytes]:
        """The signed replies of a name in threads where another one replied too, newest first."""
        rows = self._db.rows(
            "SELECT r.envelope FROM event r INDEXED BY event_author WHERE r.circle_id = ? AND r.author = ?"
            " AND r.kind = 2 AND NOT r.flags & 6 AND r.envelope IS NOT NULL AND r.thread IS NOT NULL AND EXISTS"
            " (SELECT 1 FROM event o INDEXED BY event_thread WHERE o.circle_id = r.circle_id AND o.thread = r.thread"
            " AND o.kind = 2 AND o.author = ?) ORDER BY r.seq DESC",
            (circle_id, author, other),
        )
        return [bytes(row[0]) for row in rows]

    def first_hour(self, circle_id: bytes, author: bytes) -> int | None:
        """The hour in which the server took the first event of a name, since 1970-01-01; None where none is known."""
        found = self._db.value(
            "SELECT min(hour) FROM event INDEXED BY event_author WHERE circle_id = ? AND author = ?",
            (circle_id, author),
        )
        return None if found is None else int(found)

    def cards(self, circle_id: bytes, author: bytes) -> list[bytes]:
        """The signed events with which a name told its cards, oldest first."""
        rows = self._db.rows(
            "SELECT envelope FROM event INDEXED BY event_author WHERE circle_id = ? AND author = ? AND kind = 6"
            " AND envelope IS NOT NULL ORDER BY seq",
            (circle_id, author),
        )
        return [bytes(row[0]) for row in rows]
