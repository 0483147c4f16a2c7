"""The circles of each community: what they are, where the reader is in them, how far their log is known."""

from __future__ import annotations

from dataclasses import dataclass, field

from heimo_tui.core.errors import BadInput
from heimo_tui.vault.database import Connection, Row

_COLUMNS = (
    "circle_id, server_id, genesis, settings, name, space_id, joined, epoch, my_key, place, read_seq, "
    "left_seq, promise_seen, newest_seq, newest_head, oldest_seq, oldest_prev"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """One circle as this person knows it.

    `circle_id` and `space_id` are 16 bytes; `genesis` and `settings` are signed envelopes as received.
    `my_key` is the person's own pseudonym key P (32 bytes) once joined, `epoch` counts identity resets.
    `read_seq`: everything up to this log_seq counts as read. `left_seq`: the newest log_seq when the circle
    was last left ("since you left"). The known part of the log is `oldest_seq`..`newest_seq` without gaps:
    `newest_head` is log_head at the newest (32 bytes), `oldest_prev` log_head just before the oldest.
    """

    circle_id: bytes
    server_id: bytes
    genesis: bytes = field(repr=False)
    settings: bytes | None = field(default=None, repr=False)
    name: str
    space_id: bytes | None = None
    joined: bool = False
    epoch: int = 0
    my_key: bytes | None = None
    place: int = 0
    read_seq: int = 0
    left_seq: int = 0
    promise_seen: bool = False
    newest_seq: int = 0
    newest_head: bytes | None = None
    oldest_seq: int | None = None
    oldest_prev: bytes | None = None


class Circles:
    """The table of circles."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def of(self, server_id: bytes) -> list[Circle]:
        """Every circle known of a community, in order."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM circle WHERE server_id = ? ORDER BY place, name",  # noqa: S608 - constant names
            (server_id,),
        )
        return [_circle(row) for row in rows]

    def get(self, circle_id: bytes) -> Circle | None:
        """One circle, or None."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM circle WHERE circle_id = ?", (circle_id,))  # noqa: S608 - constant names
        return None if row is None else _circle(row)

    def require(self, circle_id: bytes) -> Circle:
        """One circle; raises `BadInput("no_circle")`."""
        found = self.get(circle_id)
        if found is None:
            raise BadInput("no_circle")
        return found

    def describe(
        self,
        *,
        circle_id: bytes,
        server_id: bytes,
        genesis: bytes,
        settings: bytes | None,
        name: str,
        space_id: bytes | None,
        place: int,
    ) -> None:
        """Insert a circle, or renew what the server says of it; the reader's own marks stay as they are."""
        self._db.execute(
            f"INSERT INTO circle ({_COLUMNS})"  # noqa: S608 - constant names
            " VALUES (?,?,?,?,?,?,0,0,NULL,?,0,0,0,0,NULL,NULL,NULL)"
            " ON CONFLICT (circle_id) DO UPDATE SET settings = excluded.settings, name = excluded.name,"
            " space_id = excluded.space_id, place = excluded.place",
            (circle_id, server_id, genesis, settings, name, space_id, place),
        )

    def set_joined(self, circle_id: bytes, *, my_key: bytes | None, epoch: int, joined: bool = True) -> None:
        """Note that the person joined under `my_key` (or left: `joined=False` keeps key and epoch known)."""
        self._db.execute(
            "UPDATE circle SET joined = ?, my_key = ?, epoch = ? WHERE circle_id = ?",
            (int(joined), my_key, epoch, circle_id),
        )

    def set_read(self, circle_id: bytes, log_seq: int) -> None:
        """Everything up to `log_seq` counts as read; it never goes back."""
        self._db.execute("UPDATE circle SET read_seq = max(read_seq, ?) WHERE circle_id = ?", (log_seq, circle_id))

    def set_left(self, circle_id: bytes, log_seq: int) -> None:
        """Put the "since you left" mark after `log_seq`."""
        self._db.execute("UPDATE circle SET left_seq = ? WHERE circle_id = ?", (log_seq, circle_id))

    def set_promise_seen(self, circle_id: bytes) -> None:
        """Note that the circle's promise was shown."""
        self._db.execute("UPDATE circle SET promise_seen = 1 WHERE circle_id = ?", (circle_id,))

    def set_newest(self, circle_id: bytes, log_seq: int, head: bytes) -> None:
        """The log is known and checked up to `log_seq`, whose full head (32 bytes) is `head`."""
        self._db.execute(
            "UPDATE circle SET newest_seq = ?, newest_head = ? WHERE circle_id = ?", (log_seq, head, circle_id)
        )

    def set_oldest(self, circle_id: bytes, log_seq: int, prev: bytes | None) -> None:
        """The log is known and checked down to `log_seq`; `prev` is the head just before it (32 bytes)."""
        self._db.execute(
            "UPDATE circle SET oldest_seq = ?, oldest_prev = ? WHERE circle_id = ?", (log_seq, prev, circle_id)
        )

    def remove(self, circle_id: bytes) -> None:
        """Forget a circle with its events, members, drafts and outbox; kept things stay."""
        self._db.execute(
            "INSERT INTO event_text (event_text, rowid, body) SELECT 'delete', id, body FROM event"
            " WHERE circle_id = ? AND body IS NOT NULL AND kind IN (1, 2)",
            (circle_id,),
        )
        self._db.execute("DELETE FROM draft WHERE circle_id = ?", (circle_id,))
        self._db.execute("DELETE FROM circle WHERE circle_id = ?", (circle_id,))


def _circle(row: Row) -> Circle:
    return Circle(
        circle_id=row[0],
        server_id=row[1],
        genesis=row[2],
        settings=row[3],
        name=row[4],
        space_id=row[5],
        joined=bool(row[6]),
        epoch=row[7],
        my_key=row[8],
        place=row[9],
        read_seq=row[10],
        left_seq=row[11],
        promise_seen=bool(row[12]),
        newest_seq=row[13],
        newest_head=row[14],
        oldest_seq=row[15],
        oldest_prev=row[16],
    )
