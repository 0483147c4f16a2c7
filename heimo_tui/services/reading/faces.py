"""Whether a server shows the same description of itself, with the same keys, to everybody (PROTOCOL 4)."""

from __future__ import annotations

from collections.abc import Sequence

from heimo_tui.core.errors import Tampering
from heimo_tui.core.verify import Checked
from heimo_tui.core.views import Problem
from heimo_tui.services.house import House
from heimo_tui.services.place import DAY, Place
from heimo_tui.services.problems import Problems


class Faces:
    """Keeps descriptors fresh, and compares them with those that others wrote under."""

    def __init__(self, house: House, problems: Problems) -> None:
        self._house = house
        self._problems = problems

    async def renew(self, place: Place, max_age: float = DAY) -> None:
        """Fetch the descriptor where the one known was read longer ago, in seconds, and keep a new one.

        Raises Tampering after it was reported, and as the network does.
        """
        try:
            await self._take(place, max_age)
        except Tampering as found:
            await self._problems.report_tampering(found, place.id, None)
            raise

    async def _take(self, place: Place, max_age: float) -> None:
        fetched = await place.renew_descriptor(max_age)
        if fetched is not None:
            day = int(self._house.clock() // DAY)
            seq, digest = fetched.descriptor.seq, fetched.hash
            await self._house.open_vault().run(
                lambda tables: tables.communities.saw_descriptor(place.id, seq, digest, day)
            )
            await self._house.adopt(place)

    async def compare(self, place: Place, circle: bytes, checked: Sequence[Checked]) -> None:
        """Report `descriptor_split` where somebody wrote under a descriptor that has no place in this server's history.

        A descriptor names all that were given before it. So one read after the event must know what its author saw:
        an older one, or the newest; being late or offline explains nothing. Raises Tampering and as the network does.
        """
        strange = [entry for entry in checked if _is_strange(place, entry)]
        if not strange:
            return
        await self._take(place, 0)
        seen: dict[bytes, int] = {}
        for entry in strange:
            if entry.signed is not None and _is_strange(place, entry):
                seen.setdefault(entry.signed.event.dh, entry.log_seq)
        await self._problems.report(
            *(
                Problem(code="descriptor_split", community=place.id, circle=circle, detail=str(number))
                for number in seen.values()
            )
        )


def _is_strange(place: Place, entry: Checked) -> bool:
    return entry.signed is not None and not place.gave(entry.signed.event.dh)
