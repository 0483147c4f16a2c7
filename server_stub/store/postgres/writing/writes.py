"""What an operation sees while it writes: rows are looked up once, and most changes wait to be sent together."""

from collections.abc import Callable
from typing import Any, TypeVar

import asyncpg
import msgspec

from server_stub.store.mail_rows import FrameRow, QueueRow
from server_stub.store.postgres.bridge import wait
from server_stub.store.postgres.statements import OnPostgres
from server_stub.store.postgres.writing.memory import UNKNOWN, Key, Memory, Recent
from server_stub.store.postgres.writing.sending import send
from server_stub.store.rows import AuthorHead, BanRow, CircleRow, EventRow, HeldRow, NameRow
from server_stub.store.sql.writes import SqlWrites

T = TypeVar("T")

_EDIT = 3


class PostgresWrites(OnPostgres, SqlWrites):
    """One operation's view while it writes (see server_stub.store.base.WriteTxn).

    `memory` is its transaction's. With `neighbours` in there, it begins a savepoint before the first statement that
    changes something. Whatever is not done from memory first sends what waits, and if it changes something itself,
    makes the memory forget: so nothing here needs to know what the statement was about.
    """

    def __init__(self, connection: asyncpg.Connection, memory: Memory, *, neighbours: bool) -> None:
        super().__init__(connection)
        self._recent = Recent(memory)
        self._neighbours = neighbours
        self._saved = False

    def keep(self) -> None:
        """The operation is done."""
        self._recent.keep()

    async def undo(self) -> None:
        """Take back what this operation changed."""
        if self._saved:
            await self._connection.execute("ROLLBACK TO SAVEPOINT operation")
            self._recent.forget()

    def _before(self, sql: str) -> None:
        changes = not sql.startswith("SELECT")
        if self._neighbours and not self._saved and (changes or self._recent.pending):
            wait(send(self._connection, self._recent.take_others()))
            wait(self._connection.execute("SAVEPOINT operation"))
            self._saved = True
        wait(send(self._connection, self._recent.take()))
        if changes:
            self._recent.forget()

    def _known(self, key: Key, look: Callable[[], T]) -> T:
        found = self._recent.recall(key)
        if found is UNKNOWN:
            found = look()
            self._recent.note(key, found)
        result: T = found
        return result

    # --- looked up once ---

    def circle(self, circle: bytes) -> CircleRow | None:
        """The circle of this id."""
        return self._known(("circle", circle), lambda: super(PostgresWrites, self).circle(circle))

    def name(self, key: bytes) -> NameRow | None:
        """The name of this key."""
        return self._known(("name", key), lambda: super(PostgresWrites, self).name(key))

    def ban(self, space: bytes, nym_id: bytes) -> BanRow | None:
        """The ban of this member in this space."""
        return self._known(("ban", space, nym_id), lambda: super(PostgresWrites, self).ban(space, nym_id))

    def event(self, circle: bytes, event_id: bytes) -> EventRow | None:
        """The log entry of this event."""
        return self._known(("event", circle, event_id), lambda: super(PostgresWrites, self).event(circle, event_id))

    def newest_edit(self, circle: bytes, event_id: bytes) -> EventRow | None:
        """The last EDIT of this event."""
        key = ("edit", circle, event_id)
        return self._known(key, lambda: super(PostgresWrites, self).newest_edit(circle, event_id))

    def head_at(self, circle: bytes, log_seq: int) -> bytes | None:
        """The log head after an entry."""
        return self._known(("head", circle, log_seq), lambda: super(PostgresWrites, self).head_at(circle, log_seq))

    def author_head(self, circle: bytes, author: bytes) -> AuthorHead:
        """Where the author's own chain in this circle stands."""
        return self._known(("author", circle, author), lambda: super(PostgresWrites, self).author_head(circle, author))

    def held(self, circle: bytes, event_id: bytes) -> HeldRow | None:
        """A held event."""
        return self._known(("held", circle, event_id), lambda: super(PostgresWrites, self).held(circle, event_id))

    def held_in(self, circle: bytes, author: bytes | None = None) -> list[HeldRow]:
        """The circle's held events, or one author's."""
        return self._known(("held of", circle, author), lambda: super(PostgresWrites, self).held_in(circle, author))

    def moderators(self, circle: bytes) -> frozenset[bytes]:
        """The keys of the moderators that are not the owner."""
        return self._known(("moderators", circle), lambda: super(PostgresWrites, self).moderators(circle))

    def stewards(self, circle: bytes) -> frozenset[bytes]:
        """The keys of the moderators that the owner entrusted with more."""
        return self._known(("stewards", circle), lambda: super(PostgresWrites, self).stewards(circle))

    def is_locked(self, circle: bytes, thread: bytes) -> bool:
        """Whether the thread takes no more replies."""
        return self._known(("locked", circle, thread), lambda: super(PostgresWrites, self).is_locked(circle, thread))

    def queue(self, qid: bytes) -> QueueRow | None:
        """The queue of this id."""
        return self._known(("queue", qid), lambda: super(PostgresWrites, self).queue(qid))

    def is_marked(self, qid: bytes, mark: bytes) -> bool:
        """Whether a frame with this mark came before."""
        return self._known(("mark", qid, mark), lambda: super(PostgresWrites, self).is_marked(qid, mark))

    def name_count(self, nym_id: bytes, what: str, period: int) -> int:
        """A member's counter in one period."""
        key = ("count", nym_id, what, period)
        if self._recent.recall(key) is UNKNOWN and self._recent.recall(("counts of", nym_id)) is not UNKNOWN:
            return 0  # all that there are were looked up
        return self._known(key, lambda: super(PostgresWrites, self).name_count(nym_id, what, period))

    # --- sent together ---

    def insert_event(self, row: EventRow) -> None:
        """Insert a log entry as it is."""
        self._recent.pending.events.append(row)
        self._recent.note(("event", row.circle, row.event_id), row)
        self._recent.note(("head", row.circle, row.log_seq), row.head)
        if row.kind == _EDIT:
            self._recent.note(("edit", row.circle, row.parent), row)

    def set_head(self, circle: bytes, *, head_seq: int, head: bytes) -> None:
        """Move the log's head."""
        self._recent.pending.heads[circle] = (head_seq, head)
        self._change(("circle", circle), head_seq=head_seq, head=head)

    def set_author_head(self, circle: bytes, author: bytes, head: AuthorHead) -> None:
        """Move an author's own chain."""
        self._recent.pending.authors[circle, author] = head
        self._recent.note(("author", circle, author), head)

    def set_card(self, key: bytes, *, card: bytes, card_seq: int) -> None:
        """Replace the name's card."""
        self._change_name(key, card=card, card_seq=card_seq)

    def admit_name(self, key: bytes) -> None:
        """The name's first post was let in."""
        self._change_name(key, admitted=True)

    def bind_once(self, key: bytes, thread: bytes) -> None:
        """Bind a one-time name to its thread."""
        name = self.name(key)
        if name is not None and name.once is not None:
            self._change_name(key, once=msgspec.structs.replace(name.once, thread=thread))

    def count_name(self, nym_id: bytes, what: str, period: int, *, by: int = 1, expiry_hour: int) -> int:
        """Add to a member's counter; returns the new count."""
        amount = self.name_count(nym_id, what, period) + by
        self._recent.pending.count((nym_id, what, period), by, expiry_hour, amount)
        self._recent.note(("count", nym_id, what, period), amount)
        return amount

    def add_frame(self, row: FrameRow, *, mark: bytes, forget_to: int) -> None:
        """Append a frame with its mark; old marks go."""
        queue = self.queue(row.qid)
        self._recent.pending.frames.append((row, mark, forget_to))
        self._recent.note(("mark", row.qid, mark), True)
        if queue is not None:
            size = queue.size + len(row.frame)
            self._change(("queue", row.qid), newest=row.seq, frames=queue.frames + 1, size=size)

    def _change_name(self, key: bytes, **changes: Any) -> None:
        if self.name(key) is not None:
            self._change(("name", key), **changes)
            self._recent.pending.names[key] = self._recent.recall(("name", key))

    def _change(self, key: Key, **changes: Any) -> None:
        row = self._recent.recall(key)
        if row is not UNKNOWN and row is not None:
            self._recent.note(key, msgspec.structs.replace(row, **changes))
