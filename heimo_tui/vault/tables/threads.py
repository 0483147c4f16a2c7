"""Reading: threads of a circle in the order of activity, what is unread or waiting, search, head claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heimo_tui.core.views import Filter
from heimo_tui.vault.database import Connection, Row
from heimo_tui.vault.matching import fts_query
from heimo_tui.vault.tables.event_rows import COLUMNS, EventRow, event_row


@dataclass(frozen=True, slots=True)
class ThreadKey:
    """One line of the list: the post's event id (16 bytes) and the log_seq of its newest activity."""

    thread: bytes
    last_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadEntry:
    """One thread of a list; hidden, erased and unmet replies are not counted, reactions and edits never.

    `post` is None while the post itself is not fetched yet. `others` counts replies by anybody but the
    post's author; `other_seq` is the newest log_seq by somebody else than the reader; `read_seq` is how far
    this thread was read, `new_replies` counts replies by somebody else beyond that.
    """

    thread: bytes
    post: EventRow | None
    last_seq: int
    last_minutes: int
    other_seq: int
    replies: int
    others: int
    mine: bool
    unread: bool
    read_seq: int
    new_replies: int


@dataclass(frozen=True, slots=True)
class CircleCounts:
    """How many threads are `unread`, how many posts of others wait for a wanted reply, when the newest was written.

    `last_minutes` counts from 1970, 0 where nothing was written yet.
    """

    unread: int
    waiting: int
    threads: int
    last_minutes: int


# every query names the circle's row as `c`, since what it holds as read counts for all its threads
FROM = "FROM thread t JOIN circle c ON c.circle_id = t.circle_id WHERE t.circle_id = ? AND NOT t.hidden"
UNREAD = "(t.other_seq > t.read_seq AND t.other_seq > c.read_seq)"
WAITING = (
    "(t.post_seq IS NOT NULL AND t.others = 0 AND NOT EXISTS (SELECT 1 FROM event p WHERE p.circle_id = t.circle_id"
    " AND p.log_seq = t.post_seq AND p.need = 'none'))"
)
_WHERE = {
    Filter.ALL: "",
    Filter.NEW: f" AND {UNREAD}",
    Filter.WAITING: f" AND {WAITING}",
    Filter.MINE: " AND t.mine",
}
_SELECT = (
    f"SELECT t.thread, t.last_seq, t.last_minutes, t.other_seq, t.replies, t.others, t.mine, {UNREAD},"  # noqa: S608 - constant parts
    " t.read_seq, t.post_seq, (SELECT count(*) FROM event e WHERE e.circle_id = t.circle_id"
    " AND e.thread = t.thread AND e.kind = 2 AND e.log_seq > max(t.read_seq, c.read_seq)"
    " AND NOT e.flags & 263)"
)


