"""Names that the reader keeps away in a circle, and which events they never meet because of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from heimo_tui.core.views import Distance
from heimo_tui.vault.database import Connection
from heimo_tui.vault.tables.event_rows import EventFlag

_UNMET = int(EventFlag.UNMET)
APART = (
    """CREATE TABLE apart (
        circle_id BLOB NOT NULL REFERENCES circle ON DELETE CASCADE, author BLOB NOT NULL, name TEXT NOT NULL,
        distance TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (circle_id, author)) WITHOUT ROWID""",
    f"CREATE INDEX event_unmet ON event (circle_id, event_id, kind) WHERE flags & {_UNMET}",
)
_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartRow:
    """A name that is kept away, as it was called then; `at` in unix seconds."""

    circle_id: bytes
    author: bytes
    name: str = field(repr=False)
    distance: Distance
    at: float


@dataclass(frozen=True, slots=True)
class Words:
    """What a rule looks at in a post or reply."""

    event_id: bytes
    author: bytes
    kind: int
    notes: tuple[str, ...]
    body: str = field(repr=False)


class Apart:
    """The table of names kept away, and questions about events for it."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def put(self, row: ApartRow) -> None:
        """Keep a name away, or change how far."""
        self._db.execute(
            "INSERT OR REPLACE INTO apart (circle_id, author, name, distance, at) VALUES (?,?,?,?,?)",
            (row.circle_id, row.author, row.name, row.distance.value, row.at),
        )

    def remove(self, circle_id: bytes, author: bytes) -> None:
        """Meet a name again."""
        self._db.execute("DELETE FROM apart WHERE circle_id = ? AND author = ?", (circle_id, author))

    def all(self) -> list[ApartRow]:
        """Everybody kept away, the newest first."""
        rows = self._db.rows("SELECT circle_id, author, name, distance, at FROM apart ORDER BY at DESC, author")
        return [ApartRow(circle_id=r[0], author=r[1], name=r[2], distance=Distance(r[3]), at=r[4]) for r in rows]

    def of(self, circle_id: bytes) -> dict[bytes, Distance]:
        """Key -> how far, in a circle. It follows whoever signed a change of keys; the stronger word counts."""
        rows = self._db.rows(
            "WITH RECURSIVE far (author, distance) AS (SELECT author, distance FROM apart WHERE circle_id = ?1"
            " UNION SELECT m.replaced_by, far.distance FROM member m JOIN far ON m.key = far.author"
            " WHERE m.circle_id = ?1 AND m.replaced_by IS NOT NULL)"
            " SELECT author, distance FROM far ORDER BY distance DESC",
            (circle_id,),
        )
        return {bytes(author): Distance(distance) for author, distance in rows}  # "blocked" comes last and stays

    # --- events that are never met ---

    def unmet(self, circle_id: bytes) -> frozenset[bytes]:
        """Events that carry the mark now."""
        rows = self._db.rows(
            f"SELECT event_id FROM event INDEXED BY event_unmet WHERE circle_id = ? AND flags & {_UNMET}",  # noqa: S608 - constant number
            (circle_id,),
        )
        return frozenset(bytes(row[0]) for row in rows)

    def unmet_posts(self, circle_id: bytes) -> frozenset[bytes]:
        """Threads that are never shown."""
        rows = self._db.rows(
            f"SELECT event_id FROM event INDEXED BY event_unmet WHERE circle_id = ? AND kind = 1 AND flags & {_UNMET}",  # noqa: S608 - constant number
            (circle_id,),
        )
        return frozenset(bytes(row[0]) for row in rows)

    def written_by(self, circle_id: bytes, author: bytes) -> list[bytes]:
        """Posts, replies and reactions of a name."""
        rows = self._db.rows(
            "SELECT event_id FROM event WHERE circle_id = ? AND author = ? AND kind IN (1, 2, 5)", (circle_id, author)
        )
        return [bytes(row[0]) for row in rows]

    def words(self, circle_id: bytes, event_id: bytes) -> Words | None:
        """What a rule looks at in one event; None for what has no words, or none any more."""
        row = self._db.row(
            "SELECT log_seq, event_id, author, kind, notes, body FROM event WHERE event_id = ? AND circle_id = ?"
            " AND kind IN (1, 2) AND body IS NOT NULL",
            (event_id, circle_id),
        )
        return None if row is None else Words(row[1], row[2], row[3], tuple(row[4].split()), row[5])

    def all_words(self, circle_id: bytes) -> Iterator[Words]:
        """The same of every post and reply, oldest first."""
        after = -1
        while True:
            rows = self._db.rows(
                "SELECT log_seq, event_id, author, kind, notes, body FROM event WHERE circle_id = ? AND log_seq > ?"
                " AND kind IN (1, 2) AND body IS NOT NULL ORDER BY log_seq LIMIT ?",
                (circle_id, after, _PAGE),
            )
            yield from (Words(row[1], row[2], row[3], tuple(row[4].split()), row[5]) for row in rows)
            if len(rows) < _PAGE:
                return
            after = int(rows[-1][0])
