"""What can be read for moderators, in SQL."""

from server_stub.store.moderation_rows import AppealRow, FirstWordRow, ReportedRow, ReportRow, SealedAppealRow
from server_stub.store.sql.statements import Row, Statements

_SEALED_OVERHEAD = 128
"""What a sealed appeal costs in an answer besides itself, in bytes, generously."""

_REPORTED = (
    "SELECT hour, event_id FROM reported WHERE circle = $1 AND (hour, event_id) > ($2, $3) AND EXISTS ("
    "SELECT 1 FROM events WHERE events.circle = $1 AND events.event_id = reported.event_id AND hidden_day IS NULL"
    " AND (envelope IS NOT NULL OR EXISTS (SELECT 1 FROM events AS edits"
    " WHERE edits.circle = $1 AND edits.parent = reported.event_id AND edits.kind = 3 AND edits.envelope IS NOT NULL)))"
    " ORDER BY hour, event_id LIMIT $4"
)
_REASONS = (
    "SELECT reason, count(*) FROM reports WHERE circle = $1 AND event_id = $2 GROUP BY reason"
    " ORDER BY count(*) DESC, reason"
)
_FIRST = (-1, b"")


class SqlModerationReads(Statements):
    """See server_stub.store.moderation.ModerationReads."""

    def moderators(self, circle: bytes) -> frozenset[bytes]:
        """The keys of the moderators that are not the owner."""
        rows = self._each("SELECT key FROM moderators WHERE circle = $1", circle)
        return frozenset(key for (key,) in rows)

    def stewards(self, circle: bytes) -> frozenset[bytes]:
        """The keys of the moderators that the owner entrusted with more."""
        rows = self._each("SELECT key FROM moderators WHERE circle = $1 AND steward = 1", circle)
        return frozenset(key for (key,) in rows)

    def first_word(self, circle: bytes, target: bytes) -> FirstWordRow | None:
        """The ban of this name that waits for a second moderator."""
        row = self._one("SELECT decision, hour FROM first_words WHERE circle = $1 AND target = $2", circle, target)
        return None if row is None else FirstWordRow(circle=circle, target=target, decision=row[0], hour=row[1])

    def reports_in(self, circle: bytes) -> list[ReportRow]:
        """The circle's reports, oldest hour first."""
        rows = self._each(
            "SELECT event_id, reporter, reason, hour FROM reports WHERE circle = $1 ORDER BY hour, event_id, reporter",
            circle,
        )
        return [ReportRow(circle=circle, event_id=r[0], reporter=r[1], reason=r[2], hour=r[3]) for r in rows]

    def reported_after(self, circle: bytes, after: tuple[int, bytes] | None, *, limit: int) -> list[ReportedRow]:
        """Reported events after an (hour, event), by hour and event."""
        rows = list(self._each(_REPORTED, circle, *(after or _FIRST), limit))
        return [
            ReportedRow(
                event_id=event_id,
                hour=hour,
                reasons={reason: number for reason, number in self._each(_REASONS, circle, event_id)},
            )
            for hour, event_id in rows
        ]

    def appeal(self, circle: bytes, decision: bytes) -> AppealRow | None:
        """The appeal against a decision, an answered one, too."""
        sql = "SELECT about, mark, hour, answered FROM appeals WHERE circle = $1 AND decision = $2"
        row = self._one(sql, circle, decision)
        if row is None:
            return None
        return AppealRow(
            circle=circle, decision=decision, about=row[0], mark=row[1], hour=row[2], answered=bool(row[3])
        )

    def appeals_waiting(self, circle: bytes) -> int:
        """How many appeals are not answered."""
        return self._number("SELECT count(*) FROM appeals WHERE circle = $1 AND answered = 0", circle)

    def sealed_appeals(self, moderator: bytes, *, max_bytes: int) -> tuple[list[SealedAppealRow], bool]:
        """A page of appeals sealed to a moderator, oldest hour first."""
        sql = "SELECT moderator, id, circle, decision, hour, sealed FROM sealed_appeals WHERE moderator = $1"
        page: list[SealedAppealRow] = []
        room = max_bytes
        for found in self._each(f"{sql} ORDER BY hour, id", moderator):
            row = _sealed(found)
            room -= len(row.sealed) + _SEALED_OVERHEAD
            if page and room < 0:
                return page, True
            page.append(row)
        return page, False


def _sealed(row: Row) -> SealedAppealRow:
    number = int.from_bytes(row[1], "big")
    return SealedAppealRow(moderator=row[0], id=number, circle=row[2], decision=row[3], hour=row[4], sealed=row[5])
