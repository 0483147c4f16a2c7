"""Writing: drafts, the hold, and an outbox that loses and doubles nothing."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from heimo_protocol import text
from heimo_protocol.events import (
    Body,
    EmptyBody,
    Kind,
    Need,
    PostBody,
    Quote,
    ReactionBody,
    ReplyBody,
)
from heimo_protocol.limits import MAX_POST_BYTES
from heimo_tui.core.drafts import Draft, DraftKind, QuoteOf
from heimo_tui.core.errors import BadInput
from heimo_tui.core.preferences import HOLD_MOST
from heimo_tui.core.threads import Item, quote_view
from heimo_tui.core.views import Change, Delivery, PendingView, PostView, QuoteView
from heimo_tui.services.house import House, keys_of_mine
from heimo_tui.services.place import Place
from heimo_tui.services.reading.naming import Names
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.services.writing import outgoing
from heimo_tui.services.writing.authors import (
    Author,
    author_of,
    chosen_name,
    circle_author,
    once_author,
)
from heimo_tui.services.writing.sender import Sender, threads_of
from heimo_tui.services.writing.signing import Handling, Signing
from heimo_tui.services.writing.undoing import Undoing
from heimo_tui.vault.tables import Circle, OutboxRow, OutboxState, Tables

T = TypeVar("T")

LATER_SECONDS = (300, 3600)
"""A join that should not be linked by its time waits at least and at most so long (PROTOCOL 7.7)."""

_OWN_EARLIER = 50


class Compose:
    """Takes a text from its first word to the log of the circle."""

    def __init__(self, house: House, sync: LogSync, sender: Sender) -> None:
        self._house = house
        self._sync = sync
        self._sender = sender
        self._undoing = Undoing(house, sync, sender)

    # --- drafts ---

    async def begin(
        self, circle: bytes, kind: DraftKind, parent: bytes | None = None, quote: QuoteOf | None = None
    ) -> Draft:
        """A draft for this place: the unfinished one where there is one.

        An EDIT begins with the words as they are now. Raises BadInput("not_yours") for somebody else's.
        """
        place = await self._house.place_of(circle)

        def work(tables: Tables) -> Draft:
            known = tables.drafts.newest_for(circle, kind, parent)
            if known is not None and (known.text.strip() or quote is None):
                return known if quote is None else replace(known, quote=quote)
            draft = Draft(
                id=secrets.token_bytes(16),
                community=place.id,
                circle=circle,
                kind=kind,
                parent=parent,
                quote=quote,
                updated=self._house.clock(),
            )
            return _as_published(tables, draft) if kind is DraftKind.EDIT else draft

        return await self._read(work)

    async def save(self, draft: Draft) -> None:
        """Keep a draft; one without any words is forgotten."""
        kept = replace(draft, updated=self._house.clock())

        def work(tables: Tables) -> None:
            if kept.text.strip():
                tables.drafts.save(kept)
            else:
                tables.drafts.remove(kept.id)

        await self._write(work)

    async def drafts(self) -> tuple[Draft, ...]:
        """Every draft that has words, newest first."""
        return tuple(await self._read(lambda tables: tables.drafts.all()))

    async def discard(self, draft: bytes) -> Draft:
        """Throw a draft away; gives it back so that it can be saved again. Raises BadInput("no_draft")."""

        def work(tables: Tables) -> Draft:
            known = tables.drafts.get(draft)
            if known is None:
                raise BadInput("no_draft")
            tables.drafts.remove(draft)
            return known

        return await self._write(work)

    async def preview(self, draft: Draft) -> PostView:
        """The text as others will see it."""
        ledger = await self._sync.ledger(draft.circle)
        place = await self._house.place_of(draft.circle)

        def work(tables: Tables) -> PostView:
            names = Names(tables, draft.circle, ledger.rulings)
            row = _circle(tables, draft.circle)
            key = place.circle_keys(row).pseudonym_public if place.registered else b"\0" * 32
            name = replace(names(key), name=chosen_name(tables, row, key), mine=True, once=draft.once)
            return PostView(
                id=draft.parent if draft.kind is DraftKind.EDIT and draft.parent else draft.id,
                author=name,
                text=clean_text(draft.text),
                minutes=int(self._house.clock() // 60),
                need=draft.need if draft.kind is DraftKind.POST else None,
                notes=draft.notes,
                quote=_quote_shown(tables, draft, names),
                mine=True,
                edited=draft.kind is DraftKind.EDIT,
                delivery=Delivery.QUEUED,
            )

        return await self._write(work)

    async def own_earlier(self, circle: bytes) -> tuple[str, ...]:
        """One's own texts in this circle under the circle name, newest first."""

        def work(tables: Tables) -> tuple[str, ...]:
            row = _circle(tables, circle)
            if row.my_key is None:
                return ()
            mine = [event for event in tables.events.by_author(circle, row.my_key) if event.kind in (1, 2)]
            waiting = [one.body.text for one in outgoing.outgoing(tables, circle) if one.event.author == row.my_key]
            texts = [event.body for event in mine if event.body] + waiting
            return tuple(reversed(texts[-_OWN_EARLIER:]))

        return await self._read(work)

    # --- sending ---

    async def send(self, draft: Draft, hold_seconds: int | None = None) -> bytes:
        """Sign and send after the hold; returns the event's id.

        The circle is joined on the way where that has to be. Raises BadInput: empty, too_long, not_registered,
        no_once_name, not_yours.
        """
        hold = self._house.preferences.hold_seconds if hold_seconds is None else hold_seconds
        return await self._send(draft, float(min(max(hold, 0), HOLD_MOST)))

    async def send_later(self, draft: Draft) -> bytes:
        """Send after a while, at random, so that a join cannot be linked by its time."""
        low, high = LATER_SECONDS
        return await self._send(draft, low + secrets.randbelow((high - low) * 1000) / 1000)

    async def _send(self, draft: Draft, hold: float) -> bytes:
        place = await self._ready(draft.circle)
        ledger = await self._sync.ledger(draft.circle)
        body, kind = body_of(draft), _KINDS[draft.kind]
        now = self._house.clock()
        state = OutboxState.HOLDING if hold > 0 else OutboxState.QUEUED

        def work(tables: Tables) -> OutboxRow:
            row = _circle(tables, draft.circle)
            author = self._author(tables, place, row, draft, ledger.rulings.settings.once, now)
            handling = Handling(state, now + hold if hold > 0 else 0.0, draft.id)
            # signing may have fixed the name's key in the circle's row
            sent = Signing(tables, place, _circle(tables, draft.circle), now=now).put(
                author, kind, draft.parent, body, handling
            )
            if author.once is not None and author.once.thread is None:
                thread = sent.event_id if kind is Kind.POST else draft.parent
                tables.anonymous.save_once_name(replace(author.once, thread=thread))
            tables.drafts.remove(draft.id)
            return sent

        return (await self._enqueue(work)).event_id

    def _author(self, tables: Tables, place: Place, row: Circle, draft: Draft, once_mode: int, now: float) -> Author:
        if draft.kind is DraftKind.EDIT and draft.parent is not None:
            target = tables.events.get(draft.circle, draft.parent)
            if target is None:
                raise BadInput("not_yours")
            return author_of(tables, place, row, target.author)
        if draft.once:
            thread = draft.parent if draft.kind is DraftKind.REPLY else None
            return once_author(tables, place, row, thread, mode=once_mode, now=now)
        return circle_author(tables, place, row)

    async def react(self, circle: bytes, event: bytes, body: ReactionBody) -> None:
        """Send a reaction, under the name that the person has in that thread."""
        place = await self._ready(circle)
        now = self._house.clock()

        def work(tables: Tables) -> OutboxRow:
            row = _circle(tables, circle)
            target = tables.events.get(circle, event)
            if target is None:
                raise BadInput("no_event")
            once = next((one for one in tables.anonymous.once_names(circle) if one.thread == target.thread), None)
            author = circle_author(tables, place, row) if once is None else author_of(tables, place, row, once.key)
            signing = Signing(tables, place, _circle(tables, circle), now=now)
            return signing.put(author, Kind.REACTION, event, body, Handling())

        await self._enqueue(work)

    async def take_back(self, circle: bytes, event: bytes) -> None:
        """Delete something of one's own; raises BadInput("not_yours")."""
        place = await self._ready(circle)
        now = self._house.clock()

        def work(tables: Tables) -> OutboxRow:
            target = tables.events.get(circle, event)
            if target is None or target.author not in keys_of_mine(tables, circle):
                raise BadInput("not_yours")
            author = author_of(tables, place, _circle(tables, circle), target.author)
            signing = Signing(tables, place, _circle(tables, circle), now=now)
            return signing.put(author, Kind.DELETE, event, EmptyBody(), Handling())

        await self._enqueue(work)

    async def leave_circle(self, circle: bytes) -> None:
        """Say in the circle that one leaves it, where one is in it."""
        place = await self._ready(circle)
        now = self._house.clock()

        def work(tables: Tables) -> OutboxRow | None:
            row = _circle(tables, circle)
            if not row.joined:
                return None
            author = circle_author(tables, place, row)
            signing = Signing(tables, place, _circle(tables, circle), now=now)
            return signing.put(author, Kind.LEAVE, None, EmptyBody(), Handling())

        if await self._write(work) is not None:
            self._sender.kick()

    # --- what waits ---

    async def undo(self, event: bytes) -> Draft:
        """Take back what was not sent yet, or what a moderator has not admitted.

        Raises BadInput("already_sent") where it may be at the server.
        """
        return await self._undoing.undo(event)

    async def retry(self, event: bytes) -> None:
        """Try at once what waits; what was refused is signed anew. Raises BadInput("no_event")."""
        await self._undoing.retry(event)

    async def pending(self) -> tuple[PendingView, ...]:
        """What was written here and others cannot read yet, oldest first, in every community."""
        now = self._house.clock()

        def work(tables: Tables) -> tuple[PendingView, ...]:
            return tuple(outgoing.pending_view(one, _thread_of(tables, one), now) for one in outgoing.outgoing(tables))

        return await self._read(work)

    async def start(self) -> None:
        """Begin to send what waits."""
        self._sender.start()

    async def stop(self) -> None:
        """End all background work; what waits is kept."""
        await self._sender.stop()

    # --- helpers ---

    async def _ready(self, circle: bytes) -> Place:
        """The place, where the person may write; the circle's log is known at least a little."""
        place = await self._house.place_of(circle)
        if not place.registered:
            raise BadInput("not_registered")
        row = await self._read(lambda tables: _circle(tables, circle))
        if row.newest_head is None:
            await self._sync.catch_up(circle)
        return place

    async def _enqueue(self, work: Callable[[Tables], OutboxRow]) -> OutboxRow:
        row = await self._write(work)
        self._house.tell(Change(circle=row.circle_id, threads=threads_of(row)))
        self._sender.kick()
        return row

    async def _read(self, work: Callable[[Tables], T]) -> T:
        return await self._house.open_vault().read(work)

    async def _write(self, work: Callable[[Tables], T]) -> T:
        return await self._house.open_vault().run(work)


