"""The store as the rest of the server knows it: reads of what is committed, and write operations that are durable.

An operation is a plain function of a transaction. It runs in a thread of the store's or in the event loop, so it must
be quick, and must touch nothing but its transaction and its own arguments, since it may be begun again. It may raise: a
write operation that raises leaves no trace.
"""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

import msgspec

from heimo_protocol.circles import CircleSettings
from server_stub.store.ahead import Ahead
from server_stub.store.mail import MailReads, MailWrites
from server_stub.store.moderation import ModerationReads, ModerationWrites
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

T = TypeVar("T")


class StoreUnavailable(Exception):
    """Nothing could be written (disk full, I/O error, shutting down); what was accepted before is kept."""


class StoreBusy(Exception):
    """More writes wait than the store takes; nothing of this one was done."""


class UnsafeStore(Exception):
    """The database cannot be used safely: its library is too old, or its schema is newer than this program."""


class ReadTxn(MailReads, ModerationReads, Protocol):
    """One consistent view of what is committed."""

    def account(self, key: bytes) -> AccountRow | None:
        """The account of this key."""

    def name(self, key: bytes) -> NameRow | None:
        """The name of this key, retired ones too."""

    def name_of_nym(self, circle: bytes, nym_id: bytes) -> NameRow | None:
        """The member's name in this circle that is not retired."""

    def names_of(self, circle: bytes) -> list[NameRow]:
        """The circle's names that are not retired, by key; for the host's commands."""

    def names_in(self, circle: bytes) -> int:
        """How many names that are not retired the circle has."""

    def ban(self, space: bytes, nym_id: bytes) -> BanRow | None:
        """The ban of this member in this space, also one whose time is over."""

    def reset_day(self, circle: bytes, nym_id: bytes) -> int | None:
        """The day of this member's last identity reset in this circle."""

    def circle(self, circle: bytes) -> CircleRow | None:
        """The circle of this id."""

    def circles(self) -> list[CircleRow]:
        """Every circle, by id."""

    def heads(self) -> dict[bytes, int]:
        """The newest log number of every circle."""

    def event(self, circle: bytes, event_id: bytes) -> EventRow | None:
        """The log entry of this event."""

    def events_marked(self, circle: bytes, mark: str) -> list[EventRow]:
        """Entries whose event id, in hex, begins with `mark`; for the host's commands."""

    def newest_edit(self, circle: bytes, event_id: bytes) -> EventRow | None:
        """The last EDIT of this event, erased ones too; None where it was never edited."""

    def events_after(self, circle: bytes, after: int, *, limit: int, max_bytes: int) -> list[EventRow]:
        """Entries from `after` + 1 on, in log order; fewer for their size, but at least one where there is one."""

    def events_before(self, circle: bytes, before: int, *, limit: int, max_bytes: int) -> list[EventRow]:
        """The last entries before `before`, in log order; fewer for their size, the older ones are left out."""

    def governance_after(self, circle: bytes, after: int, *, limit: int) -> list[EventRow]:
        """Entries of the kinds MODERATION, NOTE and SETTINGS after `after`, in log order."""

    def head_at(self, circle: bytes, log_seq: int) -> bytes | None:
        """The log head after entry `log_seq` (0: the circle's first head), 32 bytes."""

    def author_head(self, circle: bytes, author: bytes) -> AuthorHead:
        """Where the author's own chain in this circle stands; number 0 where it never wrote.

        The server's own key has a chain in each circle.
        """

    def held(self, circle: bytes, event_id: bytes) -> HeldRow | None:
        """A held event."""

    def held_in(self, circle: bytes, author: bytes | None = None) -> list[HeldRow]:
        """The circle's held events, or one author's, oldest hour first."""

    def is_locked(self, circle: bytes, thread: bytes) -> bool:
        """Whether the thread takes no more replies."""

    def slow_seconds(self, circle: bytes, target: bytes) -> int:
        """The pause that a moderator set for this thread or circle id; 0 for none."""

    def is_spent(self, type_: int, epoch: int, nullifier: bytes) -> bool:
        """Whether this token or invite was used."""

    def name_count(self, nym_id: bytes, what: str, period: int) -> int:
        """A member's counter in one period (an hour or a day, as `what` has it)."""

    def account_count(self, account: bytes, what: str, period: int) -> int:
        """An account's counter in one period."""

    def totals(self) -> Totals:
        """Counts for the host."""


