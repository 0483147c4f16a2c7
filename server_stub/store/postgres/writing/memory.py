"""What a transaction has read and not yet written, so that few round trips do for many operations."""

from typing import Any

from server_stub.store.mail_rows import FrameRow
from server_stub.store.rows import AuthorHead, EventRow, NameRow

Key = tuple[Any, ...]

UNKNOWN = object()
"""What recall gives for what was not read."""


class Pending:
    """Writes that wait to be sent together; a later one of the same row takes the place of an earlier one.

    `counts`: by how much each counter grows, until when it is kept, and what it must then be.
    """

    def __init__(self) -> None:
        self.events: list[EventRow] = []
        self.heads: dict[bytes, tuple[int, bytes]] = {}
        self.authors: dict[tuple[bytes, bytes], AuthorHead] = {}
        self.names: dict[bytes, NameRow] = {}
        self.counts: dict[tuple[bytes, str, int], tuple[int, int, int]] = {}
        self.frames: list[tuple[FrameRow, bytes, int]] = []

    def __bool__(self) -> bool:
        return bool(self.events or self.heads or self.authors or self.names or self.counts or self.frames)

    def count(self, key: tuple[bytes, str, int], by: int, expiry_hour: int, becomes: int) -> None:
        """Let a counter grow to what it becomes; it expires when it would have expired without this."""
        grown, expiry_hour, _ = self.counts.get(key, (0, expiry_hour, 0))
        self.counts[key] = (grown + by, expiry_hour, becomes)

    def add(self, other: "Pending") -> None:
        """Let what another operation wants follow."""
        self.events += other.events
        self.heads |= other.heads
        self.authors |= other.authors
        self.names |= other.names
        for key, (by, expiry_hour, becomes) in other.counts.items():
            self.count(key, by, expiry_hour, becomes)
        self.frames += other.frames


class Memory:
    """Rows by what was asked for, None for those that are not there."""

    def __init__(self) -> None:
        self.rows: dict[Key, Any] = {}
        self.pending = Pending()


class Recent:
    """One operation's view of the memory that it shares: its own part is kept or dropped at its end."""

    def __init__(self, shared: Memory) -> None:
        self._shared = shared
        self._rows: dict[Key, Any] = {}
        self.pending = Pending()

    def recall(self, key: Key) -> Any:
        """What is known, or UNKNOWN."""
        found = self._rows.get(key, UNKNOWN)
        return self._shared.rows.get(key, UNKNOWN) if found is UNKNOWN else found

    def note(self, key: Key, row: Any) -> None:
        """Remember a row as it is now."""
        self._rows[key] = row

    def forget(self) -> None:
        """Everything may be otherwise now."""
        self._rows.clear()
        self._shared.rows.clear()

    def keep(self) -> None:
        """The operation is done: what it read and wants is everybody's."""
        self._shared.rows |= self._rows
        self._shared.pending.add(self.pending)

    def take(self) -> Pending:
        """What is to be sent now: all that waits, this operation's last."""
        taken, self._shared.pending = self._shared.pending, Pending()
        taken.add(self.pending)
        self.pending = Pending()
        return taken

    def take_others(self) -> Pending:
        """What the operations before this one want."""
        taken, self._shared.pending = self._shared.pending, Pending()
        return taken
