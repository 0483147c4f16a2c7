"""Asking for circles that nobody looks at, in the private network profile: each at times that tie it to no other."""

from __future__ import annotations

import asyncio
from random import Random, SystemRandom

from heimo_tui.core.errors import BadInput, Incompatible, Refused, Tampering, Unreachable
from heimo_tui.core.views import Link
from heimo_tui.network.polling import Attention, Schedule, next_poll
from heimo_tui.services.house import House
from heimo_tui.services.place import Place
from heimo_tui.services.reading.directory import Directory
from heimo_tui.services.reading.faces import Faces
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.vault.tables import Circle

_LIST = b""
"""Stands for the list of circles among the circles."""


class Quiet:
    """Polls the current community. Times once drawn stay, however often the polling is begun anew."""

    def __init__(
        self, house: House, sync: LogSync, directory: Directory, faces: Faces, rand: Random | None = None
    ) -> None:
        self._house = house
        self._sync = sync
        self._directory = directory
        self._faces = faces
        self._rand = rand or SystemRandom()
        self._schedules: dict[bytes, Schedule[bytes]] = {}
        self._heads: dict[bytes, int] = {}

    async def run(self) -> None:
        """Go on until cancelled, or until the community is left; raises StoreProblem where the vault is closed."""
        try:
            place = await self._house.place()
            while True:
                await self._once(place)
        except BadInput:
            return

    async def _once(self, place: Place) -> None:
        schedule = self._schedules.get(place.id)
        if schedule is None:
            # the list alone is asked for at once, so that one knows whether the community can be reached
            schedule = self._schedules[place.id] = Schedule(self._rand)
            await self._ask(place, None)
        now = asyncio.get_running_loop().time
        known = await self._house.open_vault().read(lambda tables: tables.circles.of(place.id))
        rows = {row.circle_id: row for row in known if row.circle_id != self._house.focused}
        schedule.keep(dict.fromkeys((_LIST, *rows), Attention.BACKGROUND), now())
        wait, key = schedule.next(now()) or (next_poll(Attention.BACKGROUND, self._rand), _LIST)
        await asyncio.sleep(wait)
        # drawn anew before it goes out: one that fails, or is cut short, is not asked for again at once
        schedule.asked(key, now())
        await self._ask(place, rows.get(key))

    async def _ask(self, place: Place, row: Circle | None) -> None:
        try:
            if row is None:
                await self._faces.renew(place)
                self._heads |= await self._directory.refresh(place)
            elif row.joined or self._heads.get(row.circle_id, -1) > _newest(row):
                await self._sync.catch_up(row.circle_id)
            else:
                return
            self._house.set_link(place.id, Link.POLLING)
        except Unreachable:
            self._house.set_link(place.id, Link.OFFLINE)
        except (Refused, Incompatible, Tampering):
            return  # not for this reader, or told already


def _newest(row: Circle) -> int:
    return -1 if row.newest_head is None else row.newest_seq
