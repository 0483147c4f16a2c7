"""Frames that cannot be read yet: their key may come with another one."""

from __future__ import annotations

from dataclasses import dataclass, field

from heimo_tui.vault.database import Connection, Row

_COLUMNS = "id, conversation, digest, frame, c2, hour, stamp, at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A frame as the server gave it, with what came beside it; `at` unix seconds."""

    id: int = 0
    conversation: bytes
    digest: bytes = field(repr=False)
    frame: bytes = field(repr=False)
    c2: bytes = field(repr=False)
    hour: int
    stamp: bytes = field(repr=False)
    at: float


class Quarantine:
    """The table of frames that wait for their key."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def hold(self, one: Held) -> None:
        """Keep a frame; the same one again changes nothing."""
        self._db.execute(
            "INSERT OR IGNORE INTO mail_quarantine (conversation, digest, frame, c2, hour, stamp, at)"
            " VALUES (?,?,?,?,?,?,?)",
            (one.conversation, one.digest, one.frame, one.c2, one.hour, one.stamp, one.at),
        )

    def of(self, conversation: bytes) -> list[Held]:
        """The frames that wait in a conversation, in the order they came."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM mail_quarantine WHERE conversation = ? ORDER BY id",  # noqa: S608 - constant names
            (conversation,),
        )
        return [_held(row) for row in rows]

    def count_since(self, conversation: bytes, since: float) -> int:
        """How many different frames came since then and cannot be read."""
        return int(
            self._db.value(
                "SELECT count(*) FROM mail_quarantine WHERE conversation = ? AND at >= ?", (conversation, since)
            )
        )

    def drop(self, frame: int) -> None:
        """Let a frame go: it was read, or its time is over."""
        self._db.execute("DELETE FROM mail_quarantine WHERE id = ?", (frame,))

    def older(self, before: float) -> list[Held]:
        """The frames that came before then, oldest first."""
        rows = self._db.rows(f"SELECT {_COLUMNS} FROM mail_quarantine WHERE at < ? ORDER BY id", (before,))  # noqa: S608 - constant names
        return [_held(row) for row in rows]


def _held(row: Row) -> Held:
    return Held(
        id=row[0],
        conversation=row[1],
        digest=row[2],
        frame=row[3],
        c2=row[4],
        hour=row[5],
        stamp=row[6],
        at=row[7],
    )
