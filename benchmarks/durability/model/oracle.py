"""The oracle: what server_stub.store.base.WriteTxn says, in dictionaries."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

from benchmarks.durability.model.reading import ReadingOracle
from benchmarks.durability.model.rows import Conflict, Rows
from heimo_protocol.circles import CircleSettings
from heimo_protocol.events import Kind
from server_stub.log import LASTING
from server_stub.store.base import WriteTxn
from server_stub.store.rows import AccountRow, AuthorHead, BanRow, CircleRow, EventRow, HeldRow, NameRow, OnceUse

K = TypeVar("K")
V = TypeVar("V")

_change = msgspec.structs.replace

_OF_A_CIRCLE = (
    *("appeals", "first_words", "reported", "reports", "slow", "locks", "waiting"),
    *("author_heads", "events", "hidden", "resets", "moderators"),
)
"""Tables whose keys begin with a circle's id."""


class Oracle(ReadingOracle):
    """One operation's view while it writes."""

    def add_account(self, row: AccountRow) -> bool:
        """Insert; False where the key is known."""
        return self.rows.accounts.setdefault(row.key, row) is row

    def set_credential(self, key: bytes, *, cred_epoch: int, repeats: int) -> None:
        """Remember what the account drew."""
        if key in self.rows.accounts:
            self.rows.accounts[key] = _change(self.rows.accounts[key], cred_epoch=cred_epoch, repeats=repeats)

    def delete_account(self, key: bytes) -> bool:
        """Remove the row and its counters."""
        for counter in [one for one in self.rows.account_counts if one[0] == key]:
            del self.rows.account_counts[counter]
        return self.rows.accounts.pop(key, None) is not None

    def add_name(self, row: NameRow) -> None:
        """Insert a name."""
        if row.key in self.rows.names or (not row.retired and self.name_of_nym(row.circle, row.nym_id) is not None):
            raise ValueError
        self.rows.names[row.key] = row

    def retire_name(self, key: bytes, *, day: int) -> None:
        """Retire the name."""
        row = self.rows.names.get(key)
        if row is not None:
            self.rows.resets[row.circle, row.nym_id] = day
            self.rows.names[key] = _change(row, retired=True)
        self.forget_mail_of(key)
        for copy in [one for one in self.rows.copies if one[0] == key]:
            del self.rows.copies[copy]

    def set_card(self, key: bytes, *, card: bytes, card_seq: int) -> None:
        """Replace the card."""
        if key in self.rows.names:
            self.rows.names[key] = _change(self.rows.names[key], card=card, card_seq=card_seq)

    def admit_name(self, key: bytes) -> None:
        """The first post was let in."""
        if key in self.rows.names:
            self.rows.names[key] = _change(self.rows.names[key], admitted=True)

    def bind_once(self, key: bytes, thread: bytes) -> None:
        """Bind a one-time name to its thread."""
        row = self.rows.names.get(key)
        if row is not None and row.once is not None:
            once = OnceUse(month=row.once.month, index=row.once.index, thread=thread)
            self.rows.names[key] = _change(row, once=once)

    def set_ban(self, row: BanRow) -> None:
        """Ban, or replace the ban."""
        self.rows.bans[row.space, row.nym_id] = row

    def lift_ban(self, space: bytes, nym_id: bytes) -> None:
        """Take the ban back."""
        self.rows.bans.pop((space, nym_id), None)

    def use_challenge(self, nonce: bytes, *, expiry_hour: int) -> bool:
        """Use a challenge; False where it was used before."""
        is_new = nonce not in self.rows.challenges
        self.rows.challenges.setdefault(nonce, expiry_hour)
        return is_new

    def add_circle(self, row: CircleRow, moderators: list[bytes]) -> bool:
        """Insert; False where the id is known."""
        if row.id in self.rows.circles:
            return False
        self.rows.circles[row.id] = row
        self.rows.first_heads[row.id] = row.head
        for key in moderators:
            self.grant(row.id, key)
        return True

    def erase_circle(self, circle: bytes) -> bool:
        """Remove a circle with all that is in it."""
        rows, found = self.rows, self.rows.circles.get(circle)
        if found is None:
            return False
        names = {key for key, one in rows.names.items() if one.circle == circle}
        nyms = {rows.names[key].nym_id for key in names}
        nyms -= {one.nym_id for one in rows.names.values() if one.circle != circle}
        last = all(one.space != found.space for id_, one in rows.circles.items() if id_ != circle)
        _drop(rows.bundles, lambda key: key in names)
        for mail in (rows.requests, rows.sealed, rows.copies):
            for waiting in [key for key in mail if key[0] in names]:
                mail.pop(waiting)
        for decision in [key for key in rows.appeals if key[0] == circle]:
            self._drop_copies(*decision)
        _drop(rows.name_counts, lambda key: key[0] in nyms)
        _drop(rows.bans, lambda key: last and key[0] == found.space)
        for one in (rows.circles, rows.first_heads, rows.versions):
            one.pop(circle, None)
        for table in _OF_A_CIRCLE:
            _drop(getattr(rows, table), lambda key: key[0] == circle)
        _drop(rows.names, lambda key: key in names)
        return True

    def set_settings(self, circle: bytes, *, event: bytes, settings: CircleSettings) -> None:
        """New settings."""
        if circle in self.rows.circles:
            self.rows.circles[circle] = _change(self.rows.circles[circle], settings_event=event, settings=settings)

    def set_entry_code(self, circle: bytes, entry_code: bytes | None) -> None:
        """Replace the code's HMAC."""
        if circle in self.rows.circles:
            self.rows.circles[circle] = _change(self.rows.circles[circle], entry_code=entry_code)

    def set_head(self, circle: bytes, *, head_seq: int, head: bytes) -> None:
        """Move the log's head."""
        if circle in self.rows.circles:
            self.rows.circles[circle] = _change(self.rows.circles[circle], head_seq=head_seq, head=head)

    def insert_event(self, row: EventRow) -> None:
        """Insert a log entry."""
        if (row.circle, row.log_seq) in self.rows.events or self.event(row.circle, row.event_id) is not None:
            raise Conflict
        self.rows.events[row.circle, row.log_seq] = row

    def set_author_head(self, circle: bytes, author: bytes, head: AuthorHead) -> None:
        """Move an author's chain."""
        self.rows.author_heads[circle, author] = head

    def erase(self, circle: bytes, event_id: bytes) -> int:
        """Erase the body of an event and of its edits."""
        return self._erase([key for key, row in self._with_edits(circle, event_id) if row.envelope is not None])

    def _with_edits(self, circle: bytes, event_id: bytes) -> list[tuple[tuple[bytes, int], EventRow]]:
        return [
            (key, row)
            for key, row in self.rows.events.items()
            if row.circle == circle and (row.event_id == event_id or (row.parent == event_id and row.kind == Kind.EDIT))
        ]

    def _erase(self, keys: list[tuple[bytes, int]]) -> int:
        for key in keys:
            self.rows.events[key] = _change(self.rows.events[key], envelope=None)
            self.rows.hidden.pop(key, None)
        return len(keys)

    def set_hidden(self, circle: bytes, event_id: bytes, *, hidden: bool, day: int) -> None:
        """Hide an event and its edits, or show them again."""
        for key, row in self._with_edits(circle, event_id):
            if row.envelope is not None:
                self.rows.hidden.pop(key, None)
                if hidden:
                    self.rows.hidden[key] = day

    def hold(self, row: HeldRow) -> None:
        """Keep an event for a moderator."""
        self.rows.waiting[row.circle, row.event_id] = row

    def release(self, circle: bytes, event_id: bytes) -> None:
        """Forget a held event."""
        self.rows.waiting.pop((circle, event_id), None)

    def return_held(self, circle: bytes, event_id: bytes, *, reason: str, words: str) -> None:
        """Mark it as given back."""
        row = self.held(circle, event_id)
        if row is not None:
            self.rows.waiting[circle, event_id] = _change(row, returned=True, reason=reason, words=words)

    def set_locked(self, circle: bytes, thread: bytes, *, locked: bool) -> None:
        """Lock or unlock."""
        self.rows.locks.pop((circle, thread), None)
        if locked:
            self.rows.locks[circle, thread] = None

    def set_slow(self, circle: bytes, target: bytes, seconds: int) -> None:
        """Set the pause; 0 ends it."""
        self.rows.slow.pop((circle, target), None)
        if seconds:
            self.rows.slow[circle, target] = seconds

    def spend(self, type_: int, epoch: int, nullifier: bytes) -> bool:
        """Use a token; False where it was used before."""
        is_new = not self.is_spent(type_, epoch, nullifier)
        self.rows.nullifiers[type_, epoch, nullifier] = None
        return is_new

    def count_name(self, nym_id: bytes, what: str, period: int, *, by: int = 1, expiry_hour: int) -> int:
        """Add to a member's counter."""
        return _count(self.rows.name_counts, (nym_id, what, period), by, expiry_hour)

    def count_account(self, account: bytes, what: str, period: int, *, by: int = 1, expiry_hour: int) -> int:
        """Add to an account's counter."""
        return _count(self.rows.account_counts, (account, what, period), by, expiry_hour)

    def expire_bodies(self, circle: bytes, *, before_hour: int, limit: int) -> int:
        """Erase bodies received before an hour."""
        old = [
            key
            for key, row in self.rows.events.items()
            if row.circle == circle and row.hour < before_hour and row.envelope is not None and row.kind not in LASTING
        ]
        return self._erase(old)

    def expire_beside(self, circle: bytes, *, before_hour: int) -> int:
        """Forget held events and reports received before an hour."""
        old = [key for key, row in self.rows.waiting.items() if key[0] == circle and row.hour < before_hour]
        for key in old:
            del self.rows.waiting[key]
        return len(old) + self._expire_reports(circle, before_hour)

    def erase_hidden(self, *, before_day: int, limit: int) -> int:
        """Erase bodies that were hidden before a day."""
        return self._erase([key for key, day in self.rows.hidden.items() if day < before_day])

    def prune(self, *, hour: int, token_epoch: int) -> int:
        """Forget what expired."""
        rows = self.rows
        return (
            _drop(rows.challenges, lambda key: rows.challenges[key] < hour)
            + _drop(rows.name_counts, lambda key: rows.name_counts[key][1] < hour)
            + _drop(rows.account_counts, lambda key: rows.account_counts[key][1] < hour)
            + _drop(rows.nullifiers, lambda key: key[1] < token_epoch)
        )


def _count(table: dict[tuple[bytes, str, int], tuple[int, int]], key: tuple[bytes, str, int], by: int, end: int) -> int:
    amount, expiry = table.get(key, (0, end))
    table[key] = (amount + by, expiry)
    return amount + by


def _drop(table: dict[K, V], is_old: Callable[[K], bool]) -> int:
    old = [key for key in table if is_old(key)]
    for key in old:
        del table[key]
    return len(old)


def oracle(rows: Rows) -> WriteTxn:
    """The oracle as the contract's type."""
    return Oracle(rows)
