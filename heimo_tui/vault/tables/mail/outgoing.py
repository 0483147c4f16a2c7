"""What is on its way: encrypted frames in the order they were made, sealed requests, receipts to be given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from heimo_tui.core.secrets import SecretBytes
from heimo_tui.vault.database import Connection, Row

_FRAME = "id, conversation, message, sid, frame, c2, attempts, next_try, error"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRow:
    """A frame that waits to be sent; `message` is the id of the line that it carries, None for what shows none."""

    id: int = 0
    conversation: bytes
    message: bytes | None
    sid: bytes
    frame: bytes = field(repr=False)
    c2: bytes = field(repr=False)
    attempts: int = 0
    next_try: float = 0
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedRow:
    """A sealed request that waits to be sent to `peer`, with the encoded token that pays for it."""

    conversation: bytes
    message: bytes | None
    peer: bytes
    sealed: bytes = field(repr=False)
    c2: bytes = field(repr=False)
    token: SecretBytes
    attempts: int = 0
    next_try: float = 0
    error: str = ""


class Outgoing:
    """The tables of what is on its way."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, one: FrameRow) -> None:
        """Put a frame at the end of its conversation's."""
        self._db.execute(
            "INSERT INTO mail_frame (conversation, message, sid, frame, c2) VALUES (?,?,?,?,?)",
            (one.conversation, one.message, one.sid, one.frame, one.c2),
        )

    def first(self, conversation: bytes) -> FrameRow | None:
        """The frame that has to go next, or None."""
        row = self._db.row(
            f"SELECT {_FRAME} FROM mail_frame WHERE conversation = ? ORDER BY id LIMIT 1",  # noqa: S608 - constant names
            (conversation,),
        )
        return None if row is None else _frame(row)

    def due(self, now: float) -> list[bytes]:
        """The conversations whose next frame may go now."""
        rows = self._db.rows(
            "SELECT conversation, next_try, min(id) FROM mail_frame GROUP BY conversation HAVING next_try <= ?", (now,)
        )
        return [bytes(row[0]) for row in rows]

    def of_message(self, conversation: bytes, message: bytes) -> FrameRow | None:
        """The frame that carries a message, while it waits."""
        row = self._db.row(
            f"SELECT {_FRAME} FROM mail_frame WHERE conversation = ? AND message = ?",  # noqa: S608 - constant names
            (conversation, message),
        )
        return None if row is None else _frame(row)

    def of(self, conversation: bytes) -> list[FrameRow]:
        """Every frame that waits in a conversation, in order."""
        rows = self._db.rows(
            f"SELECT {_FRAME} FROM mail_frame WHERE conversation = ? ORDER BY id",  # noqa: S608 - constant names
            (conversation,),
        )
        return [_frame(row) for row in rows]

    def tried(self, frame: int) -> None:
        """It is about to leave: from now on it may be at the server."""
        self._db.execute("UPDATE mail_frame SET attempts = attempts + 1 WHERE id = ?", (frame,))

    def later(self, frame: int, next_try: float, error: str) -> None:
        """Try again then; `error` is the code of what is in the way."""
        self._db.execute("UPDATE mail_frame SET next_try = ?, error = ? WHERE id = ?", (next_try, error, frame))

    def done(self, frame: int) -> None:
        """It arrived, or will never go."""
        self._db.execute("DELETE FROM mail_frame WHERE id = ?", (frame,))

    def try_now(self, conversation: bytes | None = None) -> None:
        """Wait for nothing any more, in one conversation or in all."""
        for table in ("mail_frame", "mail_sealed"):
            self._db.execute(
                f"UPDATE {table} SET next_try = 0 WHERE ? IS NULL OR conversation = ?",  # noqa: S608 - constant names
                (conversation, conversation),
            )

    def try_again(self, error: str) -> None:
        """Wait no longer for what had this in the way."""
        for table in ("mail_frame", "mail_sealed"):
            self._db.execute(f"UPDATE {table} SET next_try = 0 WHERE error = ?", (error,))  # noqa: S608 - constant names

    def next_due(self) -> float | None:
        """When something has to be tried next, unix seconds, or None; what waits for a person does not count."""
        found = self._db.value(
            "SELECT min(at) FROM (SELECT next_try AS at FROM mail_frame f JOIN conversation c ON c.id = f.conversation"
            " WHERE c.standing = 'open' AND NOT c.moved AND f.id ="
            " (SELECT min(id) FROM mail_frame g WHERE g.conversation = f.conversation)"
            " UNION ALL SELECT next_try FROM mail_sealed)"
        )
        return None if found is None else float(found)

    # --- sealed requests ---

    def set_sealed(self, one: SealedRow) -> None:
        """Send this request; one that waited before in the conversation is dropped."""
        self._db.execute(
            "INSERT OR REPLACE INTO mail_sealed (conversation, message, peer, sealed, c2, token) VALUES (?,?,?,?,?,?)",
            (one.conversation, one.message, one.peer, one.sealed, one.c2, one.token.reveal()),
        )

    def sealed(self) -> list[SealedRow]:
        """Every request that waits."""
        rows = self._db.rows(
            "SELECT conversation, message, peer, sealed, c2, token, attempts, next_try, error FROM mail_sealed"
        )
        return [_sealed(row) for row in rows]

    def sealed_of(self, conversation: bytes) -> SealedRow | None:
        """The request that waits in a conversation, or None."""
        return next((one for one in self.sealed() if one.conversation == conversation), None)

    def sealed_tried(self, conversation: bytes) -> None:
        """It is about to leave."""
        self._db.execute("UPDATE mail_sealed SET attempts = attempts + 1 WHERE conversation = ?", (conversation,))

    def sealed_later(self, conversation: bytes, next_try: float, error: str, token: SecretBytes | None = None) -> None:
        """Try again then, with another token where one is given; that one was shown to nobody."""
        self._db.execute(
            "UPDATE mail_sealed SET next_try = ?, error = ? WHERE conversation = ?", (next_try, error, conversation)
        )
        if token is not None:
            self._db.execute(
                "UPDATE mail_sealed SET token = ?, attempts = 0 WHERE conversation = ?", (token.reveal(), conversation)
            )

    def sealed_done(self, conversation: bytes) -> None:
        """It arrived, or will never go."""
        self._db.execute("DELETE FROM mail_sealed WHERE conversation = ?", (conversation,))

    # --- receipts ---

    def owe_receipt(self, conversation: bytes, message: bytes) -> None:
        """Tell later that this message arrived."""
        self._db.execute(
            "INSERT OR IGNORE INTO mail_receipt (conversation, message) VALUES (?, ?)", (conversation, message)
        )

    def receipts(self, conversation: bytes, most: int) -> list[bytes]:
        """Messages whose arrival was not told yet, at most so many."""
        rows = self._db.rows("SELECT message FROM mail_receipt WHERE conversation = ? LIMIT ?", (conversation, most))
        return [bytes(row[0]) for row in rows]

    def receipts_given(self, conversation: bytes, messages: Sequence[bytes]) -> None:
        """Their arrival was told."""
        self._db.execute_many(
            "DELETE FROM mail_receipt WHERE conversation = ? AND message = ?",
            [(conversation, message) for message in messages],
        )


def _frame(row: Row) -> FrameRow:
    return FrameRow(
        id=row[0],
        conversation=row[1],
        message=row[2],
        sid=row[3],
        frame=row[4],
        c2=row[5],
        attempts=row[6],
        next_try=row[7],
        error=row[8],
    )


def _sealed(row: Row) -> SealedRow:
    return SealedRow(
        conversation=row[0],
        message=row[1],
        peer=row[2],
        sealed=row[3],
        c2=row[4],
        token=SecretBytes(row[5]),
        attempts=row[6],
        next_try=row[7],
        error=row[8],
    )
