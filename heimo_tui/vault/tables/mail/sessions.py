"""Sessions: the state of each ratchet, as bytes that only `e2ee` reads."""

from __future__ import annotations

from dataclasses import dataclass, field

from heimo_tui.core.secrets import SecretBytes
from heimo_tui.vault.database import Connection, Row

_COLUMNS = "sid, conversation, state, ek, rank, mine, heard, until"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One session. `ek` (32) is the public key it began with; `mine`: begun here; `heard`: it decrypted something.

    The one of the highest `rank` sends. After `until` (unix seconds) it is dropped; None while it is in use.
    """

    sid: bytes
    conversation: bytes
    state: SecretBytes
    ek: bytes = field(repr=False)
    rank: int = 0
    mine: bool = False
    heard: bool = False
    until: float | None = None


class Sessions:
    """The table of sessions."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def save(self, one: SessionRow) -> None:
        """Insert a session or replace its state."""
        self._db.execute(
            f"INSERT INTO mail_session ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?)"  # noqa: S608 - constant names
            " ON CONFLICT (sid) DO UPDATE SET state = excluded.state, rank = excluded.rank, heard = excluded.heard,"
            " until = excluded.until",
            (
                one.sid,
                one.conversation,
                one.state.reveal(),
                one.ek,
                one.rank,
                int(one.mine),
                int(one.heard),
                one.until,
            ),
        )

    def keep(self, sid: bytes, state: SecretBytes) -> None:
        """Replace the state of a session."""
        self._db.execute("UPDATE mail_session SET state = ? WHERE sid = ?", (state.reveal(), sid))

    def of(self, conversation: bytes) -> list[SessionRow]:
        """The sessions of a conversation, the one that sends first."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM mail_session WHERE conversation = ? ORDER BY rank DESC, sid",  # noqa: S608 - constant names
            (conversation,),
        )
        return [_session(row) for row in rows]

    def drop(self, sid: bytes) -> None:
        """Erase a session's keys."""
        self._db.execute("DELETE FROM mail_session WHERE sid = ?", (sid,))

    def drop_all(self, conversation: bytes) -> None:
        """Erase every key of a conversation."""
        self._db.execute("DELETE FROM mail_session WHERE conversation = ?", (conversation,))

    def expire(self, now: float) -> None:
        """Erase sessions whose time is over."""
        self._db.execute("DELETE FROM mail_session WHERE until <= ?", (now,))


def _session(row: Row) -> SessionRow:
    return SessionRow(
        sid=row[0],
        conversation=row[1],
        state=SecretBytes(row[2]),
        ek=row[3],
        rank=row[4],
        mine=bool(row[5]),
        heard=bool(row[6]),
        until=row[7],
    )