_KINDS = {DraftKind.POST: Kind.POST, DraftKind.REPLY: Kind.REPLY, DraftKind.EDIT: Kind.EDIT}


def clean_text(words: str) -> str:
    """A text as it travels: normalised, without trailing space."""
    return text.clean(words).strip()


def body_of(draft: Draft) -> Body:
    """The body that a draft becomes; raises BadInput: empty, too_long, no_parent."""
    words = clean_text(draft.text)
    if not words:
        raise BadInput("empty", field="text")
    if len(words.encode()) > MAX_POST_BYTES:
        raise BadInput("too_long", field="text", value=str(len(words.encode())))
    if draft.kind is DraftKind.REPLY:
        if draft.parent is None:
            raise BadInput("no_parent")
        quote = None if draft.quote is None else Quote(draft.quote.event, draft.quote.start, draft.quote.end)
        return ReplyBody(text=words, quote=quote)
    return PostBody(text=words, need=draft.need, notes=list(draft.notes))


def _circle(tables: Tables, circle: bytes) -> Circle:
    row = tables.circles.get(circle)
    if row is None:
        raise BadInput("no_circle")
    return row


def _as_published(tables: Tables, draft: Draft) -> Draft:
    target = None if draft.parent is None else tables.events.get(draft.circle, draft.parent)
    if target is None or target.body is None or target.author not in keys_of_mine(tables, draft.circle):
        raise BadInput("not_yours")
    need = Need(target.need) if target.need else Need.NONE
    return replace(draft, text=target.body, need=need, notes=target.notes)


def _quote_shown(tables: Tables, draft: Draft, names: Names) -> QuoteView | None:
    if draft.quote is None:
        return None
    source = tables.events.get(draft.circle, draft.quote.event)
    if source is None:
        return None
    item = Item(source.event_id, source.log_seq, source.author, source.minutes, source.body)
    return quote_view(Quote(draft.quote.event, draft.quote.start, draft.quote.end), {item.id: item}, names)


def _thread_of(tables: Tables, one: outgoing.Outgoing) -> bytes | None:
    parent = one.event.parent
    if parent is None:
        return None
    row = tables.events.get(one.row.circle_id, parent)
    return parent if row is None or row.thread is None else row.thread