class WriteTxn(ReadTxn, MailWrites, ModerationWrites, Protocol):
    """One operation's view while it writes; it sees its own changes, and those of the operations before it."""

    def add_account(self, row: AccountRow) -> bool:
        """Insert; False where the key is known."""

    def set_credential(self, key: bytes, *, cred_epoch: int, repeats: int) -> None:
        """Remember what the account drew."""

    def delete_account(self, key: bytes) -> bool:
        """Remove the row and its counters; False where there was none."""

    def add_name(self, row: NameRow) -> None:
        """Insert a name; raises ValueError where the key, or a name of this member in this circle, is known."""

    def retire_name(self, key: bytes, *, day: int) -> None:
        """Retire the name and remember the day of the reset."""

    def set_card(self, key: bytes, *, card: bytes, card_seq: int) -> None:
        """Replace the name's card."""

    def admit_name(self, key: bytes) -> None:
        """The name's first post was let in."""

    def bind_once(self, key: bytes, thread: bytes) -> None:
        """Bind a one-time name to its thread."""

    def set_ban(self, row: BanRow) -> None:
        """Ban, or replace the ban."""

    def lift_ban(self, space: bytes, nym_id: bytes) -> None:
        """Take the ban back."""

    def use_challenge(self, nonce: bytes, *, expiry_hour: int) -> bool:
        """Use a join challenge (nonce 16), kept until `expiry_hour` has passed; False where it was used before."""

    def add_circle(self, row: CircleRow, moderators: list[bytes]) -> bool:
        """Insert; False where the id is known."""

    def erase_circle(self, circle: bytes) -> bool:
        """Remove a circle with its log, names and all that waits in it (circle_erasure); False where there is none."""

    def set_settings(self, circle: bytes, *, event: bytes, settings: CircleSettings) -> None:
        """New settings, with the SETTINGS event that brought them."""

    def set_entry_code(self, circle: bytes, entry_code: bytes | None) -> None:
        """Replace the HMAC of the entry code."""

    def set_head(self, circle: bytes, *, head_seq: int, head: bytes) -> None:
        """Move the log's head."""

    def insert_event(self, row: EventRow) -> None:
        """Insert a log entry as it is; use server_stub.log.append, which keeps the chains whole."""

    def set_author_head(self, circle: bytes, author: bytes, head: AuthorHead) -> None:
        """Move an author's own chain in this circle."""

    def erase(self, circle: bytes, event_id: bytes) -> int:
        """Erase the body of an event and of its edits; returns how many bodies went. Hashes stay."""

    def set_hidden(self, circle: bytes, event_id: bytes, *, hidden: bool, day: int) -> None:
        """Hide an event and its edits, or show them again; retention erases the bodies some days after `day`."""

    def hold(self, row: HeldRow) -> None:
        """Keep an event for a moderator; the same event again replaces it."""

    def release(self, circle: bytes, event_id: bytes) -> None:
        """Forget a held event: it was admitted, or withdrawn."""

    def return_held(self, circle: bytes, event_id: bytes, *, reason: str, words: str) -> None:
        """Mark a held event as given back."""

    def set_locked(self, circle: bytes, thread: bytes, *, locked: bool) -> None:
        """Lock or unlock a thread."""

    def set_slow(self, circle: bytes, target: bytes, seconds: int) -> None:
        """Set the pause for a thread or circle id; 0 ends it."""

    def spend(self, type_: int, epoch: int, nullifier: bytes) -> bool:
        """Use a token or invite (nullifier 16); False where it was used before."""

    def count_name(self, nym_id: bytes, what: str, period: int, *, by: int = 1, expiry_hour: int) -> int:
        """Add to a member's counter, kept until `expiry_hour` has passed; returns the new count."""

    def count_account(self, account: bytes, what: str, period: int, *, by: int = 1, expiry_hour: int) -> int:
        """Add to an account's counter, kept until `expiry_hour` has passed; returns the new count."""

    def expire_bodies(self, circle: bytes, *, before_hour: int, limit: int) -> int:
        """Erase up to `limit` bodies received before an hour; what moderators decided and cards stay."""

    def expire_beside(self, circle: bytes, *, before_hour: int) -> int:
        """Forget held events and reports received before an hour; returns how many."""

    def erase_hidden(self, *, before_day: int, limit: int) -> int:
        """Erase up to `limit` bodies that were hidden before a day."""

    def prune(self, *, hour: int, token_epoch: int) -> int:
        """Forget challenges and counters that expired, and nullifiers of epochs before `token_epoch`."""


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the writer lives and writes go well; `waiting` writes are queued."""

    writer: bool
    database: bool
    waiting: int


class Store(Protocol):
    """A database of one community."""

    async def read(self, operation: Callable[[ReadTxn], T], *, ahead: Ahead | None = None) -> T:
        """Run on a reader's connection; raises what the operation raises, or StoreUnavailable.

        `ahead` tells what it looks up.
        """

    async def write(
        self, operation: Callable[[WriteTxn], T], *, on: Iterable[bytes] = (), ahead: Ahead | None = None
    ) -> T:
        """Run on the writer and return once it is durable; it may be begun again, with its changes undone.

        Operations run one after the other, or as if they did. `on` names what this one is about, by ids and keys: those
        that share none of their names may run at the same time. One that names nothing runs alone. `ahead` tells what
        it looks up.

        Raises what the operation raises (its changes are undone), StoreBusy or StoreUnavailable.
        """

    async def scrub(self) -> None:
        """Empty the write-ahead log, which keeps erased bytes and the order of recent writes. Quick."""

    async def rewrite(self) -> None:
        """Write the whole database anew, so that no byte of what was erased and no trace of order is left in it.

        Takes time and disk space by the database's size; writes wait meanwhile.
        """

    def health(self) -> Health:
        """How the store is."""

    async def close(self) -> None:
        """Finish what was accepted, then close."""
