"""Putting aside what will not enter the log, so that it holds up nothing and its writer gets the words back."""

from __future__ import annotations

from typing import Final

from heimo_protocol.events import Kind
from heimo_tui.services.house import House
from heimo_tui.services.writing.authors import author_of
from heimo_tui.services.writing.signing import Signing, event_of
from heimo_tui.services.writing.telling import tell_of
from heimo_tui.vault.tables import OutboxRow, OutboxState, Tables

_SMALL: Final = frozenset({Kind.REACTION, Kind.CARD, Kind.LEAVE, Kind.DELETE})
"""What is forgotten instead: there are no words in it to give back."""


async def put_aside(house: House, row: OutboxRow, state: OutboxState, *, error: str = "", words: str = "") -> None:
    """Park an event as REFUSED or RETURNED, with the code and a moderator's words; later ones are signed anew."""
    place = await house.place_of(row.circle_id)
    now = house.clock()

    def work(tables: Tables) -> None:
        if event_of(row).kind in _SMALL:
            later = tables.outbox.park(row.event_id, state)
            tables.outbox.done(row.event_id)
        else:
            later = tables.outbox.park(row.event_id, state, error=error, words=words)
        if later:
            circle = tables.circles.require(row.circle_id)
            author = author_of(tables, place, circle, row.author)
            Signing(tables, place, circle, now=now).again(later, author)

    await house.open_vault().run(work)
    await tell_of(house, row)
