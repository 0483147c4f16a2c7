"""The tables of moderating, as the fifth numbered step makes them."""

from typing import Final

_CIRCLE: Final = "circle_id BLOB NOT NULL REFERENCES circle ON DELETE CASCADE"

MODERATION: Final = (
    # what waits for oneself as a moderator; `urgent` and `heavy` are known once its words were read
    f"""CREATE TABLE mod_item (
        id BLOB PRIMARY KEY, {_CIRCLE}, kind TEXT NOT NULL, hour INTEGER NOT NULL, event BLOB, parent BLOB,
        author BLOB, payload BLOB, reasons TEXT NOT NULL DEFAULT '', digest BLOB, urgent INTEGER NOT NULL DEFAULT 0,
        heavy INTEGER NOT NULL DEFAULT 0, decided TEXT, refused TEXT NOT NULL DEFAULT '', opened INTEGER)
        WITHOUT ROWID""",
    "CREATE INDEX mod_item_waiting ON mod_item (hour, id, circle_id) WHERE decided IS NULL",
    "CREATE INDEX mod_item_urgent ON mod_item (hour, id, circle_id) WHERE decided IS NULL AND urgent",
    "CREATE INDEX mod_item_kind ON mod_item (circle_id, kind)",
    "CREATE INDEX mod_item_event ON mod_item (circle_id, event) WHERE event IS NOT NULL",
    "CREATE INDEX mod_item_decided ON mod_item (circle_id) WHERE decided IS NOT NULL",
    # what one asked moderators to think again about
    f"""CREATE TABLE mod_appeal (
        decision BLOB PRIMARY KEY, {_CIRCLE}, me BLOB NOT NULL, appeal BLOB NOT NULL, sealed BLOB,
        sent INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, next_try REAL NOT NULL DEFAULT 0,
        error TEXT NOT NULL DEFAULT '', at REAL NOT NULL) WITHOUT ROWID""",
    # an answer to a decision about oneself, begun and not sent
    f"""CREATE TABLE mod_answer (decision BLOB PRIMARY KEY, {_CIRCLE}, text TEXT NOT NULL) WITHOUT ROWID""",
    # how much one moderated, by days of this machine's calendar
    """CREATE TABLE mod_day (
        day INTEGER PRIMARY KEY, heavy INTEGER NOT NULL DEFAULT 0, decided INTEGER NOT NULL DEFAULT 0)""",
)
