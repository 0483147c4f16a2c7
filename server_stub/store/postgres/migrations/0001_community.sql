-- The same tables as SQLite's. PostgreSQL keeps rows in the order of their coming until store/postgres/erasing.py has
-- written them anew. Text is ordered by its bytes. Times are hours or days. No table has both an account and a name.

CREATE TABLE accounts (
    key bytea NOT NULL PRIMARY KEY,
    m1enc bytea NOT NULL,
    created_day bigint NOT NULL,
    cred_epoch bigint NOT NULL,
    repeats bigint NOT NULL
);

CREATE TABLE account_counts (
    account bytea NOT NULL REFERENCES accounts (key) ON DELETE CASCADE,
    what text COLLATE "C" NOT NULL,
    period bigint NOT NULL,
    amount bigint NOT NULL,
    expiry_hour bigint NOT NULL,
    PRIMARY KEY (account, what, period)
);

CREATE TABLE circles (
    id bytea NOT NULL PRIMARY KEY,
    space bytea NOT NULL,
    owner bytea NOT NULL,
    genesis bytea NOT NULL,
    settings_event bytea,
    settings bytea NOT NULL,
    entry_code bytea
);

CREATE TABLE circle_heads (
    circle bytea NOT NULL PRIMARY KEY REFERENCES circles (id),
    first_head bytea NOT NULL,
    head_seq bigint NOT NULL,
    head bytea NOT NULL
);

CREATE TABLE moderators (
    circle bytea NOT NULL REFERENCES circles (id),
    key bytea NOT NULL,
    PRIMARY KEY (circle, key)
);

CREATE TABLE names (
    key bytea NOT NULL PRIMARY KEY,
    circle bytea NOT NULL REFERENCES circles (id),
    space bytea NOT NULL,
    nym_id bytea NOT NULL,
    joined_hour bigint NOT NULL,
    card bytea NOT NULL,
    card_seq bigint NOT NULL,
    once_month bigint,
    once_index bigint,
    once_thread bytea,
    resets bigint NOT NULL,
    retired bigint NOT NULL,
    admitted bigint NOT NULL
);

CREATE UNIQUE INDEX names_by_nym ON names (circle, nym_id) WHERE retired = 0;

CREATE TABLE resets (
    circle bytea NOT NULL,
    nym_id bytea NOT NULL,
    day bigint NOT NULL,
    PRIMARY KEY (circle, nym_id)
);

CREATE TABLE name_counts (
    nym_id bytea NOT NULL,
    what text COLLATE "C" NOT NULL,
    period bigint NOT NULL,
    amount bigint NOT NULL,
    expiry_hour bigint NOT NULL,
    PRIMARY KEY (nym_id, what, period)
);

CREATE TABLE bans (
    space bytea NOT NULL,
    nym_id bytea NOT NULL,
    until_hour bigint NOT NULL,
    moderator bytea NOT NULL,
    PRIMARY KEY (space, nym_id)
);

CREATE TABLE used_challenges (
    nonce bytea NOT NULL PRIMARY KEY,
    expiry_hour bigint NOT NULL
);

CREATE TABLE nullifiers (
    type bigint NOT NULL,
    epoch bigint NOT NULL,
    nullifier bytea NOT NULL,
    PRIMARY KEY (type, epoch, nullifier)
);

CREATE TABLE events (
    circle bytea NOT NULL REFERENCES circles (id),
    log_seq bigint NOT NULL,
    event_id bytea NOT NULL,
    author bytea NOT NULL,
    author_seq bigint NOT NULL,
    kind bigint NOT NULL,
    parent bytea,
    thread bytea,
    hour bigint NOT NULL,
    hash bytea NOT NULL,
    head bytea NOT NULL,
    hidden_day bigint,
    envelope bytea,
    PRIMARY KEY (circle, log_seq)
);

CREATE UNIQUE INDEX events_by_id ON events (circle, event_id);
-- kinds: 1 post, 2 reply, 3 edit, 4 delete, 5 reaction, 7 moderation, 9 leave, 11 note, 12 settings
CREATE INDEX edits_by_parent ON events (circle, parent) WHERE kind = 3;
CREATE INDEX governance ON events (circle, log_seq) WHERE kind IN (7, 11, 12);
CREATE INDEX bodies_by_hour ON events (circle, hour) WHERE envelope IS NOT NULL AND kind IN (1, 2, 3, 4, 5, 9);
CREATE INDEX hidden_by_day ON events (hidden_day) WHERE hidden_day IS NOT NULL;

CREATE TABLE author_heads (
    circle bytea NOT NULL REFERENCES circles (id),
    author bytea NOT NULL,
    next_seq bigint NOT NULL,
    last_hash bytea NOT NULL,
    PRIMARY KEY (circle, author)
);

CREATE TABLE held (
    circle bytea NOT NULL REFERENCES circles (id),
    event_id bytea NOT NULL,
    author bytea NOT NULL,
    hour bigint NOT NULL,
    envelope bytea NOT NULL,
    returned bigint NOT NULL,
    reason text COLLATE "C" NOT NULL,
    words text COLLATE "C" NOT NULL,
    PRIMARY KEY (circle, event_id)
);

CREATE TABLE locks (
    circle bytea NOT NULL REFERENCES circles (id),
    thread bytea NOT NULL,
    PRIMARY KEY (circle, thread)
);

CREATE TABLE slow (
    circle bytea NOT NULL REFERENCES circles (id),
    target bytea NOT NULL,
    seconds bigint NOT NULL,
    PRIMARY KEY (circle, target)
);

CREATE TABLE reports (
    circle bytea NOT NULL REFERENCES circles (id),
    event_id bytea NOT NULL,
    reporter bytea NOT NULL,
    reason text COLLATE "C" NOT NULL,
    hour bigint NOT NULL,
    PRIMARY KEY (circle, event_id, reporter)
);
