"""Views of what is stored, made in the vault's thread."""

from __future__ import annotations

from collections.abc import Sequence

from heimo_protocol.events import Kind, Need, Reaction
from heimo_tui.core.errors import BadInput
from heimo_tui.core.governance import Rulings
from heimo_tui.core.preferences import FoldRule
from heimo_tui.core.threads import NEWEST, Item, Reacting, Reader, build, fold_for, given_with, title_of
from heimo_tui.core.views import (
    Delivery,
    Filter,
    Gone,
    PostView,
    ThreadList,
    ThreadRow,
    ThreadView,
)
from heimo_tui.services.reading.changes import quote_of, words_since
from heimo_tui.services.reading.naming import Names
from heimo_tui.vault.tables import EventFlag, EventRow, Tables, ThreadEntry

_SEARCH_MOST = 500
_DAY_HOURS = 24


class Shelf:
    """One circle's stored log as its reader sees it; made for one transaction. `hour` is now, since 1970."""

    def __init__(
        self, tables: Tables, circle: bytes, rulings: Rulings, rules: Sequence[FoldRule], *, hour: int
    ) -> None:
        self._tables = tables
        self._circle = circle
        self._rulings = rulings
        self._rules = rules
        self._hour = hour
        self._names: Names | None = None
        self._reader: Reader | None = None

    @property
    def names(self) -> Names:
        """The circle's names."""
        if self._names is None:
            self._names = Names(self._tables, self._circle, self._rulings)
        return self._names

    @property
    def reader(self) -> Reader:
        """Who reads."""
        if self._reader is None:
            far = self._tables.apart.of(self._circle)
            self._reader = Reader(self.names, self.names.mine, self._tables.kept.ids(), self._rules, far)
        return self._reader

    # --- lists ---

    def thread_list(self, which: Filter, query: str) -> ThreadList:
        """The order of threads now: by newest activity, or those with the words of `query`."""
        order = self._tables.threads.order(self._circle, which)
        never = self.never()
        ids = [key.thread for key in order if key.thread not in never]
        waiting = self._tables.threads.counts(self._circle).waiting
        if query.strip():
            found = dict.fromkeys(
                event.thread
                for event in self._tables.threads.search(query, circle_id=self._circle, limit=_SEARCH_MOST)
                if event.thread is not None
            )
            allowed = set(ids)
            return ThreadList(self._circle, tuple(t for t in found if t in allowed), None, waiting)
        row = self._tables.circles.get(self._circle)
        left = 0 if row is None else row.left_seq
        kept = [key for key in order if key.thread not in never]
        older = next((index for index, key in enumerate(kept) if key.last_seq <= left), None)
        return ThreadList(self._circle, tuple(ids), older or None, waiting)

    def rows(self, ids: Sequence[bytes]) -> dict[bytes, ThreadRow]:
        """Rows of these threads; unknown ones are left out."""
        entries = self._tables.threads.some(self._circle, ids)
        been_there = self._tables.threads.given_to_posts(self._circle, ids, Reaction.BEEN_THERE.value)
        found = (self._row(entry, been_there.get(entry.thread, 0)) for entry in entries)
        return {row.id: row for row in found if row is not None}

    def _row(self, entry: ThreadEntry, been_there: int) -> ThreadRow | None:
        if entry.post is None:
            return None
        item = self._item(entry.post, {})
        need = item.need or Need.LISTEN
        return ThreadRow(
            id=entry.thread,
            title=title_of(item.text or ""),
            author=self.names(item.author),
            minutes=item.minutes,
            active=entry.last_minutes,
            need=need,
            notes=item.notes,
            replies=entry.replies,
            new_replies=entry.new_replies,
            been_there=been_there,
            unread=entry.unread,
            waiting=entry.others == 0 and need is not Need.NONE and item.gone is Gone.NO,
            mine=entry.mine,
            kept=entry.thread in self.reader.kept,
            fold=fold_for(self.reader, item)[1],
            delivery=Delivery.PUBLISHED,
            gone=item.gone,
        )

    def never(self) -> frozenset[bytes]:
        """Threads whose post is never shown: by a rule, or since its writer is blocked."""
        return self._tables.apart.unmet_posts(self._circle)

    # --- a thread ---

    def thread(self, thread: bytes, reacting: Sequence[Reacting] = ()) -> ThreadView:
        """The whole thread, with the reader's reactions that are on their way; raises BadInput("no_thread")."""
        rows = self._tables.threads.events(self._circle, thread, kinds=(Kind.POST, Kind.REPLY, Kind.DELETE))
        taken = {row.parent: row.author for row in rows if row.kind == Kind.DELETE and row.parent is not None}
        root = next((row for row in rows if row.kind == Kind.POST and row.event_id == thread), None)
        if root is None:
            raise BadInput("no_thread")
        entries = self._tables.threads.some(self._circle, [thread])
        circle = self._tables.circles.get(self._circle)
        read = max(entries[0].read_seq if entries else 0, 0 if circle is None else circle.read_seq)
        return build(
            self._circle,
            self._item(root, taken),
            [self._item(row, taken) for row in rows if row.kind == Kind.REPLY],
            given_with(self._tables.threads.reactions(self._circle, thread), reacting),
            self.reader,
            read_seq=read,
            locked=thread in self._rulings.locked,
        )

    def news(self, thread: bytes, most: int) -> tuple[PostView, ...]:
        """The first `most` replies by others that the reader has not seen and that are there, oldest first."""
        entries = self._tables.threads.some(self._circle, [thread])
        post, circle = entries[0].post if entries else None, self._tables.circles.get(self._circle)
        if post is None or circle is None:
            return ()
        read = max(entries[0].read_seq, circle.read_seq)
        rows = self._tables.waits.new_replies(self._circle, thread, read, most=most)
        items = [self._item(row, {}) for row in rows]
        view = build(self._circle, self._item(post, {}), items, {}, self.reader, read_seq=read, locked=False)
        return tuple(reply for reply in view.replies if reply.new and reply.gone is Gone.NO)

    def _item(self, row: EventRow, taken: dict[bytes, bytes]) -> Item:
        gone = self._gone(row, taken)
        quote, seen = quote_of(row) if row.kind == Kind.REPLY and gone is Gone.NO else (None, NEWEST)
        return Item(
            id=row.event_id,
            log_seq=row.log_seq,
            author=row.author,
            minutes=row.minutes,
            text=row.body if gone is Gone.NO else None,
            need=Need(row.need) if row.need and row.kind == Kind.POST else None,
            notes=self._rulings.notes.get(row.event_id, row.notes),
            quote=quote,
            since=words_since(self._tables, self._circle, row),
            seen=seen,
            edited=bool(row.flags & EventFlag.EDITED),
            gone=gone,
            words=self._rulings.hidden.get(row.event_id, "") if gone is Gone.REMOVED else "",
        )

    def _gone(self, row: EventRow, taken: dict[bytes, bytes]) -> Gone:
        if row.flags & EventFlag.HIDDEN:
            return Gone.REMOVED
        if row.envelope is not None:
            return Gone.NO
        if taken.get(row.event_id) == row.author or self._was_taken_back(row):
            return Gone.TAKEN_BACK
        if row.event_id in self._rulings.ever_hidden:
            return Gone.REMOVED
        if row.hour < self._hour - (self._rulings.least_retention - 1) * _DAY_HOURS:
            return Gone.EXPIRED
        return Gone.WITHHELD

    def _was_taken_back(self, row: EventRow) -> bool:
        if row.thread is None:
            return False
        deleted = self._tables.checks.about(self._circle, row.thread, row.event_id, int(Kind.DELETE))
        return deleted is not None and deleted.author == row.author
