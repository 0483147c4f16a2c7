"""The numbered steps that bring a store's tables from any older version to this one."""

from __future__ import annotations

from typing import Final

from heimo_tui.core.errors import StoreProblem, StoreReason
from heimo_tui.vault.database import Connection
from heimo_tui.vault.tables.apart import APART
from heimo_tui.vault.tables.mail.schema import MAIL
from heimo_tui.vault.tables.moderation.schema import MODERATION

_FIRST: Final = (
    # communities, and what was seen of their descriptors
    """CREATE TABLE community (
        server_id BLOB PRIMARY KEY, name TEXT NOT NULL, urls TEXT NOT NULL, root_pub BLOB NOT NULL,
        descriptor BLOB NOT NULL, descriptor_seq INTEGER NOT NULL, cred_epoch INTEGER NOT NULL,
        prk BLOB, credential BLOB, registered_day INTEGER,
        settings TEXT NOT NULL, place INTEGER NOT NULL, last_opened INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE descriptor_seen (
        server_id BLOB NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, seen_day INTEGER NOT NULL,
        PRIMARY KEY (server_id, seq, hash)) WITHOUT ROWID""",
    # circles and their members
    """CREATE TABLE circle (
        circle_id BLOB PRIMARY KEY, server_id BLOB NOT NULL REFERENCES community ON DELETE CASCADE,
        genesis BLOB NOT NULL, settings BLOB, name TEXT NOT NULL, space_id BLOB,
        joined INTEGER NOT NULL, epoch INTEGER NOT NULL, my_key BLOB, place INTEGER NOT NULL,
        read_seq INTEGER NOT NULL, left_seq INTEGER NOT NULL, promise_seen INTEGER NOT NULL,
        newest_seq INTEGER NOT NULL, newest_head BLOB, oldest_seq INTEGER, oldest_prev BLOB) WITHOUT ROWID""",
    "CREATE INDEX circle_server ON circle (server_id, place)",
    """CREATE TABLE member (
        circle_id BLOB NOT NULL REFERENCES circle ON DELETE CASCADE, key BLOB NOT NULL,
        name TEXT NOT NULL, card BLOB, card_seq INTEGER NOT NULL, first_seen INTEGER NOT NULL,
        replaced_by BLOB, PRIMARY KEY (circle_id, key)) WITHOUT ROWID""",
    # events: what is kept of each circle's log
    """CREATE TABLE event (
        id INTEGER PRIMARY KEY, circle_id BLOB NOT NULL REFERENCES circle ON DELETE CASCADE,
        log_seq INTEGER NOT NULL, event_id BLOB NOT NULL, kind INTEGER NOT NULL, author BLOB NOT NULL,
        seq INTEGER NOT NULL, thread BLOB, parent BLOB, minutes INTEGER NOT NULL, hour INTEGER NOT NULL,
        payload_hash BLOB NOT NULL, head BLOB NOT NULL, flags INTEGER NOT NULL,
        need TEXT, notes TEXT NOT NULL, body TEXT, envelope BLOB)""",
    "CREATE UNIQUE INDEX event_seq ON event (circle_id, log_seq)",
    "CREATE INDEX event_by_id ON event (event_id)",
    # carries all that counting a thread needs, so that counting never reads an envelope
    """CREATE INDEX event_thread ON event (circle_id, thread, kind, log_seq, author, flags, minutes)
        WHERE thread IS NOT NULL""",
    "CREATE INDEX event_author ON event (circle_id, author, seq)",
    "CREATE INDEX event_kind ON event (circle_id, kind, log_seq) WHERE kind > 5",
    "CREATE INDEX event_orphan ON event (circle_id, parent) WHERE thread IS NULL AND parent IS NOT NULL",
    "CREATE INDEX event_nameless ON event (circle_id, log_seq) WHERE kind = 0",
    """CREATE VIRTUAL TABLE event_text USING fts5 (
        body, content='event', content_rowid='id', tokenize="unicode61 remove_diacritics 2",
        prefix="2 3 4")""",
    "INSERT INTO event_text (event_text, rank) VALUES ('secure-delete', 1)",
    """CREATE TABLE head_claim (
        circle_id BLOB NOT NULL REFERENCES circle ON DELETE CASCADE, log_seq INTEGER NOT NULL,
        head BLOB NOT NULL, event_id BLOB NOT NULL, PRIMARY KEY (circle_id, log_seq, head)) WITHOUT ROWID""",
    """CREATE TABLE thread (
        circle_id BLOB NOT NULL REFERENCES circle ON DELETE CASCADE, thread BLOB NOT NULL,
        post_seq INTEGER, last_seq INTEGER NOT NULL, last_minutes INTEGER NOT NULL,
        other_seq INTEGER NOT NULL, replies INTEGER NOT NULL, others INTEGER NOT NULL,
        mine INTEGER NOT NULL, hidden INTEGER NOT NULL, read_seq INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (circle_id, thread)) WITHOUT ROWID""",
    "CREATE INDEX thread_activity ON thread (circle_id, last_seq)",
    # writing
    """CREATE TABLE draft (
        id BLOB PRIMARY KEY, server_id BLOB NOT NULL, circle_id BLOB NOT NULL, kind TEXT NOT NULL,
        parent BLOB, text TEXT NOT NULL, need TEXT NOT NULL, notes TEXT NOT NULL, quote_event BLOB,
        quote_start INTEGER, quote_end INTEGER, once INTEGER NOT NULL, dismissed TEXT NOT NULL,
        updated REAL NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE outbox (
        event_id BLOB PRIMARY KEY, circle_id BLOB NOT NULL REFERENCES circle ON DELETE CASCADE,
        author BLOB NOT NULL, seq INTEGER NOT NULL, prev BLOB, payload_hash BLOB NOT NULL,
        envelope BLOB NOT NULL, state TEXT NOT NULL, hold_until REAL NOT NULL, attempts INTEGER NOT NULL,
        next_try REAL NOT NULL, error TEXT NOT NULL, words TEXT NOT NULL,
        created REAL NOT NULL, draft BLOB) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX outbox_chain ON outbox (circle_id, author, seq)",
    """CREATE TABLE author_chain (
        circle_id BLOB NOT NULL REFERENCES circle ON DELETE CASCADE, author BLOB NOT NULL,
        next_seq INTEGER NOT NULL, prev BLOB, PRIMARY KEY (circle_id, author)) WITHOUT ROWID""",
    # what helps again, and what the reader chose
    """CREATE TABLE kept (
        event_id BLOB PRIMARY KEY, server_id BLOB NOT NULL, circle_id BLOB NOT NULL, thread BLOB,
        envelope BLOB NOT NULL, author_name TEXT NOT NULL, circle_name TEXT NOT NULL, note TEXT NOT NULL,
        in_plan INTEGER NOT NULL, kept_at INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE care_note (
        id TEXT PRIMARY KEY, topic TEXT NOT NULL, text TEXT NOT NULL, place INTEGER NOT NULL,
        updated INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE folding_rule (
        kind TEXT NOT NULL, value TEXT NOT NULL, action TEXT NOT NULL, PRIMARY KEY (kind, value))
        WITHOUT ROWID""",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # what the server must not be able to link
    """CREATE TABLE token (
        nonce BLOB PRIMARY KEY, server_id BLOB NOT NULL REFERENCES community ON DELETE CASCADE,
        type INTEGER NOT NULL, epoch INTEGER NOT NULL, w BLOB NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE invite (
        nonce BLOB PRIMARY KEY, server_id BLOB NOT NULL REFERENCES community ON DELETE CASCADE,
        code TEXT NOT NULL, note TEXT NOT NULL, made_day INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE once_name (
        circle_id BLOB NOT NULL REFERENCES circle ON DELETE CASCADE, month INTEGER NOT NULL,
        number INTEGER NOT NULL, key BLOB NOT NULL, name TEXT NOT NULL, thread BLOB, joined INTEGER NOT NULL,
        PRIMARY KEY (circle_id, month, number)) WITHOUT ROWID""",
    """CREATE TABLE pending (
        server_id BLOB NOT NULL REFERENCES community ON DELETE CASCADE, op TEXT NOT NULL,
        about BLOB NOT NULL, state BLOB NOT NULL, PRIMARY KEY (server_id, op, about)) WITHOUT ROWID""",
)

_SECOND: Final = (
    # edits tell their thread, so they are found by what they edit
    "CREATE INDEX event_edit ON event (circle_id, parent, log_seq) WHERE kind = 3",
    "ALTER TABLE outbox ADD COLUMN dismissed TEXT NOT NULL DEFAULT '[]'",
)

_THIRD: Final = (
    # whether a moderator is asked to read the words first
    "ALTER TABLE outbox ADD COLUMN for_moderator INTEGER NOT NULL DEFAULT 0",
)

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (_FIRST, _SECOND, _THIRD, MAIL, MODERATION, APART)
SCHEMA_VERSION: Final = len(MIGRATIONS)


def migrate(connection: Connection) -> int:
    """Bring the tables to `SCHEMA_VERSION`, each step all or nothing; return the version found before.

    Raises `StoreProblem(NEWER)` for a store that a newer Heimo wrote.
    """
    found = int(connection.value("PRAGMA user_version"))
    if found > SCHEMA_VERSION:
        raise StoreProblem(StoreReason.NEWER, detail=str(found))
    for number, statements in enumerate(MIGRATIONS[found:], start=found + 1):
        with connection.transaction():
            for statement in statements:
                connection.execute(statement)
            connection.rows(f"PRAGMA user_version = {number}")
    return found
