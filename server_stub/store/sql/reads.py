"""What can be read in a transaction, in SQL."""

from server_stub.store.rows import (
    AccountRow,
    AuthorHead,
    BanRow,
    CircleRow,
    EventRow,
    HeldRow,
    NameRow,
    Totals,
)
from server_stub.store.sql.mail_reads import SqlMailReads
from server_stub.store.sql.mapping import CIRCLE, EVENT, HELD, NAME, circle_row, event_row, held_row, name_row
from server_stub.store.sql.moderation_reads import SqlModerationReads
from server_stub.store.sql.statements import Row

_NAME = f"SELECT {NAME} FROM names"
_CIRCLE = f"SELECT {CIRCLE} FROM circles JOIN circle_heads ON circle = id"
_EVENT = f"SELECT {EVENT} FROM events"
_LAST_EDIT = "(SELECT max(log_seq) FROM events WHERE circle = $1 AND parent = $2 AND kind = 3)"
_HELD = f"SELECT {HELD} FROM held"

NAME_BY_KEY = f"{_NAME} WHERE key = $1"
BAN = "SELECT until_hour, moderator, decision FROM bans WHERE space = $1 AND nym_id = $2"
CIRCLE_BY_ID = f"{_CIRCLE} WHERE id = $1"
EVENT_BY_ID = f"{_EVENT} WHERE circle = $1 AND event_id = $2"
EVENTS_AFTER = f"{_EVENT} WHERE circle = $1 AND log_seq > $2 ORDER BY log_seq LIMIT $3"
EVENTS_BEFORE = f"{_EVENT} WHERE circle = $1 AND log_seq < $2 ORDER BY log_seq DESC LIMIT $3"
FIRST_HEAD = "SELECT first_head FROM circle_heads WHERE circle = $1"
HEAD_AT = "SELECT head FROM events WHERE circle = $1 AND log_seq = $2"
HELD_BY_ID = f"{_HELD} WHERE circle = $1 AND event_id = $2"
SLOW = "SELECT seconds FROM slow WHERE circle = $1 AND target = $2"

_ID_CHARS = 32
_ENTRY_OVERHEAD = 64
"""What an entry costs in an answer besides its envelope, in bytes, generously."""


