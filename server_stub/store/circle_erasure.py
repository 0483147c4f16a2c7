"""Erasing a circle from a community's rows: plain SQL that all stores share, one statement after the other.

`$1` is the circle's id, the only parameter. The order is that of the foreign keys. What a member has in all
circles of a space (its bans and counters) goes with the space's last circle.
"""

STATEMENTS = (
    "DELETE FROM sealed_appeals WHERE circle = $1",
    "DELETE FROM appeals WHERE circle = $1",
    "DELETE FROM first_words WHERE circle = $1",
    "DELETE FROM reported WHERE circle = $1",
    "DELETE FROM reports WHERE circle = $1",
    "DELETE FROM slow WHERE circle = $1",
    "DELETE FROM locks WHERE circle = $1",
    "DELETE FROM held WHERE circle = $1",
    "DELETE FROM author_heads WHERE circle = $1",
    "DELETE FROM events WHERE circle = $1",
    "DELETE FROM bundles WHERE circle = $1",
    "DELETE FROM bundle_versions WHERE circle = $1",
    "DELETE FROM requests WHERE recipient IN (SELECT key FROM names WHERE circle = $1)",
    "DELETE FROM message_reports WHERE moderator IN (SELECT key FROM names WHERE circle = $1)",
    "DELETE FROM resets WHERE circle = $1",
    "DELETE FROM name_counts WHERE nym_id IN (SELECT nym_id FROM names WHERE circle = $1)"
    " AND nym_id NOT IN (SELECT nym_id FROM names WHERE circle <> $1)",
    "DELETE FROM bans WHERE space IN (SELECT space FROM circles WHERE id = $1)"
    " AND space NOT IN (SELECT space FROM circles WHERE id <> $1)",
    "DELETE FROM moderators WHERE circle = $1",
    "DELETE FROM names WHERE circle = $1",
    "DELETE FROM circle_heads WHERE circle = $1",
    "DELETE FROM circles WHERE id = $1",
)
"""The last one tells by the rows that it changed whether there was such a circle."""
