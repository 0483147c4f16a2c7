"""What helps again: kept posts and replies with own notes, and the care plan."""

from __future__ import annotations

from dataclasses import dataclass, field

from heimo_tui.vault.database import Connection, Row

_COLUMNS = "event_id, server_id, circle_id, thread, envelope, author_name, circle_name, note, in_plan, kept_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A snapshot of one event, kept even when the circle is left or the post erased there.

    `in_plan` marks a kind reply that belongs to the care plan; `kept_at` is unix seconds.
    """

    event_id: bytes
    server_id: bytes
    circle_id: bytes
    thread: bytes | None
    envelope: bytes = field(repr=False)
    author_name: str
    circle_name: str
    note: str = field(default="", repr=False)
    in_plan: bool = False
    kept_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CareNote:
    """One line of the care plan; `topic` is a machine word (`helps`, `signs`, `people`, ...)."""

    id: str
    topic: str
    text: str = field(repr=False)
    place: int = 0
    updated: int = 0


class KeptThings:
    """The tables of kept events and of the care plan."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def keep(self, kept: Kept) -> None:
        """Keep an event, or renew its note."""
        self._db.execute(
            f"INSERT OR REPLACE INTO kept ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 - constant names
            (
                kept.event_id,
                kept.server_id,
                kept.circle_id,
                kept.thread,
                kept.envelope,
                kept.author_name,
                kept.circle_name,
                kept.note,
                int(kept.in_plan),
                kept.kept_at,
            ),
        )

    def get(self, event_id: bytes) -> Kept | None:
        """One kept event, or None."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM kept WHERE event_id = ?", (event_id,))  # noqa: S608 - constant names
        return None if row is None else _kept(row)

    def all(self, *, in_plan: bool = False) -> list[Kept]:
        """Every kept event (only those of the care plan), newest first."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM kept WHERE in_plan >= ? ORDER BY kept_at DESC",  # noqa: S608 - constant names
            (int(in_plan),),
        )
        return [_kept(row) for row in rows]

    def ids(self) -> frozenset[bytes]:
        """The ids of everything kept: for the mark in lists."""
        return frozenset(bytes(row[0]) for row in self._db.rows("SELECT event_id FROM kept"))

    def let_go(self, event_id: bytes) -> None:
        """Keep it no longer."""
        self._db.execute("DELETE FROM kept WHERE event_id = ?", (event_id,))

    def save_note(self, note: CareNote) -> None:
        """Insert or replace one line of the care plan."""
        self._db.execute(
            "INSERT OR REPLACE INTO care_note (id, topic, text, place, updated) VALUES (?, ?, ?, ?, ?)",
            (note.id, note.topic, note.text, note.place, note.updated),
        )

    def notes(self) -> list[CareNote]:
        """The care plan's own lines, in order."""
        rows = self._db.rows("SELECT id, topic, text, place, updated FROM care_note ORDER BY place, updated")
        return [CareNote(id=r[0], topic=r[1], text=r[2], place=r[3], updated=r[4]) for r in rows]

    def remove_note(self, note_id: str) -> None:
        """Take one line out of the care plan."""
        self._db.execute("DELETE FROM care_note WHERE id = ?", (note_id,))


def _kept(row: Row) -> Kept:
    return Kept(
        event_id=row[0],
        server_id=row[1],
        circle_id=row[2],
        thread=row[3],
        envelope=row[4],
        author_name=row[5],
        circle_name=row[6],
        note=row[7],
        in_plan=bool(row[8]),
        kept_at=row[9],
    )
