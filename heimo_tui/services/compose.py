"""Writing: drafts, the hold, and an outbox that loses and doubles nothing."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace

from heimo_protocol.events import EmptyBody, Kind, ReactionBody
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.errors import BadInput
from heimo_tui.core.preferences import HOLD_MOST
from heimo_tui.core.views import PendingView
from heimo_tui.services.house import House, keys_of_mine
from heimo_tui.services.place import Place
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.services.writing import outgoing
from heimo_tui.services.writing.authors import Author, author_of, circle_author, once_author
from heimo_tui.services.writing.bodies import KIND_OF, body_of, require_words
from heimo_tui.services.writing.drafting import Drafting
from heimo_tui.services.writing.harm import harms
from heimo_tui.services.writing.joining import Joining
from heimo_tui.services.writing.sender import Sender
from heimo_tui.services.writing.signing import Handling, Signing, thread_of
from heimo_tui.services.writing.telling import tell_of
from heimo_tui.services.writing.undoing import Undoing
from heimo_tui.vault.tables import Circle, OutboxRow, OutboxState, Tables

LATER_SECONDS = (300, 3600)
"""A join that should not be linked by its time waits at least and at most so long (PROTOCOL 7.7)."""


class Compose(Drafting):
    """Takes a text from its first word to the log of the circle."""

    def __init__(self, house: House, sync: LogSync, sender: Sender, joining: Joining) -> None:
        super().__init__(house, sync)
        self._joining = joining
        self._sender = sender
        self._undoing = Undoing(house, sync, sender)

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

    async def waits_for_moderator(self, draft: Draft) -> bool:
        """Whether the words go to a moderator first, since they push somebody towards harm and the circle wants that.

        What the writer put aside in the draft counts all the same: the rule is the circle's. A moderator's own words
        do not wait.
        """
        ledger = await self._sync.ledger(draft.circle)
        if not ledger.rulings.settings.hold_harm or not await harms(draft.text):
            return False

        def is_moderator(tables: Tables) -> bool:
            return not draft.once and tables.circles.require(draft.circle).my_key in ledger.rulings.moderators

        return not await self._read(is_moderator)

    async def _send(self, draft: Draft, hold: float) -> bytes:
        place = await self._ready(draft.circle)
        ledger = await self._sync.ledger(draft.circle)
        require_words(draft)
        for_moderator = await self.waits_for_moderator(draft)
        kind = KIND_OF[draft.kind]
        now = self._house.clock()
        state = OutboxState.HOLDING if hold > 0 else OutboxState.QUEUED

        def work(tables: Tables) -> OutboxRow:
            row = tables.circles.require(draft.circle)
            author = self._author(tables, place, row, draft, ledger.rulings.settings.once, now)
            target = None if draft.parent is None else tables.events.get(draft.circle, draft.parent)
            handling = Handling(state, now + hold if hold > 0 else 0.0, draft.id, draft.dismissed, for_moderator)
            # signing may have fixed the name's key in the circle's row
            sent = Signing(tables, place, tables.circles.require(draft.circle), now=now).put(
                author, kind, draft.parent, body_of(draft, target), handling
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
            row = tables.circles.require(circle)
            target = tables.events.get(circle, event)
            if target is None:
                raise BadInput("no_event")
            once = next((one for one in tables.anonymous.once_names(circle) if one.thread == target.thread), None)
            author = circle_author(tables, place, row) if once is None else author_of(tables, place, row, once.key)
            signing = Signing(tables, place, tables.circles.require(circle), now=now)
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
            author = author_of(tables, place, tables.circles.require(circle), target.author)
            signing = Signing(tables, place, tables.circles.require(circle), now=now)
            return signing.put(author, Kind.DELETE, event, EmptyBody(), Handling())

        await self._enqueue(work)

    async def leave_circle(self, circle: bytes) -> None:
        """Say in the circle that one leaves it, where one is in it."""
        place = await self._ready(circle)
        now = self._house.clock()

        def work(tables: Tables) -> OutboxRow | None:
            row = tables.circles.require(circle)
            if not row.joined:
                return None
            author = circle_author(tables, place, row)
            signing = Signing(tables, place, tables.circles.require(circle), now=now)
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
        row = await self._read(lambda tables: tables.circles.require(circle))
        if row.newest_head is None:
            settings = (await self._sync.ledger(circle)).rulings.settings
            if settings.private or not settings.open_reading:
                # only members read, and an event names the log that its author saw
                await self._joining.ensure(circle, place.circle_keys(row).pseudonym_public)
            await self._sync.catch_up(circle)
        return place

    async def _enqueue(self, work: Callable[[Tables], OutboxRow]) -> OutboxRow:
        row = await self._write(work)
        await tell_of(self._house, row)
        self._sender.kick()
        return row


def _thread_of(tables: Tables, one: outgoing.Outgoing) -> bytes | None:
    return None if one.event.parent is None else thread_of(tables, one.row)
