"""The part of a transaction that moderators need: first words, reports and appeals (see server_stub.store.base)."""

from collections.abc import Sequence
from typing import Protocol

from server_stub.store.moderation_rows import AppealRow, FirstWordRow, ReportedRow, ReportRow, SealedAppealRow


class ModerationReads(Protocol):
    """What can be read."""

    def moderators(self, circle: bytes) -> frozenset[bytes]:
        """The keys of the moderators that are not the owner, stewards among them."""

    def stewards(self, circle: bytes) -> frozenset[bytes]:
        """The keys of the moderators that the owner entrusted with more."""

    def first_word(self, circle: bytes, target: bytes) -> FirstWordRow | None:
        """The ban of this name that waits for a second moderator."""

    def reports_in(self, circle: bytes) -> list[ReportRow]:
        """The circle's reports, oldest hour first."""

    def reported_after(self, circle: bytes, after: tuple[int, bytes] | None, *, limit: int) -> list[ReportedRow]:
        """Reported events after an (hour, event), by hour and event; none whose newest text was taken away."""

    def appeal(self, circle: bytes, decision: bytes) -> AppealRow | None:
        """The appeal against a decision, an answered one, too."""

    def appeals_waiting(self, circle: bytes) -> int:
        """How many appeals are not answered."""

    def sealed_appeals(self, moderator: bytes, *, max_bytes: int) -> tuple[list[SealedAppealRow], bool]:
        """A page of appeals sealed to a moderator, oldest hour first, and whether there are more."""


class ModerationWrites(ModerationReads, Protocol):
    """What can be written."""

    def grant(self, circle: bytes, key: bytes) -> None:
        """Add a moderator; a steward stays one."""

    def entrust(self, circle: bytes, key: bytes) -> None:
        """Add a steward, or make a moderator one."""

    def revoke(self, circle: bytes, key: bytes) -> None:
        """Remove a moderator or steward."""

    def set_first_word(self, row: FirstWordRow) -> None:
        """Let a ban wait for a second moderator, in the place of one that waits for the same name."""

    def forget_first_word(self, circle: bytes, target: bytes) -> None:
        """No ban of this name waits any more."""

    def add_report(self, row: ReportRow) -> bool:
        """Insert; False where this name reported this event before."""

    def forget_reports(self, circle: bytes, event_id: bytes) -> None:
        """Remove all reports of an event."""

    def add_appeal(self, row: AppealRow, copies: Sequence[SealedAppealRow]) -> bool:
        """Insert with its copies; False where there was an appeal against this decision before."""

    def answer_appeal(self, circle: bytes, decision: bytes) -> bool:
        """Forget the copies of an appeal, and remember that there was one; False where none waited."""

    def answer_appeals_about(self, about: bytes) -> None:
        """Do so for all appeals about a hidden event or a banned member."""

    def forget_sealed_appeals(self, moderator: bytes, ids: Sequence[int]) -> None:
        """Remove copies that were sealed to this moderator."""

    def expire_first_words(self, *, before_hour: int) -> int:
        """Forget bans that wait since before an hour; returns how many."""

    def expire_appeals(self, *, before_hour: int, limit: int) -> int:
        """Forget up to `limit` appeals that came before an hour, with their copies; returns how many."""
