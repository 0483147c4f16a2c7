"""The oracle's reads (see server_stub.store.base.ReadTxn)."""

import msgspec

from benchmarks.durability.model.moderation import ModerationOracle
from benchmarks.durability.model.rows import page
from heimo_protocol.events import Kind
from server_stub.log import GOVERNANCE
from server_stub.store.rows import (
    AccountRow,
    AuthorHead,
    BanRow,
    CircleRow,
    EventRow,
    HeldRow,
    NameRow,
    Totals,
)


class ReadingOracle(ModerationOracle):
    """Looks into `rows`."""

    def account(self, key: bytes) -> AccountRow | None:
        """The account of this key."""
        return self.rows.accounts.get(key)

    def name(self, key: bytes) -> NameRow | None:
        """The name of this key."""
        return self.rows.names.get(key)

    def name_of_nym(self, circle: bytes, nym_id: bytes) -> NameRow | None:
        """The member's name that is not retired."""
        return next((one for one in self.names_of(circle) if one.nym_id == nym_id), None)

    def names_of(self, circle: bytes) -> list[NameRow]:
        """The circle's names that are not retired, by key."""
        found = [one for one in self.rows.names.values() if one.circle == circle and not one.retired]
        return sorted(found, key=lambda one: one.key)

    def names_in(self, circle: bytes) -> int:
        """How many there are."""
        return len(self.names_of(circle))

    def ban(self, space: bytes, nym_id: bytes) -> BanRow | None:
        """The ban of this member."""
        return self.rows.bans.get((space, nym_id))

    def reset_day(self, circle: bytes, nym_id: bytes) -> int | None:
        """The day of the last reset."""
        return self.rows.resets.get((circle, nym_id))

    def circle(self, circle: bytes) -> CircleRow | None:
        """The circle of this id."""
        return self.rows.circles.get(circle)

    def circles(self) -> list[CircleRow]:
        """Every circle, by id."""
        return [row for _, row in sorted(self.rows.circles.items())]

    def heads(self) -> dict[bytes, int]:
        """The newest log number of every circle."""
        return {circle: row.head_seq for circle, row in self.rows.circles.items()}

    def event(self, circle: bytes, event_id: bytes) -> EventRow | None:
        """The log entry of this event."""
        return next((row for row in self._log(circle) if row.event_id == event_id), None)

    def _log(self, circle: bytes) -> list[EventRow]:
        found = sorted((key[1], row) for key, row in self.rows.events.items() if key[0] == circle)
        return [msgspec.structs.replace(row, hidden=(circle, seq) in self.rows.hidden) for seq, row in found]

    def events_marked(self, circle: bytes, mark: str) -> list[EventRow]:
        """Entries whose id begins so."""
        found = [row for row in self._log(circle) if row.event_id.hex().startswith(mark)]
        return sorted(found, key=lambda row: row.event_id)

    def newest_edit(self, circle: bytes, event_id: bytes) -> EventRow | None:
        """The last EDIT of this event."""
        edits = [row for row in self._log(circle) if row.parent == event_id and row.kind == Kind.EDIT]
        return edits[-1] if edits else None

    def events_after(self, circle: bytes, after: int, *, limit: int, max_bytes: int) -> list[EventRow]:
        """Entries from `after` + 1 on."""
        return page([row for row in self._log(circle) if row.log_seq > after][:limit], max_bytes)[0]

    def events_before(self, circle: bytes, before: int, *, limit: int, max_bytes: int) -> list[EventRow]:
        """The last entries before `before`."""
        newest_first = [row for row in self._log(circle)[::-1] if row.log_seq < before]
        return page(newest_first[:limit], max_bytes)[0][::-1]

    def governance_after(self, circle: bytes, after: int, *, limit: int) -> list[EventRow]:
        """Entries that decide for all."""
        return [row for row in self._log(circle) if row.log_seq > after and row.kind in GOVERNANCE][:limit]

    def head_at(self, circle: bytes, log_seq: int) -> bytes | None:
        """The log head after entry `log_seq`."""
        if log_seq == 0:
            return self.rows.first_heads.get(circle)
        row = self.rows.events.get((circle, log_seq))
        return None if row is None else row.head

    def author_head(self, circle: bytes, author: bytes) -> AuthorHead:
        """Where the author's own chain stands."""
        return self.rows.author_heads.get((circle, author), AuthorHead(next_seq=0, last_hash=None))

    def held(self, circle: bytes, event_id: bytes) -> HeldRow | None:
        """A held event."""
        return self.rows.waiting.get((circle, event_id))

    def held_in(self, circle: bytes, author: bytes | None = None) -> list[HeldRow]:
        """Held events, oldest hour first."""
        found = [one for one in self.rows.waiting.values() if one.circle == circle and author in (None, one.author)]
        return sorted(found, key=lambda one: (one.hour, one.event_id))

    def is_locked(self, circle: bytes, thread: bytes) -> bool:
        """Whether the thread takes no more replies."""
        return (circle, thread) in self.rows.locks

    def slow_seconds(self, circle: bytes, target: bytes) -> int:
        """The pause."""
        return self.rows.slow.get((circle, target), 0)

    def is_spent(self, type_: int, epoch: int, nullifier: bytes) -> bool:
        """Whether this token was used."""
        return (type_, epoch, nullifier) in self.rows.nullifiers

    def name_count(self, nym_id: bytes, what: str, period: int) -> int:
        """A member's counter."""
        return self.rows.name_counts.get((nym_id, what, period), (0, 0))[0]

    def account_count(self, account: bytes, what: str, period: int) -> int:
        """An account's counter."""
        return self.rows.account_counts.get((account, what, period), (0, 0))[0]

    def totals(self) -> Totals:
        """Counts for the host."""
        rows = self.rows
        return Totals(
            accounts=len(rows.accounts),
            names=sum(not one.retired for one in rows.names.values()),
            circles=len(rows.circles),
            events=len(rows.events),
            erased=sum(one.envelope is None for one in rows.events.values()),
            held=sum(not one.returned for one in rows.waiting.values()),
            reports=len(rows.reports),
            bundles=len(rows.bundles),
            requests=len(rows.requests),
            queues=len(rows.queues),
            frames=len(rows.frames),
            sealed_reports=len(rows.sealed),
            appeals=sum(not one.answered for one in rows.appeals.values()),
        )
