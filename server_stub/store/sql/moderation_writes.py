"""What can be written for moderators, in SQL."""

from collections.abc import Sequence

from server_stub.store.moderation_rows import AppealRow, FirstWordRow, ReportRow, SealedAppealRow
from server_stub.store.sql.mail_reads import id_bytes
from server_stub.store.sql.moderation_reads import SqlModerationReads

_ENTRUST = (
    "INSERT INTO moderators (circle, key, steward) VALUES ($1, $2, 1)"
    " ON CONFLICT (circle, key) DO UPDATE SET steward = 1"
)
_SET_FIRST_WORD = (
    "INSERT INTO first_words VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (circle, target) DO UPDATE SET decision = excluded.decision, hour = excluded.hour"
)
_OLD_APPEALS = (
    "DELETE FROM appeals WHERE (circle, decision) IN (SELECT circle, decision FROM appeals WHERE hour < $1 LIMIT $2)"
)
_OLD_REPORTS = (
    "DELETE FROM reports WHERE circle = $1 AND hour < $2"
    " AND event_id IN (SELECT event_id FROM reported WHERE circle = $1 AND hour < $2)"
)
_UNREPORTED = (
    "DELETE FROM reported WHERE circle = $1 AND hour < $2 AND NOT EXISTS ("
    "SELECT 1 FROM reports WHERE reports.circle = $1 AND reports.event_id = reported.event_id)"
)


class SqlModerationWrites(SqlModerationReads):
    """See server_stub.store.moderation.ModerationWrites."""

    def grant(self, circle: bytes, key: bytes) -> None:
        """Add a moderator; a steward stays one."""
        self._run("INSERT INTO moderators (circle, key) VALUES ($1, $2) ON CONFLICT DO NOTHING", circle, key)

    def entrust(self, circle: bytes, key: bytes) -> None:
        """Add a steward, or make a moderator one."""
        self._run(_ENTRUST, circle, key)

    def revoke(self, circle: bytes, key: bytes) -> None:
        """Remove a moderator or steward."""
        self._run("DELETE FROM moderators WHERE circle = $1 AND key = $2", circle, key)

    def set_first_word(self, row: FirstWordRow) -> None:
        """Let a ban wait for a second moderator."""
        self._run(_SET_FIRST_WORD, row.circle, row.target, row.decision, row.hour)

    def forget_first_word(self, circle: bytes, target: bytes) -> None:
        """No ban of this name waits any more."""
        self._run("DELETE FROM first_words WHERE circle = $1 AND target = $2", circle, target)

    def add_report(self, row: ReportRow) -> bool:
        """Insert; False where this name reported this event before."""
        sql = "INSERT INTO reports VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
        if not self._run(sql, row.circle, row.event_id, row.reporter, row.reason, row.hour):
            return False
        self._run("INSERT INTO reported VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", row.circle, row.event_id, row.hour)
        return True

    def forget_reports(self, circle: bytes, event_id: bytes) -> None:
        """Remove all reports of an event."""
        self._run("DELETE FROM reports WHERE circle = $1 AND event_id = $2", circle, event_id)
        self._run("DELETE FROM reported WHERE circle = $1 AND event_id = $2", circle, event_id)

    def add_appeal(self, row: AppealRow, copies: Sequence[SealedAppealRow]) -> bool:
        """Insert with its copies; False where there was an appeal against this decision before."""
        sql = "INSERT INTO appeals VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING"
        if not self._run(sql, row.circle, row.decision, row.about, row.mark, row.hour, int(row.answered)):
            return False
        for one in copies:
            sql = "INSERT INTO sealed_appeals VALUES ($1, $2, $3, $4, $5, $6)"
            self._run(sql, one.moderator, id_bytes(one.id), one.circle, one.decision, one.hour, one.sealed)
        return True

    def answer_appeal(self, circle: bytes, decision: bytes) -> bool:
        """Forget the copies of an appeal, and remember that there was one; False where none waited."""
        self._run("DELETE FROM sealed_appeals WHERE circle = $1 AND decision = $2", circle, decision)
        sql = "UPDATE appeals SET answered = 1 WHERE circle = $1 AND decision = $2 AND answered = 0"
        return bool(self._run(sql, circle, decision))

    def answer_appeals_about(self, about: bytes) -> None:
        """Do so for all appeals about a hidden event or a banned member."""
        waiting = list(self._each("SELECT circle, decision FROM appeals WHERE about = $1", about))
        for circle, decision in waiting:
            self.answer_appeal(circle, decision)

    def forget_sealed_appeals(self, moderator: bytes, ids: Sequence[int]) -> None:
        """Remove copies that were sealed to this moderator."""
        for id_ in ids:
            self._run("DELETE FROM sealed_appeals WHERE moderator = $1 AND id = $2", moderator, id_bytes(id_))

    def expire_first_words(self, *, before_hour: int) -> int:
        """Forget bans that wait since before an hour."""
        return self._run("DELETE FROM first_words WHERE hour < $1", before_hour)

    def expire_appeals(self, *, before_hour: int, limit: int) -> int:
        """Forget up to `limit` appeals that came before an hour, with their copies."""
        return self._run(_OLD_APPEALS, before_hour, limit)

    def _expire_reports(self, circle: bytes, before_hour: int) -> int:
        gone = self._run(_OLD_REPORTS, circle, before_hour)
        self._run(_UNREPORTED, circle, before_hour)
        return gone