class SqlReads(SqlMailReads, SqlModerationReads):
    """One consistent view (see server_stub.store.base.ReadTxn)."""

    def account(self, key: bytes) -> AccountRow | None:
        """The account of this key."""
        row = self._one("SELECT key, m1enc, created_day, cred_epoch, repeats FROM accounts WHERE key = $1", key)
        return (
            None
            if row is None
            else AccountRow(key=row[0], m1enc=row[1], created_day=row[2], cred_epoch=row[3], repeats=row[4])
        )

    def name(self, key: bytes) -> NameRow | None:
        """The name of this key."""
        return name_row(self._one(NAME_BY_KEY, key))

    def name_of_nym(self, circle: bytes, nym_id: bytes) -> NameRow | None:
        """The member's name in this circle that is not retired."""
        return name_row(self._one(f"{_NAME} WHERE circle = $1 AND nym_id = $2 AND retired = 0", circle, nym_id))

    def names_of(self, circle: bytes) -> list[NameRow]:
        """The circle's names that are not retired, by key."""
        rows = self._each(f"{_NAME} WHERE circle = $1 AND retired = 0 ORDER BY key", circle)
        return [name for row in rows if (name := name_row(row)) is not None]

    def names_in(self, circle: bytes) -> int:
        """How many names the circle has."""
        return self._number("SELECT count(*) FROM names WHERE circle = $1 AND retired = 0", circle)

    def ban(self, space: bytes, nym_id: bytes) -> BanRow | None:
        """The ban of this member in this space."""
        row = self._one(BAN, space, nym_id)
        if row is None:
            return None
        return BanRow(space=space, nym_id=nym_id, until_hour=row[0], by=row[1], decision=row[2])

    def reset_day(self, circle: bytes, nym_id: bytes) -> int | None:
        """The day of this member's last identity reset in this circle."""
        row = self._one("SELECT day FROM resets WHERE circle = $1 AND nym_id = $2", circle, nym_id)
        return None if row is None else int(row[0])

    def circle(self, circle: bytes) -> CircleRow | None:
        """The circle of this id."""
        row = self._one(CIRCLE_BY_ID, circle)
        return None if row is None else circle_row(row)

    def circles(self) -> list[CircleRow]:
        """Every circle, by id."""
        return [circle_row(row) for row in self._each(f"{_CIRCLE} ORDER BY id")]

    def heads(self) -> dict[bytes, int]:
        """The newest log number of every circle."""
        return {circle: head_seq for circle, head_seq in self._each("SELECT circle, head_seq FROM circle_heads")}

    def event(self, circle: bytes, event_id: bytes) -> EventRow | None:
        """The log entry of this event."""
        row = self._one(EVENT_BY_ID, circle, event_id)
        return None if row is None else event_row(row)

    def events_marked(self, circle: bytes, mark: str) -> list[EventRow]:
        """Entries whose event id, in hex, begins with `mark`."""
        first, last = (bytes.fromhex(mark.ljust(_ID_CHARS, end)[:_ID_CHARS]) for end in "0f")
        sql = f"{_EVENT} WHERE circle = $1 AND event_id BETWEEN $2 AND $3 ORDER BY event_id"
        return [event_row(row) for row in self._each(sql, circle, first, last)]

    def newest_edit(self, circle: bytes, event_id: bytes) -> EventRow | None:
        """The last EDIT of this event."""
        # by a number found first: sorting by it, SQLite would look through the log from its end
        row = self._one(f"{_EVENT} WHERE circle = $1 AND log_seq = {_LAST_EDIT}", circle, event_id)
        return None if row is None else event_row(row)

    def events_after(self, circle: bytes, after: int, *, limit: int, max_bytes: int) -> list[EventRow]:
        """Entries from `after` + 1 on, in log order."""
        return self._page(EVENTS_AFTER, (circle, after, limit), max_bytes)

    def events_before(self, circle: bytes, before: int, *, limit: int, max_bytes: int) -> list[EventRow]:
        """The last entries before `before`, in log order."""
        return self._page(EVENTS_BEFORE, (circle, before, limit), max_bytes)[::-1]

    def _page(self, sql: str, values: Row, max_bytes: int) -> list[EventRow]:
        page: list[EventRow] = []
        size = 0
        for row in self._each(sql, *values):
            event = event_row(row)
            size += len(event.envelope or b"") + _ENTRY_OVERHEAD
            if page and size > max_bytes:
                break
            page.append(event)
        return page

    def governance_after(self, circle: bytes, after: int, *, limit: int) -> list[EventRow]:
        """Entries of the kinds MODERATION, NOTE and SETTINGS after `after`, in log order."""
        few = "circle = $1 AND log_seq > $2 AND kind IN (7, 11, 12)"
        rows = self._each(
            f"{_EVENT} {self._by('governance')} WHERE {few} ORDER BY log_seq LIMIT $3", circle, after, limit
        )
        return [event_row(row) for row in rows]

    def head_at(self, circle: bytes, log_seq: int) -> bytes | None:
        """The log head after entry `log_seq`."""
        row = self._one(FIRST_HEAD, circle) if log_seq == 0 else self._one(HEAD_AT, circle, log_seq)
        return None if row is None else bytes(row[0])

    def author_head(self, circle: bytes, author: bytes) -> AuthorHead:
        """Where the author's own chain in this circle stands."""
        sql = "SELECT next_seq, last_hash FROM author_heads WHERE circle = $1 AND author = $2"
        row = self._one(sql, circle, author)
        return AuthorHead(next_seq=row[0], last_hash=row[1]) if row else AuthorHead(next_seq=0, last_hash=None)

    def held(self, circle: bytes, event_id: bytes) -> HeldRow | None:
        """A held event."""
        row = self._one(HELD_BY_ID, circle, event_id)
        return None if row is None else held_row(row)

    def held_in(self, circle: bytes, author: bytes | None = None) -> list[HeldRow]:
        """The circle's held events, or one author's, oldest hour first."""
        if author is None:
            rows = self._each(f"{_HELD} WHERE circle = $1 ORDER BY hour, event_id", circle)
        else:
            rows = self._each(f"{_HELD} WHERE circle = $1 AND author = $2 ORDER BY hour, event_id", circle, author)
        return [held_row(row) for row in rows]

    def is_locked(self, circle: bytes, thread: bytes) -> bool:
        """Whether the thread takes no more replies."""
        return self._one("SELECT 1 FROM locks WHERE circle = $1 AND thread = $2", circle, thread) is not None

    def slow_seconds(self, circle: bytes, target: bytes) -> int:
        """The pause that a moderator set for this thread or circle id."""
        return self._number(SLOW, circle, target)

    def is_spent(self, type_: int, epoch: int, nullifier: bytes) -> bool:
        """Whether this token or invite was used."""
        sql = "SELECT 1 FROM nullifiers WHERE type = $1 AND epoch = $2 AND nullifier = $3"
        return self._one(sql, type_, epoch, nullifier) is not None

    def name_count(self, nym_id: bytes, what: str, period: int) -> int:
        """A member's counter in one period."""
        sql = "SELECT amount FROM name_counts WHERE nym_id = $1 AND what = $2 AND period = $3"
        return self._number(sql, nym_id, what, period)

    def account_count(self, account: bytes, what: str, period: int) -> int:
        """An account's counter in one period."""
        sql = "SELECT amount FROM account_counts WHERE account = $1 AND what = $2 AND period = $3"
        return self._number(sql, account, what, period)

    def totals(self) -> Totals:
        """Counts for the host."""
        return Totals(
            accounts=self._number("SELECT count(*) FROM accounts"),
            names=self._number("SELECT count(*) FROM names WHERE retired = 0"),
            circles=self._number("SELECT count(*) FROM circles"),
            events=self._number("SELECT count(*) FROM events"),
            erased=self._number("SELECT count(*) FROM events WHERE envelope IS NULL"),
            held=self._number("SELECT count(*) FROM held WHERE returned = 0"),
            reports=self._number("SELECT count(*) FROM reports"),
            bundles=self._number("SELECT count(*) FROM bundles"),
            requests=self._number("SELECT count(*) FROM requests"),
            queues=self._number("SELECT count(*) FROM queues"),
            frames=self._number("SELECT coalesce(sum(frames), 0) FROM queues"),
            sealed_reports=self._number("SELECT count(*) FROM message_reports"),
            appeals=self._number("SELECT count(*) FROM appeals WHERE answered = 0"),
        )
