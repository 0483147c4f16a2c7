"""What can be written in a transaction, in SQL."""

import apsw

from heimo_protocol.circles import CircleSettings
from heimo_protocol.encoding import encode
from server_stub.store.circle_erasure import STATEMENTS
from server_stub.store.rows import AccountRow, AuthorHead, BanRow, CircleRow, EventRow, HeldRow, NameRow
from server_stub.store.sqlite.mail_writes import SqliteMailWrites
from server_stub.store.sqlite.moderation_writes import SqliteModerationWrites
from server_stub.store.sqlite.reads import SqliteReads

_ERASE = (
    "UPDATE events SET envelope = NULL, hidden_day = NULL"
    " WHERE circle = ?1 AND (event_id = ?2 OR (parent = ?2 AND kind = 3)) AND envelope IS NOT NULL"
)
_HIDE = (
    "UPDATE events SET hidden_day = ?3"
    " WHERE circle = ?1 AND (event_id = ?2 OR (parent = ?2 AND kind = 3)) AND envelope IS NOT NULL"
)
_INSERT_NAME = "INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class SqliteWrites(SqliteReads, SqliteMailWrites, SqliteModerationWrites):
    """One operation's view while it writes (see server_stub.store.base.WriteTxn)."""

    def add_account(self, row: AccountRow) -> bool:
        """Insert; False where the key is known."""
        sql = "INSERT INTO accounts VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        return bool(self._run(sql, row.key, row.m1enc, row.created_day, row.cred_epoch, row.repeats))

    def set_credential(self, key: bytes, *, cred_epoch: int, repeats: int) -> None:
        """Remember what the account drew."""
        self._run("UPDATE accounts SET cred_epoch = ?, repeats = ? WHERE key = ?", cred_epoch, repeats, key)

    def delete_account(self, key: bytes) -> bool:
        """Remove the row and its counters."""
        return bool(self._run("DELETE FROM accounts WHERE key = ?", key))

    def add_name(self, row: NameRow) -> None:
        """Insert a name; raises ValueError."""
        once = (None, None, None) if row.once is None else (row.once.month, row.once.index, row.once.thread)
        values = (row.key, row.circle, row.space, row.nym_id, row.joined_hour, row.card, row.card_seq, *once)
        try:
            self._run(_INSERT_NAME, *values, row.resets, row.retired, row.admitted)
        except apsw.ConstraintError as problem:
            raise ValueError("the key, or a name of this member in this circle, is known") from problem

    def retire_name(self, key: bytes, *, day: int) -> None:
        """Retire the name and remember the day of the reset."""
        self._run("INSERT OR REPLACE INTO resets SELECT circle, nym_id, ? FROM names WHERE key = ?", day, key)
        self._run("UPDATE names SET retired = 1 WHERE key = ?", key)
        self.forget_mail_of(key)
        self._run("DELETE FROM sealed_appeals WHERE moderator = ?", key)

    def set_card(self, key: bytes, *, card: bytes, card_seq: int) -> None:
        """Replace the name's card."""
        self._run("UPDATE names SET card = ?, card_seq = ? WHERE key = ?", card, card_seq, key)

    def admit_name(self, key: bytes) -> None:
        """The name's first post was let in."""
        self._run("UPDATE names SET admitted = 1 WHERE key = ?", key)

    def bind_once(self, key: bytes, thread: bytes) -> None:
        """Bind a one-time name to its thread."""
        self._run("UPDATE names SET once_thread = ? WHERE key = ?", thread, key)

    def set_ban(self, row: BanRow) -> None:
        """Ban, or replace the ban."""
        sql = "INSERT OR REPLACE INTO bans VALUES (?, ?, ?, ?, ?)"
        self._run(sql, row.space, row.nym_id, row.until_hour, row.by, row.decision)

    def lift_ban(self, space: bytes, nym_id: bytes) -> None:
        """Take the ban back."""
        self._run("DELETE FROM bans WHERE space = ? AND nym_id = ?", space, nym_id)

    def use_challenge(self, nonce: bytes, *, expiry_hour: int) -> bool:
        """Use a join challenge; False where it was used before."""
        return bool(self._run("INSERT INTO used_challenges VALUES (?, ?) ON CONFLICT DO NOTHING", nonce, expiry_hour))

    def add_circle(self, row: CircleRow, moderators: list[bytes]) -> bool:
        """Insert; False where the id is known."""
        sql = "INSERT INTO circles VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        values = (row.id, row.space, row.owner, row.genesis, row.settings_event, encode(row.settings), row.entry_code)
        if not self._run(sql, *values):
            return False
        self._run("INSERT INTO circle_heads VALUES (?, ?, ?, ?)", row.id, row.head, row.head_seq, row.head)
        for key in moderators:
            self.grant(row.id, key)
        return True

    def erase_circle(self, circle: bytes) -> bool:
        """Remove a circle with all that is in it."""
        for sql in STATEMENTS:
            self._connection.execute(sql, {"circle": circle})
        return bool(self._connection.changes())

    def set_settings(self, circle: bytes, *, event: bytes, settings: CircleSettings) -> None:
        """New settings, with the SETTINGS event that brought them."""
        sql = "UPDATE circles SET settings_event = ?, settings = ? WHERE id = ?"
        self._run(sql, event, encode(settings), circle)

    def set_entry_code(self, circle: bytes, entry_code: bytes | None) -> None:
        """Replace the HMAC of the entry code."""
        self._run("UPDATE circles SET entry_code = ? WHERE id = ?", entry_code, circle)

    def set_head(self, circle: bytes, *, head_seq: int, head: bytes) -> None:
        """Move the log's head."""
        self._run("UPDATE circle_heads SET head_seq = ?, head = ? WHERE circle = ?", head_seq, head, circle)

    def insert_event(self, row: EventRow) -> None:
        """Insert a log entry as it is."""
        self._run(
            "INSERT INTO events (circle, log_seq, event_id, author, author_seq, kind, parent, thread, hour, hash, head,"
            " envelope) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(row.circle, row.log_seq, row.event_id, row.author, row.author_seq, row.kind, row.parent, row.thread),
            *(row.hour, row.hash, row.head, row.envelope),
        )

    def set_author_head(self, circle: bytes, author: bytes, head: AuthorHead) -> None:
        """Move an author's own chain."""
        sql = "INSERT OR REPLACE INTO author_heads VALUES (?, ?, ?, ?)"
        self._run(sql, circle, author, head.next_seq, head.last_hash)

    def erase(self, circle: bytes, event_id: bytes) -> int:
        """Erase the body of an event and of its edits."""
        return self._run(_ERASE, circle, event_id)

    def set_hidden(self, circle: bytes, event_id: bytes, *, hidden: bool, day: int) -> None:
        """Hide an event and its edits, or show them again."""
        self._run(_HIDE, circle, event_id, day if hidden else None)

    def hold(self, row: HeldRow) -> None:
        """Keep an event for a moderator."""
        self._run(
            "INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            *(row.circle, row.event_id, row.author, row.hour, row.envelope, row.returned, row.reason, row.words),
        )

    def release(self, circle: bytes, event_id: bytes) -> None:
        """Forget a held event."""
        self._run("DELETE FROM held WHERE circle = ? AND event_id = ?", circle, event_id)

    def return_held(self, circle: bytes, event_id: bytes, *, reason: str, words: str) -> None:
        """Mark a held event as given back."""
        sql = "UPDATE held SET returned = 1, reason = ?, words = ? WHERE circle = ? AND event_id = ?"
        self._run(sql, reason, words, circle, event_id)

    def set_locked(self, circle: bytes, thread: bytes, *, locked: bool) -> None:
        """Lock or unlock a thread."""
        if locked:
            self._run("INSERT INTO locks VALUES (?, ?) ON CONFLICT DO NOTHING", circle, thread)
        else:
            self._run("DELETE FROM locks WHERE circle = ? AND thread = ?", circle, thread)

    def set_slow(self, circle: bytes, target: bytes, seconds: int) -> None:
        """Set the pause for a thread or circle id; 0 ends it."""
        if seconds:
            self._run("INSERT OR REPLACE INTO slow VALUES (?, ?, ?)", circle, target, seconds)
        else:
            self._run("DELETE FROM slow WHERE circle = ? AND target = ?", circle, target)

    def spend(self, type_: int, epoch: int, nullifier: bytes) -> bool:
        """Use a token or invite; False where it was used before."""
        sql = "INSERT INTO nullifiers VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        return bool(self._run(sql, type_, epoch, nullifier))

    def count_name(self, nym_id: bytes, what: str, period: int, *, by: int = 1, expiry_hour: int) -> int:
        """Add to a member's counter; returns the new count."""
        return self._number(
            "INSERT INTO name_counts VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount"
            " RETURNING amount",
            *(nym_id, what, period, by, expiry_hour),
        )

    def count_account(self, account: bytes, what: str, period: int, *, by: int = 1, expiry_hour: int) -> int:
        """Add to an account's counter; returns the new count."""
        return self._number(
            "INSERT INTO account_counts VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET amount = amount + excluded.amount RETURNING amount",
            *(account, what, period, by, expiry_hour),
        )

    def expire_bodies(self, circle: bytes, *, before_hour: int, limit: int) -> int:
        """Erase up to `limit` bodies received before an hour."""
        return self._run(
            "UPDATE events SET envelope = NULL, hidden_day = NULL WHERE circle = ?1 AND log_seq IN ("
            "SELECT log_seq FROM events WHERE circle = ?1 AND hour < ?2 AND envelope IS NOT NULL"
            " AND kind IN (1, 2, 3, 4, 5, 9) ORDER BY hour LIMIT ?3)",
            *(circle, before_hour, limit),
        )

    def expire_beside(self, circle: bytes, *, before_hour: int) -> int:
        """Forget held events and reports received before an hour."""
        held = self._run("DELETE FROM held WHERE circle = ? AND hour < ?", circle, before_hour)
        return held + self._expire_reports(circle, before_hour)

    def erase_hidden(self, *, before_day: int, limit: int) -> int:
        """Erase up to `limit` bodies that were hidden before a day."""
        return self._run(
            "UPDATE events SET envelope = NULL, hidden_day = NULL WHERE (circle, log_seq) IN ("
            "SELECT circle, log_seq FROM events WHERE hidden_day < ? ORDER BY hidden_day LIMIT ?)",
            *(before_day, limit),
        )

    def prune(self, *, hour: int, token_epoch: int) -> int:
        """Forget what expired."""
        return (
            self._run("DELETE FROM used_challenges WHERE expiry_hour < ?", hour)
            + self._run("DELETE FROM name_counts WHERE expiry_hour < ?", hour)
            + self._run("DELETE FROM account_counts WHERE expiry_hour < ?", hour)
            + self._run("DELETE FROM nullifiers WHERE epoch < ?", token_epoch)
        )
