"""Erasing a circle from a community's rows: plain SQL that all stores share, one statement after the other.

`:circle` is the circle's id, the only parameter. The order is that of the foreign keys. What a member has in all
circles of a space (its bans and counters) goes with the space's last circle.
"""

STATEMENTS = (
    "DELETE FROM sealed_appeals WHERE circle = :circle",
    "DELETE FROM appeals WHERE circle = :circle",
    "DELETE FROM first_words WHERE circle = :circle",
    "DELETE FROM reported WHERE circle = :circle",
    "DELETE FROM reports WHERE circle = :circle",
    "DELETE FROM slow WHERE circle = :circle",
    "DELETE FROM locks WHERE circle = :circle",
    "DELETE FROM held WHERE circle = :circle",
    "DELETE FROM author_heads WHERE circle = :circle",
    "DELETE FROM events WHERE circle = :circle",
    "DELETE FROM bundles WHERE circle = :circle",
    "DELETE FROM bundle_versions WHERE circle = :circle",
    "DELETE FROM requests WHERE recipient IN (SELECT key FROM names WHERE circle = :circle)",
    "DELETE FROM message_reports WHERE moderator IN (SELECT key FROM names WHERE circle = :circle)",
    "DELETE FROM resets WHERE circle = :circle",
    "DELETE FROM name_counts WHERE nym_id IN (SELECT nym_id FROM names WHERE circle = :circle)"
    " AND nym_id NOT IN (SELECT nym_id FROM names WHERE circle <> :circle)",
    "DELETE FROM bans WHERE space IN (SELECT space FROM circles WHERE id = :circle)"
    " AND space NOT IN (SELECT space FROM circles WHERE id <> :circle)",
    "DELETE FROM moderators WHERE circle = :circle",
    "DELETE FROM names WHERE circle = :circle",
    "DELETE FROM circle_heads WHERE circle = :circle",
    "DELETE FROM circles WHERE id = :circle",
)
"""The last one tells by the rows that it changed whether there was such a circle."""
