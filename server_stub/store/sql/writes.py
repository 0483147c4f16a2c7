"""What can be written in a transaction, in SQL."""

from heimo_protocol.circles import CircleSettings
from heimo_protocol.encoding import encode
from server_stub.store.circle_erasure import STATEMENTS
from server_stub.store.rows import AccountRow, AuthorHead, BanRow, CircleRow, EventRow, HeldRow, NameRow
from server_stub.store.sql.mail_writes import SqlMailWrites
from server_stub.store.sql.moderation_writes import SqlModerationWrites
from server_stub.store.sql.reads import SqlReads

# An event with its edits, by two searches: one with OR would go through the whole log.
_ERASE = (
    "UPDATE events SET envelope = NULL, hidden_day = NULL WHERE circle = $1 AND envelope IS NOT NULL AND log_seq IN"
    " (SELECT log_seq FROM events WHERE circle = $1 AND event_id = $2"
    " UNION ALL SELECT log_seq FROM events WHERE circle = $1 AND parent = $2 AND kind = 3)"
)
_HIDE = (
    "UPDATE events SET hidden_day = $1 WHERE circle = $2 AND envelope IS NOT NULL AND log_seq IN"
    " (SELECT log_seq FROM events WHERE circle = $2 AND event_id = $3"
    " UNION ALL SELECT log_seq FROM events WHERE circle = $2 AND parent = $3 AND kind = 3)"
)
_NOTE_RESET = (
    "INSERT INTO resets SELECT circle, nym_id, $1 FROM names WHERE key = $2"
    " ON CONFLICT (circle, nym_id) DO UPDATE SET day = excluded.day"
)
_SET_BAN = (
    "INSERT INTO bans VALUES ($1, $2, $3, $4, $5) ON CONFLICT (space, nym_id) DO UPDATE"
    " SET until_hour = excluded.until_hour, moderator = excluded.moderator, decision = excluded.decision"
)
_SET_AUTHOR_HEAD = (
    "INSERT INTO author_heads VALUES ($1, $2, $3, $4) ON CONFLICT (circle, author) DO UPDATE"
    " SET next_seq = excluded.next_seq, last_hash = excluded.last_hash"
)
_HOLD = (
    "INSERT INTO held VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (circle, event_id) DO UPDATE"
    " SET author = excluded.author, hour = excluded.hour, envelope = excluded.envelope,"
    " returned = excluded.returned, reason = excluded.reason, words = excluded.words"
)
_SET_SLOW = "INSERT INTO slow VALUES ($1, $2, $3) ON CONFLICT (circle, target) DO UPDATE SET seconds = excluded.seconds"
_INSERT_NAME = (
    "INSERT INTO names VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING"
)


