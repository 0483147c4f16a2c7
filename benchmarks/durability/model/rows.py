"""All rows of a community in dictionaries by their keys: what an oracle works on, copied before each operation."""

from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

from server_stub.store.mail_rows import BundleRow, FrameRow, QueueRow, RequestRow, SealedReportRow
from server_stub.store.moderation_rows import AppealRow, FirstWordRow, ReportRow, SealedAppealRow
from server_stub.store.rows import AccountRow, AuthorHead, BanRow, CircleRow, EventRow, HeldRow, NameRow

T = TypeVar("T")

Pair = tuple[bytes, bytes]


@dataclass(slots=True)
class Rows:
    """Each table by its key; of an event also the day on which it was hidden, of a counter when it expires."""

    accounts: dict[bytes, AccountRow] = field(default_factory=dict)
    account_counts: dict[tuple[bytes, str, int], tuple[int, int]] = field(default_factory=dict)
    circles: dict[bytes, CircleRow] = field(default_factory=dict)
    first_heads: dict[bytes, bytes] = field(default_factory=dict)
    moderators: dict[Pair, bool] = field(default_factory=dict)
    names: dict[bytes, NameRow] = field(default_factory=dict)
    resets: dict[Pair, int] = field(default_factory=dict)
    name_counts: dict[tuple[bytes, str, int], tuple[int, int]] = field(default_factory=dict)
    bans: dict[Pair, BanRow] = field(default_factory=dict)
    challenges: dict[bytes, int] = field(default_factory=dict)
    nullifiers: dict[tuple[int, int, bytes], None] = field(default_factory=dict)
    events: dict[tuple[bytes, int], EventRow] = field(default_factory=dict)
    hidden: dict[tuple[bytes, int], int] = field(default_factory=dict)
    author_heads: dict[Pair, AuthorHead] = field(default_factory=dict)
    waiting: dict[Pair, HeldRow] = field(default_factory=dict)
    locks: dict[Pair, None] = field(default_factory=dict)
    slow: dict[Pair, int] = field(default_factory=dict)
    reports: dict[tuple[bytes, bytes, bytes], ReportRow] = field(default_factory=dict)
    reported: dict[Pair, int] = field(default_factory=dict)
    first_words: dict[Pair, FirstWordRow] = field(default_factory=dict)
    appeals: dict[Pair, AppealRow] = field(default_factory=dict)
    copies: dict[tuple[bytes, int], SealedAppealRow] = field(default_factory=dict)
    versions: dict[bytes, int] = field(default_factory=dict)
    bundles: dict[bytes, tuple[int, BundleRow]] = field(default_factory=dict)
    requests: dict[tuple[bytes, int], RequestRow] = field(default_factory=dict)
    queues: dict[bytes, QueueRow] = field(default_factory=dict)
    frames: dict[tuple[bytes, int], FrameRow] = field(default_factory=dict)
    marks: dict[Pair, int] = field(default_factory=dict)
    sealed: dict[tuple[bytes, int], SealedReportRow] = field(default_factory=dict)

    def copy(self) -> "Rows":
        """The same rows, to be changed without changing these."""
        return replace(self, **{one.name: dict(getattr(self, one.name)) for one in fields(self)})


class Conflict(Exception):
    """A row with this key is there: the database itself would object."""


def insert(table: dict[T, object], key: T, row: object) -> None:
    """Insert a row that must be new; raises Conflict."""
    if key in table:
        raise Conflict
    table[key] = row


def page(rows: list[T], max_bytes: int) -> tuple[list[T], bool]:
    """What comes of so many rows: all for a large `max_bytes`, one for a single byte; whether there are more."""
    kept = rows if max_bytes > 1 else rows[:1]
    return kept, len(kept) < len(rows)
