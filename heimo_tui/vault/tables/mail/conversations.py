"""Conversations: with whom, under which of one's own names, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from heimo_tui.core.conversations import Standing
from heimo_tui.core.errors import BadInput
from heimo_tui.vault.database import Connection, Row

_COLUMNS = (
    "id, circle_id, me, peer, card, name, standing, created, active, verified, read_place, draft, timer, wish_mine, "
    "wish_theirs, reset_at, receipts_at, renew, answer, moved"
)

ACCEPT, MOVE = "accept", "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One conversation. `me` and `peer` are name keys (32), `card` the peer's signed card that counts, `name` on it.

    Times are unix seconds. `read_place` is the place of the last line that was read. `timer` and the wishes are
    seconds; a wish is None where there is none. `renew`: a new session is wanted, by the program or by the person.
    `receipts_at`: when to tell what arrived, None where nothing has to be told. `answer` is what goes out once there
    is a new queue to name in it: ACCEPT, MOVE or nothing. `moved`: its keys went elsewhere.
    """

    id: bytes
    circle_id: bytes
    me: bytes
    peer: bytes
    card: bytes = field(repr=False)
    name: str = field(repr=False)
    standing: Standing
    created: float
    active: float
    verified: bool = False
    read_place: int = -1
    draft: str = field(default="", repr=False)
    timer: int = 0
    wish_mine: int | None = None
    wish_theirs: int | None = None
    reset_at: float = 0
    receipts_at: float | None = None
    renew: bool = False
    answer: str = ""
    moved: bool = False


class Conversations:
    """The table of conversations."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def save(self, one: Conversation) -> None:
        """Insert a conversation or replace what is known of it; its lines stay."""
        self._db.execute(
            f"INSERT INTO conversation ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608 - constant names
            " ON CONFLICT (id) DO UPDATE SET card = excluded.card, name = excluded.name, standing = excluded.standing,"
            " created = excluded.created,"
            " active = excluded.active, verified = excluded.verified, read_place = excluded.read_place,"
            " draft = excluded.draft, timer = excluded.timer, wish_mine = excluded.wish_mine,"
            " wish_theirs = excluded.wish_theirs, reset_at = excluded.reset_at, receipts_at = excluded.receipts_at,"
            " renew = excluded.renew, answer = excluded.answer, moved = excluded.moved",
            (
                one.id,
                one.circle_id,
                one.me,
                one.peer,
                one.card,
                one.name,
                one.standing.value,
                one.created,
                one.active,
                int(one.verified),
                one.read_place,
                one.draft,
                one.timer,
                one.wish_mine,
                one.wish_theirs,
                one.reset_at,
                one.receipts_at,
                int(one.renew),
                one.answer,
                int(one.moved),
            ),
        )

    def get(self, conversation: bytes) -> Conversation | None:
        """One conversation, or None."""
        return self._one("id = ?", (conversation,))

    def require(self, conversation: bytes) -> Conversation:
        """One conversation; raises `BadInput("no_conversation")`."""
        found = self.get(conversation)
        if found is None:
            raise BadInput("no_conversation")
        return found

    def with_peer(self, circle_id: bytes, me: bytes, peer: bytes) -> Conversation | None:
        """The conversation of two names of a circle, or None."""
        return self._one("circle_id = ? AND me = ? AND peer = ?", (circle_id, me, peer))

    def all(self) -> list[Conversation]:
        """Every conversation, newest activity first."""
        rows = self._db.rows(f"SELECT {_COLUMNS} FROM conversation ORDER BY active DESC, id")  # noqa: S608 - constant names
        return [_conversation(row) for row in rows]

    def of(self, circle_id: bytes) -> list[Conversation]:
        """Every conversation in a circle."""
        rows = self._db.rows(f"SELECT {_COLUMNS} FROM conversation WHERE circle_id = ?", (circle_id,))  # noqa: S608 - constant names
        return [_conversation(row) for row in rows]

    def touch(self, conversation: bytes, now: float) -> None:
        """Something happened in it now."""
        self._db.execute("UPDATE conversation SET active = max(active, ?) WHERE id = ?", (now, conversation))

    def update(self, conversation: bytes, **fields: object) -> Conversation:
        """Change some fields; returns the conversation as it is then. Raises `BadInput("no_conversation")`."""
        changed = replace(self.require(conversation), **fields)  # type: ignore[arg-type]  # checked by the dataclass
        self.save(changed)
        return changed

    def remove(self, conversation: bytes) -> None:
        """Forget a conversation with everything in it; its queues stay, to be deleted at the server."""
        self._db.execute("UPDATE mail_queue SET conversation = NULL WHERE conversation = ?", (conversation,))
        self._db.execute("DELETE FROM conversation WHERE id = ?", (conversation,))

    def _one(self, where: str, values: Sequence[bytes]) -> Conversation | None:
        row = self._db.row(f"SELECT {_COLUMNS} FROM conversation WHERE {where}", values)  # noqa: S608 - constant names
        return None if row is None else _conversation(row)


def _conversation(row: Row) -> Conversation:
    return Conversation(
        id=row[0],
        circle_id=row[1],
        me=row[2],
        peer=row[3],
        card=row[4],
        name=row[5],
        standing=Standing(row[6]),
        created=row[7],
        active=row[8],
        verified=bool(row[9]),
        read_place=row[10],
        draft=row[11],
        timer=row[12],
        wish_mine=row[13],
        wish_theirs=row[14],
        reset_at=row[15],
        receipts_at=row[16],
        renew=bool(row[17]),
        answer=row[18],
        moved=bool(row[19]),
    )
