-- Stewards, bans that two decide, reports in the order they came, and appeals. Of whoever appeals nothing is kept but
-- the decision that it is about; times are hours.

ALTER TABLE moderators ADD COLUMN steward bigint NOT NULL DEFAULT 0;

-- decision: the event that bans; NULL for bans from before this step
ALTER TABLE bans ADD COLUMN decision bytea;

-- decision: the event in which a first moderator asks for a ban; who and when stands there
CREATE TABLE first_words (
    circle bytea NOT NULL REFERENCES circles (id),
    target bytea NOT NULL,
    decision bytea NOT NULL,
    hour bigint NOT NULL,
    PRIMARY KEY (circle, target)
);

CREATE INDEX first_words_by_hour ON first_words (hour);

-- One row for each event of the table reports, with the hour of its first report.
CREATE TABLE reported (
    circle bytea NOT NULL REFERENCES circles (id),
    event_id bytea NOT NULL,
    hour bigint NOT NULL,
    PRIMARY KEY (circle, event_id)
);

CREATE INDEX reported_by_hour ON reported (circle, hour, event_id);
INSERT INTO reported SELECT circle, event_id, min(hour) FROM reports GROUP BY circle, event_id;

-- about: the hidden event, or the nym_id of the banned member; mark: a hash by which the same appeal is known again
CREATE TABLE appeals (
    circle bytea NOT NULL REFERENCES circles (id),
    decision bytea NOT NULL,
    about bytea NOT NULL,
    mark bytea NOT NULL,
    hour bigint NOT NULL,
    answered bigint NOT NULL,
    PRIMARY KEY (circle, decision)
);

CREATE INDEX appeals_by_about ON appeals (about);
CREATE INDEX appeals_by_hour ON appeals (hour);

CREATE TABLE sealed_appeals (
    moderator bytea NOT NULL REFERENCES names (key),
    id bytea NOT NULL,
    circle bytea NOT NULL,
    decision bytea NOT NULL,
    hour bigint NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (moderator, id),
    FOREIGN KEY (circle, decision) REFERENCES appeals (circle, decision) ON DELETE CASCADE
);

CREATE INDEX sealed_appeals_by_decision ON sealed_appeals (circle, decision);
ALTER TABLE sealed_appeals ALTER COLUMN sealed SET STORAGE EXTERNAL;
