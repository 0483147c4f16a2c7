"""Tokens, invites, one-time names and half-finished steps: what the server must not be able to link."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from heimo_tui.core.secrets import SecretBytes, SecretText
from heimo_tui.vault.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One unspent anonymous token (PROTOCOL 8): `nonce` 32 bytes (16 for type 3), `w` 64 bytes."""

    server_id: bytes
    type: int
    epoch: int
    nonce: bytes
    w: SecretBytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """An invite this person made; `code` is the whole URI, `note` the person's own, `made_day` a unix day."""

    server_id: bytes
    nonce: bytes
    code: SecretText
    note: str = ""
    made_day: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OnceName:
    """A one-time name: `month` as in its key's derivation, `number` below the month's limit.

    `thread` is the one thread it may write in, None until first used.
    """

    circle_id: bytes
    month: int
    number: int
    key: bytes
    name: str
    thread: bytes | None = None
    joined: bool = False


class Anonymous:
    """The tables of tokens, invites, one-time names and pending operations."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add_tokens(self, tokens: Sequence[Token]) -> None:
        """Keep freshly drawn tokens."""
        self._db.execute_many(
            "INSERT OR IGNORE INTO token (nonce, server_id, type, epoch, w) VALUES (?, ?, ?, ?, ?)",
            [(t.nonce, t.server_id, t.type, t.epoch, t.w.reveal()) for t in tokens],
        )

    def take_token(self, server_id: bytes, kind: int, epochs: Sequence[int]) -> Token | None:
        """Take one token of the older valid epoch first, at random within it; it is gone from the store."""
        for epoch in sorted(epochs):
            rows = self._db.rows(
                "SELECT nonce, w FROM token WHERE server_id = ? AND type = ? AND epoch = ?",
                (server_id, kind, epoch),
            )
            if rows:
                nonce, w = secrets.choice(rows)
                self._db.execute("DELETE FROM token WHERE nonce = ?", (nonce,))
                return Token(server_id=server_id, type=kind, epoch=epoch, nonce=nonce, w=SecretBytes(w))
        return None

    def count_tokens(self, server_id: bytes, kind: int, epochs: Sequence[int]) -> int:
        """How many unspent tokens of a kind are left in the given epochs."""
        marks = ",".join("?" * len(epochs))
        return int(
            self._db.value(
                f"SELECT count(*) FROM token WHERE server_id = ? AND type = ? AND epoch IN ({marks})",  # noqa: S608 - marks are "?"
                (server_id, kind, *epochs),
            )
        )

    def drop_tokens_before(self, server_id: bytes, epoch: int) -> None:
        """Forget tokens that no server takes any more."""
        self._db.execute("DELETE FROM token WHERE server_id = ? AND epoch < ?", (server_id, epoch))

    def save_invite(self, invite: Invite) -> None:
        """Keep an invite that was made, or renew its note."""
        self._db.execute(
            "INSERT OR REPLACE INTO invite (nonce, server_id, code, note, made_day) VALUES (?, ?, ?, ?, ?)",
            (invite.nonce, invite.server_id, invite.code.reveal(), invite.note, invite.made_day),
        )

    def invites(self, server_id: bytes) -> list[Invite]:
        """The invites made on a server, newest first."""
        rows = self._db.rows(
            "SELECT nonce, code, note, made_day FROM invite WHERE server_id = ? ORDER BY made_day DESC",
            (server_id,),
        )
        return [
            Invite(server_id=server_id, nonce=nonce, code=SecretText(code), note=note, made_day=day)
            for nonce, code, note, day in rows
        ]

    def remove_invite(self, nonce: bytes) -> None:
        """Forget an invite."""
        self._db.execute("DELETE FROM invite WHERE nonce = ?", (nonce,))

    def save_once_name(self, once: OnceName) -> None:
        """Insert a one-time name, or renew what became of it."""
        self._db.execute(
            "INSERT OR REPLACE INTO once_name (circle_id, month, number, key, name, thread, joined)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (once.circle_id, once.month, once.number, once.key, once.name, once.thread, int(once.joined)),
        )

    def once_names(self, circle_id: bytes, month: int | None = None) -> list[OnceName]:
        """The one-time names of a circle (in one month), oldest first."""
        rows = self._db.rows(
            "SELECT circle_id, month, number, key, name, thread, joined FROM once_name"
            " WHERE circle_id = ? AND (? IS NULL OR month = ?) ORDER BY month, number",
            (circle_id, month, month),
        )
        return [
            OnceName(circle_id=r[0], month=r[1], number=r[2], key=r[3], name=r[4], thread=r[5], joined=bool(r[6]))
            for r in rows
        ]

    def set_pending(self, server_id: bytes, op: str, about: bytes, state: SecretBytes) -> None:
        """Remember what a half-finished operation needs after a crash (blinding values, the request sent)."""
        self._db.execute(
            "INSERT OR REPLACE INTO pending (server_id, op, about, state) VALUES (?, ?, ?, ?)",
            (server_id, op, about, state.reveal()),
        )

    def pending(self, server_id: bytes, op: str) -> list[tuple[bytes, SecretBytes]]:
        """(about, state) of every half-finished operation of this kind."""
        rows = self._db.rows("SELECT about, state FROM pending WHERE server_id = ? AND op = ?", (server_id, op))
        return [(bytes(about), SecretBytes(state)) for about, state in rows]

    def clear_pending(self, server_id: bytes, op: str, about: bytes) -> None:
        """The operation is finished or given up."""
        self._db.execute("DELETE FROM pending WHERE server_id = ? AND op = ? AND about = ?", (server_id, op, about))
