"""Whether a signed decision stands behind it when a server says that a name is banned (PROTOCOL 9.6)."""

from __future__ import annotations

from heimo_protocol.errors import Code
from heimo_tui.core.errors import HeimoError, Refused, StoreProblem
from heimo_tui.core.views import Problem
from heimo_tui.services.house import House, keys_of_mine
from heimo_tui.services.place import Place
from heimo_tui.services.problems import Problems
from heimo_tui.services.reading.ledgers import Ledger
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.vault.tables import Circle, Tables

_MOST_EPOCHS = 24
_SLACK_HOURS = 1
"""A ban ends at a full hour of the server's clock, which this machine does not know to the second."""


class Barred:
    """Looks for the decision; where there is none, no moderator banned anybody, and that is told."""

    def __init__(self, house: House, sync: LogSync, problems: Problems) -> None:
        self._house = house
        self._sync = sync
        self._problems = problems

    async def check(self, circle: bytes) -> None:
        """Report `ban_unsigned` unless a ban of one of the person's own names is found, or not all can be read."""
        try:
            unsigned = not await self._is_decided(circle)
        except StoreProblem:
            raise
        except HeimoError:
            return  # it cannot be told now; the next refusal asks again
        if unsigned:
            place = await self._house.place_of(circle)
            await self._problems.report(Problem(code="ban_unsigned", community=place.id, circle=circle))

    async def _is_decided(self, circle: bytes) -> bool:
        """Whether it is decided in any circle whose bans count here, against any name the person has or had there."""
        place = await self._house.place_of(circle)
        space = (await self._sync.ledger(circle)).circle.space
        rows = await self._house.open_vault().read(lambda tables: tables.circles.of(place.id))
        near = [row for row in rows if (await self._sync.ledger(row.circle_id)).circle.space == space]
        mine: set[bytes] = set()
        for row in near:
            mine |= await self._house.open_vault().read(lambda tables, r=row: _own_keys(tables, place, r))  # type: ignore[misc] # bound now
        for row in near:
            ledger = await self._newest(row.circle_id)
            hour = int(place.calls.server_time(place.reading(row.circle_id)) // 3600)
            if any(_is_banned(ledger, key, hour) for key in mine):
                return True
        return False

    async def _newest(self, circle: bytes) -> Ledger:
        try:
            await self._sync.catch_up(circle)
            await self._sync.know_decisions(circle)
        except Refused as problem:
            if problem.code != Code.BANNED:
                raise
            # only members read there, and one is told just what was decided about oneself
            await self._sync.know_decisions(circle, apart=True)
        return await self._sync.ledger(circle)


def _own_keys(tables: Tables, place: Place, row: Circle) -> frozenset[bytes]:
    """Every key of the person there, those of earlier names too, which this device may never have used."""
    earlier = (place.keys.circle(row.circle_id, epoch).pseudonym_public for epoch in range(_MOST_EPOCHS))
    return keys_of_mine(tables, row.circle_id) | frozenset(earlier)


def _is_banned(ledger: Ledger, key: bytes, hour: int) -> bool:
    ban = ledger.rulings.banned.get(key)
    return ban is not None and (ban.until == 0 or hour < ban.until + _SLACK_HOURS)
