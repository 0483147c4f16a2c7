-- Every table is WITHOUT ROWID and keyed by values that look random, so that no order of insertion is kept.
-- Times are hours or days. No table has both an account and a name.

CREATE TABLE accounts (
    key BLOB NOT NULL PRIMARY KEY,
    m1enc BLOB NOT NULL,
    created_day INTEGER NOT NULL,
    cred_epoch INTEGER NOT NULL,
    repeats INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account_counts (
    account BLOB NOT NULL REFERENCES accounts (key) ON DELETE CASCADE,
    what TEXT NOT NULL,
    period INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    expiry_hour INTEGER NOT NULL,
    PRIMARY KEY (account, what, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE circles (
    id BLOB NOT NULL PRIMARY KEY,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    genesis BLOB NOT NULL,
    settings_event BLOB,
    settings BLOB NOT NULL,
    entry_code BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE circle_heads (
    circle BLOB NOT NULL PRIMARY KEY REFERENCES circles (id),
    first_head BLOB NOT NULL,
    head_seq INTEGER NOT NULL,
    head BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE moderators (
    circle BLOB NOT NULL REFERENCES circles (id),
    key BLOB NOT NULL,
    PRIMARY KEY (circle, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE names (
    key BLOB NOT NULL PRIMARY KEY,
    circle BLOB NOT NULL REFERENCES circles (id),
    space BLOB NOT NULL,
    nym_id BLOB NOT NULL,
    joined_hour INTEGER NOT NULL,
    card BLOB NOT NULL,
    card_seq INTEGER NOT NULL,
    once_month INTEGER,
    once_index INTEGER,
    once_thread BLOB,
    resets INTEGER NOT NULL,
    retired INTEGER NOT NULL,
    admitted INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX names_by_nym ON names (circle, nym_id) WHERE retired = 0;

CREATE TABLE resets (
    circle BLOB NOT NULL,
    nym_id BLOB NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (circle, nym_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE name_counts (
    nym_id BLOB NOT NULL,
    what TEXT NOT NULL,
    period INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    expiry_hour INTEGER NOT NULL,
    PRIMARY KEY (nym_id, what, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE bans (
    space BLOB NOT NULL,
    nym_id BLOB NOT NULL,
    until_hour INTEGER NOT NULL,
    moderator BLOB NOT NULL,
    PRIMARY KEY (space, nym_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE used_challenges (
    nonce BLOB NOT NULL PRIMARY KEY,
    expiry_hour INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE nullifiers (
    type INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    nullifier BLOB NOT NULL,
    PRIMARY KEY (type, epoch, nullifier)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    circle BLOB NOT NULL REFERENCES circles (id),
    log_seq INTEGER NOT NULL,
    event_id BLOB NOT NULL,
    author BLOB NOT NULL,
    author_seq INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    parent BLOB,
    thread BLOB,
    hour INTEGER NOT NULL,
    hash BLOB NOT NULL,
    head BLOB NOT NULL,
    hidden_day INTEGER,
    envelope BLOB,
    PRIMARY KEY (circle, log_seq)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX events_by_id ON events (circle, event_id);
-- kinds: 1 post, 2 reply, 3 edit, 4 delete, 5 reaction, 7 moderation, 9 leave, 11 note, 12 settings
CREATE INDEX edits_by_parent ON events (circle, parent) WHERE kind = 3;
CREATE INDEX governance ON events (circle, log_seq) WHERE kind IN (7, 11, 12);
CREATE INDEX bodies_by_hour ON events (circle, hour) WHERE envelope IS NOT NULL AND kind IN (1, 2, 3, 4, 5, 9);
CREATE INDEX hidden_by_day ON events (hidden_day) WHERE hidden_day IS NOT NULL;

CREATE TABLE author_heads (
    circle BLOB NOT NULL REFERENCES circles (id),
    author BLOB NOT NULL,
    next_seq INTEGER NOT NULL,
    last_hash BLOB NOT NULL,
    PRIMARY KEY (circle, author)
) STRICT, WITHOUT ROWID;

CREATE TABLE held (
    circle BLOB NOT NULL REFERENCES circles (id),
    event_id BLOB NOT NULL,
    author BLOB NOT NULL,
    hour INTEGER NOT NULL,
    envelope BLOB NOT NULL,
    returned INTEGER NOT NULL,
    reason TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (circle, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE locks (
    circle BLOB NOT NULL REFERENCES circles (id),
    thread BLOB NOT NULL,
    PRIMARY KEY (circle, thread)
) STRICT, WITHOUT ROWID;

CREATE TABLE slow (
    circle BLOB NOT NULL REFERENCES circles (id),
    target BLOB NOT NULL,
    seconds INTEGER NOT NULL,
    PRIMARY KEY (circle, target)
) STRICT, WITHOUT ROWID;

CREATE TABLE reports (
    circle BLOB NOT NULL REFERENCES circles (id),
    event_id BLOB NOT NULL,
    reporter BLOB NOT NULL,
    reason TEXT NOT NULL,
    hour INTEGER NOT NULL,
    PRIMARY KEY (circle, event_id, reporter)
) STRICT, WITHOUT ROWID;
