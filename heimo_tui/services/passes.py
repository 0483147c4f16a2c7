"""A credential of the server's present epoch, drawn at a random moment, so that no join follows upon it (PROTOCOL 5.4).

A host who rotates keys begins a new epoch. Whoever drew their credential only when they join a circle would show the
server their account and, a moment later, a name.
"""

from __future__ import annotations

from dataclasses import replace
from random import SystemRandom
from typing import Final

from heimo_tui.core.errors import HeimoError
from heimo_tui.services.credentials import draw, with_credential
from heimo_tui.services.house import House
from heimo_tui.services.place import Place

_WITHIN_SECONDS: Final = 3600.0


class Passes:
    """Draws what is needed, some time within an hour after it is known to be."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._due: dict[bytes, float] = {}

    async def step(self) -> None:
        """Draw where it is time; what cannot be had now waits for another moment."""
        for view in self._house.views():
            place = await self._house.place(view.id)
            now = self._house.clock()
            if not is_old(place):
                self._due.pop(place.id, None)
            elif now >= self._due.setdefault(place.id, now + _some_time()):
                self._due[place.id] = now + _some_time()
                try:
                    await draw_anew(self._house, place)
                except HeimoError:
                    continue  # a join says so in its own words


def is_old(place: Place) -> bool:
    """Whether the credential is of an epoch before the server's."""
    return place.registered and place.row.cred_epoch != place.descriptor.cred_epoch


async def draw_anew(house: House, place: Place) -> None:
    """Draw the credential of this epoch, and note when; raises Refused, Tampering, and as the network does."""
    secret = await draw(place.calls, place.descriptor, place.keys)
    row = with_credential(place.row, secret, place.descriptor)
    place.use(replace(row, settings=row.settings | {"registered_at": house.clock()}))
    await house.adopt(place)


def _some_time() -> float:
    return SystemRandom().uniform(0.0, _WITHIN_SECONDS)
