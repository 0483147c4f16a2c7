"""The oracle's part for moderators (see server_stub.store.moderation)."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from benchmarks.durability.model.mail import MailOracle
from benchmarks.durability.model.rows import Conflict, page
from heimo_protocol.events import Kind
from server_stub.store.moderation_rows import AppealRow, FirstWordRow, ReportedRow, ReportRow, SealedAppealRow

_FIRST = (-1, b"")


class ModerationOracle(MailOracle):
    """Does to `rows` what the contract says."""

    def moderators(self, circle: bytes) -> frozenset[bytes]:
        """The moderators that are not the owner."""
        return frozenset(key for place, key in self.rows.moderators if place == circle)

    def stewards(self, circle: bytes) -> frozenset[bytes]:
        """Those that the owner entrusted with more."""
        return frozenset(key for (place, key), steward in self.rows.moderators.items() if place == circle and steward)

    def first_word(self, circle: bytes, target: bytes) -> FirstWordRow | None:
        """The ban that waits for a second moderator."""
        return self.rows.first_words.get((circle, target))

    def reports_in(self, circle: bytes) -> list[ReportRow]:
        """The circle's reports, oldest hour first."""
        found = [one for one in self.rows.reports.values() if one.circle == circle]
        return sorted(found, key=lambda one: (one.hour, one.event_id, one.reporter))

    def reported_after(self, circle: bytes, after: tuple[int, bytes] | None, *, limit: int) -> list[ReportedRow]:
        """Reported events, by hour and event."""
        found = sorted((hour, event) for (place, event), hour in self.rows.reported.items() if place == circle)
        rows = []
        for hour, event in found:
            if (hour, event) > (after or _FIRST) and self._shows(circle, event):
                reasons = Counter(one.reason for one in self.reports_in(circle) if one.event_id == event)
                rows.append(ReportedRow(event_id=event, hour=hour, reasons=dict(reasons)))
        return rows[:limit]

    def _shows(self, circle: bytes, event_id: bytes) -> bool:
        """Whether its newest text was not taken away."""
        of_circle = [(key, row) for key, row in self.rows.events.items() if key[0] == circle]
        for key, row in of_circle:
            if row.event_id == event_id and key not in self.rows.hidden:
                edits = [one for _, one in of_circle if one.parent == event_id and one.kind == Kind.EDIT]
                return row.envelope is not None or any(one.envelope is not None for one in edits)
        return False

    def appeal(self, circle: bytes, decision: bytes) -> AppealRow | None:
        """The appeal against a decision."""
        return self.rows.appeals.get((circle, decision))

    def appeals_waiting(self, circle: bytes) -> int:
        """How many are not answered."""
        return sum(one.circle == circle and not one.answered for one in self.rows.appeals.values())

    def sealed_appeals(self, moderator: bytes, *, max_bytes: int) -> tuple[list[SealedAppealRow], bool]:
        """A page of appeals sealed to a moderator, oldest hour first."""
        found = [one for one in self.rows.copies.values() if one.moderator == moderator]
        return page(sorted(found, key=lambda one: (one.hour, one.id)), max_bytes)

    def grant(self, circle: bytes, key: bytes) -> None:
        """Add a moderator."""
        self.rows.moderators.setdefault((circle, key), False)

    def entrust(self, circle: bytes, key: bytes) -> None:
        """Add a steward."""
        self.rows.moderators[circle, key] = True

    def revoke(self, circle: bytes, key: bytes) -> None:
        """Remove a moderator."""
        self.rows.moderators.pop((circle, key), None)

    def set_first_word(self, row: FirstWordRow) -> None:
        """Let a ban wait."""
        self.rows.first_words[row.circle, row.target] = row

    def forget_first_word(self, circle: bytes, target: bytes) -> None:
        """No ban waits any more."""
        self.rows.first_words.pop((circle, target), None)

    def add_report(self, row: ReportRow) -> bool:
        """Insert; False where this name reported this event before."""
        key = (row.circle, row.event_id, row.reporter)
        if key in self.rows.reports:
            return False
        self.rows.reports[key] = row
        self.rows.reported.setdefault((row.circle, row.event_id), row.hour)
        return True

    def forget_reports(self, circle: bytes, event_id: bytes) -> None:
        """Remove all reports of an event."""
        for key in [key for key in self.rows.reports if key[:2] == (circle, event_id)]:
            del self.rows.reports[key]
        self.rows.reported.pop((circle, event_id), None)

    def add_appeal(self, row: AppealRow, copies: Sequence[SealedAppealRow]) -> bool:
        """Insert with its copies."""
        if (row.circle, row.decision) in self.rows.appeals:
            return False
        self.rows.appeals[row.circle, row.decision] = row
        for one in copies:
            if (one.moderator, one.id) in self.rows.copies:
                raise Conflict
            self.rows.copies[one.moderator, one.id] = one
        return True

    def answer_appeal(self, circle: bytes, decision: bytes) -> bool:
        """Forget the copies, and remember that there was one."""
        self._drop_copies(circle, decision)
        row = self.rows.appeals.get((circle, decision))
        if row is None or row.answered:
            return False
        self.rows.appeals[circle, decision] = msgspec.structs.replace(row, answered=True)
        return True

    def _drop_copies(self, circle: bytes, decision: bytes) -> None:
        for key in [key for key, one in self.rows.copies.items() if (one.circle, one.decision) == (circle, decision)]:
            del self.rows.copies[key]

    def answer_appeals_about(self, about: bytes) -> None:
        """Do so for all appeals about something."""
        for circle, decision in [key for key, one in self.rows.appeals.items() if one.about == about]:
            self.answer_appeal(circle, decision)

    def forget_sealed_appeals(self, moderator: bytes, ids: Sequence[int]) -> None:
        """Remove copies."""
        for id_ in ids:
            self.rows.copies.pop((moderator, id_), None)

    def expire_first_words(self, *, before_hour: int) -> int:
        """Forget bans that wait since before an hour."""
        old = [key for key, one in self.rows.first_words.items() if one.hour < before_hour]
        for key in old:
            del self.rows.first_words[key]
        return len(old)

    def expire_appeals(self, *, before_hour: int, limit: int) -> int:
        """Forget appeals that came before an hour, with their copies."""
        old = [key for key, one in self.rows.appeals.items() if one.hour < before_hour]
        for key in old:
            self._drop_copies(*key)
            del self.rows.appeals[key]
        return len(old)

    def _expire_reports(self, circle: bytes, before_hour: int) -> int:
        old = [
            key
            for key, one in self.rows.reports.items()
            if key[0] == circle and one.hour < before_hour and self.rows.reported[key[:2]] < before_hour
        ]
        for key in old:
            del self.rows.reports[key]
        left = {key[:2] for key in self.rows.reports}
        for pair in [one for one, hour in self.rows.reported.items() if one[0] == circle and hour < before_hour]:
            if pair not in left:
                del self.rows.reported[pair]
        return len(old)
