"""The tables of messages between two, as the fourth numbered step makes them."""

from typing import Final

_CIRCLE: Final = "circle_id BLOB NOT NULL REFERENCES circle ON DELETE CASCADE"
_CONVERSATION: Final = "conversation BLOB NOT NULL REFERENCES conversation ON DELETE CASCADE"

MAIL: Final = (
    # keys of one's own, and those that others published
    f"""CREATE TABLE mail_bundle (
        {_CIRCLE}, me BLOB NOT NULL, number INTEGER NOT NULL, secrets BLOB NOT NULL, bundle BLOB NOT NULL,
        made_day INTEGER NOT NULL, published INTEGER NOT NULL DEFAULT 0, replaced_day INTEGER,
        PRIMARY KEY (circle_id, me, number)) WITHOUT ROWID""",
    f"""CREATE TABLE mail_card (
        {_CIRCLE}, me BLOB NOT NULL, digest BLOB NOT NULL, card BLOB NOT NULL, seq INTEGER NOT NULL,
        replaced_day INTEGER, PRIMARY KEY (circle_id, me, digest)) WITHOUT ROWID""",
    f"""CREATE TABLE mail_seen_ek (
        {_CIRCLE}, me BLOB NOT NULL, number INTEGER NOT NULL, digest BLOB NOT NULL,
        PRIMARY KEY (circle_id, me, number, digest)) WITHOUT ROWID""",
    f"""CREATE TABLE mail_key (
        {_CIRCLE}, author BLOB NOT NULL, card BLOB NOT NULL, bundle BLOB NOT NULL, number INTEGER NOT NULL,
        expires_day INTEGER NOT NULL, PRIMARY KEY (circle_id, author)) WITHOUT ROWID""",
    f"""CREATE TABLE mail_bucket (
        {_CIRCLE}, bits INTEGER NOT NULL, bucket INTEGER NOT NULL, version INTEGER NOT NULL, asked_at REAL NOT NULL,
        PRIMARY KEY (circle_id, bits, bucket)) WITHOUT ROWID""",
    f"""CREATE TABLE mail_frank (
        {_CIRCLE}, me BLOB NOT NULL, week INTEGER NOT NULL, seed BLOB NOT NULL, token BLOB NOT NULL,
        PRIMARY KEY (circle_id, me)) WITHOUT ROWID""",
    f"""CREATE TABLE mail_due (
        {_CIRCLE}, what TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (circle_id, what)) WITHOUT ROWID""",
    # with whom
    f"""CREATE TABLE conversation (
        id BLOB PRIMARY KEY, {_CIRCLE}, me BLOB NOT NULL, peer BLOB NOT NULL, card BLOB NOT NULL, name TEXT NOT NULL,
        standing TEXT NOT NULL, created REAL NOT NULL, active REAL NOT NULL, verified INTEGER NOT NULL DEFAULT 0,
        read_place INTEGER NOT NULL DEFAULT -1, draft TEXT NOT NULL DEFAULT '', timer INTEGER NOT NULL DEFAULT 0,
        wish_mine INTEGER, wish_theirs INTEGER, reset_at REAL NOT NULL DEFAULT 0, receipts_at REAL,
        renew INTEGER NOT NULL DEFAULT 0, answer TEXT NOT NULL DEFAULT '', moved INTEGER NOT NULL DEFAULT 0)
        WITHOUT ROWID""",
    "CREATE UNIQUE INDEX conversation_peer ON conversation (circle_id, me, peer)",
    f"""CREATE TABLE mail_request (
        id BLOB PRIMARY KEY, {_CIRCLE}, me BLOB NOT NULL, author BLOB NOT NULL, card BLOB NOT NULL, name TEXT NOT NULL,
        text TEXT NOT NULL, message BLOB NOT NULL, minutes INTEGER NOT NULL, sid BLOB NOT NULL, ek BLOB NOT NULL,
        state BLOB NOT NULL, qid BLOB NOT NULL, claim BLOB NOT NULL, evidence BLOB NOT NULL, again INTEGER NOT NULL,
        declined INTEGER NOT NULL DEFAULT 0, at REAL NOT NULL) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX mail_request_author ON mail_request (circle_id, me, author)",
    f"""CREATE TABLE mail_block (
        {_CIRCLE}, author BLOB NOT NULL, name TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (circle_id, author))
        WITHOUT ROWID""",
    # encryption
    f"""CREATE TABLE mail_session (
        sid BLOB PRIMARY KEY, {_CONVERSATION}, state BLOB NOT NULL, ek BLOB NOT NULL, rank INTEGER NOT NULL,
        mine INTEGER NOT NULL, heard INTEGER NOT NULL, until REAL) WITHOUT ROWID""",
    "CREATE INDEX mail_session_of ON mail_session (conversation)",
    # queues; one whose conversation is gone only waits to be deleted at the server
    """CREATE TABLE mail_queue (
        qid BLOB PRIMARY KEY, server_id BLOB NOT NULL REFERENCES community ON DELETE CASCADE, conversation BLOB,
        private BLOB NOT NULL, claim BLOB NOT NULL, created REAL NOT NULL, acked INTEGER NOT NULL DEFAULT 0,
        taken INTEGER NOT NULL DEFAULT 0, retired REAL) WITHOUT ROWID""",
    "CREATE INDEX mail_queue_of ON mail_queue (conversation, created)",
    f"""CREATE TABLE mail_target (
        {_CONVERSATION}, qid BLOB NOT NULL, claim BLOB, private BLOB NOT NULL, PRIMARY KEY (conversation))
        WITHOUT ROWID""",
    # what is said
    f"""CREATE TABLE mail_line (
        id INTEGER PRIMARY KEY, {_CONVERSATION}, place INTEGER NOT NULL, message BLOB NOT NULL, kind TEXT NOT NULL,
        mine INTEGER NOT NULL, text TEXT NOT NULL, minutes INTEGER NOT NULL, reply BLOB, mark TEXT,
        code TEXT NOT NULL DEFAULT '', value INTEGER NOT NULL DEFAULT 0, expiry INTEGER NOT NULL DEFAULT 0,
        at REAL NOT NULL, gone_at REAL NOT NULL)""",
    "CREATE UNIQUE INDEX mail_line_place ON mail_line (conversation, place)",
    "CREATE UNIQUE INDEX mail_line_message ON mail_line (conversation, message, mine)",
    "CREATE INDEX mail_line_gone ON mail_line (gone_at)",
    """CREATE VIRTUAL TABLE mail_text USING fts5 (
        text, content='mail_line', content_rowid='id', tokenize="unicode61 remove_diacritics 2", prefix="2 3 4")""",
    "INSERT INTO mail_text (mail_text, rank) VALUES ('secure-delete', 1)",
    # by triggers, so that a line which goes with its circle leaves the index too
    """CREATE TRIGGER mail_line_in AFTER INSERT ON mail_line WHEN new.kind = 'text' BEGIN
        INSERT INTO mail_text (rowid, text) VALUES (new.id, new.text); END""",
    """CREATE TRIGGER mail_line_out AFTER DELETE ON mail_line WHEN old.kind = 'text' BEGIN
        INSERT INTO mail_text (mail_text, rowid, text) VALUES ('delete', old.id, old.text); END""",
    """CREATE TRIGGER mail_line_erased AFTER UPDATE OF kind ON mail_line
        WHEN old.kind = 'text' AND new.kind <> 'text' BEGIN
        INSERT INTO mail_text (mail_text, rowid, text) VALUES ('delete', old.id, old.text); END""",
    f"""CREATE TABLE mail_evidence (
        {_CONVERSATION}, message BLOB NOT NULL, evidence BLOB NOT NULL, until REAL,
        PRIMARY KEY (conversation, message)) WITHOUT ROWID""",
    "CREATE INDEX mail_evidence_until ON mail_evidence (until) WHERE until IS NOT NULL",
    # what is on its way, and what came and cannot be read yet
    f"""CREATE TABLE mail_frame (
        id INTEGER PRIMARY KEY AUTOINCREMENT, {_CONVERSATION}, message BLOB, sid BLOB NOT NULL, frame BLOB NOT NULL,
        c2 BLOB NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next_try REAL NOT NULL DEFAULT 0,
        error TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX mail_frame_of ON mail_frame (conversation, id)",
    f"""CREATE TABLE mail_sealed (
        {_CONVERSATION}, message BLOB, peer BLOB NOT NULL, sealed BLOB NOT NULL, c2 BLOB NOT NULL, token BLOB NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0, next_try REAL NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (conversation)) WITHOUT ROWID""",
    f"""CREATE TABLE mail_receipt (
        {_CONVERSATION}, message BLOB NOT NULL, PRIMARY KEY (conversation, message)) WITHOUT ROWID""",
    f"""CREATE TABLE mail_quarantine (
        id INTEGER PRIMARY KEY, {_CONVERSATION}, digest BLOB NOT NULL, frame BLOB NOT NULL, c2 BLOB NOT NULL,
        hour INTEGER NOT NULL, stamp BLOB NOT NULL, at REAL NOT NULL)""",
    "CREATE UNIQUE INDEX mail_quarantine_frame ON mail_quarantine (conversation, digest)",
    # what one tells moderators, and what one is told as a moderator
    f"""CREATE TABLE mail_telling (
        id BLOB PRIMARY KEY, {_CIRCLE}, me BLOB NOT NULL, author BLOB NOT NULL, report BLOB NOT NULL, sealed BLOB,
        attempts INTEGER NOT NULL, next_try REAL NOT NULL, error TEXT NOT NULL, at REAL NOT NULL) WITHOUT ROWID""",
    f"""CREATE TABLE mail_told (
        id BLOB PRIMARY KEY, {_CIRCLE}, me BLOB NOT NULL, digest BLOB NOT NULL, hour INTEGER NOT NULL,
        report BLOB NOT NULL, author BLOB, problem TEXT NOT NULL, at REAL NOT NULL, done INTEGER NOT NULL)
        WITHOUT ROWID""",
    "CREATE UNIQUE INDEX mail_told_once ON mail_told (circle_id, me, digest)",
    # whether the sessions of this device went to another one, and which such files were taken in here
    """CREATE TABLE mail_move (
        id BLOB PRIMARY KEY, server_id BLOB NOT NULL REFERENCES community ON DELETE CASCADE, leg TEXT NOT NULL,
        private BLOB NOT NULL, at REAL NOT NULL) WITHOUT ROWID""",
)
