"""Telling whoever looks on that something on its way has changed."""

from __future__ import annotations

from heimo_tui.core.views import Change
from heimo_tui.services.house import House
from heimo_tui.services.writing.signing import thread_of
from heimo_tui.vault.tables import OutboxRow


async def tell_of(house: House, row: OutboxRow) -> None:
    """Tell that the thread of this event looks different now; raises StoreProblem."""
    thread = await house.open_vault().read(lambda tables: thread_of(tables, row))
    house.tell(Change(circle=row.circle_id, threads=frozenset({thread})))
