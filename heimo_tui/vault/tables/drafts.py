"""Drafts: what is being written and not sent, saved while typing."""

from __future__ import annotations

import json

from heimo_protocol.events import Need
from heimo_tui.core.drafts import Draft, DraftKind, QuoteOf
from heimo_tui.vault.database import Connection, Row

_COLUMNS = (
    "id, server_id, circle_id, kind, parent, text, need, notes, quote_event, quote_start, quote_end, once, "
    "dismissed, updated"
)


class Drafts:
    """The table of drafts, as `heimo_tui.core.drafts.Draft`."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def save(self, draft: Draft) -> None:
        """Insert or replace one draft: a single row."""
        quote = draft.quote
        self._db.execute(
            f"INSERT OR REPLACE INTO draft ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 - constant names
            (
                draft.id,
                draft.community,
                draft.circle,
                draft.kind.value,
                draft.parent,
                draft.text,
                draft.need.value,
                " ".join(draft.notes),
                None if quote is None else quote.event,
                None if quote is None else quote.start,
                None if quote is None else quote.end,
                int(draft.once),
                json.dumps(sorted(draft.dismissed)),
                draft.updated,
            ),
        )

    def get(self, draft_id: bytes) -> Draft | None:
        """One draft, or None."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM draft WHERE id = ?", (draft_id,))  # noqa: S608 - constant names
        return None if row is None else _draft(row)

    def all(self) -> list[Draft]:
        """Every draft, newest first."""
        return [_draft(row) for row in self._db.rows(f"SELECT {_COLUMNS} FROM draft ORDER BY updated DESC")]  # noqa: S608 - constant names

    def newest_for(self, circle_id: bytes, kind: DraftKind, parent: bytes | None) -> Draft | None:
        """The newest draft of a kind in a circle: of a new post (`parent=None`) or about `parent`; or None."""
        row = self._db.row(
            f"SELECT {_COLUMNS} FROM draft WHERE circle_id = ? AND kind = ? AND parent IS ?"  # noqa: S608 - constant names
            " ORDER BY updated DESC LIMIT 1",
            (circle_id, kind.value, parent),
        )
        return None if row is None else _draft(row)

    def remove(self, draft_id: bytes) -> None:
        """Forget one draft; forgetting an unknown one is no error."""
        self._db.execute("DELETE FROM draft WHERE id = ?", (draft_id,))


def _draft(row: Row) -> Draft:
    return Draft(
        id=row[0],
        community=row[1],
        circle=row[2],
        kind=DraftKind(row[3]),
        parent=row[4],
        text=row[5],
        need=Need(row[6]),
        notes=tuple(row[7].split()),
        quote=None if row[8] is None else QuoteOf(row[8], row[9], row[10]),
        once=bool(row[11]),
        dismissed=frozenset(json.loads(row[12])),
        updated=row[13],
    )
