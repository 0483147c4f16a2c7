"""A circle as its list row and first page need it."""

from __future__ import annotations

from heimo_protocol.circles import OnceNames
from heimo_tui.core.governance import Rulings
from heimo_tui.core.views import CircleView, NameView
from heimo_tui.services.reading.naming import Names
from heimo_tui.vault.tables import Circle, Tables

_QUIET_MINUTES = 7 * 24 * 60


def circle_view(tables: Tables, row: Circle, rulings: Rulings, now_minutes: int, progress: float | None) -> CircleView:
    """The view of a circle; `progress` is the share of its older log that is here, while it is fetched."""
    settings = rulings.settings
    counts = tables.threads.counts(row.circle_id)
    return CircleView(
        id=row.circle_id,
        name=settings.name,
        about=settings.about,
        rules=tuple(line for line in settings.rules.splitlines() if line.strip()),
        lang=settings.lang,
        notes=tuple(settings.notes),
        once=OnceNames(settings.once),
        hold_first=settings.hold_first,
        private=settings.private,
        unread=counts.unread,
        waiting=counts.waiting,
        quiet=row.newest_head is not None and counts.last_minutes < now_minutes - _QUIET_MINUTES,
        joined=row.joined,
        my_name=my_name(tables, row, rulings),
        promise_seen=row.promise_seen,
        syncing=progress,
        hold_harm=settings.hold_harm,
    )


def my_name(tables: Tables, row: Circle, rulings: Rulings) -> NameView | None:
    """The person's lasting name in a circle, once it was chosen."""
    if row.my_key is None:
        return None
    chosen: str = tables.preferences.get(f"name:{row.circle_id.hex()}", "")
    if tables.members.get(row.circle_id, row.my_key) is None and not chosen:
        return None
    return Names(tables, row.circle_id, rulings).own(row.my_key, chosen)