class SqlWrites(SqlReads, SqlMailWrites, SqlModerationWrites):
    """One operation's view while it writes (see server_stub.store.base.WriteTxn)."""

    def add_account(self, row: AccountRow) -> bool:
        """Insert; False where the key is known."""
        sql = "INSERT INTO accounts VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
        return bool(self._run(sql, row.key, row.m1enc, row.created_day, row.cred_epoch, row.repeats))

    def set_credential(self, key: bytes, *, cred_epoch: int, repeats: int) -> None:
        """Remember what the account drew."""
        self._run("UPDATE accounts SET cred_epoch = $1, repeats = $2 WHERE key = $3", cred_epoch, repeats, key)

    def delete_account(self, key: bytes) -> bool:
        """Remove the row and its counters."""
        return bool(self._run("DELETE FROM accounts WHERE key = $1", key))

    def add_name(self, row: NameRow) -> None:
        """Insert a name; raises ValueError."""
        once = (None, None, None) if row.once is None else (row.once.month, row.once.index, row.once.thread)
        values = (row.key, row.circle, row.space, row.nym_id, row.joined_hour, row.card, row.card_seq, *once)
        if not self._run(_INSERT_NAME, *values, row.resets, int(row.retired), int(row.admitted)):
            raise ValueError("the key, or a name of this member in this circle, is known")

    def retire_name(self, key: bytes, *, day: int) -> None:
        """Retire the name and remember the day of the reset."""
        self._run(_NOTE_RESET, day, key)
        self._run("UPDATE names SET retired = 1 WHERE key = $1", key)
        self.forget_mail_of(key)
        self._run("DELETE FROM sealed_appeals WHERE moderator = $1", key)

    def set_card(self, key: bytes, *, card: bytes, card_seq: int) -> None:
        """Replace the name's card."""
        self._run("UPDATE names SET card = $1, card_seq = $2 WHERE key = $3", card, card_seq, key)

    def admit_name(self, key: bytes) -> None:
        """The name's first post was let in."""
        self._run("UPDATE names SET admitted = 1 WHERE key = $1", key)

    def bind_once(self, key: bytes, thread: bytes) -> None:
        """Bind a one-time name to its thread."""
        self._run("UPDATE names SET once_thread = $1 WHERE key = $2", thread, key)

    def set_ban(self, row: BanRow) -> None:
        """Ban, or replace the ban."""
        self._run(_SET_BAN, row.space, row.nym_id, row.until_hour, row.by, row.decision)

    def lift_ban(self, space: bytes, nym_id: bytes) -> None:
        """Take the ban back."""
        self._run("DELETE FROM bans WHERE space = $1 AND nym_id = $2", space, nym_id)

    def use_challenge(self, nonce: bytes, *, expiry_hour: int) -> bool:
        """Use a join challenge; False where it was used before."""
        return bool(self._run("INSERT INTO used_challenges VALUES ($1, $2) ON CONFLICT DO NOTHING", nonce, expiry_hour))

    def add_circle(self, row: CircleRow, moderators: list[bytes]) -> bool:
        """Insert; False where the id is known."""
        sql = "INSERT INTO circles VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING"
        values = (row.id, row.space, row.owner, row.genesis, row.settings_event, encode(row.settings), row.entry_code)
        if not self._run(sql, *values):
            return False
        self._run("INSERT INTO circle_heads VALUES ($1, $2, $3, $4)", row.id, row.head, row.head_seq, row.head)
        for key in moderators:
            self.grant(row.id, key)
        return True

    def erase_circle(self, circle: bytes) -> bool:
        """Remove a circle with all that is in it."""
        return bool([self._run(sql, circle) for sql in STATEMENTS][-1])

    def set_settings(self, circle: bytes, *, event: bytes, settings: CircleSettings) -> None:
        """New settings, with the SETTINGS event that brought them."""
        sql = "UPDATE circles SET settings_event = $1, settings = $2 WHERE id = $3"
        self._run(sql, event, encode(settings), circle)

    def set_entry_code(self, circle: bytes, entry_code: bytes | None) -> None:
        """Replace the HMAC of the entry code."""
        self._run("UPDATE circles SET entry_code = $1 WHERE id = $2", entry_code, circle)

    def set_head(self, circle: bytes, *, head_seq: int, head: bytes) -> None:
        """Move the log's head."""
        self._run("UPDATE circle_heads SET head_seq = $1, head = $2 WHERE circle = $3", head_seq, head, circle)

    def insert_event(self, row: EventRow) -> None:
        """Insert a log entry as it is."""
        self._run(
            "INSERT INTO events (circle, log_seq, event_id, author, author_seq, kind, parent, thread, hour, hash, head,"
            " envelope) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            *(row.circle, row.log_seq, row.event_id, row.author, row.author_seq, row.kind, row.parent, row.thread),
            *(row.hour, row.hash, row.head, row.envelope),
        )

    def set_author_head(self, circle: bytes, author: bytes, head: AuthorHead) -> None:
        """Move an author's own chain."""
        self._run(_SET_AUTHOR_HEAD, circle, author, head.next_seq, head.last_hash)

    def erase(self, circle: bytes, event_id: bytes) -> int:
        """Erase the body of an event and of its edits."""
        return self._run(_ERASE, circle, event_id)

    def set_hidden(self, circle: bytes, event_id: bytes, *, hidden: bool, day: int) -> None:
        """Hide an event and its edits, or show them again."""
        self._run(_HIDE, day if hidden else None, circle, event_id)

    def hold(self, row: HeldRow) -> None:
        """Keep an event for a moderator."""
        self._run(
            _HOLD,
            *(row.circle, row.event_id, row.author, row.hour, row.envelope, int(row.returned), row.reason, row.words),
        )

    def release(self, circle: bytes, event_id: bytes) -> None:
        """Forget a held event."""
        self._run("DELETE FROM held WHERE circle = $1 AND event_id = $2", circle, event_id)

    def return_held(self, circle: bytes, event_id: bytes, *, reason: str, words: str) -> None:
        """Mark a held event as given back."""
        sql = "UPDATE held SET returned = 1, reason = $1, words = $2 WHERE circle = $3 AND event_id = $4"
        self._run(sql, reason, words, circle, event_id)

    def set_locked(self, circle: bytes, thread: bytes, *, locked: bool) -> None:
        """Lock or unlock a thread."""
        if locked:
            self._run("INSERT INTO locks VALUES ($1, $2) ON CONFLICT DO NOTHING", circle, thread)
        else:
            self._run("DELETE FROM locks WHERE circle = $1 AND thread = $2", circle, thread)

    def set_slow(self, circle: bytes, target: bytes, seconds: int) -> None:
        """Set the pause for a thread or circle id; 0 ends it."""
        if seconds:
            self._run(_SET_SLOW, circle, target, seconds)
        else:
            self._run("DELETE FROM slow WHERE circle = $1 AND target = $2", circle, target)

    def spend(self, type_: int, epoch: int, nullifier: bytes) -> bool:
        """Use a token or invite; False where it was used before."""
        sql = "INSERT INTO nullifiers VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
        return bool(self._run(sql, type_, epoch, nullifier))

    def count_name(self, nym_id: bytes, what: str, period: int, *, by: int = 1, expiry_hour: int) -> int:
        """Add to a member's counter; returns the new count."""
        return self._number(
            "INSERT INTO name_counts VALUES ($1, $2, $3, $4, $5) ON CONFLICT (nym_id, what, period)"
            " DO UPDATE SET amount = name_counts.amount + excluded.amount RETURNING amount",
            *(nym_id, what, period, by, expiry_hour),
        )

    def count_account(self, account: bytes, what: str, period: int, *, by: int = 1, expiry_hour: int) -> int:
        """Add to an account's counter; returns the new count."""
        return self._number(
            "INSERT INTO account_counts VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account, what, period)"
            " DO UPDATE SET amount = account_counts.amount + excluded.amount RETURNING amount",
            *(account, what, period, by, expiry_hour),
        )

    def expire_bodies(self, circle: bytes, *, before_hour: int, limit: int) -> int:
        """Erase up to `limit` bodies received before an hour."""
        return self._run(
            "UPDATE events SET envelope = NULL, hidden_day = NULL WHERE circle = $1 AND log_seq IN ("
            "SELECT log_seq FROM events WHERE circle = $1 AND hour < $2 AND envelope IS NOT NULL"
            " AND kind IN (1, 2, 3, 4, 5, 9) ORDER BY hour LIMIT $3)",
            *(circle, before_hour, limit),
        )

    def expire_beside(self, circle: bytes, *, before_hour: int) -> int:
        """Forget held events and reports received before an hour."""
        held = self._run("DELETE FROM held WHERE circle = $1 AND hour < $2", circle, before_hour)
        return held + self._expire_reports(circle, before_hour)

    def erase_hidden(self, *, before_day: int, limit: int) -> int:
        """Erase up to `limit` bodies that were hidden before a day."""
        return self._run(
            "UPDATE events SET envelope = NULL, hidden_day = NULL WHERE (circle, log_seq) IN ("
            "SELECT circle, log_seq FROM events WHERE hidden_day < $1 ORDER BY hidden_day LIMIT $2)",
            *(before_day, limit),
        )

    def prune(self, *, hour: int, token_epoch: int) -> int:
        """Forget what expired."""
        return (
            self._run("DELETE FROM used_challenges WHERE expiry_hour < $1", hour)
            + self._run("DELETE FROM name_counts WHERE expiry_hour < $1", hour)
            + self._run("DELETE FROM account_counts WHERE expiry_hour < $1", hour)
            + self._run("DELETE FROM nullifiers WHERE epoch < $1", token_epoch)
        )
