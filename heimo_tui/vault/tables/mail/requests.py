"""Who asked for contact, whose asking was declined, and who may not ask."""

from __future__ import annotations

from dataclasses import dataclass, field

from heimo_tui.core.errors import BadInput
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.vault.database import Connection, Row

_COLUMNS = (
    "id, circle_id, me, author, card, name, text, message, minutes, sid, ek, state, qid, claim, evidence, again, "
    "declined, at"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A request for contact with the session that it began; `at` is when it was read here, unix seconds.

    Answers go to the queue `qid` with its `claim`. Of a declined one only the name is kept.
    """

    id: bytes
    circle_id: bytes
    me: bytes
    author: bytes
    card: bytes = field(repr=False)
    name: str = field(repr=False)
    text: str = field(repr=False)
    message: bytes
    minutes: int
    sid: bytes
    ek: bytes = field(repr=False)
    state: SecretBytes
    qid: bytes = field(repr=False)
    claim: SecretBytes
    evidence: bytes = field(repr=False)
    at: float
    again: bool = False
    declined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRow:
    """A name that may not ask, as it was called then."""

    circle_id: bytes
    author: bytes
    name: str = field(repr=False)
    at: float


class Requests:
    """The tables of requests and of blocked names."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def save(self, one: RequestRow) -> None:
        """Keep a request; an earlier one by the same name is replaced."""
        self._db.execute(
            f"INSERT OR REPLACE INTO mail_request ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 - constant names
            (
                one.id,
                one.circle_id,
                one.me,
                one.author,
                one.card,
                one.name,
                one.text,
                one.message,
                one.minutes,
                one.sid,
                one.ek,
                one.state.reveal(),
                one.qid,
                one.claim.reveal(),
                one.evidence,
                int(one.again),
                int(one.declined),
                one.at,
            ),
        )

    def open(self) -> list[RequestRow]:
        """Requests that wait for an answer, newest first."""
        rows = self._db.rows(f"SELECT {_COLUMNS} FROM mail_request WHERE NOT declined ORDER BY at DESC, id")  # noqa: S608 - constant names
        return [_request(row) for row in rows]

    def require(self, request: bytes) -> RequestRow:
        """A request that waits; raises `BadInput("no_request")`."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM mail_request WHERE id = ? AND NOT declined", (request,))  # noqa: S608 - constant names
        if row is None:
            raise BadInput("no_request")
        return _request(row)

    def by(self, circle_id: bytes, me: bytes, author: bytes) -> RequestRow | None:
        """The request of a name, declined or not, or None."""
        row = self._db.row(
            f"SELECT {_COLUMNS} FROM mail_request WHERE circle_id = ? AND me = ? AND author = ?",  # noqa: S608 - constant names
            (circle_id, me, author),
        )
        return None if row is None else _request(row)

    def decline(self, request: bytes, now: float) -> None:
        """Keep of a request only that this name's was declined."""
        self._db.execute(
            "UPDATE mail_request SET declined = 1, at = ?, card = x'', name = '', text = '', state = x'', qid = x'',"
            " claim = x'', evidence = x'', ek = x'' WHERE id = ?",
            (now, request),
        )

    def remove(self, request: bytes) -> None:
        """Forget a request."""
        self._db.execute("DELETE FROM mail_request WHERE id = ?", (request,))

    def expire(self, before: float) -> None:
        """Forget requests and declines that are older."""
        self._db.execute("DELETE FROM mail_request WHERE at < ?", (before,))

    # --- who may not ask ---

    def block(self, one: BlockRow) -> None:
        """Let a name ask no more; what it asked is gone."""
        self._db.execute(
            "INSERT OR REPLACE INTO mail_block (circle_id, author, name, at) VALUES (?,?,?,?)",
            (one.circle_id, one.author, one.name, one.at),
        )
        self._db.execute("DELETE FROM mail_request WHERE circle_id = ? AND author = ?", (one.circle_id, one.author))

    def unblock(self, circle_id: bytes, author: bytes) -> None:
        """Let a name ask again."""
        self._db.execute("DELETE FROM mail_block WHERE circle_id = ? AND author = ?", (circle_id, author))

    def is_blocked(self, circle_id: bytes, author: bytes) -> bool:
        """Whether a name may not ask: it is blocked here, or in its circle, also under a key that it had before."""
        return bool(
            self._db.value(
                "WITH RECURSIVE was (key) AS (SELECT ?2 UNION"
                " SELECT m.key FROM member m JOIN was ON m.replaced_by = was.key WHERE m.circle_id = ?1)"
                " SELECT 1 FROM was WHERE key IN (SELECT author FROM mail_block WHERE circle_id = ?1"
                " UNION SELECT author FROM apart WHERE circle_id = ?1 AND distance = 'blocked')",
                (circle_id, author),
            )
        )

    def blocked(self) -> list[BlockRow]:
        """Everybody who may not ask, the newest first."""
        rows = self._db.rows("SELECT circle_id, author, name, at FROM mail_block ORDER BY at DESC")
        return [BlockRow(circle_id=row[0], author=row[1], name=row[2], at=row[3]) for row in rows]


def _request(row: Row) -> RequestRow:
    return RequestRow(
        id=row[0],
        circle_id=row[1],
        me=row[2],
        author=row[3],
        card=row[4],
        name=row[5],
        text=row[6],
        message=row[7],
        minutes=row[8],
        sid=row[9],
        ek=row[10],
        state=SecretBytes(row[11]),
        qid=row[12],
        claim=SecretBytes(row[13]),
        evidence=row[14],
        again=bool(row[15]),
        declined=bool(row[16]),
        at=row[17],
    )
