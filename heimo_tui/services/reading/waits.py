"""Waiting and answering in one circle, worked out from its own log on this device, in the vault's thread."""

from __future__ import annotations

from heimo_protocol.events import Need
from heimo_tui.core.answering import WEEKS, Asked, Usual, usual
from heimo_tui.core.governance import Rulings
from heimo_tui.core.waiting import Waiting, since
from heimo_tui.vault.tables import Tables

_WEEK = 7 * 24 * 60


def usual_wait(tables: Tables, circle: bytes, now: int) -> Usual:
    """How long a first reply usually takes in a circle; `now` are minutes since 1970."""
    found = tables.waits.first_replies(circle, now - WEEKS * _WEEK)
    return usual(
        [
            Asked(max(0, now - asked), None if answered is None else max(0, answered - asked))
            for asked, answered in found
        ]
    )


def waiting_in(tables: Tables, circle: bytes, rulings: Rulings, never: frozenset[bytes]) -> list[Waiting]:
    """Posts by others that can be answered and were not; without threads that the reader's rules `never` show."""
    return [
        Waiting(
            circle=circle,
            thread=row.thread,
            author=row.author,
            since=since(row.minutes, row.hour),
            need=Need(row.need),
            notes=rulings.notes.get(row.thread, row.notes),
        )
        for row in tables.waits.waiting(circle)
        if row.need and row.thread not in rulings.locked and row.thread not in never
    ]
