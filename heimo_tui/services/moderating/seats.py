"""One's own place in a circle: under which name, and what that name may decide."""

from __future__ import annotations

from dataclasses import dataclass

from heimo_protocol.decisions import Bench
from heimo_tui.core.errors import BadInput
from heimo_tui.core.governance import Rulings
from heimo_tui.network.calls import Signer
from heimo_tui.network.contexts import Context
from heimo_tui.services.house import House
from heimo_tui.services.place import Place
from heimo_tui.services.reading.ledgers import Ledger
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.vault.tables import Circle


@dataclass(frozen=True, slots=True)
class Seat:
    """A circle as one sits in it now; `key` is one's own name's (32), empty where one is not in it."""

    place: Place
    circle: Circle
    ledger: Ledger

    @property
    def id(self) -> bytes:
        """The circle's id, 16 bytes."""
        return self.circle.circle_id

    @property
    def name(self) -> str:
        """The circle's name."""
        return self.rulings.settings.name

    @property
    def key(self) -> bytes:
        """One's own name's key."""
        return (self.circle.my_key or b"") if self.circle.joined else b""

    @property
    def rulings(self) -> Rulings:
        """What is in force."""
        return self.ledger.rulings

    @property
    def owner(self) -> bytes:
        """The key of the circle's owner."""
        return self.ledger.circle.genesis.owner

    @property
    def bench(self) -> Bench:
        """Who decides here."""
        return self.rulings.bench(self.owner)

    @property
    def moderates(self) -> bool:
        """Whether one decides here."""
        return bool(self.key) and (self.key == self.owner or self.key in self.rulings.moderators)

    @property
    def is_steward(self) -> bool:
        """Whether one may change the circle and choose who moderates it."""
        return bool(self.key) and self.bench.may_set(self.key)

    @property
    def context(self) -> Context:
        """Where this name's own requests go through."""
        return self.place.writing(self.key)

    @property
    def signer(self) -> Signer:
        """Sign as this name."""
        return self.place.signer(self.circle)

    @property
    def minutes(self) -> int:
        """Now by the server's clock, as far as it is known; minutes since 1970-01-01."""
        return int(self.place.calls.server_time(self.context) // 60)

    def require_moderator(self) -> None:
        """Raises BadInput("not_moderator") where one does not decide here."""
        if not self.moderates:
            raise BadInput("not_moderator")


class Seats:
    """Finds them."""

    def __init__(self, house: House, sync: LogSync) -> None:
        self._house = house
        self._sync = sync

    async def seat(self, circle: bytes) -> Seat:
        """One's place in a circle; raises BadInput("no_circle")."""
        place = await self._house.place_of(circle)
        row = await self._house.open_vault().read(lambda tables: tables.circles.require(circle))
        return Seat(place, row, await self._sync.ledger(circle))

    async def known(self) -> list[Seat]:
        """Every circle of the current community that one has, or had, a name in."""
        if self._house.current is None:
            self._house.open_vault()
            return []
        place = await self._house.place()
        rows = await self._house.open_vault().read(lambda tables: tables.circles.of(place.id))
        return [Seat(place, row, await self._sync.ledger(row.circle_id)) for row in rows if row.my_key]

    async def all(self) -> list[Seat]:
        """Those that one is in."""
        return [seat for seat in await self.known() if seat.circle.joined]

    async def moderated(self) -> list[Seat]:
        """Those that one moderates."""
        return [seat for seat in await self.all() if seat.moderates]
