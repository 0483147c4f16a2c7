"""Messages that go to another computer: which of several copies is the one in use, and what is erased with the others.

A moved file carries a claim, a queue that the server deletes once and for one asker: whoever did that has the sessions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from heimo_tui.core.secrets import SecretBytes
from heimo_tui.vault.database import Connection

_CONVERSATIONS: Final = (
    "SELECT id FROM conversation WHERE circle_id IN (SELECT circle_id FROM circle WHERE server_id = ?)"
)
_BY_CONVERSATION: Final = (
    "mail_session",
    "mail_queue",
    "mail_target",
    "mail_frame",
    "mail_sealed",
    "mail_receipt",
    "mail_quarantine",
)
_BY_CIRCLE: Final = ("mail_bundle", "mail_seen_ek", "mail_frank", "mail_telling")


class Leg(StrEnum):
    """Where a move stands."""

    LEAVING = "leaving"
    """The file is being written; from here on nothing is sent or read here."""
    LEFT = "left"
    """The file is whole, and the keys here are erased."""
    ARRIVING = "arriving"
    """A file was taken in, and its claim was not used yet."""
    CAME = "came"
    """It was used, by this device or by another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """A move of what one has in a community. `id` is the claim's queue, `private` the seed of the key that reads it."""

    id: bytes
    server_id: bytes
    leg: Leg
    private: SecretBytes
    at: float


class Moves:
    """The table of moves, and what they do to the other tables of messages."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def all(self) -> list[MoveRow]:
        """Every move, oldest first."""
        rows = self._db.rows("SELECT id, server_id, leg, private, at FROM mail_move ORDER BY at, id")
        return [
            MoveRow(id=row[0], server_id=row[1], leg=Leg(row[2]), private=SecretBytes(row[3]), at=row[4])
            for row in rows
        ]

    def leg_of(self, server_id: bytes) -> Leg | None:
        """What keeps messages of a community from being used here, or None."""
        found = self._db.value(
            "SELECT leg FROM mail_move WHERE server_id = ? AND leg <> 'came' ORDER BY at DESC LIMIT 1", (server_id,)
        )
        return None if found is None else Leg(found)

    def is_away(self) -> bool:
        """Whether messages went to another computer."""
        return bool(self._db.value("SELECT 1 FROM mail_move WHERE leg IN ('leaving', 'left')"))

    # --- at the old computer ---

    def begin(self, rows: Sequence[MoveRow]) -> None:
        """Use nothing here any more: the file is about to be written."""
        for row in rows:
            self._db.execute(
                "INSERT INTO mail_move (id, server_id, leg, private, at) VALUES (?,?,'leaving',?,?)",
                (row.id, row.server_id, row.private.reveal(), row.at),
            )
            self._talks("UPDATE conversation SET moved = 1 WHERE id", row.server_id)

    def undo(self, server_id: bytes) -> None:
        """Go on here: there is no file, or nobody can use it any more."""
        self._db.execute("DELETE FROM mail_move WHERE server_id = ? AND leg = 'leaving'", (server_id,))
        self._talks("UPDATE conversation SET moved = 0 WHERE id", server_id)

    def finish(self) -> None:
        """The file is whole and on the disk: erase every key that it holds."""
        for row in self.all():
            if row.leg is Leg.LEAVING:
                self._erase(row.server_id)
                self._db.execute("DELETE FROM token WHERE server_id = ? AND type IN (1, 2)", (row.server_id,))
                self._talks("UPDATE mail_line SET mark = NULL WHERE mark = 'queued' AND conversation", row.server_id)
        self._db.execute("UPDATE mail_move SET leg = 'left' WHERE leg = 'leaving'")

    # --- at the new one ---

    def settle(self, move: bytes) -> None:
        """The claim of a file that was taken in is used up; that it came is remembered."""
        self._db.execute("UPDATE mail_move SET leg = 'came', private = x'' WHERE id = ?", (move,))

    # --- where another copy is the one in use ---

    def begin_anew(self, server_id: bytes) -> None:
        """Erase the keys of a community's messages, and let every conversation there be renewed."""
        unsent = "UPDATE mail_line SET mark = 'failed', code = 'renewed' WHERE mark = 'queued' AND conversation"
        self._talks(unsent, server_id)
        self._erase(server_id)
        # whoever was asked can be asked again: their answer would go where nobody listens
        self._talks("DELETE FROM conversation WHERE standing = 'asked' AND id", server_id)
        anew = "moved = 0, answer = '', receipts_at = NULL, reset_at = 0, renew = (standing = 'open')"
        self._talks(f"UPDATE conversation SET {anew} WHERE id", server_id)  # noqa: S608 - a constant

    def forget(self, server_id: bytes) -> None:
        """Messages of a community are used here again."""
        self._db.execute("DELETE FROM mail_move WHERE server_id = ? AND leg IN ('leaving', 'left')", (server_id,))

    def _erase(self, server_id: bytes) -> None:
        for table in _BY_CONVERSATION:
            self._talks(f"DELETE FROM {table} WHERE conversation", server_id)  # noqa: S608 - constant names
        circles = "SELECT circle_id FROM circle WHERE server_id = ?"
        for table in _BY_CIRCLE:
            self._db.execute(f"DELETE FROM {table} WHERE circle_id IN ({circles})", (server_id,))  # noqa: S608 - constant names
        self._db.execute(f"DELETE FROM mail_request WHERE NOT declined AND circle_id IN ({circles})", (server_id,))  # noqa: S608 - a constant

    def _talks(self, statement: str, server_id: bytes) -> None:
        """Run a statement that ends in a column, for a community's conversations."""
        self._db.execute(f"{statement} IN ({_CONVERSATIONS})", (server_id,))
