"""Whole tables row by row: what an export writes and an import takes in again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from heimo_tui.vault.database import Connection, Row, Value
from heimo_tui.vault.tables.preferences import UNMET_BY
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
    "apart",
    "draft",
    "kept",
)
TALKS: Final = ("conversation", "mail_block", "mail_card")
HISTORY: Final = (
    "event",
    "thread",
    "mail_line",
    "mail_evidence",
    "mail_told",
    "mod_item",
    "mod_appeal",
    "mod_answer",
    "mod_day",
)
MOVE: Final = ("mail_move",)
"""Stands before conversations: what is taken in of them depends on it."""

MOVED: Final = (
    "mail_bundle",
    "mail_seen_ek",
    "mail_frank",
    "mail_due",
    "mail_request",
    "mail_session",
    "mail_queue",
    "mail_target",
    "mail_frame",
    "mail_sealed",
    "mail_receipt",
    "mail_quarantine",
    "mail_telling",
    "token",
)
"""What must never be in use at two places."""

_KNOWN: Final = (*ALWAYS, *MOVE, *TALKS, *HISTORY, *MOVED)
# what makes somebody able to write as the person; without it an import can only read
_IDENTITY: Final = {
    "community": ("prk", "credential", "registered_day"),
    "circle": ("my_key",),
}
_ZEROED: Final = {"circle": ("joined",)}
# without the events, nothing of the log counts as known
_WINDOW: Final[dict[str, dict[str, Value]]] = {
    "circle": {"newest_seq": 0, "newest_head": None, "oldest_seq": None, "oldest_prev": None},
    "conversation": {"read_place": -1},
}
# without its keys, a conversation begins anew
_KEYLESS: Final[dict[str, dict[str, Value]]] = {
    "conversation": {"answer": "", "receipts_at": None, "reset_at": 0.0, "moved": 0},
}
_OWNED: Final = ("member", "once_name", "event", "thread")
_NUMBERED: Final = ("event", "mail_line", "mail_frame", "mail_quarantine")
"""Tables whose rows have a number that counts in this store alone."""

_MAIL_TOKENS: Final = (1, 2)
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
        if table in _NUMBERED:
            rows = self._db.rows(f"SELECT * FROM {_known(table)} WHERE id > ? ORDER BY id LIMIT ?", (after, _PAGE))  # noqa: S608 - known names
            return rows, int(rows[-1][0]) if len(rows) == _PAGE else None
        if table == "mail_evidence":
            order = "SELECT * FROM mail_evidence ORDER BY conversation, message LIMIT ? OFFSET ?"
            rows = self._db.rows(order, (_PAGE, after))
            return rows, after + _PAGE if len(rows) == _PAGE else None
        return self._db.rows(f"SELECT * FROM {_known(table)}"), None  # noqa: S608 - known names

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        """Put rows in; what is there already stays as it is, and columns unknown here are left out.

        Raises ValueError for rows that could not be read again.
        """
        known = self.types(table)
        for row in rows:
            require_sound(table, known, columns, row)
        left_out = {"id"} if table in _NUMBERED else set()
        kept = [place for place, column in enumerate(columns) if column in known and column not in left_out]
        names = ", ".join(columns[place] for place in kept)
        marks = ",".join("?" * len(kept))
        self._db.execute_many(
            f"INSERT INTO {_known(table)} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",  # noqa: S608 - known names
            [tuple(row[place] for place in kept) for row in rows],
        )

    def circles(self) -> frozenset[bytes]:
        """The ids of the circles that are here already."""
        return frozenset(bytes(row[0]) for row in self._db.rows("SELECT circle_id FROM circle"))

    def forget_unmet(self) -> None:
        """What is never met has to be marked anew: rules, names or events came in."""
        self._db.execute("DELETE FROM setting WHERE name = ?", (UNMET_BY,))

    def reindex(self) -> None:
        """Make the search index anew from the events."""
        self._db.execute("INSERT INTO event_text (event_text) VALUES ('delete-all')")
        self._db.execute(
            "INSERT INTO event_text (rowid, body) SELECT id, body FROM event WHERE body IS NOT NULL AND kind IN (1, 2)"
        )


def without(
    table: str, columns: Sequence[str], rows: Sequence[Row], *, identity: bool, history: bool, move: bool
) -> Iterator[tuple[Value, ...]]:
    """The rows of a table without what was not asked for."""
    blank: dict[str, Value] = {}
    if not identity:
        blank |= dict.fromkeys(_IDENTITY.get(table, ()))
        blank |= dict.fromkeys(_ZEROED.get(table, ()), 0)
    if not history:
        blank |= _WINDOW.get(table, {})
    if not move:
        blank |= _KEYLESS.get(table, {})
    for row in rows:
        named = dict(zip(columns, row, strict=True))
        if _goes(table, named, move=move):
            yield tuple((named | blank | ({} if move else _of_a_copy(table, named))).values())


def _goes(table: str, row: dict[str, Value], *, move: bool) -> bool:
    match table:
        case "conversation" if not move:
            # whoever was only asked can be asked again, from wherever one is
            return row["standing"] != "asked"
        case "mail_move":
            return row["leg"] == "leaving"
        case "token":
            return row["type"] in _MAIL_TOKENS
    return True


def _of_a_copy(table: str, row: dict[str, Value]) -> dict[str, Value]:
    """What differs where the keys stay behind: open conversations are renewed, what waits has to be sent anew."""
    match table:
        case "conversation":
            return {"renew": int(row["standing"] == "open")}
        case "mail_line" if row["mark"] == "queued":
            return {"mark": "failed", "code": "renewed"}
    return {}


def belongs_to(table: str, columns: Sequence[str], row: Sequence[Value], circles: frozenset[bytes]) -> bool:
    """Whether a row is part of one of these circles."""
    return table in _OWNED and row[columns.index("circle_id")] in circles


def _known(table: str) -> str:
    if table not in _KNOWN:
        raise ValueError(table)
    return table
