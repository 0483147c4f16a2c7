-- Messages between two. A row of a queue or frame holds nothing of a circle, a name or an account; a request holds
-- its recipient and nothing of its sender. Ids are random or hashes, kept as bytes; times are hours or days.

CREATE TABLE bundle_versions (
    circle bytea NOT NULL PRIMARY KEY REFERENCES circles (id),
    version bigint NOT NULL
);

-- place: the first four bytes of SHA-256 of the name's key, by which buckets are cut
CREATE TABLE bundles (
    name bytea NOT NULL PRIMARY KEY REFERENCES names (key),
    circle bytea NOT NULL REFERENCES circles (id),
    version bigint NOT NULL,
    number bigint NOT NULL,
    expires bigint NOT NULL,
    place bytea NOT NULL,
    bundle bytea NOT NULL
);

CREATE UNIQUE INDEX bundles_by_version ON bundles (circle, version);
CREATE INDEX bundles_by_end ON bundles (expires);

CREATE TABLE requests (
    recipient bytea NOT NULL REFERENCES names (key),
    id bytea NOT NULL,
    hour bigint NOT NULL,
    c2 bytea NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (recipient, id)
);

CREATE INDEX requests_by_hour ON requests (hour);

-- claim: SHA-256 of what the first frame must carry, forgotten with that frame, which brings the sender's key
CREATE TABLE queues (
    qid bytea NOT NULL PRIMARY KEY,
    receiver bytea NOT NULL,
    claim bytea,
    sender bytea,
    last_day bigint NOT NULL,
    newest bigint NOT NULL,
    frames bigint NOT NULL,
    size bigint NOT NULL,
    CHECK ((claim IS NULL) <> (sender IS NULL))
);

CREATE UNIQUE INDEX queues_by_receiver ON queues (receiver);
CREATE INDEX queues_by_end ON queues (last_day);

CREATE TABLE frames (
    qid bytea NOT NULL REFERENCES queues (qid) ON DELETE CASCADE,
    seq bigint NOT NULL,
    hour bigint NOT NULL,
    c2 bytea NOT NULL,
    frame bytea NOT NULL,
    PRIMARY KEY (qid, seq)
);

CREATE INDEX frames_by_hour ON frames (hour);

CREATE FUNCTION frame_comes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE queues SET newest = NEW.seq, frames = frames + 1, size = size + length(NEW.frame) WHERE qid = NEW.qid;
    RETURN NULL;
END
$$;

CREATE TRIGGER frame_comes AFTER INSERT ON frames FOR EACH ROW EXECUTE FUNCTION frame_comes();

CREATE FUNCTION frames_go() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE queues SET frames = queues.frames - went.number, size = queues.size - went.bytes
    FROM (SELECT qid, count(*) AS number, sum(length(frame)) AS bytes FROM gone GROUP BY qid) AS went
    WHERE queues.qid = went.qid;
    RETURN NULL;
END
$$;

CREATE TRIGGER frames_go AFTER DELETE ON frames REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION frames_go();

-- By which a frame that is sent again is known, also after its receiver took it.
CREATE TABLE frame_marks (
    qid bytea NOT NULL REFERENCES queues (qid) ON DELETE CASCADE,
    mark bytea NOT NULL,
    seq bigint NOT NULL,
    PRIMARY KEY (qid, mark)
);

CREATE INDEX frame_marks_by_seq ON frame_marks (qid, seq);

-- messages: commitments with the hours and stamps that the reporter showed
CREATE TABLE message_reports (
    moderator bytea NOT NULL REFERENCES names (key),
    id bytea NOT NULL,
    hour bigint NOT NULL,
    messages bytea NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (moderator, id)
);

CREATE INDEX message_reports_by_hour ON message_reports (hour);

-- What is sealed cannot be compressed; trying to would only cost time.
ALTER TABLE bundles ALTER COLUMN bundle SET STORAGE EXTERNAL;
ALTER TABLE requests ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE frames ALTER COLUMN frame SET STORAGE EXTERNAL;
ALTER TABLE message_reports ALTER COLUMN sealed SET STORAGE EXTERNAL;
