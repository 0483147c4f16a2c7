"""Waiting and answering: who has no reply yet, how long first replies took, whom the reader answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from heimo_tui.vault.database import Connection
from heimo_tui.vault.tables.event_rows import COLUMNS, EventFlag, EventRow, event_row
from heimo_tui.vault.tables.threads import FROM, UNREAD, WAITING

_POST = "JOIN event p ON p.circle_id = t.circle_id AND p.log_seq = t.post_seq"
_NO_NEWS = int(EventFlag.MINE | EventFlag.HIDDEN | EventFlag.ERASED | EventFlag.UNMET)
_FROM_WITH_POST = FROM.replace("WHERE", f"{_POST} WHERE")


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A post by somebody else without a reply by anybody else. `minutes` by its writer's clock, `hour` the server's."""

    thread: bytes
    author: bytes
    minutes: int
    hour: int
    need: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A reply of the reader's, at `minutes`, and who wrote the post it answers (None where that is not known)."""

    thread: bytes
    asked_by: bytes | None
    minutes: int


class Waits:
    """Reads events and threads; writes nothing."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def waiting(self, circle_id: bytes) -> list[WaitingRow]:
        """Every post by others of a circle that waits for a first reply."""
        rows = self._db.rows(
            f"SELECT t.thread, p.author, p.minutes, p.hour, p.need, p.notes {_FROM_WITH_POST}"
            f" AND {WAITING} AND NOT p.flags & 1 AND p.envelope IS NOT NULL AND NOT p.flags & 2",
            (circle_id,),
        )
        return [WaitingRow(row[0], row[1], row[2], row[3], row[4] or "", tuple(row[5].split())) for row in rows]

    def first_replies(self, circle_id: bytes, since: int, *, most: int = 200) -> list[tuple[int, int | None]]:
        """The newest posts since minute `since` that ask for replies: when written, when first answered by others."""
        rows = self._db.rows(
            # the inner part first cuts to the newest, so that only theirs are looked up
            "SELECT p.minutes, (SELECT min(e.minutes) FROM event e INDEXED BY event_thread WHERE e.circle_id = ?1"  # noqa: S608 - constant parts
            " AND e.thread = t.thread AND e.kind = 2 AND e.author <> p.author AND NOT e.flags & 2)"
            " FROM (SELECT circle_id, thread, post_seq FROM thread WHERE circle_id = ?1 AND NOT hidden"
            f" AND last_minutes >= ?2 ORDER BY post_seq DESC LIMIT ?3) t {_POST}"
            " WHERE p.minutes >= ?2 AND p.need <> 'none'",
            (circle_id, since, most),
        )
        return [(row[0], row[1]) for row in rows]

    def answers(self, circle_id: bytes, keys: Iterable[bytes], since: int) -> list[AnswerRow]:
        """The replies of these keys since minute `since` that were not taken back."""
        return [
            AnswerRow(*row)
            for key in keys
            for row in self._db.rows(
                # by threads with something new, whose index has all that is asked: the rows of the events are long
                "SELECT e.thread, (SELECT p.author FROM event p INDEXED BY event_thread WHERE p.circle_id = t.circle_id"
                " AND p.thread = t.thread AND p.kind = 1), e.minutes FROM thread t CROSS JOIN event e"
                " INDEXED BY event_thread ON e.circle_id = t.circle_id AND e.thread = t.thread AND e.kind = 2"
                " WHERE t.circle_id = ?1 AND t.mine"
                " AND t.last_minutes >= ?3 AND e.author = ?2 AND e.minutes >= ?3 AND NOT e.flags & 4",
                (circle_id, key, since),
            )
        ]

    def with_news(self, circle_id: bytes, *, most: int = 50) -> list[bytes]:
        """Threads in which the reader wrote and somebody else did since they last looked, newest activity first."""
        rows = self._db.rows(
            f"SELECT t.thread {FROM} AND t.mine AND {UNREAD} ORDER BY t.last_seq DESC LIMIT ?",
            (circle_id, most),
        )
        return [bytes(row[0]) for row in rows]

    def new_replies(self, circle_id: bytes, thread: bytes, after: int, *, most: int) -> list[EventRow]:
        """The first replies by others with log_seq > `after` that are there and are met, oldest first."""
        rows = self._db.rows(
            f"SELECT {COLUMNS} FROM event INDEXED BY event_thread WHERE circle_id = ? AND thread = ? AND kind = 2"  # noqa: S608 - constant names
            f" AND log_seq > ? AND NOT flags & {_NO_NEWS} ORDER BY log_seq LIMIT ?",
            (circle_id, thread, after, most),
        )
        return [event_row(row) for row in rows]
