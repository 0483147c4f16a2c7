-- Messages between two. A row of a queue or frame holds nothing of a circle, a name or an account; a request holds
-- its recipient and nothing of its sender. Ids are random or hashes, kept as bytes; times are hours or days.

CREATE TABLE bundle_versions (
    circle BLOB NOT NULL PRIMARY KEY REFERENCES circles (id),
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- place: the first four bytes of SHA-256 of the name's key, by which buckets are cut
CREATE TABLE bundles (
    name BLOB NOT NULL PRIMARY KEY REFERENCES names (key),
    circle BLOB NOT NULL REFERENCES circles (id),
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    place BLOB NOT NULL,
    bundle BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX bundles_by_version ON bundles (circle, version);
CREATE INDEX bundles_by_end ON bundles (expires);

CREATE TABLE requests (
    recipient BLOB NOT NULL REFERENCES names (key),
    id BLOB NOT NULL,
    hour INTEGER NOT NULL,
    c2 BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (recipient, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX requests_by_hour ON requests (hour);

-- claim: SHA-256 of what the first frame must carry, forgotten with that frame, which brings the sender's key
CREATE TABLE queues (
    qid BLOB NOT NULL PRIMARY KEY,
    receiver BLOB NOT NULL,
    claim BLOB,
    sender BLOB,
    last_day INTEGER NOT NULL,
    newest INTEGER NOT NULL,
    frames INTEGER NOT NULL,
    size INTEGER NOT NULL,
    CHECK ((claim IS NULL) <> (sender IS NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX queues_by_receiver ON queues (receiver);
CREATE INDEX queues_by_end ON queues (last_day);

CREATE TABLE frames (
    qid BLOB NOT NULL REFERENCES queues (qid) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    c2 BLOB NOT NULL,
    frame BLOB NOT NULL,
    PRIMARY KEY (qid, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX frames_by_hour ON frames (hour);

CREATE TRIGGER frame_comes AFTER INSERT ON frames BEGIN
    UPDATE queues SET newest = NEW.seq, frames = frames + 1, size = size + length(NEW.frame) WHERE qid = NEW.qid;
END;

CREATE TRIGGER frame_goes AFTER DELETE ON frames BEGIN
    UPDATE queues SET frames = frames - 1, size = size - length(OLD.frame) WHERE qid = OLD.qid;
END;

-- By which a frame that is sent again is known, also after its receiver took it.
CREATE TABLE frame_marks (
    qid BLOB NOT NULL REFERENCES queues (qid) ON DELETE CASCADE,
    mark BLOB NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (qid, mark)
) STRICT, WITHOUT ROWID;

CREATE INDEX frame_marks_by_seq ON frame_marks (qid, seq);

-- messages: commitments with the hours and stamps that the reporter showed
CREATE TABLE message_reports (
    moderator BLOB NOT NULL REFERENCES names (key),
    id BLOB NOT NULL,
    hour INTEGER NOT NULL,
    messages BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (moderator, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_reports_by_hour ON message_reports (hour);
