"""Whole tables row by row: what an export writes and an import takes in again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from heimo_tui.vault.database import Connection, Row, Value
from heimo_tui.vault.tables.soundness import require_sound

ALWAYS: Final = (
    "setting",
    "folding_rule",
    "care_note",
    "community",
    "descriptor_seen",
    "circle",
    "member",
    "once_name",
    "draft",
    "kept",
)
HISTORY: Final = ("event", "thread")
# what makes somebody able to write as the person; without it an import can only read
_IDENTITY: Final = {
    "community": ("prk", "credential", "registered_day"),
    "circle": ("my_key",),
}
_ZEROED: Final = {"circle": ("joined",)}
# without the events, nothing of the log counts as known
_WINDOW: Final = {
    "circle": {"newest_seq": 0, "newest_head": None, "oldest_seq": None, "oldest_prev": None},
}
_OWNED: Final = ("member", "once_name", "event", "thread")
_PAGE: Final = 500


class Dump:
    """Reading and filling whole tables; names of tables are those of this module."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of a table, in order."""
        return tuple(str(row[1]) for row in self._db.rows(f"PRAGMA table_info({_known(table)})"))

    def types(self, table: str) -> dict[str, str]:
        """The declared type of each column of a table."""
        return {str(row[1]): str(row[2]) for row in self._db.rows(f"PRAGMA table_info({_known(table)})")}

    def count(self, tables: Sequence[str]) -> int:
        """How many rows the tables hold together."""
        return sum(int(self._db.value(f"SELECT count(*) FROM {_known(table)}")) for table in tables)  # noqa: S608 - known names

    def page(self, table: str, after: int) -> tuple[list[Row], int | None]:
        """Some rows of a table and where to go on (None: that was all); begin with 0."""
        if table != "event":
            return self._db.rows(f"SELECT * FROM {_known(table)}"), None  # noqa: S608 - known names
        rows = self._db.rows("SELECT * FROM event WHERE id > ? ORDER BY id LIMIT ?", (after, _PAGE))
        return rows, int(rows[-1][0]) if len(rows) == _PAGE else None

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        """Put rows in; what is there already stays as it is, and columns unknown here are left out.

        Raises ValueError for rows that could not be read again.
        """
        known = self.types(table)
        for row in rows:
            require_sound(table, known, columns, row)
        kept = [place for place, column in enumerate(columns) if column in known]
        names = ", ".join(columns[place] for place in kept)
        marks = ",".join("?" * len(kept))
        self._db.execute_many(
            f"INSERT INTO {_known(table)} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",  # noqa: S608 - known names
            [tuple(row[place] for place in kept) for row in rows],
        )

    def circles(self) -> frozenset[bytes]:
        """The ids of the circles that are here already."""
        return frozenset(bytes(row[0]) for row in self._db.rows("SELECT circle_id FROM circle"))

    def reindex(self) -> None:
        """Make the search index anew from the events."""
        self._db.execute("INSERT INTO event_text (event_text) VALUES ('delete-all')")
        self._db.execute(
            "INSERT INTO event_text (rowid, body) SELECT id, body FROM event WHERE body IS NOT NULL AND kind IN (1, 2)"
        )


def without(
    table: str, columns: Sequence[str], rows: Sequence[Row], *, identity: bool, history: bool
) -> Iterator[tuple[Value, ...]]:
    """The rows of a table without what was not asked for."""
    blank: dict[str, Value] = {}
    if not identity:
        blank |= dict.fromkeys(_IDENTITY.get(table, ()))
        blank |= dict.fromkeys(_ZEROED.get(table, ()), 0)
    if not history:
        blank |= _WINDOW.get(table, {})
    for row in rows:
        yield tuple(blank.get(column, value) for column, value in zip(columns, row, strict=True))


def belongs_to(table: str, columns: Sequence[str], row: Sequence[Value], circles: frozenset[bytes]) -> bool:
    """Whether a row is part of one of these circles."""
    return table in _OWNED and row[columns.index("circle_id")] in circles


def _known(table: str) -> str:
    if table not in (*ALWAYS, *HISTORY):
        raise ValueError(table)
    return table
