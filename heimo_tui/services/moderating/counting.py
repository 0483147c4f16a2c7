"""How much a moderator does in a day, counted on this device only, so that they rest in time."""

from __future__ import annotations

from datetime import date
from typing import Final

from heimo_tui.core.moderating import QueueItem, Workload
from heimo_tui.services.house import House
from heimo_tui.vault.tables import Tables

REST_AT: Final = 14
"""Heavy texts of one day after which a rest is suggested."""


def today(house: House) -> int:
    """The day by this machine's calendar, which turns at midnight here."""
    return date.fromtimestamp(house.clock()).toordinal()


class Counting:
    """Counts what was opened and decided."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def opened(self, item: QueueItem) -> None:
        """A text was opened; a heavy one counts once a day."""
        if not item.heavy:
            return
        day = today(self._house)

        def work(tables: Tables) -> None:
            if tables.moderation.items.open(item.id, day):
                tables.moderation.days.count(day, heavy=1)

        await self._house.open_vault().run(work)

    async def workload(self) -> Workload:
        """What was done today."""
        day = today(self._house)
        heavy, decided = await self._house.open_vault().read(lambda tables: tables.moderation.days.get(day))
        return Workload(heavy_read=heavy, decided=decided, rest=heavy >= REST_AT)
