"""What has to be forgotten in time, and the room it took: in the background, while nobody waits."""

from __future__ import annotations

import asyncio
from typing import Final

from heimo_tui.core.errors import BadInput, StoreProblem, StoreReason
from heimo_tui.core.views import Change
from heimo_tui.services.house import House
from heimo_tui.services.passes import Passes
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.vault.tables import Tables

TIDY_DAYS: Final = 7
QUIET_SECONDS: Final = 120.0
"""Tidying holds up the store for a moment; it waits until the person has done nothing for so long."""

_LOOK_SECONDS: Final = 60.0
_TIDIED = "tidied_day"


class Upkeep:
    """Expires texts every hour, and gives their room back to the disk once a week."""

    def __init__(self, house: House, sync: LogSync) -> None:
        self._house = house
        self._sync = sync
        self._passes = Passes(house)
        self._hour = -1

    async def run(self) -> None:
        """Go on until cancelled; raises StoreProblem where the vault is closed."""
        while True:
            await self.step()
            await asyncio.sleep(_LOOK_SECONDS)

    async def step(self) -> None:
        """Do what is due now."""
        hour = int(self._house.clock() // 3600)
        if hour != self._hour:
            await self._expire(hour)
            self._hour = hour
        await self._passes.step()
        if self._house.clock() - self._house.used >= QUIET_SECONDS:
            await self._tidy(hour // 24)

    async def _expire(self, hour: int) -> None:
        """Drop texts that are older than their circle keeps them, in every community; kept copies stay."""
        vault = self._house.open_vault()
        for circle in await vault.read(_circles):
            try:
                days = (await self._sync.ledger(circle)).rulings.settings.retention_days
            except BadInput:
                continue  # left in the meantime
            before = hour - days * 24
            if await vault.run(lambda tables, c=circle, b=before: tables.checks.expire(c, b)):  # type: ignore[misc] # bound now
                self._house.tell(Change(circle=circle))

    async def _tidy(self, day: int) -> None:
        vault = self._house.open_vault()
        last = await vault.read(lambda tables: tables.preferences.get(_TIDIED))
        if last is None or not 0 <= day - last < TIDY_DAYS:
            await vault.run(lambda tables: tables.preferences.set(_TIDIED, day))
            if last is not None:
                await self._give_room_back()

    async def _give_room_back(self) -> None:
        try:
            await self._house.open_vault().tidy()
        except StoreProblem as problem:
            if problem.reason is StoreReason.LOCKED:
                raise
            # it needs as much room again for a moment, and a full disk has none: next week, then


def _circles(tables: Tables) -> list[bytes]:
    return [row.circle_id for community in tables.communities.all() for row in tables.circles.of(community.server_id)]
