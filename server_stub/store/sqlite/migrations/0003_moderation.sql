-- Stewards, bans that two decide, reports in the order they came, and appeals. Of whoever appeals nothing is kept but
-- the decision that it is about; times are hours.

ALTER TABLE moderators ADD COLUMN steward INTEGER NOT NULL DEFAULT 0;

-- decision: the event that bans; NULL for bans from before this step
ALTER TABLE bans ADD COLUMN decision BLOB;

-- decision: the event in which a first moderator asks for a ban; who and when stands there
CREATE TABLE first_words (
    circle BLOB NOT NULL REFERENCES circles (id),
    target BLOB NOT NULL,
    decision BLOB NOT NULL,
    hour INTEGER NOT NULL,
    PRIMARY KEY (circle, target)
) STRICT, WITHOUT ROWID;

CREATE INDEX first_words_by_hour ON first_words (hour);

-- One row for each event of the table reports, with the hour of its first report.
CREATE TABLE reported (
    circle BLOB NOT NULL REFERENCES circles (id),
    event_id BLOB NOT NULL,
    hour INTEGER NOT NULL,
    PRIMARY KEY (circle, event_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX reported_by_hour ON reported (circle, hour, event_id);
INSERT INTO reported SELECT circle, event_id, min(hour) FROM reports GROUP BY circle, event_id;

-- about: the hidden event, or the nym_id of the banned member; mark: a hash by which the same appeal is known again
CREATE TABLE appeals (
    circle BLOB NOT NULL REFERENCES circles (id),
    decision BLOB NOT NULL,
    about BLOB NOT NULL,
    mark BLOB NOT NULL,
    hour INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    PRIMARY KEY (circle, decision)
) STRICT, WITHOUT ROWID;

CREATE INDEX appeals_by_about ON appeals (about);
CREATE INDEX appeals_by_hour ON appeals (hour);

CREATE TABLE sealed_appeals (
    moderator BLOB NOT NULL REFERENCES names (key),
    id BLOB NOT NULL,
    circle BLOB NOT NULL,
    decision BLOB NOT NULL,
    hour INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (moderator, id),
    FOREIGN KEY (circle, decision) REFERENCES appeals (circle, decision) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX sealed_appeals_by_decision ON sealed_appeals (circle, decision);
