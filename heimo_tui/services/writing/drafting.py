"""Drafts: begun, kept while typing, looked at as others will see them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from heimo_protocol.events import Need, Quote
from heimo_tui.core.drafts import Draft, DraftKind, QuoteOf
from heimo_tui.core.errors import BadInput
from heimo_tui.core.threads import Item, quote_view
from heimo_tui.core.views import Delivery, PostView, QuoteView
from heimo_tui.services.house import House, keys_of_mine
from heimo_tui.services.reading.changes import standing_quote
from heimo_tui.services.reading.naming import Names
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.services.writing import outgoing
from heimo_tui.services.writing.authors import chosen_name
from heimo_tui.services.writing.bodies import clean_text
from heimo_tui.vault.tables import Tables

T = TypeVar("T")

_OWN_EARLIER = 50


class Drafting:
    """What is being written and was not sent."""

    def __init__(self, house: House, sync: LogSync) -> None:
        self._house = house
        self._sync = sync

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
        self._house.use()
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
            row = tables.circles.require(draft.circle)
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
                delivery=Delivery.PUBLISHED,
            )

        return await self._write(work)

    async def own_earlier(self, circle: bytes) -> tuple[str, ...]:
        """One's own texts in this circle under the circle name, newest first."""

        def work(tables: Tables) -> tuple[str, ...]:
            row = tables.circles.require(circle)
            if row.my_key is None:
                return ()
            mine = [event for event in tables.events.by_author(circle, row.my_key) if event.kind in (1, 2)]
            waiting = [one.body.text for one in outgoing.outgoing(tables, circle) if one.event.author == row.my_key]
            texts = [event.body for event in mine if event.body] + waiting
            return tuple(reversed(texts[-_OWN_EARLIER:]))

        return await self._read(work)

    async def _read(self, work: Callable[[Tables], T]) -> T:
        return await self._house.open_vault().read(work)

    async def _write(self, work: Callable[[Tables], T]) -> T:
        return await self._house.open_vault().run(work)


def _as_published(tables: Tables, draft: Draft) -> Draft:
    target = None if draft.parent is None else tables.events.get(draft.circle, draft.parent)
    if target is None or target.body is None or target.author not in keys_of_mine(tables, draft.circle):
        raise BadInput("not_yours")
    need = Need(target.need) if target.need else Need.NONE
    quote = standing_quote(tables, draft.circle, target)
    kept = None if quote is None else QuoteOf(quote.event, quote.start, quote.end)
    return replace(draft, text=target.body, need=need, notes=target.notes, quote=kept)


def _quote_shown(tables: Tables, draft: Draft, names: Names) -> QuoteView | None:
    if draft.quote is None:
        return None
    source = tables.events.get(draft.circle, draft.quote.event)
    if source is None:
        return None
    item = Item(source.event_id, source.log_seq, source.author, source.minutes, source.body)
    return quote_view(Quote(draft.quote.event, draft.quote.start, draft.quote.end), {item.id: item}, names)
