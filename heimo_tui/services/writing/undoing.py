"""Taking back what is still on its way, and trying again what did not go through."""

from __future__ import annotations

import secrets
from dataclasses import replace

from heimo_protocol.events import EditBody, EmptyBody, Event, Kind, Need, PostBody, ReplyBody, encode_body
from heimo_protocol.operations import PUT, PutArgs
from heimo_protocol.requests import Mode
from heimo_protocol.signing import seal
from heimo_tui.core.drafts import Draft, DraftKind, QuoteOf
from heimo_tui.core.errors import BadInput
from heimo_tui.network.calls import Signer
from heimo_tui.services.house import House
from heimo_tui.services.place import Place
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.services.writing.authors import author_of
from heimo_tui.services.writing.outgoing import words_of
from heimo_tui.services.writing.sender import Sender
from heimo_tui.services.writing.signing import Signing, event_of
from heimo_tui.services.writing.telling import tell_of
from heimo_tui.vault.tables import OutboxRow, OutboxState, Tables

_ASIDE = frozenset({OutboxState.REFUSED, OutboxState.RETURNED})
_KIND = {Kind.POST: DraftKind.POST, Kind.REPLY: DraftKind.REPLY, Kind.EDIT: DraftKind.EDIT}


class Undoing:
    """Works on single events of the outbox."""

    def __init__(self, house: House, sync: LogSync, sender: Sender) -> None:
        self._house = house
        self._sync = sync
        self._sender = sender

    async def undo(self, event: bytes) -> Draft:
        """Take an event out of the outbox, and give its words back as a draft, which is saved."""
        row = await self._row(event)
        if row.state is OutboxState.HELD:
            await self._withdraw_held(row)
        place = await self._house.place_of(row.circle_id)
        now = self._house.clock()

        def work(tables: Tables) -> Draft:
            if row.state in _ASIDE:
                tables.outbox.done(event)
            else:
                _take_out(tables, place, row, now)
            draft = _draft_of(row, place.id, once=_is_once(tables, row), now=now)
            _free_once_name(tables, row)
            tables.drafts.save(draft)
            return draft

        draft = await self._house.open_vault().run(work)
        await tell_of(self._house, row)
        return draft

    async def retry(self, event: bytes) -> None:
        """Send now: end the wait, or sign anew what was refused or returned."""
        row = await self._row(event)
        place = await self._house.place_of(row.circle_id)
        now = self._house.clock()

        def work(tables: Tables) -> None:
            known = tables.outbox.get(event)
            if known is None:
                return
            if known.state in _ASIDE:
                tables.outbox.done(event)
                circle = tables.circles.require(row.circle_id)
                author = author_of(tables, place, circle, row.author)
                Signing(tables, place, circle, now=now).again([known], author)
            elif known.state is OutboxState.HOLDING:
                tables.outbox.release(event)
                for earlier in tables.outbox.unsent(known.circle_id, known.author):
                    if earlier.seq < known.seq and event_of(earlier).kind is Kind.CARD:
                        tables.outbox.release(earlier.event_id)
            else:
                tables.outbox.set_state(event, known.state, error=known.error, next_try=0.0)

        await self._house.open_vault().run(work)
        await tell_of(self._house, row)
        self._sender.kick()

    async def _withdraw_held(self, row: OutboxRow) -> None:
        """Ask the server to forget an event that no moderator has admitted; nothing of this enters the log."""
        place = await self._house.place_of(row.circle_id)
        author = await self._house.open_vault().run(
            lambda tables: author_of(tables, place, tables.circles.require(row.circle_id), row.author)
        )
        held = event_of(row)
        request = Event(
            kind=Kind.DELETE,
            circle=row.circle_id,
            author=row.author,
            seq=held.seq,
            prev=held.prev,
            minutes=held.minutes,
            parent=row.event_id,
            body=encode_body(EmptyBody()),
            dh=place.descriptor_hash[:8],
            seen=held.seen,
        )
        data = seal(author.private, "event", request).to_bytes()
        signer = Signer(author.private, Mode.NAME)
        answer = await place.calls.call(place.writing(author.key), PUT, PutArgs(event=data), signer)
        if not answer.held:
            # it was admitted in the meantime, and this took it back
            await self._sync.catch_up(row.circle_id)
            raise BadInput("already_sent", field="outbox")

        def rewind(tables: Tables) -> None:
            later = tables.outbox.park(row.event_id, OutboxState.RETURNED)
            if later:
                circle = tables.circles.require(row.circle_id)
                Signing(tables, place, circle, now=self._house.clock()).again(
                    later, author_of(tables, place, circle, row.author)
                )
            tables.outbox.done(row.event_id)

        await self._house.open_vault().run(rewind)

    async def _row(self, event: bytes) -> OutboxRow:
        row = await self._house.open_vault().read(lambda tables: tables.outbox.get(event))
        if row is None:
            raise BadInput("already_sent", field="outbox")
        return row


def _take_out(tables: Tables, place: Place, row: OutboxRow, now: float) -> None:
    if row.state is OutboxState.HELD:
        return
    first = row
    chain = tables.outbox.unsent(row.circle_id, row.author)
    alone = [one.event_id for one in chain] == [chain[0].event_id, row.event_id] if chain else False
    if alone and event_of(chain[0]).kind is Kind.CARD and chain[0].seq == 0:
        # a name that says nothing yet need not be told
        first = chain[0]
    out = tables.outbox.withdraw(first.event_id)
    rest = [one for one in out if one.event_id not in (first.event_id, row.event_id)]
    if rest:
        circle = tables.circles.require(row.circle_id)
        Signing(tables, place, circle, now=now).again(rest, author_of(tables, place, circle, row.author))


def _is_once(tables: Tables, row: OutboxRow) -> bool:
    return any(one.key == row.author for one in tables.anonymous.once_names(row.circle_id))


def _free_once_name(tables: Tables, row: OutboxRow) -> None:
    """A one-time name that nobody saw yet can be used for something else."""
    for one in tables.anonymous.once_names(row.circle_id):
        if one.key == row.author and not one.joined and not tables.outbox.unsent(row.circle_id, one.key):
            tables.anonymous.save_once_name(replace(one, thread=None))


def _draft_of(row: OutboxRow, community: bytes, *, once: bool, now: float) -> Draft:
    event = event_of(row)
    if event.kind not in _KIND:
        raise BadInput("already_sent", field="outbox")
    body = words_of(event)
    quote = body.quote if isinstance(body, ReplyBody | EditBody) else None
    about = body if isinstance(body, PostBody | EditBody) else None
    return Draft(
        id=row.draft or secrets.token_bytes(16),
        community=community,
        circle=row.circle_id,
        kind=_KIND[event.kind],
        parent=event.parent,
        text=body.text,
        need=Need.LISTEN if about is None or about.need is None else about.need,
        notes=() if about is None else tuple(about.notes),
        quote=None if quote is None else QuoteOf(quote.event, quote.start, quote.end),
        once=once,
        dismissed=row.dismissed,
        updated=now,
    )
