"""What can be written for moderators, in SQL."""

from collections.abc import Sequence

from server_stub.store.moderation_rows import AppealRow, FirstWordRow, ReportRow, SealedAppealRow
from server_stub.store.sqlite.mail_reads import id_bytes
from server_stub.store.sqlite.moderation_reads import SqliteModerationReads
from server_stub.store.sqlite.statements import Row

_OLD_APPEALS = (
    "DELETE FROM appeals WHERE (circle, decision) IN (SELECT circle, decision FROM appeals WHERE hour < ? LIMIT ?)"
)
_OLD_REPORTS = (
    "DELETE FROM reports WHERE circle = ?1 AND hour < ?2"
    " AND event_id IN (SELECT event_id FROM reported WHERE circle = ?1 AND hour < ?2)"
)
_UNREPORTED = (
    "DELETE FROM reported WHERE circle = ?1 AND hour < ?2 AND NOT EXISTS ("
    "SELECT 1 FROM reports WHERE reports.circle = ?1 AND reports.event_id = reported.event_id)"
)


class SqliteModerationWrites(SqliteModerationReads):
    """See server_stub.store.moderation.ModerationWrites."""

    def grant(self, circle: bytes, key: bytes) -> None:
        """Add a moderator; a steward stays one."""
        self._run("INSERT INTO moderators (circle, key) VALUES (?, ?) ON CONFLICT DO NOTHING", circle, key)

    def entrust(self, circle: bytes, key: bytes) -> None:
        """Add a steward, or make a moderator one."""
        sql = "INSERT INTO moderators (circle, key, steward) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET steward = 1"
        self._run(sql, circle, key)

    def revoke(self, circle: bytes, key: bytes) -> None:
        """Remove a moderator or steward."""
        self._run("DELETE FROM moderators WHERE circle = ? AND key = ?", circle, key)

    def set_first_word(self, row: FirstWordRow) -> None:
        """Let a ban wait for a second moderator."""
        sql = "INSERT OR REPLACE INTO first_words VALUES (?, ?, ?, ?)"
        self._run(sql, row.circle, row.target, row.decision, row.hour)

    def forget_first_word(self, circle: bytes, target: bytes) -> None:
        """No ban of this name waits any more."""
        self._run("DELETE FROM first_words WHERE circle = ? AND target = ?", circle, target)

    def add_report(self, row: ReportRow) -> bool:
        """Insert; False where this name reported this event before."""
        sql = "INSERT INTO reports VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        if not self._run(sql, row.circle, row.event_id, row.reporter, row.reason, row.hour):
            return False
        self._run("INSERT INTO reported VALUES (?, ?, ?) ON CONFLICT DO NOTHING", row.circle, row.event_id, row.hour)
        return True

    def forget_reports(self, circle: bytes, event_id: bytes) -> None:
        """Remove all reports of an event."""
        self._run("DELETE FROM reports WHERE circle = ? AND event_id = ?", circle, event_id)
        self._run("DELETE FROM reported WHERE circle = ? AND event_id = ?", circle, event_id)

    def add_appeal(self, row: AppealRow, copies: Sequence[SealedAppealRow]) -> bool:
        """Insert with its copies; False where there was an appeal against this decision before."""
        sql = "INSERT INTO appeals VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        if not self._run(sql, row.circle, row.decision, row.about, row.mark, row.hour, row.answered):
            return False
        for one in copies:
            sql = "INSERT INTO sealed_appeals VALUES (?, ?, ?, ?, ?, ?)"
            self._run(sql, one.moderator, id_bytes(one.id), one.circle, one.decision, one.hour, one.sealed)
        return True

    def answer_appeal(self, circle: bytes, decision: bytes) -> bool:
        """Forget the copies of an appeal, and remember that there was one; False where none waited."""
        self._run("DELETE FROM sealed_appeals WHERE circle = ? AND decision = ?", circle, decision)
        sql = "UPDATE appeals SET answered = 1 WHERE circle = ? AND decision = ? AND answered = 0"
        return bool(self._run(sql, circle, decision))

    def answer_appeals_about(self, about: bytes) -> None:
        """Do so for all appeals about a hidden event or a banned member."""
        waiting: list[Row] = self._connection.execute(
            "SELECT circle, decision FROM appeals WHERE about = ?", (about,)
        ).fetchall()
        for circle, decision in waiting:
            self.answer_appeal(circle, decision)

    def forget_sealed_appeals(self, moderator: bytes, ids: Sequence[int]) -> None:
        """Remove copies that were sealed to this moderator."""
        for id_ in ids:
            self._run("DELETE FROM sealed_appeals WHERE moderator = ? AND id = ?", moderator, id_bytes(id_))

    def expire_first_words(self, *, before_hour: int) -> int:
        """Forget bans that wait since before an hour."""
        return self._run("DELETE FROM first_words WHERE hour < ?", before_hour)

    def expire_appeals(self, *, before_hour: int, limit: int) -> int:
        """Forget up to `limit` appeals that came before an hour, with their copies."""
        return self._run(_OLD_APPEALS, before_hour, limit)

    def _expire_reports(self, circle: bytes, before_hour: int) -> int:
        gone = self._run(_OLD_REPORTS, circle, before_hour)
        self._run(_UNREPORTED, circle, before_hour)
        return gone