class Threads:
    """Questions about the events of a circle; nothing here but read marks and head claims is written."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def order(self, circle_id: bytes, which: Filter = Filter.ALL) -> list[ThreadKey]:
        """Every thread of a circle, newest activity first: cheap, for a list that draws only what is seen."""
        rows = self._db.rows(
            f"SELECT t.thread, t.last_seq {FROM}{_WHERE[which]} ORDER BY t.last_seq DESC",
            (circle_id,),
        )
        return [ThreadKey(thread, last_seq) for thread, last_seq in rows]

    def next_unread(
        self, circle_id: bytes, after: bytes | None, *, forward: bool = True, without: frozenset[bytes] = frozenset()
    ) -> bytes | None:
        """The unread thread nearest below `after` in the list (above it where not `forward`), or None.

        Goes on at the other end of the list, and begins there where `after` is None or unknown. `without` are threads
        that the list leaves out.
        """
        place = self._db.value(
            "SELECT last_seq FROM thread WHERE circle_id = ? AND thread = ? AND NOT hidden", (circle_id, after)
        )
        side, order = ("<", "DESC") if forward else (">", "ASC")
        # no two threads have their newest activity at one place of the log
        first = f"ORDER BY {'' if place is None else f't.last_seq {side} {int(place)} DESC, '}t.last_seq {order}"
        rows = self._db.rows(
            f"SELECT t.thread {FROM}{_WHERE[Filter.NEW]} AND t.thread IS NOT ? {first} LIMIT ?",
            (circle_id, after, len(without) + 1),
        )
        return next((bytes(row[0]) for row in rows if row[0] not in without), None)

    def page(
        self,
        circle_id: bytes,
        which: Filter = Filter.ALL,
        *,
        before: int | None = None,
        limit: int = 50,
    ) -> list[ThreadEntry]:
        """Up to `limit` threads, newest activity first, with `last_seq` below `before` when given."""
        edge = 2**62 if before is None else before
        rows = self._db.rows(
            f"{_SELECT} {FROM}{_WHERE[which]} AND t.last_seq < ? ORDER BY t.last_seq DESC LIMIT ?",
            (circle_id, edge, limit),
        )
        return self._entries(circle_id, rows)

    def some(self, circle_id: bytes, threads: Sequence[bytes]) -> list[ThreadEntry]:
        """The named threads, in the order asked for; unknown ones are left out."""
        marks = ",".join("?" * len(threads))
        rows = self._db.rows(f"{_SELECT} {FROM} AND t.thread IN ({marks})", (circle_id, *threads))
        found = {entry.thread: entry for entry in self._entries(circle_id, rows)}
        return [found[thread] for thread in threads if thread in found]

    def _entries(self, circle_id: bytes, rows: Sequence[Row]) -> list[ThreadEntry]:
        seqs = [row[9] for row in rows if row[9] is not None]
        marks = ",".join("?" * len(seqs))
        found = self._db.rows(
            f"SELECT {COLUMNS} FROM event WHERE circle_id = ? AND log_seq IN ({marks})",  # noqa: S608 - marks are "?"
            (circle_id, *seqs),
        )
        posts = {post.log_seq: post for post in map(event_row, found)}
        return [self._entry(row, posts.get(row[9])) for row in rows]

    @staticmethod
    def _entry(row: Row, post: EventRow | None) -> ThreadEntry:
        return ThreadEntry(
            thread=row[0],
            post=post,
            last_seq=row[1],
            last_minutes=row[2],
            other_seq=row[3],
            replies=row[4],
            others=row[5],
            mine=bool(row[6]),
            unread=bool(row[7]),
            read_seq=row[8],
            new_replies=row[10],
        )

    def counts(self, circle_id: bytes) -> CircleCounts:
        """How many threads there are, are unread, and wait."""
        row = self._db.row(
            f"SELECT coalesce(sum({UNREAD}), 0), coalesce(sum({WAITING} AND NOT t.mine), 0), count(*),"
            f" coalesce(max(t.last_minutes), 0) {FROM}",
            (circle_id,),
        )
        return CircleCounts(*(int(number) for number in row or (0, 0, 0, 0)))

    def events(
        self,
        circle_id: bytes,
        thread: bytes,
        *,
        after: int = 0,
        limit: int = 10_000,
        kinds: Sequence[int] = (1, 2, 3, 4),
    ) -> list[EventRow]:
        """What belongs to a thread with log_seq > `after`, oldest first."""
        marks = ",".join("?" * len(kinds))
        rows = self._db.rows(
            f"SELECT {COLUMNS} FROM event INDEXED BY event_thread WHERE circle_id = ? AND thread = ? AND log_seq > ?"  # noqa: S608 - marks are "?"
            f" AND kind IN ({marks}) ORDER BY log_seq LIMIT ?",
            (circle_id, thread, after, *kinds, limit),
        )
        return [event_row(row) for row in rows]

    def reply_order(self, circle_id: bytes, thread: bytes) -> list[int]:
        """The log_seqs of a thread's post and replies, oldest first: for a list that draws what is seen."""
        rows = self._db.rows(
            "SELECT log_seq FROM event INDEXED BY event_thread WHERE circle_id = ? AND thread = ?"
            " AND kind IN (1, 2) ORDER BY log_seq",
            (circle_id, thread),
        )
        return [int(row[0]) for row in rows]

    def reactions(self, circle_id: bytes, thread: bytes) -> dict[bytes, dict[str, frozenset[bytes]]]:
        """Event id -> reaction code -> the keys of those who gave it."""
        rows = self._db.rows(
            "SELECT parent, body, author, flags & 128 FROM event INDEXED BY event_thread"
            " WHERE circle_id = ? AND thread = ? AND kind = 5 AND body IS NOT NULL AND NOT flags & 262"
            " ORDER BY log_seq",
            (circle_id, thread),
        )
        found: dict[bytes, dict[str, frozenset[bytes]]] = {}
        for parent, code, author, off in rows:
            codes = found.setdefault(parent, {})
            given = codes.get(code, frozenset())
            codes[code] = given - {author} if off else given | {author}
        return found

    def given_to_posts(self, circle_id: bytes, threads: Sequence[bytes], code: str) -> dict[bytes, int]:
        """Thread -> how many people gave its post the reaction `code`; threads without any are left out."""
        if not threads:
            return {}
        marks = ",".join("?" * len(threads))
        rows = self._db.rows(
            "SELECT thread, author, flags & 128 FROM event INDEXED BY event_thread WHERE circle_id = ?"  # noqa: S608 - marks are "?"
            f" AND thread IN ({marks}) AND kind = 5 AND parent = thread AND body = ?"
            " AND NOT flags & 262 ORDER BY log_seq",
            (circle_id, *threads, code),
        )
        given: dict[bytes, set[bytes]] = {}
        for thread, author, off in rows:
            people = given.setdefault(thread, set())
            (people.discard if off else people.add)(author)
        return {thread: len(people) for thread, people in given.items() if people}

    def set_read(self, circle_id: bytes, thread: bytes, log_seq: int) -> None:
        """The thread was read up to `log_seq`; it never goes back."""
        self._db.execute(
            "UPDATE thread SET read_seq = max(read_seq, ?) WHERE circle_id = ? AND thread = ?",
            (log_seq, circle_id, thread),
        )

    def search(self, words: str, *, circle_id: bytes | None = None, limit: int = 100) -> list[EventRow]:
        """Posts and replies that hold every one of `words` (the last may be a beginning), newest first."""
        query = fts_query(words)
        if not query:
            return []
        columns = ", ".join(f"e.{name.strip()}" for name in COLUMNS.split(","))
        rows = self._db.rows(
            # FTS5, asked itself for the newest first, merges again at every row of a word's beginning: 15 times slower
            f"SELECT {columns} FROM event e"  # noqa: S608 - constant names
            " WHERE e.id IN (SELECT rowid FROM event_text WHERE event_text MATCH ?)"
            " AND (? IS NULL OR e.circle_id = ?) AND NOT e.flags & 262 ORDER BY e.id DESC LIMIT ?",
            (query, circle_id, circle_id, limit),
        )
        return [event_row(row) for row in rows]

    def claim_head(self, circle_id: bytes, log_seq: int, head: bytes, event_id: bytes) -> bytes | None:
        """Note the log head (first 16 bytes) that an event says it saw; give a contradicting one, or None.

        What contradicts is our own head at that place or another claim: `log_fork` (PROTOCOL 9.4).
        """
        self._db.execute(
            "INSERT OR IGNORE INTO head_claim (circle_id, log_seq, head, event_id) VALUES (?, ?, ?, ?)",
            (circle_id, log_seq, head, event_id),
        )
        own = self._db.value(
            "SELECT substr(head, 1, 16) FROM event WHERE circle_id = ? AND log_seq = ?", (circle_id, log_seq)
        )
        if own is not None:
            return None if own == head else bytes(own)
        other = self._db.value(
            "SELECT head FROM head_claim WHERE circle_id = ? AND log_seq = ? AND head <> ? LIMIT 1",
            (circle_id, log_seq, head),
        )
        return None if other is None else bytes(other)

    def forked_claims(self, circle_id: bytes) -> list[tuple[int, bytes]]:
        """(log_seq, event id) of every claim that contradicts the log as stored; checked claims are dropped."""
        rows = self._db.rows(
            "SELECT h.log_seq, h.event_id FROM head_claim h JOIN event e"
            " ON e.circle_id = h.circle_id AND e.log_seq = h.log_seq"
            " WHERE h.circle_id = ? AND substr(e.head, 1, 16) <> h.head ORDER BY h.log_seq",
            (circle_id,),
        )
        self._db.execute(
            "DELETE FROM head_claim WHERE circle_id = ? AND EXISTS (SELECT 1 FROM event e"
            " WHERE e.circle_id = head_claim.circle_id AND e.log_seq = head_claim.log_seq"
            " AND substr(e.head, 1, 16) = head_claim.head)",
            (circle_id,),
        )
        return [(int(log_seq), bytes(event_id)) for log_seq, event_id in rows]
