"""Queues: where one listens, and where one's messages go."""

from __future__ import annotations

from dataclasses import dataclass, field

from heimo_tui.core.secrets import SecretBytes
from heimo_tui.vault.database import Connection, Row

_COLUMNS = "qid, server_id, conversation, private, claim, created, acked, taken, retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """A queue of one's own. `private` is the seed of the key that reads it, `claim` what its writer must show first.

    `acked` is the number of the last frame that is safe here, `taken` how many came. `retired` is when another one
    took its place, unix seconds. `conversation` is None where it only waits to be deleted.
    """

    qid: bytes = field(repr=False)
    server_id: bytes
    conversation: bytes | None
    private: SecretBytes
    claim: SecretBytes
    created: float
    acked: int = 0
    taken: int = 0
    retired: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """Where a conversation's messages go; `claim` until the first one arrived, `private` is the writing key's seed."""

    conversation: bytes
    qid: bytes = field(repr=False)
    claim: SecretBytes | None
    private: SecretBytes


class Queues:
    """The tables of queues."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, one: QueueRow) -> None:
        """Keep a queue that was made; the ones of its conversation before it are retired."""
        if one.conversation is not None:
            self._db.execute(
                "UPDATE mail_queue SET retired = ? WHERE conversation = ? AND retired IS NULL",
                (one.created, one.conversation),
            )
        self._db.execute(
            f"INSERT INTO mail_queue ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?)",  # noqa: S608 - constant names
            (
                one.qid,
                one.server_id,
                one.conversation,
                one.private.reveal(),
                one.claim.reveal(),
                one.created,
                one.acked,
                one.taken,
                one.retired,
            ),
        )

    def get(self, qid: bytes) -> QueueRow | None:
        """One queue, or None."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM mail_queue WHERE qid = ?", (qid,))  # noqa: S608 - constant names
        return None if row is None else _queue(row)

    def all(self) -> list[QueueRow]:
        """Every queue, the older ones of a conversation first."""
        return [_queue(row) for row in self._db.rows(f"SELECT {_COLUMNS} FROM mail_queue ORDER BY created")]  # noqa: S608 - constant names

    def of(self, conversation: bytes) -> list[QueueRow]:
        """The queues that a conversation listens at, older ones first."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM mail_queue WHERE conversation = ? ORDER BY created",  # noqa: S608 - constant names
            (conversation,),
        )
        return [_queue(row) for row in rows]

    def took(self, qid: bytes, acked: int, count: int) -> None:
        """The frames up to a number are safe here; it is lower than before where the server came back from a copy."""
        self._db.execute("UPDATE mail_queue SET acked = ?, taken = taken + ? WHERE qid = ?", (acked, count, qid))

    def let_go(self, conversation: bytes) -> None:
        """Listen at none of a conversation's queues any more; they wait to be deleted."""
        self._db.execute("UPDATE mail_queue SET conversation = NULL WHERE conversation = ?", (conversation,))

    def let_go_of(self, qid: bytes) -> None:
        """Listen there no more; it waits to be deleted."""
        self._db.execute("UPDATE mail_queue SET conversation = NULL WHERE qid = ?", (qid,))

    def let_go_orphans(self) -> None:
        """Listen no more for conversations that went with their circle."""
        self._db.execute(
            "UPDATE mail_queue SET conversation = NULL WHERE conversation IS NOT NULL"
            " AND conversation NOT IN (SELECT id FROM conversation)"
        )

    def remove(self, qid: bytes) -> None:
        """Forget a queue."""
        self._db.execute("DELETE FROM mail_queue WHERE qid = ?", (qid,))

    # --- where messages go ---

    def set_target(self, one: TargetRow) -> None:
        """Send there from now on."""
        self._db.execute(
            "INSERT OR REPLACE INTO mail_target (conversation, qid, claim, private) VALUES (?,?,?,?)",
            (one.conversation, one.qid, None if one.claim is None else one.claim.reveal(), one.private.reveal()),
        )

    def target(self, conversation: bytes) -> TargetRow | None:
        """Where a conversation's messages go, or None while that is not known."""
        row = self._db.row("SELECT qid, claim, private FROM mail_target WHERE conversation = ?", (conversation,))
        if row is None:
            return None
        claim = None if row[1] is None else SecretBytes(row[1])
        return TargetRow(conversation=conversation, qid=row[0], claim=claim, private=SecretBytes(row[2]))

    def bound(self, qid: bytes) -> None:
        """The first frame arrived there: its claim is used up."""
        self._db.execute("UPDATE mail_target SET claim = NULL WHERE qid = ?", (qid,))

    def drop_target(self, conversation: bytes) -> None:
        """Send nowhere."""
        self._db.execute("DELETE FROM mail_target WHERE conversation = ?", (conversation,))


def _queue(row: Row) -> QueueRow:
    return QueueRow(
        qid=row[0],
        server_id=row[1],
        conversation=row[2],
        private=SecretBytes(row[3]),
        claim=SecretBytes(row[4]),
        created=row[5],
        acked=row[6],
        taken=row[7],
        retired=row[8],
    )
